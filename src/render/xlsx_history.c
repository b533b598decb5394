/* 変更箇所: a table that can be filtered, with the words that changed marked in both columns. A row that Excel could
 * not show runs on over further rows. */
#include "render/xlsx_page.h"

#include "base/list.h"
#include "render/wrap.h"

#include <string.h>

static const char *field_text(const struct history_row *row, const char *field)
{
	const struct {
		const char *field, *text;
	} fields[] = {
	    {"date", row->date},   {"item", row->item},     {"before", row->before},
	    {"after", row->after}, {"timing", row->timing}, {"note", row->note},
	};
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (strcmp(fields[i].field, field) == 0)
			return fields[i].text;
	return "";
}

/* A text that is put down piece by piece. */
struct strand {
	const char *text;
	size_t length, width, at;
	struct runs runs;
	enum xlsx_style_id run_style;
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

static void put_piece(struct planner *planner, struct strand *strand, uint32_t row, uint16_t column, size_t end)
{
	struct arena *arena = planner->arena;
	const char *text = arena_copy(arena, strand->text + strand->at, end - strand->at);
	struct plan_cell *cell = page_cell(planner, row, (struct columns){column, column}, STYLE_CELL, text);
	cell->answer = true;
	cell->runs = runs_within(arena, &strand->runs, strand->at, end);
	cell->run_style = strand->run_style;
	page_fit(planner, row, (struct columns){column, column}, STYLE_CELL, text);
	strand->at = end;
}

/* One row of pieces; true when something is left for another. */
static bool put_pieces(struct planner *planner, struct strand *strands, size_t count)
{
	uint32_t row = page_add_row(planner, STYLE_CELL, 1);
	bool more = false;
	for (size_t i = 0; i < count; i++) {
		size_t most = page_most_lines(planner, STYLE_CELL), lines;
		size_t end =
		    page_piece(strands[i].text, strands[i].length, strands[i].at, strands[i].width, most, most, &lines);
		put_piece(planner, &strands[i], row, (uint16_t)i, end);
		more |= end < strands[i].length;
	}
	return more;
}

static void put_change(struct planner *planner, const struct history_row *row)
{
	const struct form *form = planner->sheet->form;
	struct strand *strands = arena_array(planner->arena, struct strand, form->column_count);
	struct strand *before = NULL, *after = NULL;
	for (size_t i = 0; i < form->column_count; i++) {
		const char *text = field_text(row, form->columns[i].field);
		struct columns columns = {(uint16_t)i, (uint16_t)i};
		strands[i] = (struct strand){.text = text, .length = strlen(text)};
		strands[i].width = page_width(planner, columns, STYLE_CELL);
		if (strcmp(form->columns[i].field, "before") == 0)
			before = &strands[i];
		if (strcmp(form->columns[i].field, "after") == 0)
			after = &strands[i];
	}
	if (before && after) {
		diff_runs(planner->arena, before->text, after->text, &before->runs, &after->runs);
		before->run_style = STYLE_BEFORE;
		after->run_style = STYLE_AFTER;
	}
	size_t cells = planner->page->cells.count;
	while (put_pieces(planner, strands, form->column_count))
		;
	page_frame(planner, cells, (struct columns){0, (uint16_t)(form->column_count - 1)});
	for (size_t i = cells; i < planner->page->cells.count; i++)
		planner->page->cells.items[i].edges |= EDGE_LEFT | EDGE_RIGHT;
}

static void put_headings(struct planner *planner)
{
	const struct form *form = planner->sheet->form;
	uint32_t row = page_add_row(planner, STYLE_COLUMN, 1);
	for (size_t i = 0; i < form->column_count; i++) {
		struct columns columns = {(uint16_t)i, (uint16_t)i};
		size_t cells = planner->page->cells.count;
		page_fit(planner, row, columns, STYLE_COLUMN, form->columns[i].label);
		page_cell(planner, row, columns, STYLE_COLUMN, form->columns[i].label);
		page_frame(planner, cells, columns);
	}
}

void plan_history(struct planner *planner)
{
	static const struct history_row none = {"", "", "", "", "", "", "", NULL};
	const struct form *form = planner->sheet->form;
	int64_t *widths = arena_array(planner->arena, int64_t, form->column_count);
	for (size_t i = 0; i < form->column_count; i++)
		widths[i] = xlsx_history_width(planner->layout, form->columns[i].field);
	page_begin(planner, "変更箇所", planner->layout->history_landscape, widths, form->column_count);
	uint16_t last = (uint16_t)(form->column_count - 1);
	page_text(planner, (struct columns){0, last}, STYLE_PART, form->history_heading);
	uint32_t first = page_row(planner);
	put_headings(planner);
	for (size_t i = 0; i < planner->sheet->history_count; i++)
		put_change(planner, &planner->sheet->history[i]);
	if (planner->sheet->history_count == 0)
		put_change(planner, &none);
	planner->page->has_table = true;
	planner->page->table = (struct plan_range){first, page_row(planner) - 1, 0, last};
	page_name(planner, first + 1, 0, form->history_id, "");
	planner->plan->names.items[planner->plan->names.count - 1].range.last_column = last;
}
