/* Rows of cells -> rows of 変更箇所. */
#include "import/placer.h"

#include "base/list.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { BROKEN_LINES = 100 }; /* over which the cells of a row are broken */

/* The column of 変更箇所 that these words stand above, plus one; 0: none. */
static size_t column_named(const struct placer *placer, const char *key)
{
	for (size_t i = 0; i < placer->form->column_count; i++) {
		const struct history_column *column = &placer->form->columns[i];
		bool same = label_match(&placer->column_labels[i], key) == 0;
		for (size_t j = 0; !same && j < column->also_count; j++)
			same = strcmp(utf8_fold(placer->scratch, column->also[j]), key) == 0;
		if (same)
			return i + 1;
	}
	return 0;
}

bool placer_history_head(struct placer *placer, const struct text_row *row)
{
	size_t columns[PLACER_COLUMNS] = {0}, found = 0;
	for (size_t i = 0; row->table && i < row->count && i < PLACER_COLUMNS; i++) {
		size_t rest;
		const char *key = label_key(placer->scratch, row->cells[i].text, &rest);
		columns[i] = key ? column_named(placer, key) : 0;
		found += columns[i] > 0;
	}
	if (found * 2 <= placer->form->column_count)
		return false;
	placer->history_again = placer->in_history;
	memcpy(placer->history_columns, columns, sizeof columns);
	placer->history_width = row->count;
	placer->in_history = placer->placing->has_history = true;
	placer->history_over = false;
	return true;
}

/* The cells of a row without date and item are the rest of those above, which did not fit on the page before, or stand
 * beside a date and an item that are as high as several rows. Below a head that is said again, an item that nothing is said of is the
 * rest of the one above, too. */
static bool goes_on_above(const struct placer *placer, const struct text_row *row)
{
	bool item = false, others = false;
	for (size_t i = 0; i < row->count; i++) {
		size_t column = i < PLACER_COLUMNS && *row->cells[i].text ? placer->history_columns[i] : 0;
		if (column == 1)
			return false;
		item |= column == 2;
		others |= column > 2;
	}
	return placer->placing->history.count > 0 && (!item || (placer->history_again && !others));
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
	placer->history_again = false;
	if (begins) {
		struct change_row change = {arena_array(placer->arena, struct chunks, placer->form->column_count)};
		list_push(placer->arena, &placing->history, change);
	}
	struct change_row *change = &placing->history.items[placing->history.count - 1];
	for (size_t i = 0; i < row->count; i++) {
		const struct text_cell *cell = &row->cells[i];
		size_t column = i < PLACER_COLUMNS ? placer->history_columns[i] : 0;
		const char *above = begins && row->merges && row->merges->above ? row->merges->above[i] : NULL;
		const char *text = above ? above : cell->text;
		if (column)
			chunk_add(placer->arena, &change->cells[column - 1], text, cell->line);
		else if (!is_row_number(placer, text))
			placer_leave_out(placer, cell->text, cell->line);
	}
}

static bool has_date(const struct placer *placer, const struct text_row *row)
{
	struct date date;
	for (size_t i = 0; i < row->count && i < PLACER_COLUMNS; i++)
		if (placer->history_columns[i] == 1)
			return date_parse(placer->calendar, row->cells[i].text, &date) != DATE_NOT_A_DATE;
	return false;
}

/* Does the row begin one of the table: has it a date where the table has one, or is it the head once more? */
static bool begins_change(const struct placer *placer, const struct text_row *row)
{
	size_t rest;
	const char *key = row->count > 1 ? label_key(placer->scratch, row->cells[0].text, &rest) : NULL;
	if (key && column_named(placer, key))
		return true;
	return has_date(placer, row);
}

size_t placer_join_change(struct placer *placer, const struct text_row *rows, size_t count, struct text_row *joined)
{
	size_t width = rows[0].count, end = 1;
	*joined = rows[0];
	while (rows[0].table && rows[0].count > 1 && width < placer->history_width && end < count && end < BROKEN_LINES) {
		if (width + rows[end].count - 1 > placer->history_width || begins_change(placer, &rows[end]))
			return 1;
		width += rows[end++].count - 1;
	}
	if (width != placer->history_width || end == 1)
		return 1;
	struct text_cell *cells = arena_array(placer->arena, struct text_cell, width);
	width = 0;
	for (size_t r = 0; r < end; r++) {
		for (size_t i = 0; i < rows[r].count; i++) {
			bool goes_on = r && i == 0;
			const struct text_cell *cell = &rows[r].cells[i];
			if (goes_on)
				cells[width - 1].text = arena_printf(placer->arena, "%s\n%s", cells[width - 1].text, cell->text);
			else
				cells[width++] = *cell;
		}
	}
	*joined = (struct text_row){.cells = cells, .count = (uint32_t)width, .table = true};
	return end;
}

void placer_begin_history(struct placer *placer)
{
	bool again = placer->in_history; /* on the next page: the columns are those before */
	placer->in_history = placer->placing->has_history = true;
	placer->history_over = false;
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

/* Words alone in the first column, which are no date, nor the rest of the one above. Below the head itself they may say that nothing
 * was changed, unless they are the form's. */
static bool is_foreign(struct placer *placer, const struct text_row *row)
{
	const struct placing *placing = placer->placing;
	const struct text_cell *cell = row_lone_cell(row);
	struct date date;
	if (!cell || cell != row->cells || placer->history_columns[0] != 1 ||
	    date_parse(placer->calendar, cell->text, &date) != DATE_NOT_A_DATE)
		return false;
	if (!placing->history.count)
		return placer_names(placer, cell->text);
	const struct chunks *above = &placing->history.items[placing->history.count - 1].cells[0];
	const char *front = above->count ? above->items[above->count - 1].text : "";
	return date_parse(placer->calendar, arena_printf(placer->scratch, "%s%s", front, cell->text), &date) ==
	       DATE_NOT_A_DATE;
}

bool placer_behind_history(struct placer *placer, const struct text_row *row)
{
	if (placer->history_over)
		placer->history_over = row->count != placer->history_width || !has_date(placer, row);
	else
		placer->history_over = row->table && (is_foreign(placer, row) || (row->begins && !has_date(placer, row)));
	return placer->history_over;
}
