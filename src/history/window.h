#ifndef SHIKII_HISTORY_WINDOW_H
#define SHIKII_HISTORY_WINDOW_H

#include "base/arena.h"

#include <stdbool.h>

/* Where a text stands in another one but for a slip. */
struct window {
	const char *text;  /* the place in the longer text */
	const char *other; /* the shorter text; both of the arena */
};

/* Finds the shorter of two folded texts in the longer one, with one to three letters that differ: not at its ends, where
 * numbers and marks change as clauses move, and not in digits alone, which tell two clauses apart. Texts that are short,
 * or too long for this, are not near. */
bool window_find(struct arena *arena, const char *longer, const char *shorter, struct window *window);

/* Finds a folded text in another one that lacks some words in its middle: `text` has them, and is the same else. */
bool window_find_put_in(struct arena *arena, const char *in, const char *text, struct window *window);

#endif
