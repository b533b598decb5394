/* Sellers' search: edit distances between the shorter text and all places of the longer one, column by column. */
#include "history/window.h"

#include "base/utf8.h"

#include <string.h>

enum {
	SHORTEST = 16,
	LONG = 30, /* letters of a text that may have one slip more */
	SHORT_SLIPS = 2,
	LONG_SLIPS = 3,
	LONGEST = 500,
	LONGEST_IN = 4000,
	EDGE = 2, /* letters at both ends that are the same */
	SIDE = 8, /* letters at both sides of words that were put in, */
	PUT_IN_LEAST = 2,
	PUT_IN_MOST = 30
};

struct points {
	int32_t *items;
	size_t *offsets; /* of each in the text */
	size_t count;
};

/* An edit distance, and where in the longer text the place begins. */
struct column_cell {
	size_t distance, start;
};

static struct points points_of(struct arena *arena, const char *text)
{
	size_t length = strlen(text), most = utf8_count(text, length) + 1;
	struct points points = {arena_array(arena, int32_t, most), arena_array(arena, size_t, most), 0};
	for (size_t at = 0; at < length; points.count++) {
		points.offsets[points.count] = at;
		at += utf8_decode(text + at, length - at, &points.items[points.count]);
	}
	points.offsets[points.count] = length;
	return points;
}

/* The better one: nearer, and of equals the one that begins first, as letters that were put in are a slip as well. */
static struct column_cell better(struct column_cell a, struct column_cell b)
{
	return b.distance < a.distance || (b.distance == a.distance && b.start < a.start) ? b : a;
}

static struct column_cell plus(struct column_cell cell, size_t edits)
{
	return (struct column_cell){cell.distance + edits, cell.start};
}

/* The cells of the next letter of the longer text, over those of the one before. */
static void step(struct column_cell *column, const struct points *shorter, int32_t point, size_t at)
{
	struct column_cell corner = column[0];
	column[0] = (struct column_cell){0, at + 1};
	for (size_t i = 0; i < shorter->count; i++) {
		struct column_cell left = column[i + 1];
		column[i + 1] = better(better(plus(corner, shorter->items[i] != point), plus(left, 1)), plus(column[i], 1));
		corner = left;
	}
}

static bool is_digit(int32_t point)
{
	return point >= '0' && point <= '9';
}

/* Both without their digits. */
static bool same_but_digits(const struct points *longer, size_t start, size_t end, const struct points *shorter)
{
	size_t at = 0;
	for (; start < end; start++) {
		if (is_digit(longer->items[start]))
			continue;
		while (at < shorter->count && is_digit(shorter->items[at]))
			at++;
		if (at == shorter->count || shorter->items[at++] != longer->items[start])
			return false;
	}
	while (at < shorter->count && is_digit(shorter->items[at]))
		at++;
	return at == shorter->count;
}

static bool same_edges(const struct points *longer, size_t start, size_t end, const struct points *shorter)
{
	size_t edge = EDGE * sizeof *shorter->items;
	return end - start >= EDGE && memcmp(longer->items + start, shorter->items, edge) == 0 &&
	       memcmp(longer->items + end - EDGE, shorter->items + shorter->count - EDGE, edge) == 0;
}

static bool same_end(const struct points *longer, size_t end, const struct points *shorter)
{
	return memcmp(longer->items + end - EDGE, shorter->items + shorter->count - EDGE, EDGE * sizeof *shorter->items) ==
	       0;
}

/* The place of the text with the fewest edits, and where it ends. */
static struct column_cell nearest(struct arena *arena, const struct points *in, const struct points *text, size_t *end)
{
	struct column_cell *column = arena_array(arena, struct column_cell, text->count + 1), best = {text->count, 0};
	for (size_t i = 0; i <= text->count; i++)
		column[i] = (struct column_cell){i, 0};
	for (size_t at = 0; at < in->count; at++) {
		step(column, text, in->items[at], at);
		if (column[text->count].distance < best.distance) {
			best = column[text->count];
			*end = at + 1;
		}
	}
	return best;
}

bool window_find(struct arena *arena, const char *longer, const char *shorter, struct window *window)
{
	struct points in = points_of(arena, longer), text = points_of(arena, shorter);
	if (text.count < SHORTEST || text.count > LONGEST || in.count > LONGEST_IN)
		return false;
	size_t end = 0, slips = text.count < LONG ? SHORT_SLIPS : LONG_SLIPS;
	struct column_cell best = nearest(arena, &in, &text, &end);
	if (best.distance == 0 || best.distance > slips || end < best.start + EDGE)
		return false;
	if (!same_end(&in, end, &text) && best.distance > 1) /* the end may be told apart, and a slip stand before it */
		return window_find(arena, longer, arena_copy(arena, shorter, text.offsets[text.count - EDGE]), window);
	if (!same_edges(&in, best.start, end, &text) || same_but_digits(&in, best.start, end, &text))
		return false;
	window->text = arena_copy(arena, longer + in.offsets[best.start], in.offsets[end] - in.offsets[best.start]);
	window->other = shorter;
	return true;
}

/* A text without the number or mark at its beginning. */
static const char *behind_mark(const char *text)
{
	return text + strspn(text, "0123456789.()");
}

/* Is all of it digits and signs? */
static bool is_bare(const char *text, size_t length)
{
	return strspn(text, "0123456789.,()-") >= length;
}

/* Where `rest` of the text goes on after words that `in` has not. */
static bool find_put_in(const char *in, const char *rest)
{
	size_t length = strlen(rest);
	for (size_t letters = PUT_IN_LEAST; letters <= PUT_IN_MOST; letters++) {
		size_t skipped = utf8_prefix(rest, length, letters);
		if (utf8_count(rest + skipped, length - skipped) < SIDE)
			return false;
		if (strncmp(in, rest + skipped, length - skipped) == 0)
			return !is_bare(rest, skipped);
	}
	return false;
}

bool window_find_put_in(struct arena *arena, const char *in, const char *text, struct window *window)
{
	text = behind_mark(text);
	size_t length = strlen(text), side = utf8_prefix(text, length, SIDE);
	if (utf8_count(text, length) < LONG)
		return false;
	const char *head = arena_copy(arena, text, side);
	for (const char *at = strstr(in, head); at; at = strstr(at + side, head)) {
		size_t same = side;
		while (at[same] && at[same] == text[same])
			same++;
		while (utf8_is_within(text[same]))
			same--;
		if (!find_put_in(at + same, text + same))
			continue;
		const char *rest = text + same;
		while (strncmp(at + same, rest, strlen(rest)) != 0)
			rest += utf8_step(rest);
		window->text = arena_copy(arena, at, same + strlen(rest));
		window->other = text;
		return true;
	}
	return false;
}
