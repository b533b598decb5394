/* malloc, rewind and fclose of the program, in front of that of the C library. Some libraries take no for an answer badly: libxlsxwriter leaves
 * cells out, libgit2 crashes, and a file that fopen has no memory for looks like one that is not there. So the program ends with
 * a message where they ask. What we ask for ourselves is refused as ever (base/memory.h). Programs that use the library keep
 * their own malloc, and the sanitizers theirs.
 * libxlsxwriter does not look whether its temporary files took what it wrote, either: they are asked before
 * the answer is lost. */
#define _GNU_SOURCE /* RTLD_NEXT; NOLINT(bugprone-reserved-identifier) */
#include "base/memory.h"
#include "base/stream.h"

#include <dlfcn.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#if defined __has_feature
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define OTHER_MALLOC
#endif
#endif
#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__ || !defined __GLIBC__
#define OTHER_MALLOC
#endif

#ifndef OTHER_MALLOC

/* NOLINTBEGIN(bugprone-reserved-identifier): names of glibc; free() stays its own. */
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *block, size_t size);

static void *given(void *block, size_t size)
{
	if (!block && size && !memory_takes_no())
		memory_end_program();
	return block;
}

void *malloc(size_t size)
{
	return given(__libc_malloc(size), size);
}

void *calloc(size_t count, size_t size)
{
	return given(__libc_calloc(count, size), count && size);
}

void *realloc(void *block, size_t size)
{
	return given(__libc_realloc(block, size), size);
}
/* NOLINTEND(bugprone-reserved-identifier) */

void rewind(FILE *stream)
{
	void (*real)(FILE *);
	*(void **)&real = dlsym(RTLD_NEXT, "rewind"); /* as POSIX has it */
	if (ferror(stream))
		stream_count_broken();
	real(stream);
}

int fclose(FILE *stream)
{
	int (*real)(FILE *);
	*(void **)&real = dlsym(RTLD_NEXT, "fclose");
	if (ferror(stream))
		stream_count_broken();
	int result = real(stream);
	if (result != 0)
		stream_count_broken();
	return result;
}

#endif
