/* Tables in which changes are told: they can be filtered, the words that changed are marked in both columns, and a row
 * that Excel could not show runs on over further rows. */
#include "render/xlsx_page.h"

#include "base/list.h"
#include "render/wrap.h"

#include <string.h>

/* A text that is put down piece by piece. */
struct strand {
	const char *text;
	size_t length, width, at;
	unsigned smaller; /* letters */
	struct runs runs;
	enum xlsx_style_id style, run_style;
};

/* The parts of the runs between start and end, from start on. */
static struct runs runs_within(struct arena *arena, const struct runs *all, size_t start, size_t end)
{
	struct runs runs = {0};
	for (size_t i = 0; i < all->count; i++) {
		struct run run = all->items[i];
		if (run.end <= start || run.start >= end)
			continue;
		run.start = run.start > start ? run.start - start : 0;
		run.end = (run.end < end ? run.end : end) - start;
		list_push(arena, &runs, run);
	}
	return runs;
}

static void put_piece(struct planner *planner, struct strand *strand, uint32_t row, uint16_t column)
{
	struct columns columns = {column, column};
	size_t most = page_most_lines(planner, strand->style);
	struct piece piece = page_piece(planner, strand->text, strand->length, strand->at, strand->width, most, most);
	struct plan_cell *cell = page_piece_cell(planner, row, columns, strand->style, &piece);
	cell->answer = true;
	cell->runs = runs_within(planner->arena, &strand->runs, strand->at, strand->at + strlen(piece.text));
	cell->run_style = strand->run_style;
	cell->smaller = strand->smaller;
	page_fit_lines(planner, row, strand->style, piece.lines);
	strand->at = piece.next;
}

/* One row of pieces; true when something is left for another. */
static bool put_pieces(struct planner *planner, struct strand *strands, size_t count)
{
	uint32_t row = page_add_row(planner, strands[0].style, 1);
	bool more = false;
	for (size_t i = 0; i < count; i++) {
		put_piece(planner, &strands[i], row, (uint16_t)i);
		more |= strands[i].at < strands[i].length;
	}
	return more;
}

static void mark_changes(struct planner *planner, struct strand *before, struct strand *after)
{
	diff_runs(planner->arena, before->text, after->text, &before->runs, &after->runs);
	before->run_style = STYLE_BEFORE;
	after->run_style = STYLE_AFTER;
}

static void mark_end(struct planner *planner, struct strand *strand, const char *mark)
{
	size_t length = strlen(mark);
	if (length > strand->length || strcmp(strand->text + strand->length - length, mark) != 0)
		return;
	struct run run = {.start = strand->length - length, .end = strand->length};
	list_push(planner->arena, &strand->runs, run);
	strand->run_style = STYLE_MARKED;
}

void plan_table_row(struct planner *planner, const struct table_row *row)
{
	struct strand *strands = arena_array(planner->arena, struct strand, row->count);
	for (size_t i = 0; i < row->count; i++) {
		struct columns columns = {(uint16_t)i, (uint16_t)i};
		strands[i] = (struct strand){.text = row->texts[i], .length = strlen(row->texts[i])};
		strands[i].style = row->styles ? row->styles[i] : STYLE_CELL;
		strands[i].smaller = page_smaller(planner, columns, strands[i].style, row->texts[i], &strands[i].width);
		if (row->mark)
			mark_end(planner, &strands[i], row->mark);
	}
	if (row->before < row->count && row->after < row->count)
		mark_changes(planner, &strands[row->before], &strands[row->after]);
	size_t cells = planner->page->cells.count;
	while (put_pieces(planner, strands, row->count))
		;
	page_frame(planner, cells, (struct columns){0, (uint16_t)(row->count - 1)});
	for (size_t i = cells; i < planner->page->cells.count; i++)
		planner->page->cells.items[i].edges |= EDGE_LEFT | EDGE_RIGHT;
}

void plan_table_headings(struct planner *planner, const char *const *labels, size_t count)
{
	uint32_t row = page_add_row(planner, STYLE_COLUMN, 1);
	for (size_t i = 0; i < count; i++) {
		struct columns columns = {(uint16_t)i, (uint16_t)i};
		size_t cells = planner->page->cells.count;
		page_fit(planner, row, columns, STYLE_COLUMN, labels[i]);
		page_cell(planner, row, columns, STYLE_COLUMN, labels[i]);
		page_frame(planner, cells, columns);
	}
}

void plan_table_end(struct planner *planner, uint32_t first)
{
	uint16_t last = (uint16_t)(planner->page->column_count - 1);
	if (page_row(planner) > first + 2) /* the last row is not alone on a page */
		page_keep_row(planner, page_row(planner) - 2, KEEP_RATHER);
	planner->page->has_table = true;
	planner->page->table = (struct plan_range){first, page_row(planner) - 1, 0, last};
}
