/* Plan → text, worksheet by worksheet: rows with their heights, their cells from left to right, then the names. */
#include "base/messages/plan.h"
#include "render/xlsx_plan.h"

#include <stdlib.h>
#include <string.h>

static void put_column(struct buf *out, unsigned column)
{
	if (column >= 26)
		put_column(out, column / 26 - 1);
	buf_putc(out, (char)('A' + column % 26));
}

static void put_place(struct buf *out, unsigned row, unsigned column, const char *dollar)
{
	buf_puts(out, dollar);
	put_column(out, column);
	buf_printf(out, "%s%u", dollar, row + 1);
}

void plan_put_range(struct buf *out, const struct plan_range *range, bool absolute)
{
	const char *dollar = absolute ? "$" : "";
	put_place(out, range->row, range->column, dollar);
	if (range->row == range->last_row && range->column == range->last_column)
		return;
	buf_putc(out, ':');
	put_place(out, range->last_row, range->last_column, dollar);
}

/* A line break is \n; \, { and } have a \ before them. */
static void put_text(struct buf *out, const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		if (strchr("\\{}", text[i]))
			buf_putc(out, '\\');
		if (text[i] == '\n')
			buf_puts(out, "\\n");
		else
			buf_append(out, text + i, 1);
	}
}

/* 「…」, with the words of the runs in {…}. */
static void put_words(struct buf *out, const struct plan_cell *cell)
{
	size_t at = 0;
	buf_puts(out, " 「");
	for (size_t i = 0; i < cell->runs.count; i++) {
		struct run run = cell->runs.items[i];
		put_text(out, cell->text + at, run.start - at);
		buf_puts(out, "{");
		put_text(out, cell->text + run.start, run.end - run.start);
		buf_puts(out, "}");
		at = run.end;
	}
	put_text(out, cell->text + at, strlen(cell->text) - at);
	buf_puts(out, "」");
}

static void put_cell(struct buf *out, const struct plan *plan, const struct plan_cell *cell)
{
	static const struct {
		enum plan_edge edge;
		char letter;
	} edges[] = {{EDGE_TOP, 't'}, {EDGE_RIGHT, 'r'}, {EDGE_BOTTOM, 'b'}, {EDGE_LEFT, 'l'}};
	static const char *const ends[] = {[END_TEXT] = "", [END_PARAGRAPH] = "↵", [END_LINE] = "↓"};
	buf_puts(out, "  ");
	plan_put_range(out, &cell->range, false);
	buf_printf(out, " %s%s%s%s ", xlsx_style_name(cell->style), cell->answer ? "*" : "", cell->continued ? "↑" : "",
	           ends[cell->end]);
	for (size_t i = 0; i < sizeof edges / sizeof *edges; i++)
		buf_putc(out, (char)(cell->edges & edges[i].edge ? edges[i].letter : '-'));
	if (cell->smaller)
		buf_printf(out, " -%u.%u", cell->smaller / 10, cell->smaller % 10);
	if (*cell->text)
		put_words(out, cell);
	if (cell->list) {
		const struct plan_list *list = &plan->lists.items[cell->list - 1];
		for (size_t i = 0; i < list->count; i++)
			buf_printf(out, "%s%s", i ? "|" : " ▼", list->items[i]);
	}
	buf_putc(out, '\n');
}

static int compare_cells(const void *a, const void *b)
{
	const struct plan_cell *const *left = a, *const *right = b;
	const struct plan_range *x = &(*left)->range, *y = &(*right)->range;
	if (x->row != y->row)
		return x->row < y->row ? -1 : 1;
	return (x->column > y->column) - (x->column < y->column);
}

static void put_pictures(struct buf *out, const struct plan_sheet *page, uint32_t row)
{
	for (size_t i = 0; i < page->pictures.count; i++) {
		const struct plan_picture *item = &page->pictures.items[i];
		if (item->row == row)
			buf_printf(out, "  %s %s %ux%u → %lld\n", msg(MSG_PLAN_PICTURE), item->picture->name, item->picture->width,
			           item->picture->height, (long long)item->width);
	}
}

static void put_cells(struct buf *out, struct arena *arena, const struct plan *plan, const struct plan_sheet *page)
{
	const struct plan_cell **cells = arena_array(arena, const struct plan_cell *, page->cells.count);
	for (size_t i = 0; i < page->cells.count; i++)
		cells[i] = &page->cells.items[i];
	qsort(cells, page->cells.count, sizeof *cells, compare_cells);
	size_t at = 0, turn = 0;
	for (uint32_t row = 0; row < page->rows.count; row++) {
		bool breaks = turn < page->breaks.count && page->breaks.items[turn] == row;
		turn += breaks;
		buf_printf(out, "%u: %d%s%s\n", row + 1, (int)page->rows.items[row].height, breaks ? " " : "",
		           breaks ? msg(MSG_PLAN_BREAK) : "");
		put_pictures(out, page, row);
		for (; at < page->cells.count && cells[at]->range.row == row; at++)
			put_cell(out, plan, cells[at]);
	}
}

static void put_page(struct buf *out, struct arena *arena, const struct plan *plan, size_t index)
{
	const struct plan_sheet *page = plan->sheets.items[index];
	buf_printf(out, "\n== %s（%s）", page->name, msg(page->landscape ? MSG_PLAN_LANDSCAPE : MSG_PLAN_PORTRAIT));
	for (size_t i = 0; i < page->column_count; i++)
		buf_printf(out, " %d", (int)page->widths[i]);
	buf_putc(out, '\n');
	if (page->has_table) {
		buf_printf(out, "%s ", msg(MSG_PLAN_TABLE));
		plan_put_range(out, &page->table, false);
		buf_putc(out, '\n');
	}
	put_cells(out, arena, plan, page);
	for (size_t i = 0; i < plan->names.count; i++) {
		if (plan->names.items[i].sheet != index)
			continue;
		buf_printf(out, "%s = ", plan->names.items[i].name);
		plan_put_range(out, &plan->names.items[i].range, false);
		buf_putc(out, '\n');
	}
}

void xlsx_plan_dump(const struct plan *plan, struct buf *out)
{
	struct arena *arena = arena_new();
	buf_printf(out, "%s\n%s　%s\n%s %lld\n", plan->title, plan->number, plan->name, plan->author,
	           (long long)plan->created);
	for (size_t i = 0; i < plan->sheets.count; i++)
		put_page(out, arena, plan, i);
	arena_free(arena);
}
