#define _DEFAULT_SOURCE /* sbrk, madvise; NOLINT(bugprone-reserved-identifier) */
#include "base/deadline.h"
#include "cli/cli.h"

#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>
#ifdef __GLIBC__
#include <malloc.h>
#include <sys/mman.h>
#endif

enum { GIT_SECONDS = 30 }; /* for one object: far more than a slow disk needs */

#ifdef __GLIBC__
enum {
	PAGE = 4 << 10,
	LARGE_PAGE = 2 << 20,
	HEAP = 24 << 20, /* at the start, and what more there is in pages of the usual size: most runs need less */
	LARGE_BLOCK = 3 << 20,
	UNUSED = 32 << 20,
	ROOM = 128 << 10 /* at the end of what the heap asks for, as ever */
};

/* A page costs more to be given than to be filled, most of all in a virtual machine. So the heap begins with large ones. That is
 * where it begins but for one usual page: what is touched before the system knows of the wish stays small.
 * No memory is used that is not needed but the end of the last one. Where the system refuses any of it, all is as ever. */
static void take_large_pages(void)
{
	uintptr_t end = (uintptr_t)sbrk(0), large = (end + PAGE + LARGE_PAGE - 1) / LARGE_PAGE * LARGE_PAGE;
	if (sbrk((intptr_t)(large - PAGE - end)) != (void *)end) /* NOLINT(performance-no-int-to-ptr) */
		return;
	void *first = NULL;
	mallopt(M_TOP_PAD, HEAP);
	int error = posix_memalign(&first, sizeof first, 1);
	mallopt(M_TOP_PAD, ROOM);
	end = (uintptr_t)sbrk(0);
	if (!error && end > large)
		madvise((void *)large, end - large, MADV_HUGEPAGE); /* NOLINT(performance-no-int-to-ptr) */
	free(first);
}

/* The C library gives large blocks back to the system at once and asks for them again for the next sheet, whose pages are then
 * cleared one by one: it keeps what it has. */
static void keep_memory(void)
{
	mallopt(M_MMAP_THRESHOLD, LARGE_BLOCK);
	mallopt(M_TRIM_THRESHOLD, UNUSED);
	take_large_pages();
}
#endif

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
#ifdef __GLIBC__
	keep_memory();
#endif
	deadline_allow(GIT_SECONDS);
	return shikii_main(argc, argv, stdout, stderr);
}
