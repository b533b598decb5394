/* How wide the columns of 変更箇所 are: what 項目 and the notes do not need goes to 変更前 and 変更後, which decide how high a table is
 * and how well its lines break. */
#include "render/wrap.h"
#include "render/xlsx_page.h"

#include <string.h>

/* Millimetres between the widths that are tried; what a line more is worth beside WRAP_FAULT and the like. */
enum { STEP = 2, LINE_COST = 16 };

/* A column that is tried in several widths, `most` − 0, 1, 2 … times a step: the lines of each row in each of them. */
struct column {
	int64_t most, step; /* millimetres */
	size_t count;       /* of the widths */
	size_t texts;       /* of a row: one, or 変更前 and 変更後 */
	const char *(*text)(const struct history_row *row, size_t i);
	size_t **lines; /* NULL: not counted yet */
	size_t *faults; /* SIZE_MAX: not counted yet */
};

static const char *item_of(const struct history_row *row, size_t i)
{
	(void)i;
	return row->item;
}

static const char *note_of(const struct history_row *row, size_t i)
{
	(void)i;
	return row->note;
}

static const char *words_of(const struct history_row *row, size_t i)
{
	return i == 0 ? row->before : row->after;
}

static void prepare(struct planner *planner, struct column *column)
{
	column->lines = arena_array(planner->arena, size_t *, column->count);
	column->faults = arena_array(planner->arena, size_t, column->count);
	for (size_t i = 0; i < column->count; i++)
		column->faults[i] = SIZE_MAX;
}

static int64_t width_of(const struct column *column, size_t i)
{
	return column->most - (int64_t)i * column->step;
}

static const size_t *lines_of(struct planner *planner, struct column *column, size_t i)
{
	const struct sheet *sheet = planner->sheet;
	if (column->lines[i])
		return column->lines[i];
	size_t *lines = arena_array(planner->arena, size_t, sheet->history_count);
	size_t width = page_width_of(planner, STYLE_CELL, width_of(column, i));
	for (size_t row = 0; row < sheet->history_count; row++)
		for (size_t j = 0; j < column->texts; j++) {
			size_t found = wrap_count(column->text(&sheet->history[row], j), width);
			lines[row] = lines[row] > found ? lines[row] : found;
		}
	return column->lines[i] = lines;
}

static size_t faults_of(struct planner *planner, struct column *column, size_t i)
{
	const struct sheet *sheet = planner->sheet;
	if (column->faults[i] != SIZE_MAX)
		return column->faults[i];
	size_t faults = 0;
	for (size_t row = 0; row < sheet->history_count; row++) {
		const char *texts[2];
		for (size_t j = 0; j < column->texts; j++)
			texts[j] = column->text(&sheet->history[row], j);
		faults += page_faults_of(planner, STYLE_CELL, width_of(column, i), texts, column->texts);
	}
	return column->faults[i] = faults;
}

struct shares {
	struct column item, note, words;
};

static size_t height_of(struct planner *planner, struct shares *shares, size_t item, size_t note)
{
	const size_t *lines[] = {lines_of(planner, &shares->item, item), lines_of(planner, &shares->note, note),
	                         lines_of(planner, &shares->words, shares->words.count - 1 - item - note)};
	size_t height = 0;
	for (size_t row = 0; row < planner->sheet->history_count; row++) {
		size_t most = lines[0][row];
		for (size_t i = 1; i < 3; i++)
			most = lines[i][row] > most ? lines[i][row] : most;
		height += most;
	}
	return height;
}

static size_t all_faults(struct planner *planner, struct shares *shares, size_t item, size_t note)
{
	return faults_of(planner, &shares->item, item) + faults_of(planner, &shares->note, note) +
	       faults_of(planner, &shares->words, shares->words.count - 1 - item - note);
}

static size_t tries(int64_t most, int64_t least)
{
	return least > 0 && least < most ? (size_t)((most - least) / STEP) + 1 : 1;
}

void plan_share_widths(struct planner *planner, struct history_widths *widths)
{
	const struct xlsx_table_page *page = &planner->layout->history;
	struct shares shares = {
	    .item = {widths->item, STEP, tries(widths->item, xlsx_column_least(page, "item")), 1, item_of, NULL, NULL},
	    .note = {widths->note, STEP, tries(widths->note, xlsx_column_least(page, "note")), 1, note_of, NULL, NULL},
	    .words = {.step = STEP / 2, .texts = 2, .text = words_of},
	};
	shares.words.count = shares.item.count + shares.note.count - 1;
	shares.words.most = widths->words + (int64_t)(shares.words.count - 1) * STEP / 2;
	prepare(planner, &shares.item);
	prepare(planner, &shares.note);
	prepare(planner, &shares.words);
	size_t least = SIZE_MAX;
	for (size_t i = 0; i < shares.item.count * shares.note.count; i++) {
		size_t item = i % shares.item.count, note = i / shares.item.count;
		size_t cost = LINE_COST * height_of(planner, &shares, item, note);
		if (cost < least)
			cost += all_faults(planner, &shares, item, note);
		if (cost >= least)
			continue;
		least = cost;
		*widths = (struct history_widths){width_of(&shares.item, item), width_of(&shares.note, note),
		                                  width_of(&shares.words, shares.words.count - 1 - item - note)};
	}
}
