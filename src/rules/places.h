#ifndef SHIKII_RULES_PLACES_H
#define SHIKII_RULES_PLACES_H

#include "base/arena.h"
#include "rules/letters.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Where in a text which letters stand, worked out in one pass for all words of all rules: an inverted index of letters and of pairs
 * of letters, each with the chain of its places. A word is looked for at the places of its first pair alone; most words that rules
 * look for have a pair that stands nowhere. */
enum { PLACES_SINGLES = 4096 };
struct places {
	struct arena *arena;
	const char *text;
	size_t length;
	size_t asked;      /* for words so far */
	uint32_t *heads;   /* NULL until that is often enough: of each pair the first of its letters, from 1 */
	uint32_t *singles; /* the same of each letter */
	int shift;         /* of the hash of a pair, for its head */
	struct places_link {
		uint32_t next; /* where the letter's pair stands again, or one that falls into the same chain; 0: nowhere */
		uint32_t same; /* the same of the letter */
	} * links;
	struct letters letters; /* points is NULL until somebody asks */
};

#define PLACES_NONE UINT32_MAX

/* The text, with its NUL, lives as long as the arena; it is shorter than 4 GB. */
struct places *places_new(struct arena *arena, const char *text, size_t length);

/* Searches for a word, which is not empty, from its first place on:
 * `for (uint32_t letter, at = places_first(…, &letter); at != PLACES_NONE; at = places_next(…, &letter))`. Places are in the
 * order of the text, overlapping ones, too. Such searches do not stand in one another. */
uint32_t places_first(struct places *places, const char *word, size_t length, uint32_t *letter);
uint32_t places_next(const struct places *places, const char *word, size_t length, uint32_t *letter);

/* Of a word that is looked for in many texts: hashes of its first and its last pair of letters; 0: it has no pair. */
struct places_key {
	uint32_t first, last;
};
struct places_key places_key(const char *word, size_t length);

/* May it stand there? Most words do not, which this tells at once. */
static inline bool places_may_have(const struct places *places, struct places_key key)
{
	return !places->heads || !key.first ||
	       (places->heads[key.first >> places->shift] && places->heads[key.last >> places->shift]);
}

/* The letters of the text. */
const struct letters *places_letters(struct places *places);

/* The next phrase behind *letter of this many letters or more that stands there twice, once behind the other or with one letter in
 * between: where its second half begins; or PLACES_NONE. *letter is 0 at first. Phrases of more than PLACES_PHRASE bytes are not
 * known. */
enum { PLACES_PHRASE = 180 };
uint32_t places_twice(struct places *places, size_t least, uint32_t *letter);

#endif
