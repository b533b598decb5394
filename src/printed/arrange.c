/* Lines at their places on a page -> blocks in the order of reading: by their middles, for a label stands beside the
 * middle of its words. */
#include "base/list.h"
#include "base/utf8.h"
#include "printed/marks.h"
#include "printed/pages.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Heights of a line between a box and its words, across and down; pieces of the rows beside it. */
enum { BOX_GAP = 8, ROW_GAP = 2, PIECES_NEAR = 8 };
enum { ANNEX_BYTES = 16, PROSE_BYTES = 90, LINE_LIMIT = 4000 }; /* a page with more lines is taken as it is */

struct arranging {
	struct arena *arena;
	const struct page_reach *reach;
	struct page_line *lines; /* of one block they stand together, the first on top */
	size_t *blocks;          /* where each begins, and the end */
	size_t block_count;
	struct page_line *boxes; /* the place of each block */
	size_t *order;           /* of blocks */
};

static int by_top(const void *left, const void *right)
{
	const struct page_line *a = left, *b = right;
	if (a->top != b->top)
		return a->top < b->top ? -1 : 1;
	return (a->left > b->left) - (a->left < b->left);
}

static float line_height(const struct page_line *line)
{
	return line->bottom - line->top;
}

static float middle(const struct page_line *line)
{
	return (line->top + line->bottom) / 2;
}

static bool is_same_row(const struct page_line *a, const struct page_line *b)
{
	return fabsf(middle(a) - middle(b)) < line_height(a) * 0.6F;
}

/* Has it more than brackets with a few words? */
static bool is_prose(const char *text)
{
	return strlen(text) > PROSE_BYTES;
}

/* Does a line go on in the block whose last line this is? It begins under it, near. */
static bool goes_on(const struct page_line *last, const struct page_line *line, const struct page_reach *reach)
{
	float height = line_height(last), gap = line->top - last->bottom;
	if (strpbrk(last->text, "[]") || strpbrk(line->text, "[]"))
		return is_prose(last->text) && is_prose(line->text) && gap > -height / 2 && gap < height * reach->down;
	float shift = line->left - last->left;
	float across = height * reach->across;
	bool inside = line->left >= last->left - across && line->right <= last->right + across;
	bool centred = inside && fabsf((line->left + line->right) - (last->left + last->right)) < across;
	return gap > -height / 2 && gap < height * reach->down && (fabsf(shift) < across || centred);
}

/* Lines → blocks; the last line of each open block is looked at only while it is near. */
static void find_blocks(struct arranging *arranging, struct page *page)
{
	struct page_line *last = arena_array(arranging->arena, struct page_line, page->count);
	size_t count = 0, open = 0;
	for (size_t i = 0; i < page->count; i++) {
		struct page_line *line = &page->items[i];
		size_t best = count;
		for (size_t b = open; b < count; b++)
			if (goes_on(&last[b], line, arranging->reach) &&
			    (best == count || fabsf(last[b].left - line->left) < fabsf(last[best].left - line->left)))
				best = b;
		while (open < count && last[open].bottom + 3 * line_height(line) < line->top)
			open++;
		line->block = best;
		count += best == count;
		last[best] = *line;
	}
	arranging->block_count = count;
}

static int by_block(const void *left, const void *right)
{
	const struct page_line *a = left, *b = right;
	return a->block != b->block ? (a->block < b->block ? -1 : 1) : by_top(left, right);
}

static void measure(struct arranging *arranging, const struct page *page)
{
	size_t count = arranging->block_count;
	arranging->blocks = arena_array(arranging->arena, size_t, count + 1);
	arranging->boxes = arena_array(arranging->arena, struct page_line, count);
	arranging->order = arena_array(arranging->arena, size_t, count);
	for (size_t i = 0; i < page->count; i++) {
		const struct page_line *line = &page->items[i];
		struct page_line *box = &arranging->boxes[line->block];
		if (!box->text) {
			arranging->blocks[line->block] = i;
			arranging->order[line->block] = line->block;
			*box = *line;
		}
		box->left = fminf(box->left, line->left);
		box->right = fmaxf(box->right, line->right);
		box->bottom = fmaxf(box->bottom, line->bottom);
	}
	arranging->blocks[count] = page->count;
}

/* ---- brackets ---- */

static bool opens(const char *text)
{
	const char *open = strrchr(text, '[');
	return open && !strchr(open, ']');
}

/* ①, １．, 4.: the number of a label or heading, alone. */
static bool is_number_of_label(const char *text)
{
	int32_t point;
	size_t taken = utf8_decode(text, strlen(text), &point);
	if (point >= 0x2460 && point <= 0x2473)
		return !text[taken];
	bool digits = false;
	for (; (point >= '0' && point <= '9') || (point >= 0xff10 && point <= 0xff19); digits = true) {
		text += taken;
		taken = utf8_decode(text, strlen(text), &point);
	}
	return digits && (strcmp(text, ".") == 0 || strcmp(text, "．") == 0);
}

/* Ⅰ or （別添１）, whose heading stands behind a gap. */
static bool is_number_of_heading(const char *text)
{
	int32_t point;
	size_t taken = utf8_decode(text, strlen(text), &point);
	bool roman = point >= 0x2160 && point <= 0x216b && !text[taken];
	size_t open = paren_open(text);
	bool annex = open && strncmp(text + open, "別添", strlen("別添")) == 0;
	return roman || is_number_of_label(text) || (annex && strlen(text) <= ANNEX_BYTES);
}

/* [ ○ ] with its words behind a gap: 自己点検; what is numbered is a list of options beside a choice. */
static bool is_box_of(const char *box, const char *words)
{
	enum mark_state state;
	const char *folded = words + strspn(words, "0123456789");
	bool number = folded > words || strncmp(words, "＜", strlen("＜")) == 0 || *words == '<';
	return mark_begins(box) && mark_alone(box, &state) && !number && !strchr(words, '[') && *words != ']';
}

/* Is a bracket of the text still open? */
static bool is_unclosed(const char *text)
{
	const char *last = strrchr(text, '(');
	for (const char *at = text; (at = strstr(at, "（")); at++)
		last = at;
	return last && !strchr(last, ')') && !strstr(last, "）");
}

static bool closes_bracket(const char *text, const char *words)
{
	return is_unclosed(text) && !strchr(words, '[') && (text_ends_with(words, "）") || text_ends_with(words, ")"));
}

/* その他（ and ） with gaps between: the words between them, and the end. */
static bool is_inside_bracket(const char *text, const char *words)
{
	bool open = text_ends_with(text, "（") || text_ends_with(text, "(");
	bool ends = strncmp(words, "）", strlen("）")) == 0 || *words == ')';
	bool alone = !text[utf8_step(text)]; /* of a count: （ ）件 */
	return !alone && !strchr(words, '[') && (open || (ends && is_unclosed(text)));
}

/* [○] その他, and its words in brackets behind a gap. */
static bool is_bracket_of(const char *box, const char *words)
{
	return mark_begins(box) && !is_unclosed(box) && paren_open(words);
}

/* [, words and ] in pieces of one row → one piece; so the number of a heading and its words. */
static void join_brackets(struct arena *arena, struct page *page)
{
	size_t kept = 0;
	for (size_t i = 0; i < page->count; i++) {
		struct page_line *last = kept ? &page->items[kept - 1] : NULL;
		const struct page_line *line = &page->items[i];
		bool joins = last && is_same_row(last, line) &&
		             ((opens(last->text) && !opens(line->text)) || is_box_of(last->text, line->text) ||
		              is_bracket_of(last->text, line->text) || is_inside_bracket(last->text, line->text) ||
		              is_number_of_heading(last->text));
		if (!joins) {
			page->items[kept++] = *line;
			continue;
		}
		last->text = arena_printf(arena, "%s %s", last->text, line->text);
		last->right = line->right;
	}
	page->count = kept;
}

/* Where words of two lines stand around the height of their box, which is alone in its row: beside it, or between the
 * brackets of a choice. */
static bool is_at(const struct page_line *box, const struct page_line *words, bool between)
{
	if (!words->text || !*words->text || strchr("[]<", *words->text))
		return false;
	return between ? words->left > box->left && words->right < box->right + line_height(box) * BOX_GAP
	               : words->left >= box->right && words->left - box->right < line_height(box) * BOX_GAP;
}

static struct page_line *line_around(struct page *page, size_t box, bool between, bool above)
{
	for (size_t i = 1; i <= PIECES_NEAR; i++) {
		size_t at = above ? box - i : box + i;
		if (at >= page->count)
			return NULL;
		float down = middle(&page->items[at]) - middle(&page->items[box]), away = above ? -down : down;
		if (away > line_height(&page->items[box]) / 2 && away < line_height(&page->items[box]) * ROW_GAP &&
		    is_at(&page->items[box], &page->items[at], between))
			return &page->items[at];
	}
	return NULL;
}

static bool join_lines(struct arena *arena, struct page *page, size_t i, bool between)
{
	struct page_line *box = &page->items[i];
	struct page_line *first = line_around(page, i, between, true);
	struct page_line *second = first ? line_around(page, i, between, false) : NULL;
	if (!second || fabsf(first->left - second->left) >= line_height(box) * (between ? 2.0F : 1.0F))
		return false;
	box->text = between ? arena_printf(arena, "[%s%s]", first->text, second->text)
	                    : arena_printf(arena, "%s %s%s", box->text, first->text, second->text);
	box->right = fmaxf(box->right, fmaxf(first->right, second->right));
	first->text = second->text = NULL;
	return true;
}

static void join_around(struct arena *arena, struct page *page)
{
	size_t kept = 0;
	for (size_t i = 0; i < page->count; i++) {
		const struct page_line *box = &page->items[i];
		enum mark_state state;
		if (!box->text || *box->text != '[' || !mark_alone(box->text, &state))
			continue;
		if (state == MARK_OFF && join_lines(arena, page, i, true))
			continue;
		join_lines(arena, page, i, false);
	}
	for (size_t i = 0; i < page->count; i++)
		if (page->items[i].text)
			page->items[kept++] = page->items[i];
	page->count = kept;
}

/* `[○] 4情報（氏名、住` and `所）` in the row below it. */
static void join_below(struct arena *arena, struct page *page)
{
	for (size_t i = 0; i < page->count; i++) {
		struct page_line *box = &page->items[i];
		for (size_t k = i + 1; mark_begins(box->text) && k <= i + PIECES_NEAR && k < page->count; k++) {
			struct page_line *end = &page->items[k];
			bool below = end->left > box->left && end->left < box->right && !is_same_row(box, end) &&
			             middle(end) - middle(box) < line_height(box) * ROW_GAP;
			if (!below || !closes_bracket(box->text, end->text))
				continue;
			box->text = arena_printf(arena, "%s%s", box->text, end->text);
			memmove(end, end + 1, (page->count - k - 1) * sizeof *end);
			page->count--;
			break;
		}
	}
}

static int by_row(const void *left, const void *right)
{
	const struct page_line *a = left, *b = right;
	if (!is_same_row(a, b))
		return middle(a) < middle(b) ? -1 : 1;
	return (a->left > b->left) - (a->left < b->left);
}

/* Sorts pieces into rows; they are sorted by height first, so that rows do not mix. */
static void sort_rows(struct page *page)
{
	qsort(page->items, page->count, sizeof *page->items, by_top);
	for (size_t i = 0, start = 0; i <= page->count; i++) {
		if (i < page->count && is_same_row(&page->items[start], &page->items[i]))
			continue;
		qsort(page->items + start, i - start, sizeof *page->items, by_row);
		start = i;
	}
}

/* ---- blocks in order ---- */

struct place_of_block {
	float middle, left;
	size_t block;
};

static int by_middle(const void *left, const void *right)
{
	const struct place_of_block *a = left, *b = right;
	if (a->middle != b->middle)
		return a->middle < b->middle ? -1 : 1;
	return (a->left > b->left) - (a->left < b->left);
}

/* By the middle of blocks: a label stands beside the middle of its words. */
static void sort_blocks(struct arranging *arranging)
{
	size_t count = arranging->block_count;
	struct place_of_block *places = arena_array(arranging->arena, struct place_of_block, count);
	for (size_t b = 0; b < count; b++)
		places[b] = (struct place_of_block){middle(&arranging->boxes[b]), arranging->boxes[b].left, b};
	qsort(places, count, sizeof *places, by_middle);
	for (size_t i = 0, start = 0; i <= count; i++) { /* of nearly one height: from left to right */
		if (i < count &&
		    places[i].middle - places[start].middle < line_height(&arranging->boxes[places[start].block]) / 2)
			continue;
		for (size_t j = start; j < i; j++)
			places[j].middle = places[start].middle;
		start = i;
	}
	qsort(places, count, sizeof *places, by_middle);
	for (size_t b = 0; b < count; b++)
		arranging->order[b] = places[b].block;
}

/* A wide bracket that begins or ends a box, or stands alone, is as good as a narrow one; in words it stays. */
static const char *narrow_bracket(struct arena *arena, const char *text)
{
	size_t wide = strlen("［"), length = strlen(text);
	bool opens = strncmp(text, "［", wide) == 0, closes = strncmp(text, "］", wide) == 0;
	if (closes || (opens && utf8_count(text, length) <= 2))
		return arena_printf(arena, "%s%s", opens ? "[" : "]", text + wide);
	return text;
}

void page_arrange(struct arena *arena, struct page *page, const struct page_reach *reach)
{
	struct arranging arranging = {.arena = arena, .reach = reach};
	if (!page->count || page->count > LINE_LIMIT)
		return;
	for (size_t i = 0; i < page->count; i++)
		page->items[i].text = narrow_bracket(arena, page->items[i].text);
	sort_rows(page);
	join_brackets(arena, page);
	join_around(arena, page);
	join_below(arena, page);
	find_blocks(&arranging, page);
	qsort(page->items, page->count, sizeof *page->items, by_block);
	measure(&arranging, page);
	sort_blocks(&arranging);
	struct page_line *lines = arena_array(arena, struct page_line, page->count);
	size_t count = 0;
	for (size_t b = 0; b < arranging.block_count; b++) {
		size_t block = arranging.order[b];
		for (size_t i = arranging.blocks[block]; i < arranging.blocks[block + 1]; i++) {
			lines[count] = page->items[i];
			lines[count++].block = b + 1;
		}
	}
	page->items = lines;
}
