#ifndef SHIKII_RULES_COPIES_H
#define SHIKII_RULES_COPIES_H

#include "base/arena.h"
#include "rules/corpus.h"

#include <stddef.h>

/* A sentence that differs by one or two characters from another one that stands several times. */
struct copy {
	size_t start, end;                       /* in the corpus: what differs, with a few characters around it */
	const struct corpus *standard;           /* where the other one stands: the corpus, or the standards */
	size_t other_start, other_end;           /* the same words in the first of those */
	size_t word_start, word_end;             /* what differs, with one character around it, */
	size_t other_word_start, other_word_end; /* and the same of the other one */
	size_t times;                            /* the sentence itself stands so often */
	size_t others;                           /* and the other one */
	const char *difference; /* its characters / the other's: 置/理; two places: 置…的/理…定 */
};

struct copies {
	struct copy *items;
	size_t count;
	size_t capacity;
};

/* Looks for such sentences of at least `length` characters among the texts of a model. The other one stands at least
 * `times` as often, or in `standards` (which may be NULL). White space, width and the marks at the head of a sentence do
 * not count; what differs has words before and behind it. Work is taken out of *budget; when that is used up, the rest is not looked at. */
struct copies copies_find(struct arena *arena, const struct corpus *corpus, const struct corpus *standards,
                          size_t length, size_t times, size_t *budget);

#endif
