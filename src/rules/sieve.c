/* A text → what stands side by side in it, two kanji each, as bits. Words are asked in the same pieces. */
#include "rules/sieve.h"

#include <string.h>

enum {
	PIECE = 6, /* bytes: two kanji */
	WORD_BITS = 64,
	LEAST_BITS = 12,
	MOST_BITS = 22,
	BITS_PER_BYTE = 8
};

static size_t slot(const char *bytes, int shift)
{
	uint32_t first;
	uint16_t rest;
	memcpy(&first, bytes, sizeof first);
	memcpy(&rest, bytes + sizeof first, sizeof rest);
	return (size_t)(((uint64_t)rest << 32 | first) * UINT64_C(0x9e3779b97f4a7c15) >> shift);
}

static void fill(struct sieve *sieve)
{
	int bits = LEAST_BITS;
	while (bits < MOST_BITS && (size_t)1 << bits < BITS_PER_BYTE * sieve->length)
		bits++;
	sieve->shift = 64 - bits;
	sieve->bits = arena_array(sieve->arena, uint64_t, ((size_t)1 << bits) / WORD_BITS);
	for (size_t i = 0; i + PIECE <= sieve->length; i++) {
		size_t bit = slot(sieve->text + i, sieve->shift);
		sieve->bits[bit / WORD_BITS] |= UINT64_C(1) << bit % WORD_BITS;
	}
}

struct sieve *sieve_new(struct arena *arena, const char *text, size_t length)
{
	struct sieve *sieve = arena_new_object(arena, struct sieve);
	*sieve = (struct sieve){.arena = arena, .text = text, .length = length};
	return sieve;
}

bool sieve_may_hold(struct sieve *sieve, const char *word, size_t length)
{
	if (!sieve->bits && length >= PIECE)
		fill(sieve);
	for (size_t i = 0; i + PIECE <= length; i++) {
		size_t bit = slot(word + i, sieve->shift);
		if (!(sieve->bits[bit / WORD_BITS] >> bit % WORD_BITS & 1))
			return false;
	}
	return true;
}

bool sieve_holds(struct sieve *sieve, const char *word, size_t length)
{
	if (!sieve_may_hold(sieve, word, length))
		return false;
	return strlen(sieve->text) != sieve->length || strstr(sieve->text, word);
}
