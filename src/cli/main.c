#include "base/deadline.h"
#include "cli/cli.h"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

enum { GIT_SECONDS = 30 }; /* for one object: far more than a slow disk needs */

/* The C library gives large blocks back to the system at once and asks for them again for the next sheet, whose pages are then
 * cleared one by one: it keeps what it has. */
static void keep_memory(void)
{
#ifdef __GLIBC__
	enum { LARGE_BLOCK = 3 << 20, UNUSED = 32 << 20 };
	mallopt(M_MMAP_THRESHOLD, LARGE_BLOCK);
	mallopt(M_TRIM_THRESHOLD, UNUSED);
#endif
}

/* A stream that is closed would be the first file that is opened. What stands in its place cannot be read, or written to. */
static void keep_streams_closed(void)
{
	for (int file = STDIN_FILENO; file <= STDERR_FILENO; file++)
		if (fcntl(file, F_GETFD) < 0 && open("/dev/null", file == STDIN_FILENO ? O_WRONLY : O_RDONLY) < 0)
			return;
}

int main(int argc, char **argv)
{
	signal(SIGPIPE, SIG_IGN); /* a closed pipe is an error of writing, with a message and status 2 */
	signal(SIGXFSZ, SIG_IGN); /* and so is a file that may not grow */
	keep_streams_closed();
	keep_memory();
	deadline_allow(GIT_SECONDS);
	return shikii_main(argc, argv, stdout, stderr);
}
