#ifndef SHIKII_RULES_SIEVE_H
#define SHIKII_RULES_SIEVE_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What stands in a text, so that for a word which does not the text need not be searched: most words that rules look for do not stand in a sheet. */
struct sieve {
	struct arena *arena;
	const char *text;
	size_t length;
	uint64_t *bits; /* NULL until it is asked */
	int shift;
};

/* The text, with its NUL, lives as long as the arena. */
struct sieve *sieve_new(struct arena *arena, const char *text, size_t length);

/* false: the word, which is not empty, does not stand in the text. */
bool sieve_may_hold(struct sieve *sieve, const char *word, size_t length);

/* Does it? The text is searched only where it may. (Behind a NUL in the text nobody looks: yes.) */
bool sieve_holds(struct sieve *sieve, const char *word, size_t length);

#endif
