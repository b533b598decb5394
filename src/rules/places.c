/* A text → where each pair of letters stands in it, and from that where words do. */
#include "rules/places.h"

#include "base/utf8.h"

#include <string.h>

enum {
	LEAST_BITS = 8,
	MOST_BITS = 20,
	FEW_WORDS = 2 /* are looked for in the text itself: that takes no longer than the index */
};

/* The letter of `step` bytes, as a number. */
static uint32_t code_of(const char *text, size_t step)
{
	uint32_t code = (unsigned char)text[0];
	for (size_t i = 1; i < step; i++)
		code = code << 8 | (unsigned char)text[i];
	return code;
}

static size_t single_slot(uint32_t code)
{
	return (code * UINT32_C(0x9e3779b1)) >> 20;
}

static size_t pair_slot(const struct places *places, uint32_t first, uint32_t second)
{
	return (size_t)(((uint64_t)first << 32 | second) * UINT64_C(0x9e3779b97f4a7c15) >> places->shift);
}

struct places *places_new(struct arena *arena, const char *text, size_t length)
{
	struct places *places = arena_new_object(arena, struct places);
	*places = (struct places){.arena = arena, .text = text, .length = length};
	return places;
}

static void put_before(uint32_t *head, uint32_t letter, uint32_t *next)
{
	*next = *head;
	*head = letter;
}

/* From behind, so that chains are in the order of the text. */
static void fill(struct places *places)
{
	uint32_t letter = places->count = (uint32_t)utf8_count(places->text, places->length);
	int bits = LEAST_BITS;
	while (bits < MOST_BITS && (size_t)1 << bits < letter)
		bits++;
	places->shift = 64 - bits;
	places->heads = arena_array(places->arena, uint32_t, (size_t)1 << bits);
	places->singles = arena_array(places->arena, uint32_t, PLACES_SINGLES);
	places->letters = arena_array(places->arena, struct places_letter, (size_t)letter + 1);
	size_t end = places->length;
	for (uint32_t behind = 0, code; letter > 0; letter--, behind = code) {
		struct places_letter *this = &places->letters[letter];
		size_t at = utf8_back(places->text, end);
		code = code_of(places->text + at, end - at);
		end = this->at = (uint32_t)at;
		put_before(&places->singles[single_slot(code)], letter, &this->same);
		if (behind)
			put_before(&places->heads[pair_slot(places, code, behind)], letter, &this->next);
	}
}

/* Where there is no index. Behind a NUL in the text the search goes on. */
static uint32_t next_in_text(const struct places *places, const char *word, size_t at)
{
	while (at < places->length) {
		const char *found = strstr(places->text + at, word);
		if (found)
			return (uint32_t)(found - places->text);
		at += strlen(places->text + at) + 1;
	}
	return PLACES_NONE;
}

/* The chain of a word's first two letters, or of the one that it has. */
static uint32_t next_of(const struct places *places, const char *word, size_t length, uint32_t letter)
{
	return utf8_step(word) < length ? places->letters[letter].next : places->letters[letter].same;
}

/* The first place of the word in its chain from the letter on. */
static uint32_t next_in_chain(const struct places *places, const char *word, size_t length, uint32_t *letter)
{
	for (; *letter; *letter = next_of(places, word, length, *letter)) {
		size_t at = places->letters[*letter].at;
		if (length <= places->length - at && memcmp(places->text + at, word, length) == 0)
			return (uint32_t)at;
	}
	return PLACES_NONE;
}

/* The head of the word's chain; 0 where one of its pairs stands nowhere. */
static uint32_t head_of(const struct places *places, const char *word, size_t length)
{
	size_t at = utf8_step(word);
	uint32_t code = code_of(word, at), head = 0;
	if (at == length)
		return places->singles[single_slot(code)];
	for (size_t step; at < length; at += step) {
		step = utf8_step(word + at);
		uint32_t behind = code_of(word + at, step);
		uint32_t letter = places->heads[pair_slot(places, code, behind)];
		if (!letter)
			return 0;
		head = head ? head : letter;
		code = behind;
	}
	return head;
}

uint32_t places_first(struct places *places, const char *word, size_t length, uint32_t *letter)
{
	if (!places->heads && places->asked++ >= FEW_WORDS)
		fill(places);
	if (!places->heads)
		return *letter = next_in_text(places, word, 0);
	*letter = head_of(places, word, length);
	return next_in_chain(places, word, length, letter);
}

uint32_t places_next(const struct places *places, const char *word, size_t length, uint32_t *letter)
{
	if (!places->heads)
		return *letter = next_in_text(places, word, *letter + utf8_step(word));
	*letter = next_of(places, word, length, *letter);
	return next_in_chain(places, word, length, letter);
}

/* Does what stands between the two letters begin at the second one again, but for its last letter? */
static bool is_again(const struct places *places, uint32_t first, uint32_t second, size_t least)
{
	const struct places_letter *letters = places->letters;
	size_t count = second - first - 1; /* letters */
	size_t length = letters[second - 1].at - letters[first].at, next = letters[second].at;
	if (count + 1 == least) { /* only without a letter in between */
		count = least;
		length = next - letters[first].at;
	}
	return count >= least && length <= places->length - next &&
	       memcmp(places->text + letters[first].at, places->text + next, length) == 0;
}

uint32_t places_twice(struct places *places, size_t least, uint32_t *letter)
{
	if (!places->heads)
		fill(places);
	const struct places_letter *letters = places->letters;
	for (uint32_t first = *letter + 1; first <= places->count; first++)
		for (uint32_t second = letters[first].next; second && letters[second].at - letters[first].at <= PLACES_PHRASE;
		     second = letters[second].next)
			if (is_again(places, first, second, least)) {
				*letter = first;
				return letters[second].at;
			}
	return PLACES_NONE;
}
