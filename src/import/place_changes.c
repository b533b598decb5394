/* Rows of cells -> rows of 変更箇所. */
#include "import/placer.h"

#include "base/list.h"
#include "base/utf8.h"

#include <stdlib.h>
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

/* The cells of a row without date and item are the rest of those above, which did not fit on the page before, or stand
 * beside a date and an item that are as high as several rows. */
static bool goes_on_above(const struct placer *placer, const struct text_row *row)
{
	for (size_t i = 0; i < row->count; i++) {
		size_t column = i < PLACER_COLUMNS ? placer->history_columns[i] : 0;
		if ((column == 1 || column == 2) && *row->cells[i].text)
			return false;
	}
	return placer->placing->history.count > 0;
}

/* The number of the row in a column of its own, which the form does not have. */
static bool is_row_number(const struct placer *placer, const char *text)
{
	const char *folded = utf8_fold(placer->scratch, text);
	size_t digits = strspn(folded, "0123456789");
	return digits && !folded[digits] && strtoul(folded, NULL, 10) == placer->placing->history.count;
}

void placer_read_change(struct placer *placer, const struct text_row *row)
{
	struct placing *placing = placer->placing;
	bool begins = !goes_on_above(placer, row);
	if (begins) {
		struct change_row change = {arena_array(placer->arena, struct chunks, placer->form->column_count)};
		list_push(placer->arena, &placing->history, change);
	}
	struct change_row *change = &placing->history.items[placing->history.count - 1];
	for (size_t i = 0; i < row->count; i++) {
		const struct text_cell *cell = &row->cells[i];
		size_t column = i < PLACER_COLUMNS ? placer->history_columns[i] : 0;
		const char *text = begins && cell->above ? cell->above : cell->text;
		if (column)
			chunk_add(placer->arena, &change->cells[column - 1], text, cell->line);
		else if (!is_row_number(placer, text))
			placer_leave_out(placer, cell->text, cell->line);
	}
}

void placer_begin_history(struct placer *placer)
{
	bool again = placer->in_history; /* on the next page: the columns are those before */
	placer->in_history = placer->placing->has_history = true;
	for (size_t i = 0; i < PLACER_COLUMNS && !again; i++)
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
