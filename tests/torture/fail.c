/* For LD_PRELOAD: counts the calls of a kind, and lets one of them fail, or all from it on, as memory that is used up and disks
 * that break do (torture.py). What a library calls inside of itself is not seen, but for memory.
 *
 *   TORTURE_KIND   memory or system
 *   TORTURE_AT     the number of the call that fails, from 1; 0: none
 *   TORTURE_STAY   set: the calls behind it, too
 *   TORTURE_COUNT  a file that gets the number of calls, at the end
 *
 * What is written to standard error never fails: it is what is judged. */
#define _GNU_SOURCE /* RTLD_NEXT; NOLINT(bugprone-reserved-identifier) */
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

enum kind { NOTHING, MEMORY, SYSTEM };

static struct {
	enum kind kind;
	long at;
	bool stays;
	const char *count_file;
	atomic_long calls;
} torture;

__attribute__((constructor)) static void begin(void)
{
	const char *kind = getenv("TORTURE_KIND"), *at = getenv("TORTURE_AT");
	torture.at = at ? strtol(at, NULL, 10) : 0;
	torture.stays = getenv("TORTURE_STAY") != NULL;
	torture.count_file = getenv("TORTURE_COUNT");
	torture.kind = !kind ? NOTHING : strcmp(kind, "memory") == 0 ? MEMORY : SYSTEM;
}

__attribute__((destructor)) static void end(void)
{
	torture.kind = NOTHING;
	FILE *file = torture.count_file ? fopen(torture.count_file, "w") : NULL;
	if (!file)
		return;
	fprintf(file, "%ld\n", atomic_load(&torture.calls));
	fclose(file);
}

/* Is it this call's turn to fail? Then errno is set. */
static bool fails(enum kind kind, int error)
{
	if (kind != torture.kind)
		return false;
	long call = atomic_fetch_add(&torture.calls, 1) + 1;
	bool turn = torture.at && (call == torture.at || (torture.stays && call > torture.at));
	if (turn)
		errno = error;
	return turn;
}

#define REAL(name) ((__typeof__(&(name)))dlsym(RTLD_NEXT, #name))

#define FAILING_AS(kind, type, name, parameters, arguments, error, failed)                                             \
	type name parameters                                                                                               \
	{                                                                                                                  \
		static __typeof__(&(name)) real;                                                                               \
		if (!real)                                                                                                     \
			real = REAL(name);                                                                                         \
		return fails(kind, error) ? failed : real arguments;                                                           \
	}

/* ---- memory ---- */

/* The program has a malloc of its own, in front of ours (src/cli/main_libc.c): these are what it calls. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *block, size_t size);

FAILING_AS(MEMORY, void *, __libc_malloc, (size_t size), (size), ENOMEM, NULL)
FAILING_AS(MEMORY, void *, __libc_calloc, (size_t count, size_t size), (count, size), ENOMEM, NULL)
FAILING_AS(MEMORY, void *, __libc_realloc, (void *block, size_t size), (block, size), ENOMEM, NULL)

/* ---- system calls, as functions of libc ---- */

#define FAILING(type, name, parameters, arguments, error, failed)                                                      \
	FAILING_AS(SYSTEM, type, name, parameters, arguments, error, failed)

FAILING(int, access, (const char *path, int mode), (path, mode), EIO, -1)
FAILING(int, stat, (const char *restrict path, struct stat *restrict status), (path, status), EIO, -1)
FAILING(int, lstat, (const char *restrict path, struct stat *restrict status), (path, status), EIO, -1)
FAILING(int, fstat, (int file, struct stat *status), (file, status), EIO, -1)
FAILING(int, mkdir, (const char *path, mode_t mode), (path, mode), ENOSPC, -1)
FAILING(int, mkdirat, (int folder, const char *path, mode_t mode), (folder, path, mode), ENOSPC, -1)
FAILING(int, mkstemp, (char *name), (name), ENOSPC, -1)
FAILING(int, fchmod, (int file, mode_t mode), (file, mode), EPERM, -1)
FAILING(int, fsync, (int file), (file), EIO, -1)
FAILING(int, rename, (const char *from, const char *to), (from, to), EIO, -1)
FAILING(int, link, (const char *from, const char *to), (from, to), EIO, -1)
FAILING(int, renameat, (int folder, const char *from, int other, const char *to), (folder, from, other, to), EIO, -1)
FAILING(int, linkat, (int folder, const char *from, int other, const char *to, int flags),
        (folder, from, other, to, flags), EIO, -1)
FAILING(ssize_t, getrandom, (void *bytes, size_t size, unsigned flags), (bytes, size, flags), ENOSYS, -1)
FAILING(char *, realpath, (const char *restrict path, char *restrict real_path), (path, real_path), EIO, NULL)
char *__realpath_chk(const char *restrict path, char *restrict real_path, size_t size); /* of _FORTIFY_SOURCE */
FAILING(char *, __realpath_chk, (const char *restrict path, char *restrict real_path, size_t size),
        (path, real_path, size), EIO, NULL)
FAILING(char *, getcwd, (char *path, size_t size), (path, size), EIO, NULL)
FAILING(ssize_t, readlink, (const char *restrict path, char *restrict target, size_t size), (path, target, size), EIO,
        -1)
FAILING(ssize_t, read, (int file, void *bytes, size_t size), (file, bytes, size), EIO, -1)
FAILING(ssize_t, pread, (int file, void *bytes, size_t size, off_t at), (file, bytes, size, at), EIO, -1)
FAILING(ssize_t, write, (int file, const void *bytes, size_t size), (file, bytes, size), ENOSPC, -1)
FAILING(off_t, lseek, (int file, off_t at, int from), (file, at, from), EIO, -1)
FAILING(void *, mmap, (void *address, size_t size, int rights, int flags, int file, off_t at),
        (address, size, rights, flags, file, at), ENOMEM, MAP_FAILED)
FAILING(DIR *, opendir, (const char *path), (path), EIO, NULL)
FAILING(struct dirent *, readdir, (DIR * folder), (folder), EIO, NULL)
FAILING(FILE *, fopen, (const char *restrict path, const char *restrict mode), (path, mode), EIO, NULL)
FAILING(FILE *, fopen64, (const char *restrict path, const char *restrict mode), (path, mode), EIO, NULL)
FAILING(FILE *, fdopen, (int file, const char *mode), (file, mode), EIO, NULL)
FAILING(FILE *, tmpfile, (void), (), ENOSPC, NULL)
FAILING(void *, dlopen, (const char *path, int flags), (path, flags), EIO, NULL)

static int open_in(int folder, const char *path, int flags, va_list more)
{
	static __typeof__(&openat) real;
	if (!real)
		real = REAL(openat);
	return fails(SYSTEM, EIO)              ? -1
	       : flags & (O_CREAT | O_TMPFILE) ? real(folder, path, flags, va_arg(more, mode_t))
	                                       : real(folder, path, flags);
}

int open(const char *path, int flags, ...)
{
	va_list more;
	va_start(more, flags);
	int file = open_in(AT_FDCWD, path, flags, more);
	va_end(more);
	return file;
}

int openat(int folder, const char *path, int flags, ...)
{
	va_list more;
	va_start(more, flags);
	int file = open_in(folder, path, flags, more);
	va_end(more);
	return file;
}

int pthread_create(pthread_t *restrict thread, const pthread_attr_t *restrict attributes, void *(*work)(void *),
                   void *restrict context)
{
	static __typeof__(&pthread_create) real;
	if (!real)
		real = REAL(pthread_create);
	return fails(SYSTEM, EAGAIN) ? EAGAIN : real(thread, attributes, work, context);
}

/* ---- streams: the flag that ferror reads is set as well ---- */

static bool stream_fails(FILE *stream, int error)
{
	if (stream == stderr || !fails(SYSTEM, error))
		return false;
	stream->_flags |= 0x20; /* _IO_ERR_SEEN of glibc */
	return true;
}

#define FAILING_STREAM(type, name, parameters, arguments, error, failed)                                               \
	type name parameters                                                                                               \
	{                                                                                                                  \
		static __typeof__(&(name)) real;                                                                               \
		if (!real)                                                                                                     \
			real = REAL(name);                                                                                         \
		return stream_fails(stream, error) ? failed : real arguments;                                                  \
	}

FAILING_STREAM(size_t, fread, (void *restrict bytes, size_t size, size_t count, FILE *restrict stream),
               (bytes, size, count, stream), EIO, 0)
FAILING_STREAM(size_t, fwrite, (const void *restrict bytes, size_t size, size_t count, FILE *restrict stream),
               (bytes, size, count, stream), ENOSPC, 0)
FAILING_STREAM(int, fputs, (const char *restrict text, FILE *restrict stream), (text, stream), ENOSPC, EOF)
FAILING_STREAM(int, fputc, (int byte, FILE *stream), (byte, stream), ENOSPC, EOF)
FAILING_STREAM(int, fseek, (FILE * stream, long at, int from), (stream, at, from), EIO, -1)
FAILING_STREAM(long, ftell, (FILE * stream), (stream), EIO, -1)

int fflush(FILE *stream)
{
	static int (*real)(FILE *);
	if (!real)
		real = REAL(fflush);
	return stream && stream_fails(stream, ENOSPC) ? EOF : real(stream);
}

/* It is closed all the same. */
int fclose(FILE *stream)
{
	static int (*real)(FILE *);
	if (!real)
		real = REAL(fclose);
	bool failed = stream_fails(stream, EIO);
	int result = real(stream);
	if (failed)
		errno = EIO;
	return failed ? EOF : result;
}
