/* Rows of a table that ended, and rows of the one that came instead, in the two cells of a change. */
#include "check/moved_rows.h"

#include <string.h>

static bool is_single_row(const struct cited *cited)
{
	return cited->citation.schedule && cited->citation.row && !cited->citation.range;
}

static const struct law_row *old_row(const struct cited *cited)
{
	const struct schedule *schedule = cited->citation.schedule;
	bool ended = is_single_row(cited) && schedule->until.year && schedule->successor;
	return ended ? schedule_row_on(schedule, cited->citation.row, schedule->until) : NULL;
}

/* Did the old row become the new one? */
static bool becomes(const struct schedule *old, const struct law_row *row, const struct cited *new)
{
	if (!is_single_row(new) || new->citation.schedule != old->successor)
		return false;
	for (size_t i = 0; i < words_count(row->tos); i++)
		if (strcmp(words_at(row->tos, i), new->citation.row) == 0)
			return true;
	return false;
}

static bool is_in(const struct schedule *old, const struct law_row *row, const struct cited_cell *after)
{
	for (size_t i = 0; i < after->count; i++)
		if (becomes(old, row, after->items[i]))
			return true;
	return false;
}

/* Does the new row come from rows of the old table none of which the cell has? */
static bool comes_from_elsewhere(const struct cited *new, const struct schedule *old, const struct cited_cell *before)
{
	bool comes = false;
	for (size_t i = 0; i < old->row_count; i++)
		for (const struct law_row *row = old->rows[i]; row; row = row->next)
			comes = comes || becomes(old, row, new);
	for (size_t i = 0; comes && i < before->count; i++) {
		const struct law_row *row = before->items[i]->citation.schedule == old ? old_row(before->items[i]) : NULL;
		comes = !row || !becomes(old, row, new);
	}
	return comes;
}

/* The rows of the table that the cell has one by one; 0 where it also has a range. */
static size_t count_rows(const struct cited_cell *cell, const struct schedule *schedule)
{
	size_t count = 0;
	for (size_t i = 0; i < cell->count; i++) {
		const struct citation *citation = &cell->items[i]->citation;
		if (citation->schedule != schedule || !citation->row)
			continue;
		if (citation->range)
			return 0;
		count++;
	}
	return count;
}

/* Of lists that have grown or shrunk nobody knows what was meant. */
static bool corresponds(const struct cited_cell *before, const struct cited_cell *after, const struct schedule *old)
{
	size_t count = count_rows(before, old);
	return count && count == count_rows(after, old->successor);
}

const struct cited *moved_row_amiss(const struct cited_cell *before, const struct cited_cell *after)
{
	for (size_t i = 0; i < before->count; i++) {
		const struct schedule *old = before->items[i]->citation.schedule;
		const struct law_row *row = old_row(before->items[i]);
		bool swapped = false;
		if (!row || !row->tos || is_in(old, row, after) || !corresponds(before, after, old))
			continue;
		for (size_t j = 0; j < after->count && !swapped; j++)
			swapped = comes_from_elsewhere(after->items[j], old, before);
		if (swapped)
			return before->items[i];
	}
	return NULL;
}
