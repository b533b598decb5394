#ifndef SHIKII_RULES_LEXICON_TABLE_H
#define SHIKII_RULES_LEXICON_TABLE_H

#include "base/buf.h"

#include <stddef.h>
#include <stdint.h>

/* The words of a lexicon (rules/kind_lexicon.c) as one piece of memory without addresses: that of the lexicon which is built in is
 * made when the program is built (cmake/pack.c). */
enum {
	LEXICON_SHORTEST = 2, /* letters of a word, and of a run */
	LEXICON_LONGEST = 14, /* of a word */
	LEXICON_COMPOUND = 4, /* of a word whose letters may be missing */
	LEXICON_SLOT_BITS = 15,
	LEXICON_PAIR_BITS = 11
};

struct lexicon_word {
	uint32_t hash;
	uint32_t start; /* in the points */
	uint16_t count;
	uint16_t meant;                    /* may be told instead */
	uint16_t behind_head, behind_tail; /* the next one with the same first or last two letters, from 1 */
};

struct lexicon_table {
	uint32_t points;                        /* where the letters of all words begin, in bytes from here */
	uint16_t slots[1 << LEXICON_SLOT_BITS]; /* words, from 1 */
	uint16_t heads[1 << LEXICON_PAIR_BITS], tails[1 << LEXICON_PAIR_BITS];
	struct lexicon_word words[];
};

/* Appends the table of words with spaces between them, and of those, or NULL, that are only known. Returns the list that has a word
 * too long or too short, or too many; else NULL. */
const char *lexicon_table_make(struct buf *out, const char *words, const char *known);

const int32_t *lexicon_points(const struct lexicon_table *table, const struct lexicon_word *word);

/* The part of a letter in the hash of its word, which is the sum of all and of their number. */
static inline uint32_t lexicon_mix(int32_t point, size_t at)
{
	uint32_t value = (uint32_t)point * 2654435761U;
	return value << (at % 31 + 1) | value >> (31 - at % 31);
}

/* The word, or NULL. */
const struct lexicon_word *lexicon_find(const struct lexicon_table *table, uint32_t hash, const int32_t *points,
                                        size_t count);

/* The slot of two letters among heads and tails. */
size_t lexicon_pair(const int32_t *points);

#endif
