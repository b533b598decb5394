/* Rows of a worksheet → pages. Excel would break anywhere: below a heading, through the words of a label. The heights
 * are known, so we say where. */
#include "render/xlsx_page.h"

#include "base/list.h"
#include "base/utf8.h"

#include <string.h>

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

/* The rows that are repeated at the head of each further page. */
static int64_t repeated_height(const struct plan_sheet *page)
{
	int64_t height = 0;
	for (uint32_t row = 0; page->has_table && row <= page->table.row; row++)
		height += page->rows.items[row].height;
	return height;
}

/* Where a page that begins at `start` and cannot take `row` ends: before the rows that belong to it. */
static uint32_t break_before(const struct plan_sheet *page, uint32_t start, uint32_t row)
{
	uint32_t at = row;
	while (at > start && page->rows.items[at - 1].keep)
		at--;
	return at > start ? at : row;
}

/* Cuts the cell in two where it lies across; its words stay in the part that has room for them. */
static void cut(struct planner *planner, size_t index, uint32_t row)
{
	struct plan_sheet *page = planner->page;
	struct plan_cell upper = page->cells.items[index], lower = upper;
	struct columns columns = {upper.range.column, upper.range.last_column};
	int64_t needed = (int64_t)page_lines(planner, columns, upper.style, upper.text), room = 0;
	needed *= planner->layout->styles[upper.style].line;
	for (uint32_t i = upper.range.row; i < row; i++)
		room += page->rows.items[i].height;
	upper.range.last_row = row - 1;
	lower.range.row = row;
	*(needed <= room ? &lower.text : &upper.text) = "";
	page->cells.items[index] = upper;
	list_push(planner->arena, &page->cells, lower);
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

static bool begins_page(const struct plan_sheet *page, uint32_t row)
{
	size_t next = row > 0 ? next_break(page, row - 1) : page->breaks.count;
	return next < page->breaks.count && page->breaks.items[next] == row;
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
		if (cell->edges && begins_page(page, cell->range.last_row + 1))
			cell->edges |= EDGE_BOTTOM;
		if (cell->edges && begins_page(page, cell->range.row))
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

void page_paginate(struct planner *planner)
{
	struct plan_sheet *page = planner->page;
	int64_t height = page_height(planner), repeated = repeated_height(page), used = 0;
	const uint32_t *wanted = page->breaks.items; /* those that the layout asked for */
	size_t wanted_count = page->breaks.count, next = 0;
	uint32_t start = 0;
	page->breaks.items = NULL;
	page->breaks.count = page->breaks.capacity = 0;
	for (uint32_t row = 0; row < page->rows.count; row++) {
		bool asked = next < wanted_count && wanted[next] == row;
		next += asked;
		if (row > start && (asked || used + page->rows.items[row].height > height)) {
			start = asked ? row : break_before(page, start, row);
			list_push(planner->arena, &page->breaks, start);
			used = repeated;
			for (uint32_t i = start; i < row; i++)
				used += page->rows.items[i].height;
		}
		used += page->rows.items[row].height;
	}
	close_pages(planner);
	if (!page->has_table)
		join_pieces(planner);
}
