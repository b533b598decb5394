/* Cells of pages -> the grid of a workbook. Cells that begin at one height are of one row. In a cell with brackets each
 * part is a cell of its own, as in the official workbooks; in any other the lines are one text. */
#include "printed/ruled.h"

#include "base/list.h"
#include "base/messages/sheet.h"
#include "base/utf8.h"
#include "printed/ruled_cells.h"
#include "printed/workbook_rows.h"
#include "workbook/workbook.h"

#include <math.h>
#include <stdlib.h>

enum { LINES_LIMIT = 4000, RULES_LIMIT = 8000 }; /* of a page that a person has made */
enum { COLUMN_LIMIT = 100000 };                  /* points: wider than any page */

/* Points by which edges of one row or column may differ; heights of a line between words of one text. */
static const float near_edge = 3, near_words = 2.5F;

struct grid {
	struct arena *arena;
	LIST(struct workbook_cell) cells;
	LIST(size_t) lines;  /* of the grid's rows: where they stand in the source */
	LIST(float) tops;    /* of rows: where they begin on their page */
	LIST(float) bottoms; /* of cells: where they end */
	LIST(float) columns; /* where cells begin, in no order */
	const char *choices; /* <選択肢>, folded */
};

/* What a column can be numbered as. */
static uint32_t column_number(float place)
{
	return (uint32_t)fminf(fmaxf(place, 0), COLUMN_LIMIT);
}

/* The number of a column that begins here; those that begin nearly there are one. */
static uint32_t column_at(struct grid *grid, float left)
{
	float best = isfinite(left) ? left : 0;
	for (size_t i = 0; i < grid->columns.count; i++)
		if (fabsf(grid->columns.items[i] - best) < near_edge)
			return column_number(grid->columns.items[i]);
	list_push(grid->arena, &grid->columns, best);
	return column_number(best);
}

/* Puts words at a place: top and bottom are those of their row, or of a cell over several. */
static void put_cell(struct grid *grid, const struct ruled_part *part, uint32_t row)
{
	uint32_t column = column_at(grid, part->left), last = isfinite(part->right) ? column_number(part->right) : column;
	struct workbook_cell cell = {.text = part->text, .range = {row, row, column, last > column ? last : column}};
	while (grid->lines.count <= row) {
		list_push(grid->arena, &grid->lines, part->line);
		list_push(grid->arena, &grid->tops, part->top);
	}
	list_push(grid->arena, &grid->cells, cell);
	list_push(grid->arena, &grid->bottoms, part->bottom);
}

/* Cells that are as high as several rows of their page, which begins with this cell. */
static void settle_heights(struct grid *grid, size_t first)
{
	for (size_t i = first; i < grid->cells.count; i++) {
		struct workbook_range *range = &grid->cells.items[i].range;
		while (range->last_row + 1 < grid->tops.count &&
		       grid->tops.items[range->last_row + 1] < grid->bottoms.items[i] - near_edge)
			range->last_row++;
	}
}

static int by_middle(const void *left, const void *right)
{
	float a = ruled_part_middle(left), b = ruled_part_middle(right);
	return (a > b) - (a < b);
}

/* Parts of one height are of one row. Returns how many rows there are. */
static uint32_t put_parts(struct grid *grid, const struct ruled_parts *parts, uint32_t row)
{
	uint32_t first = row;
	float level = -INFINITY;
	qsort(parts->items, parts->count, sizeof *parts->items, by_middle);
	for (size_t i = 0; i < parts->count; i++) {
		const struct ruled_part *part = &parts->items[i];
		if (isfinite(level) && ruled_part_middle(part) - level > near_edge)
			row++;
		level = ruled_part_middle(part);
		put_cell(grid, part, row);
	}
	return row - first + 1;
}

static uint32_t put_ruled(struct grid *grid, const struct ruled_cell *cell, uint32_t row)
{
	if (!cell->edged || ruled_has_brackets(grid->arena, cell, grid->choices)) {
		struct ruled_parts parts = ruled_parts_find(grid->arena, cell, grid->choices);
		return put_parts(grid, &parts, row);
	}
	const struct page_line *first = cell->lines.items[0].items[0];
	struct ruled_part whole = {ruled_text(grid->arena, cell),
	                           first->line,
	                           cell->left,
	                           cell->right,
	                           cell->top,
	                           isfinite(cell->bottom) ? cell->bottom : first->bottom,
	                           NULL};
	put_cell(grid, &whole, row);
	return 1;
}

static float cell_top(const struct ruled_cell *cell)
{
	return cell->edged && isfinite(cell->top) ? cell->top : cell->lines.items[0].items[0]->top;
}

static int by_row(const void *left, const void *right)
{
	float a = cell_top(left), b = cell_top(right);
	return (a > b) - (a < b);
}

static int by_range(const void *left, const void *right)
{
	const struct workbook_range *a = &((const struct workbook_cell *)left)->range;
	const struct workbook_range *b = &((const struct workbook_cell *)right)->range;
	if (a->row != b->row)
		return a->row < b->row ? -1 : 1;
	return (a->column > b->column) - (a->column < b->column);
}

static void put_page(struct grid *grid, const struct page *page)
{
	struct ruled_cells cells = ruled_cells_find(grid->arena, page);
	uint32_t row = (uint32_t)grid->lines.count, rows = 0;
	size_t first = grid->cells.count;
	float top = -INFINITY;
	if (cells.count)
		qsort(cells.items, cells.count, sizeof *cells.items, by_row);
	for (size_t i = 0; i < cells.count; i++) {
		if (isfinite(top) && cell_top(&cells.items[i]) - top > near_edge) {
			row += rows;
			rows = 0;
		}
		top = cell_top(&cells.items[i]);
		uint32_t own = put_ruled(grid, &cells.items[i], row);
		rows = own > rows ? own : rows;
	}
	settle_heights(grid, first);
}

struct text_rows ruled_rows(struct arena *arena, const struct pages *pages)
{
	struct grid grid = {.arena = arena, .choices = utf8_fold(arena, msg(MSG_SHEET_CHOICES))};
	for (size_t i = 0; i < pages->count; i++)
		put_page(&grid, &pages->items[i]);
	if (grid.cells.count)
		qsort(grid.cells.items, grid.cells.count, sizeof *grid.cells.items, by_range);
	struct workbook_sheet sheet = {.cells = grid.cells.items, .count = grid.cells.count};
	return sheet_rows(arena, &sheet, grid.lines.items);
}

/* ---- pages ---- */

static int by_place(const void *left, const void *right)
{
	const struct page_line *a = left, *b = right;
	if (fabsf(a->top - b->top) >= near_edge)
		return a->top < b->top ? -1 : 1;
	return (a->left > b->left) - (a->left < b->left);
}

/* Running heads are often of several parts: what stands side by side is one line. */
static void join_outside(struct arena *arena, struct page *page)
{
	size_t kept = 0;
	if (page->count)
		qsort(page->items, page->count, sizeof *page->items, by_place);
	for (size_t i = 1; i < page->count; i++) {
		struct page_line *line = &page->items[kept], *next = &page->items[i];
		float gap = next->left - line->right;
		if (fabsf(line->top - next->top) < near_edge && gap < near_words * (line->bottom - line->top)) {
			line->text = arena_printf(arena, "%s　%s", line->text, next->text);
			line->right = next->right;
		} else {
			page->items[++kept] = *next;
		}
	}
	page->count = page->count ? kept + 1 : 0;
}

static void part_lines(struct arena *arena, const struct page *page, struct page *inside, struct page *outside)
{
	*inside = (struct page){.words = page->words, .rules = page->rules};
	*outside = *inside;
	for (size_t i = 0; i < page->count; i++) {
		struct page *side = ruled_is_edged(page, &page->items[i]) ? inside : outside;
		list_push(arena, side, page->items[i]);
	}
	join_outside(arena, outside);
}

void ruled_drop_heads(struct arena *arena, struct pages *pages, const struct page_words *words)
{
	struct pages outside = {0};
	for (size_t p = 0; p < pages->count; p++) {
		struct page inside, rest;
		part_lines(arena, &pages->items[p], &inside, &rest);
		list_push(arena, &outside, rest);
		pages->items[p] = inside;
	}
	pages_drop_heads(arena, &outside, words);
	for (size_t p = 0; p < pages->count; p++)
		for (size_t i = 0; i < outside.items[p].count; i++)
			list_push(arena, &pages->items[p], outside.items[p].items[i]);
}

bool pages_ruled(const struct pages *pages)
{
	size_t edged = 0, lines = 0;
	for (size_t p = 0; p < pages->count; p++) {
		const struct page *page = &pages->items[p];
		if (page->count > LINES_LIMIT || page->rules.count > RULES_LIMIT)
			return false;
		for (size_t i = 0; page->rules.count && i < page->count; i++)
			edged += ruled_is_edged(page, &page->items[i]);
		lines += page->count;
	}
	return edged * 10 > lines * 7;
}
