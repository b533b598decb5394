#ifndef SHIKII_BASE_MEMO_H
#define SHIKII_BASE_MEMO_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What was worked out of a text, so that the same text on another sheet, or in the next request of a session, is not worked upon
 * again. It may forget anything at any time: it has room for so much, and what falls on the place of something else takes it. Used
 * by one thread. */
struct memo;

struct memo *memo_new(struct arena *arena);

/* Stands for a text, as good as the text itself; who writes hostile texts cannot choose those that fall together. */
uint64_t memo_mark(const char *text, size_t length);

/* A text, or what is known by several, together with something else that the answer depends on. */
uint64_t memo_join(uint64_t mark, uint64_t other);

/* Is something kept of the mark? *value gets it: NULL, or what lives until the next call of memo_keep. A memo that is NULL keeps
 * nothing. */
bool memo_find(const struct memo *memo, uint64_t mark, const void **value);

/* Keeps that there is nothing to say; … */
void memo_keep_none(struct memo *memo, uint64_t mark);

/* … or this many bytes, to be filled in at once, aligned for any object. */
void *memo_keep(struct memo *memo, uint64_t mark, size_t size);

#endif
