#ifndef SHIKII_BASE_DEADLINE_H
#define SHIKII_BASE_DEADLINE_H

/* Calls of a library that may never come back: libgit2 reads a damaged object for ever, and a pipe where a file should be. The
 * program is then ended with a message and status 2. Only a program can ask for it: it takes SIGALRM, of which there is one. */

struct message;

/* From now on calls may take so long. */
void deadline_allow(unsigned seconds);

/* Around a call, in any thread; several at once have the deadline of the one that began last, and calls within a call of the same
 * thread that of the outermost. Both do nothing before deadline_allow. */
void deadline_begin(const struct message *late);
void deadline_end(void);

#endif
