/* Rows of a worksheet → pages. Excel would break anywhere: below a heading, through the words of a label. The heights
 * are known, so we say where. */
#include "render/xlsx_page.h"

#include "base/list.h"
#include "base/messages/sheet.h"
#include "base/utf8.h"

#include <string.h>

/* What is weighed when rows are parted: a page more; the square of the part of a page that is left empty, in hundredths; breaks
 * between rows that stay together, some as much as a quarter or half of a page; a last page filled by less than one part in so many. */
enum { PAGE_COST = 20000, LONELY_COST = 4000, LONELY = 4 };
static const int64_t break_costs[] = {
    [KEEP_NOT] = 0, [KEEP_RATHER] = 625, [KEEP_FIRMLY] = 2500, [KEEP_ALWAYS] = 1000000000};

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

/* Programs show rows in whole pixels, of which 96 are an inch of 72 points. */
static int64_t pixels(int64_t points)
{
	return (points * 8 + 3) / 6;
}

/* The headings of a table are repeated at the head of each further page, the name of a group that goes on, too. */
static int64_t repeated_height(const struct plan_sheet *page, uint32_t row)
{
	uint32_t head = page->rows.items[row].head;
	if (page->rows.items[row].again)
		return page->rows.items[row].again->height;
	if (head)
		return page->rows.items[head - 1].height;
	return page->has_table && row > 0 ? page->rows.items[page->table.row].height : 0;
}

int64_t page_height_left(const struct planner *planner)
{
	const struct plan_sheet *page = planner->page;
	uint32_t start = page->breaks.count ? page->breaks.items[page->breaks.count - 1] : 0;
	return page_height(planner) - height_between(page, start, (uint32_t)page->rows.count);
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
	return upper->end != END_TEXT && !upper->listed && lower->continued &&
	       upper->range.last_column == lower->range.last_column && upper->range.last_row + 1 == lower->range.row &&
	       !begins_page(page, lower->range.row) &&
	       utf8_count(upper->text, strlen(upper->text)) + utf8_count(lower->text, strlen(lower->text)) < CELL_LIMIT;
}

static void join(struct planner *planner, struct plan_cell *upper, const struct plan_cell *lower)
{
	const char *between = upper->end == END_PARAGRAPH ? "\n" : "";
	upper->text = arena_printf(planner->arena, "%s%s%s", upper->text, between, lower->text);
	upper->edges |= lower->edges;
	upper->range.last_row = lower->range.last_row;
	upper->end = lower->end;
	upper->listed = lower->listed;
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

/* ---- breaks ---- */

/* Rows that are parted: from an asked break, or the first row, to the next, or the end. */
struct stretch {
	const struct plan_sheet *page;
	uint32_t first, end;
	int64_t height; /* of a page, in pixels */
};

/* Of a page with the rows from `row` to `end`, which are `used` pixels high. */
static int64_t page_cost(const struct stretch *stretch, uint32_t row, uint32_t end, int64_t used)
{
	int64_t empty = used < stretch->height ? 100 - used * 100 / stretch->height : 0;
	if (end < stretch->end)
		return PAGE_COST + empty * empty + break_costs[stretch->page->rows.items[end - 1].keep];
	return PAGE_COST + (row > stretch->first && used * LONELY < stretch->height ? LONELY_COST : 0);
}

/* The cheapest way to end a page before row `end`: where that page begins is put into `start`. */
static int64_t cheapest(const struct stretch *stretch, const int64_t *costs, uint32_t end, uint32_t *start)
{
	int64_t used = 0, best = INT64_MAX;
	for (uint32_t row = end; row-- > stretch->first;) {
		used += pixels(stretch->page->rows.items[row].height);
		int64_t whole = used + pixels(repeated_height(stretch->page, row));
		if (whole > stretch->height && row + 1 < end)
			break;
		int64_t cost = costs[row - stretch->first] + page_cost(stretch, row, end, whole);
		if (cost < best) {
			best = cost;
			*start = row;
		}
	}
	return best;
}

static void part(struct planner *planner, const struct stretch *stretch)
{
	size_t count = stretch->end - stretch->first, breaks = 0;
	int64_t *costs = arena_array(planner->arena, int64_t, count + 1);
	uint32_t *starts = arena_array(planner->arena, uint32_t, count + 1);
	for (size_t i = 1; i <= count; i++)
		costs[i] = cheapest(stretch, costs, stretch->first + (uint32_t)i, &starts[i]);
	uint32_t *found = arena_array(planner->arena, uint32_t, count + 1);
	for (uint32_t row = stretch->end; row > stretch->first; row = starts[row - stretch->first])
		found[breaks++] = starts[row - stretch->first];
	while (breaks-- > 0)
		if (found[breaks] > 0)
			list_push(planner->arena, &planner->page->breaks, found[breaks]);
}

/* ---- headings that are said again ---- */

static void move_down(struct plan_range *range, uint32_t row)
{
	range->row += range->row >= row;
	range->last_row += range->last_row >= row;
}

/* A row of this height above `row`; all below it move down. */
static void put_row(struct planner *planner, uint32_t row, int64_t height)
{
	struct plan_sheet *page = planner->page;
	struct plan_row added = {.height = height, .keep = KEEP_ALWAYS};
	list_push(planner->arena, &page->rows, added);
	memmove(page->rows.items + row + 1, page->rows.items + row, (page->rows.count - 1 - row) * sizeof added);
	page->rows.items[row] = added;
	for (size_t i = 0; i < page->cells.count; i++)
		move_down(&page->cells.items[i].range, row);
	for (size_t i = 0; i < page->pictures.count; i++)
		page->pictures.items[i].row += page->pictures.items[i].row >= row;
	for (size_t i = 0; i < planner->plan->names.count; i++)
		if (planner->plan->sheets.items[planner->plan->names.items[i].sheet] == page)
			move_down(&planner->plan->names.items[i].range, row);
}

/* The headings of a table, as they are in row `head`. */
static void put_head(struct planner *planner, uint32_t row, uint32_t head)
{
	struct plan_sheet *page = planner->page;
	put_row(planner, row, page->rows.items[head].height);
	for (size_t i = 0, count = page->cells.count; i < count; i++) {
		struct plan_cell cell = page->cells.items[i];
		if (cell.range.row != head)
			continue;
		cell.range.row = cell.range.last_row = row;
		list_push(planner->arena, &page->cells, cell);
	}
}

static void put_again(struct planner *planner, uint32_t row, const struct plan_again *again)
{
	put_row(planner, row, again->height);
	struct plan_cell cell = {
	    .range = {row, row, all_columns.first, all_columns.last},
	    .style = STYLE_GROUP,
	    .edges = EDGE_TOP | EDGE_RIGHT | EDGE_BOTTOM | EDGE_LEFT,
	    .framed = true,
	    .text = again->text,
	    .smaller = again->smaller,
	};
	list_push(planner->arena, &planner->page->cells, cell);
}

/* From the last page on, so that the rows of `head` stay where they are. */
static void put_heads(struct planner *planner)
{
	struct plan_breaks *breaks = &planner->page->breaks;
	for (size_t i = breaks->count; i-- > 0;) {
		struct plan_row row = planner->page->rows.items[breaks->items[i]];
		if (row.again)
			put_again(planner, breaks->items[i], row.again);
		else if (row.head)
			put_head(planner, breaks->items[i], row.head - 1);
		else
			continue;
		for (size_t j = i + 1; j < breaks->count; j++)
			breaks->items[j]++;
	}
}

void page_paginate(struct planner *planner)
{
	struct plan_sheet *page = planner->page;
	struct plan_breaks wanted = page->breaks;
	struct stretch stretch = {.page = page, .height = page_height(planner) * 4 / 3};
	page->breaks = (struct plan_breaks){0};
	for (size_t i = 0; i <= wanted.count; i++) {
		stretch.end = i < wanted.count ? wanted.items[i] : (uint32_t)page->rows.count;
		part(planner, &stretch);
		stretch.first = stretch.end;
	}
	close_pages(planner);
	put_heads(planner);
	if (!page->has_table)
		join_pieces(planner);
}
