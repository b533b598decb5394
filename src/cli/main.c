#include "cli/cli.h"

#include <signal.h>

int main(int argc, char **argv)
{
	signal(SIGPIPE, SIG_IGN); /* a closed pipe is an error of writing, with a message and status 2 */
	signal(SIGXFSZ, SIG_IGN); /* and so is a file that may not grow */
	return shikii_main(argc, argv, stdout, stderr);
}
