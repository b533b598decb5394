/* A text → where each pair of letters stands in it, and from that where words do. */
#include "rules/places.h"

#include "base/utf8.h"

#include <string.h>

enum {
	LEAST_BITS = 8,
	MOST_BITS = 20,
	FEW_WORDS = 8 /* are looked for in the text itself: that takes no longer than the index */
};

static size_t single_slot(int32_t point)
{
	return ((uint32_t)point * UINT32_C(0x9e3779b1)) >> 20;
}

static uint32_t pair_hash(int32_t first, int32_t second)
{
	return (uint32_t)(((uint64_t)first << 32 | (uint32_t)second) * UINT64_C(0x9e3779b97f4a7c15) >> 32);
}

static size_t pair_slot(const struct places *places, int32_t first, int32_t second)
{
	return pair_hash(first, second) >> places->shift;
}

struct places_key places_key(const char *word, size_t length)
{
	struct places_key key = {0, 0};
	size_t at = utf8_step(word);
	int32_t point = utf8_point(word);
	for (int32_t behind; at < length; at += utf8_step(word + at), point = behind) {
		behind = utf8_point(word + at);
		key.last = pair_hash(point, behind);
		key.first = key.first ? key.first : key.last;
	}
	return key;
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

const struct letters *places_letters(struct places *places)
{
	if (!places->letters.points)
		places->letters = letters_of(places->arena, places->text, places->length);
	return &places->letters;
}

/* From behind, so that chains are in the order of the text. */
static void fill(struct places *places)
{
	const struct letters *letters = places_letters(places);
	const int32_t *points = letters->points;
	int bits = LEAST_BITS;
	while (bits < MOST_BITS && (size_t)1 << bits < letters->count)
		bits++;
	places->shift = 32 - bits;
	places->heads = arena_array(places->arena, uint32_t, (size_t)1 << bits);
	places->singles = arena_array(places->arena, uint32_t, PLACES_SINGLES);
	places->links = arena_room(places->arena, letters->count + 1, sizeof *places->links);
	for (uint32_t letter = (uint32_t)letters->count; letter > 0; letter--) {
		struct places_link *link = &places->links[letter];
		put_before(&places->singles[single_slot(points[letter - 1])], letter, &link->same);
		link->next = 0;
		if (letter < letters->count)
			put_before(&places->heads[pair_slot(places, points[letter - 1], points[letter])], letter, &link->next);
	}
}

/* Where the letter, counted from 1, begins in the text. */
static uint32_t offset_of(const struct places *places, uint32_t letter)
{
	return places->letters.offsets[letter - 1];
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
	return utf8_step(word) < length ? places->links[letter].next : places->links[letter].same;
}

/* The first place of the word in its chain from the letter on. */
static uint32_t next_in_chain(const struct places *places, const char *word, size_t length, uint32_t *letter)
{
	for (; *letter; *letter = next_of(places, word, length, *letter)) {
		size_t at = offset_of(places, *letter);
		if (length <= places->length - at && memcmp(places->text + at, word, length) == 0)
			return (uint32_t)at;
	}
	return PLACES_NONE;
}

/* The head of the word's chain; 0 where one of its pairs stands nowhere. */
static uint32_t head_of(const struct places *places, const char *word, size_t length)
{
	size_t at = utf8_step(word);
	int32_t point = utf8_point(word);
	uint32_t head = 0;
	if (at == length)
		return places->singles[single_slot(point)];
	for (; at < length; at += utf8_step(word + at)) {
		int32_t behind = utf8_point(word + at);
		uint32_t letter = places->heads[pair_slot(places, point, behind)];
		if (!letter)
			return 0;
		head = head ? head : letter;
		point = behind;
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
	size_t count = second - first - 1; /* letters */
	size_t start = offset_of(places, first), next = offset_of(places, second);
	size_t length = offset_of(places, second - 1) - start;
	if (count + 1 == least) { /* only without a letter in between */
		count = least;
		length = next - start;
	}
	return count >= least && length <= places->length - next &&
	       memcmp(places->text + start, places->text + next, length) == 0;
}

uint32_t places_twice(struct places *places, size_t least, uint32_t *letter)
{
	if (!places->heads)
		fill(places);
	const struct places_link *links = places->links;
	for (uint32_t first = *letter + 1; first <= places->letters.count; first++)
		for (uint32_t second = links[first].next;
		     second && offset_of(places, second) - offset_of(places, first) <= PLACES_PHRASE;
		     second = links[second].next)
			if (is_again(places, first, second, least)) {
				*letter = first;
				return offset_of(places, second);
			}
	return PLACES_NONE;
}
