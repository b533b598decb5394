/* Rows of cells -> rows of 変更箇所. */
#include "import/placer.h"

#include "base/list.h"

#include <string.h>

bool placer_history_head(struct placer *placer, const struct text_row *row)
{
	size_t columns[PLACER_COLUMNS] = {0}, found = 0;
	for (size_t i = 0; row->table && i < row->count && i < PLACER_COLUMNS; i++) {
		size_t rest;
		const char *key = label_key(placer->scratch, row->cells[i].text, &rest);
		for (size_t j = 0; key && j < placer->form->column_count; j++) {
			if (label_match(&placer->column_labels[j], key) == 0) {
				columns[i] = j + 1;
				found++;
			}
		}
	}
	if (found * 2 <= placer->form->column_count)
		return false;
	memcpy(placer->history_columns, columns, sizeof columns);
	placer->in_history = placer->placing->has_history = true;
	return true;
}

/* The cells of a row without date and item are the rest of those above, which did not fit on the page before. */
static bool goes_on_above(const struct placer *placer, const struct text_row *row)
{
	for (size_t i = 0; i < row->count; i++) {
		size_t column = i < PLACER_COLUMNS ? placer->history_columns[i] : 0;
		if ((column == 1 || column == 2) && *row->cells[i].text)
			return false;
	}
	return placer->placing->history.count > 0;
}

void placer_read_change(struct placer *placer, const struct text_row *row)
{
	struct placing *placing = placer->placing;
	if (!goes_on_above(placer, row)) {
		struct change_row change = {arena_array(placer->arena, struct chunks, placer->form->column_count)};
		list_push(placer->arena, &placing->history, change);
	}
	struct change_row *change = &placing->history.items[placing->history.count - 1];
	for (size_t i = 0; i < row->count; i++) {
		const struct text_cell *cell = &row->cells[i];
		size_t column = i < PLACER_COLUMNS ? placer->history_columns[i] : 0;
		if (column)
			chunk_add(placer->arena, &change->cells[column - 1], cell->text, cell->line);
		else
			placer_leave_out(placer, cell->text, cell->line);
	}
}

void placer_begin_history(struct placer *placer)
{
	placer->in_history = placer->placing->has_history = true;
	for (size_t i = 0; i < PLACER_COLUMNS; i++)
		placer->history_columns[i] = i < placer->form->column_count ? i + 1 : 0;
}

bool placer_leaves_history(struct placer *placer, const struct text_row *row)
{
	struct match match = {NULL, LABEL_FAR, false};
	size_t rest;
	const struct text_cell *cell = row_lone_cell(row);
	const char *key = cell ? label_key(placer->scratch, cell->text, &rest) : NULL;
	if (key)
		placer_offer_headings(placer, key, true, &match);
	placer->in_history = !(match.entry && match.distance == 0 && !match.entry->section->parent);
	return !placer->in_history;
}
