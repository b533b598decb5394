#ifndef SHIKII_BASE_OUTFILE_H
#define SHIKII_BASE_OUTFILE_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/types.h>

/* An output: written aside, beside its target and readable by the user alone, and renamed into place when all of it
 * is there. What is not finished leaves nothing behind, also after SIGHUP, SIGINT, SIGQUIT and SIGTERM, and the target is as
 * it was. One output is open at a time. The program ignores SIGPIPE and SIGXFSZ: a closed pipe and a file that
 * may not grow are errors like others. */
struct outfile {
	FILE *stream;
	const char *target;    /* NULL: the stream is the caller's and stays open */
	const char *temporary; /* NULL: written in place, as the caller's stream or a device is */
	mode_t mode;           /* of the target when it is done: its old one, else what the umask leaves */
	bool replaces;         /* a file that was there, whose owner is kept */
	uid_t owner;
	gid_t group;
	const char *expected; /* what it must hold until then, but for a byte order mark; NULL: anything */
	size_t expected_length;
	int error; /* the first errno, or 0 */
};

/* These give NULL, or in Japanese the reason why it cannot be done: ディスクに空きがありません. */

/* `path` NULL or "-" is `standard`. On failure there is nothing to close. */
const char *outfile_open(struct outfile *out, struct arena *arena, const char *path, FILE *standard);

/* The output is made from these bytes of the target: where others have written something else to it since, it stays. */
void outfile_expect(struct outfile *out, const char *bytes, size_t length);

/* Finishes the output; also tells of what went wrong while it was written. */
const char *outfile_close(struct outfile *out);

void outfile_write(struct outfile *out, const char *bytes, size_t length);

/* Gives the output up. */
void outfile_discard(struct outfile *out);

/* The same of an errno. */
const char *outfile_reason(int error);

/* Removes what is not finished, for an end of the program that passes by those who write; a signal handler may call it. */
void outfile_abandon(void);

/* Ends it so, with a message and status 2. It asks for no memory; a signal handler may call it. */
_Noreturn void outfile_end_program(const char *reason);

/* Makes a folder and those around it, where they are not there yet. */
const char *folder_make(const char *path);

#endif
