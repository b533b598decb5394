/* Rows of a worksheet → pages. Excel would break anywhere: below a heading, through the words of a label. The heights
 * are known, so we say where. */
#include "render/xlsx_page.h"

#include "base/list.h"
#include "base/messages/sheet.h"
#include "base/utf8.h"

#include <string.h>

/* Rows that those of a last page take along when they fill less than this part of it. */
enum { ACCOMPANY = 3, LONELY = 8 };

/* The part of a page, in hundredths, that rows may leave which rather stay with the next. */
enum { WELL_FILLED = 75 };

/* A4 in millimetres; how much of the height between the margins we count on, in hundredths: printers differ. */
enum { PAPER_SHORT = 210, PAPER_LONG = 297, USABLE = 98 };

/* The height of a page in points, at the scale at which the columns fit its width. */
static int64_t page_height(const struct planner *planner)
{
	const struct xlsx_margins *margins = &planner->layout->margins;
	const struct plan_sheet *page = planner->page;
	int64_t width = (page->landscape ? PAPER_LONG : PAPER_SHORT) - margins->left - margins->right;
	int64_t height = (page->landscape ? PAPER_SHORT : PAPER_LONG) - margins->top - margins->bottom;
	int64_t columns = 0;
	for (size_t i = 0; i < page->column_count; i++)
		columns += xlsx_column_real(planner->layout, page->widths[i]);
	int64_t points = height * 720 / 254 * USABLE / 100;
	return columns > width * 100 ? points * columns / (width * 100) : points;
}

static int64_t height_between(const struct plan_sheet *page, uint32_t row, uint32_t end)
{
	int64_t height = 0;
	for (; row < end; row++)
		height += page->rows.items[row].height;
	return height;
}

/* The rows that are repeated at the head of each further page. */
static int64_t repeated_height(const struct plan_sheet *page)
{
	return page->has_table ? height_between(page, 0, page->table.row + 1) : 0;
}

/* The last row up to `row` that needs not stay with the one before it; `start` when there is none. */
static uint32_t last_break(const struct plan_sheet *page, uint32_t start, uint32_t row, enum plan_keep most)
{
	while (row > start && page->rows.items[row - 1].keep > most)
		row--;
	return row;
}

int64_t page_height_left(const struct planner *planner)
{
	const struct plan_sheet *page = planner->page;
	uint32_t start = page->breaks.count ? page->breaks.items[page->breaks.count - 1] : 0;
	return page_height(planner) - height_between(page, start, (uint32_t)page->rows.count);
}

/* Where a page that begins at `start` and cannot take `row` ends: before the rows that belong to it, and before those that rather
 * belong to it if it is `filled` without them. */
static uint32_t break_before(const struct plan_sheet *page, uint32_t start, uint32_t row, int64_t filled)
{
	uint32_t at = last_break(page, start, row, KEEP_NOT);
	if (height_between(page, start, at) < filled)
		at = last_break(page, start, row, KEEP_RATHER);
	return at > start ? at : row;
}

/* The first page that begins behind `row`, as an index of page->breaks. */
static size_t next_break(const struct plan_sheet *page, uint32_t row)
{
	size_t low = 0, high = page->breaks.count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (page->breaks.items[middle] <= row)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Have the rows from first to last room for the text? */
static bool has_room(const struct planner *planner, const struct plan_cell *cell, uint32_t first, uint32_t last,
                     const char *text)
{
	struct columns columns = {cell->range.column, cell->range.last_column};
	int64_t room = (int64_t)page_lines(planner, columns, cell->style, text);
	room *= -planner->layout->styles[cell->style].line;
	for (uint32_t i = first; i <= last; i++)
		room += planner->page->rows.items[i].height;
	return room >= 0;
}

/* What a label says where its answer goes on: the same and （続き）, once. */
static const char *continued(struct planner *planner, const struct plan_cell *lower)
{
	const char *more = msg(MSG_SHEET_CONTINUED);
	size_t length = strlen(lower->text), end = strlen(more);
	bool told = length >= end && strcmp(lower->text + length - end, more) == 0;
	const char *text = told ? lower->text : arena_printf(planner->arena, "%s%s", lower->text, more);
	size_t next = next_break(planner->page, lower->range.row);
	uint32_t last = lower->range.last_row;
	if (next < planner->page->breaks.count && planner->page->breaks.items[next] <= last)
		last = planner->page->breaks.items[next] - 1;
	return length && has_room(planner, lower, lower->range.row, last, text) ? text : "";
}

/* Cuts the cell in two where it lies across; its words stay in the part that has room for them. */
static void cut(struct planner *planner, size_t index, uint32_t row)
{
	struct plan_sheet *page = planner->page;
	struct plan_cell upper = page->cells.items[index], lower = upper;
	upper.range.last_row = row - 1;
	lower.range.row = row;
	if (!has_room(planner, &upper, upper.range.row, row - 1, upper.text))
		upper.text = "";
	else
		lower.text = upper.style == STYLE_LABEL ? continued(planner, &lower) : "";
	page->cells.items[index] = upper;
	list_push(planner->arena, &page->cells, lower);
}

static bool begins_page(const struct plan_sheet *page, uint32_t row)
{
	size_t next = row > 0 ? next_break(page, row - 1) : page->breaks.count;
	return next < page->breaks.count && page->breaks.items[next] == row;
}

static bool is_bordered(const struct plan_cell *cell)
{
	return cell->framed || cell->edges;
}

/* No cell lies across a break; borders close above and below it. */
static void close_pages(struct planner *planner)
{
	struct plan_sheet *page = planner->page;
	for (size_t i = 0; i < page->cells.count; i++) { /* the lower parts come at the end */
		size_t next = next_break(page, page->cells.items[i].range.row);
		if (next < page->breaks.count && page->breaks.items[next] <= page->cells.items[i].range.last_row)
			cut(planner, i, page->breaks.items[next]);
		struct plan_cell *cell = &page->cells.items[i];
		if (is_bordered(cell) && begins_page(page, cell->range.last_row + 1))
			cell->edges |= EDGE_BOTTOM;
		if (is_bordered(cell) && begins_page(page, cell->range.row))
			cell->edges |= EDGE_TOP;
	}
}

/* ---- pieces ---- */

/* Does `lower` go on with the text of `upper`, on the same page? */
static bool can_join(const struct plan_sheet *page, const struct plan_cell *upper, const struct plan_cell *lower)
{
	return upper->end != END_TEXT && lower->continued && upper->range.last_column == lower->range.last_column &&
	       upper->range.last_row + 1 == lower->range.row && !begins_page(page, lower->range.row) &&
	       utf8_count(upper->text, strlen(upper->text)) + utf8_count(lower->text, strlen(lower->text)) < CELL_LIMIT;
}

static void join(struct planner *planner, struct plan_cell *upper, const struct plan_cell *lower)
{
	const char *between = upper->end == END_PARAGRAPH ? "\n" : "";
	upper->text = arena_printf(planner->arena, "%s%s%s", upper->text, between, lower->text);
	upper->edges |= lower->edges;
	upper->range.last_row = lower->range.last_row;
	upper->end = lower->end;
}

/* Cells of a column come from top to bottom. */
static void join_pieces(struct planner *planner)
{
	struct plan_sheet *page = planner->page;
	struct plan_cell **above = arena_array(planner->arena, struct plan_cell *, page->column_count);
	size_t count = 0;
	for (size_t i = 0; i < page->cells.count; i++) {
		struct plan_cell **last = &above[page->cells.items[i].range.column];
		if (*last && can_join(page, *last, &page->cells.items[i])) {
			join(planner, *last, &page->cells.items[i]);
			continue;
		}
		page->cells.items[count] = page->cells.items[i];
		*last = &page->cells.items[count++];
	}
	page->cells.count = count;
}

static int64_t height_from(const struct plan_sheet *page, uint32_t row)
{
	return height_between(page, row, (uint32_t)page->rows.count);
}

/* What is alone on a last page of this height, in a small part of it, takes a few of the rows before it along. */
static void accompany_last(struct plan_sheet *page, int64_t height)
{
	size_t count = page->breaks.count;
	uint32_t *last = count ? &page->breaks.items[count - 1] : NULL;
	uint32_t start = count > 1 ? page->breaks.items[count - 2] : 0;
	if (!last || *last <= start + 2 * ACCOMPANY || height_from(page, *last) * LONELY >= height)
		return;
	uint32_t earlier = break_before(page, start, *last - ACCOMPANY, height * WELL_FILLED / 100);
	if (height_from(page, earlier) <= height)
		*last = earlier;
}

/* The rows before which a page begins, when rows may leave so much of one that rather stay with the next; those that the layout
 * asked for are among them. */
static void find_breaks(struct planner *planner, const struct plan_breaks *wanted, int64_t well_filled)
{
	struct plan_sheet *page = planner->page;
	int64_t height = page_height(planner), repeated = repeated_height(page), used = 0;
	uint32_t start = 0;
	size_t next = 0;
	bool last_asked = false;
	page->breaks = (struct plan_breaks){0};
	for (uint32_t row = 0; row < page->rows.count; row++) {
		bool asked = next < wanted->count && wanted->items[next] == row;
		next += asked;
		if (row > start && (asked || used + page->rows.items[row].height > height)) {
			start = asked ? row : break_before(page, start, row, (height - repeated) * well_filled / 100);
			last_asked = asked;
			list_push(planner->arena, &page->breaks, start);
			used = repeated + height_between(page, start, row);
		}
		used += page->rows.items[row].height;
	}
	if (!last_asked)
		accompany_last(page, height);
}

/* Pages are filled as far as saves one of them, and no further. */
void page_paginate(struct planner *planner)
{
	static const int64_t fills[] = {WELL_FILLED, 85, 93};
	struct plan_sheet *page = planner->page;
	struct plan_breaks wanted = page->breaks, best = {0};
	for (size_t i = 0; i < sizeof fills / sizeof *fills; i++) {
		find_breaks(planner, &wanted, fills[i]);
		if (i == 0 || page->breaks.count < best.count)
			best = page->breaks;
	}
	page->breaks = best;
	close_pages(planner);
	if (!page->has_table)
		join_pieces(planner);
}
