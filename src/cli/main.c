#include "base/deadline.h"
#include "cli/cli.h"

#include <signal.h>

enum { GIT_SECONDS = 30 }; /* for one object: far more than a slow disk needs */

int main(int argc, char **argv)
{
	signal(SIGPIPE, SIG_IGN); /* a closed pipe is an error of writing, with a message and status 2 */
	signal(SIGXFSZ, SIG_IGN); /* and so is a file that may not grow */
	deadline_allow(GIT_SECONDS);
	return shikii_main(argc, argv, stdout, stderr);
}
