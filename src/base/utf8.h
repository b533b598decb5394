#ifndef SHIKII_BASE_UTF8_H
#define SHIKII_BASE_UTF8_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* UTF-8 (RFC 3629) by utf8proc. Every function but utf8_valid expects valid UTF-8. */

/* Length in bytes of the longest valid prefix; equal to length when all of it is valid. */
size_t utf8_valid(const char *bytes, size_t length);

/* Decodes the code point at bytes (length > 0) into *point; returns its length in bytes, at least 1. */
size_t utf8_decode(const char *bytes, size_t length, int32_t *point);

/* Writes the code point, at most U+10FFFF, into bytes; returns its length. */
size_t utf8_write(int32_t point, char bytes[static 4]);

/* Length in bytes of the character at text; 1 at its end. Here, as it is asked for every character of a model. */
static inline size_t utf8_step(const char *text)
{
	unsigned char lead = (unsigned char)*text;
	return lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

/* The code point at text, 0 at its end. Here for the same reason. */
static inline int32_t utf8_point(const char *text)
{
	const unsigned char *bytes = (const unsigned char *)text;
	size_t step = utf8_step(text);
	int32_t point = step == 1 ? bytes[0] : bytes[0] & (0x7f >> step);
	for (size_t i = 1; i < step; i++)
		point = point << 6 | (bytes[i] & 0x3f);
	return point;
}

/* Is the byte a later one of its character, not its first? */
static inline bool utf8_is_within(char byte)
{
	return ((unsigned char)byte & 0xc0) == 0x80;
}

/* Where the character begins that ends at `at`, or that `at` lies in; 0 at the text's start. */
static inline size_t utf8_back(const char *text, size_t at)
{
	while (at > 0 && utf8_is_within(text[--at]))
		;
	return at;
}

/* Number of code points. */
size_t utf8_count(const char *bytes, size_t length);

/* Length in bytes of the first `count` code points, or of all when there are fewer. */
size_t utf8_prefix(const char *bytes, size_t length, size_t count);

/* The string itself, or its first `limit` bytes and no part of a character; for what a message quotes. */
const char *utf8_cut(struct arena *arena, const char *string, size_t limit);

/* Columns on a terminal: wide and full-width characters 2, combining marks and controls 0, ambiguous ones
 * (such as ※ and ①) 1. UAX #11. */
size_t utf8_width(const char *bytes, size_t length);

/* Of what sort a code point is, as CommonMark asks it. */
enum point_sort { SORT_SPACE, SORT_PUNCTUATION, SORT_OTHER };
enum point_sort utf8_sort(int32_t point);

/* A kanji as sheets use them (U+4E00 to U+9FFF), no sign and no 々. */
static inline bool utf8_is_kanji(int32_t point)
{
	return point >= 0x4e00 && point <= 0x9fff;
}

/* Does nobody see it: zero-width spaces and joiners, marks of direction, soft hyphens (Unicode's Cf), as copied text has them? */
bool utf8_is_unseen(int32_t point);

/* The kanji that a radical stands for (U+2E80 to U+2FD5), as fonts of PDFs have it: ⽇ is 日; others as they are. */
int32_t utf8_without_radical(int32_t point);

/* Is it of a script that is written without spaces between words, or a mark of one: wide, or half-width kana? */
bool utf8_is_wide(int32_t point);

/* NFKC without white space (ASCII and U+3000) and what nobody sees, and with one sign for the wave dash, the dash and the minus of
 * Shift_JIS, of which programs make two each (〜 or ～): for comparing labels and words, never for printing. */
char *utf8_fold(struct arena *arena, const char *string);

bool text_ends_with(const char *text, const char *end);

/* Number of single code point edits (insert, delete, replace, swap of neighbours) between a and b,
 * or `limit` + 1 when it is more than limit. Strings over 64 code points count as too far. */
size_t utf8_distance(const char *a, const char *b, size_t limit);

/* The nearest of several names to one that was written, for a did-you-mean: {.written = word}, then nearest_offer()
 * each; `name` is the nearest so far, the first of equals, or NULL when none is near enough. */
struct nearest {
	const char *written;
	const char *name;
	size_t distance;
};

void nearest_offer(struct nearest *nearest, const char *name);

#endif
