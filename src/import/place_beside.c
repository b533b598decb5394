/* Groups of the form that a sheet has side by side → one behind the other. */
#include "import/placer.h"

#include <string.h>

enum { BESIDE_LIMIT = 8 }; /* groups in one row */

/* Where the columns of each group begin; the last ends with the row. In front of the first are labels for all. */
struct beside {
	size_t first[BESIDE_LIMIT + 1];
	size_t count;
};

/* The group that the words are the heading of, maybe with its name; NULL: none. */
static const struct entry *group_named(struct placer *placer, const char *text, size_t *number)
{
	size_t front;
	const char *name, *key = placer_front_key(placer, text, &front, &name);
	for (size_t i = 0; key && i < placer->entries.count; i++) {
		const struct entry *entry = &placer->entries.items[i];
		if (!entry_is_heading(entry) || !entry->label.counted || label_match(&entry->label, key) > 0)
			continue;
		*number = label_number(&entry->label, key);
		return entry;
	}
	return NULL;
}

/* Has the row the headings of two groups or more, one following the other? */
static bool find_beside(struct placer *placer, const struct text_row *row, struct beside *beside)
{
	const struct entry *group = NULL;
	size_t last = 0, number;
	beside->count = 0;
	for (size_t i = 0; row->table && i < row->count; i++) {
		const char *text = row->cells[i].text;
		const struct entry *entry = *text ? group_named(placer, text, &number) : NULL;
		bool next = entry && (!group || (entry == group && number == last + 1));
		if (*text && !next && (entry || !group))
			return false;
		if (!next || beside->count == BESIDE_LIMIT)
			continue;
		group = entry;
		last = number;
		beside->first[beside->count++] = i;
	}
	beside->first[beside->count] = row->count;
	return beside->count > 1;
}

/* Does the row begin something else: a heading alone, a group, a worksheet? */
static bool ends_beside(struct placer *placer, const struct text_row *row)
{
	struct match match = {NULL, LABEL_FAR, false};
	size_t first = 0, rest, number;
	while (first < row->count && !*row->cells[first].text)
		first++;
	if (!row->table || row->begins || first == row->count || group_named(placer, row->cells[first].text, &number))
		return true;
	const struct text_cell *cell = row_lone_cell(row);
	const char *key = cell && first == 0 ? label_key(placer->scratch, cell->text, &rest) : NULL;
	if (key)
		placer_offer_headings(placer, key, true, &match);
	return match.entry && match.distance <= 1;
}

static bool is_filled(const struct text_row *row, size_t first, size_t end)
{
	for (size_t i = first; i < end; i++)
		if (*row->cells[i].text)
			return true;
	return false;
}

/* What one group has of the row. */
static void put_group(struct placer *placer, const struct text_row *row, const struct beside *beside, size_t group,
                      struct parted_rows *parted)
{
	size_t labels = beside->first[0], first = beside->first[group], own = beside->first[group + 1] - first;
	if (!is_filled(row, 0, labels) && !is_filled(row, first, first + own))
		return;
	struct text_cell *cells = arena_array(placer->arena, struct text_cell, labels + own);
	memcpy(cells, row->cells, labels * sizeof *cells);
	memcpy(cells + labels, row->cells + first, own * sizeof *cells);
	const char *const *across = row->merges ? row->merges->across : NULL;
	for (size_t i = 0; across && i < own; i++)
		if (!*cells[labels + i].text && across[first + i])
			cells[labels + i] = (struct text_cell){across[first + i], row->cells[first + i].line};
	list_push(placer->arena, &parted->rows,
	          ((struct text_row){.cells = cells, .count = (uint32_t)(labels + own), .table = true}));
}

/* The headings of the first row as they stand over those of the next: that has a column of labels in front of them, maybe. */
static struct text_row headings_over(struct placer *placer, const struct text_row *rows, size_t count,
                                     struct beside *beside)
{
	struct text_row head = rows[0];
	bool labels = count > 1 && beside->count == head.count && rows[1].count == head.count + 1 &&
	              row_filled(&rows[1]) == rows[1].count;
	if (!labels)
		return head;
	struct text_cell *cells = arena_array(placer->arena, struct text_cell, rows[1].count);
	cells[0] = (struct text_cell){"", head.cells[0].line};
	memcpy(cells + 1, head.cells, head.count * sizeof *cells);
	for (size_t i = 0; i <= beside->count; i++)
		beside->first[i]++;
	return (struct text_row){.cells = cells, .count = rows[1].count, .table = true};
}

size_t placer_part_beside(struct placer *placer, const struct text_row *rows, size_t count, struct parted_rows *parted)
{
	struct beside beside;
	size_t end = 1;
	*parted = (struct parted_rows){0};
	if (placer->in_history || !find_beside(placer, rows, &beside))
		return 0;
	const struct text_row head = headings_over(placer, rows, count, &beside);
	while (end < count && !ends_beside(placer, &rows[end]))
		end++;
	for (size_t group = 0; group < beside.count; group++)
		for (size_t i = 0; i < end; i++)
			if (i == 0 || rows[i].count == head.count)
				put_group(placer, i ? &rows[i] : &head, &beside, group, parted);
	for (size_t i = 1; i < end; i++)
		for (size_t k = 0; rows[i].count != head.count && k < rows[i].count; k++)
			if (*rows[i].cells[k].text)
				placer_leave_out(placer, rows[i].cells[k].text, rows[i].cells[k].line);
	return end;
}
