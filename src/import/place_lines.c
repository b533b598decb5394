/* Rows that are no tables → as tables have them: headings on one row, labels beside their words. */
#include "import/placer.h"

#include "base/utf8.h"
#include "printed/marks.h"

#include <string.h>

enum {
	HEADING_ROWS = 4, /* over which a heading is folded */
	FRONT_LEAST = 12, /* bytes of its first line */
	LINES_ENOUGH = 5, /* that begin with labels: that is how the text is written */
	LABEL_LIMIT = 600 /* bytes */
};

/* ---- folded headings ---- */

/* The longest heading that the key begins with, in bytes of the key; 0: none. */
static size_t heading_length(const struct placer *placer, const char *key)
{
	size_t best = 0;
	for (size_t i = 0; i < placer->entries.count; i++) {
		const struct label *label = &placer->entries.items[i].label;
		size_t length = strlen(label->full);
		bool begins =
		    entry_is_heading(&placer->entries.items[i]) && !label->counted && strncmp(key, label->full, length) == 0;
		best = begins && length > best ? length : best;
	}
	return best;
}

static bool begins_heading(const struct placer *placer, const char *key)
{
	for (size_t i = 0; i < placer->entries.count; i++) {
		const struct entry *entry = &placer->entries.items[i];
		if (entry_is_heading(entry) && strncmp(entry->label.full, key, strlen(key)) == 0)
			return true;
	}
	return false;
}

static struct text_row lone_row(struct placer *placer, const struct text_row *like, const char *text, size_t length)
{
	struct text_cell *cell = arena_new_object(placer->arena, struct text_cell);
	*cell = (struct text_cell){arena_copy(placer->arena, text, length), row_lone_cell(like)->line};
	return (struct text_row){.cells = cell, .count = 1, .table = like->table};
}

/* The row of a heading that these first bytes of the text's key are, and of what stands behind it: boxes in its own row, another heading or
 * label, which a print has set over its second line, in the next. No rows: there is something else behind it. */
static struct unfolded part_heading(struct placer *placer, const struct text_row *row, const char *text, size_t length)
{
	size_t taken = 0, rest;
	const char *front = "";
	while (text[taken] && strlen(front) < length) {
		taken += utf8_step(text + taken);
		const char *words = label_key(placer->scratch, arena_copy(placer->scratch, text, taken), &rest);
		front = words ? words : "";
	}
	const char *behind = text + taken + space_length(text + taken);
	struct unfolded unfolded = {.taken = 1};
	if (!*behind || mark_begins(behind)) {
		unfolded.rows[unfolded.count++] = lone_row(placer, row, text, strlen(text));
	} else if (strlen(front) == length && placer_names(placer, behind)) {
		unfolded.rows[unfolded.count++] = lone_row(placer, row, text, taken);
		unfolded.rows[unfolded.count++] = lone_row(placer, row, behind, strlen(behind));
	}
	return unfolded;
}

/* The heading that begins in the first row, or that row. */
static struct unfolded unfold_heading(struct placer *placer, const struct text_row *rows, size_t count)
{
	const char *text = "", *key = "";
	for (size_t i = 0; i < count && i < HEADING_ROWS; i++) {
		const struct text_cell *cell = row_lone_cell(&rows[i]);
		size_t rest, front = strlen(key);
		text = cell ? arena_printf(placer->scratch, "%s%s", text, cell->text) : "";
		key = label_key(placer->scratch, text, &rest);
		size_t length = key ? heading_length(placer, key) : 0;
		struct unfolded unfolded = {.count = 0};
		if (i && length > front)
			unfolded = part_heading(placer, rows, text, length);
		if (unfolded.count) {
			unfolded.taken = i + 1;
			return unfolded;
		}
		if (length || !key || text[rest] || strlen(key) < FRONT_LEAST || !begins_heading(placer, key))
			break;
	}
	return (struct unfolded){{*rows}, 1, 1};
}

/* ---- a label and its words in one line ---- */

/* 評価書番号：7, or the label on the first of the lines of a paragraph: how long the label is, and where its words begin; 0: the row
 * is something else. */
static size_t label_length(struct placer *placer, const struct text_row *row, const char **words)
{
	static const char *const ends[] = {"\n", "：", ":"};
	const struct text_cell *cell = row->table ? NULL : row_lone_cell(row);
	for (size_t i = 0; cell && i < sizeof ends / sizeof *ends; i++) {
		const char *end = strstr(cell->text, ends[i]);
		size_t length = end ? (size_t)(end - cell->text) : 0;
		if (!length || length > LABEL_LIMIT || !placer_names(placer, arena_copy(placer->scratch, cell->text, length)))
			continue;
		*words = end + strlen(ends[i]);
		*words += space_length(*words);
		return length;
	}
	return 0;
}

bool placer_labels_lines(struct placer *placer, const struct text_rows *rows)
{
	size_t count = 0;
	const char *words;
	for (size_t i = 0; i < rows->count && count < LINES_ENOUGH; i++) {
		count += label_length(placer, &rows->items[i], &words) > 0;
		arena_reset(placer->scratch);
	}
	return count >= LINES_ENOUGH;
}

/* The label and its words as a row of a table. */
static struct text_row part_label(struct placer *placer, const struct text_row *row)
{
	const char *words;
	size_t length = placer->labels_lines ? label_length(placer, row, &words) : 0;
	if (!length)
		return *row;
	const struct text_cell *cell = row_lone_cell(row);
	struct text_cell *cells = arena_array(placer->arena, struct text_cell, 2);
	cells[0] = (struct text_cell){arena_copy(placer->arena, cell->text, length), cell->line};
	cells[1] = (struct text_cell){words, cell->line};
	return (struct text_row){.cells = cells, .count = 2, .table = true};
}

struct unfolded placer_unfold(struct placer *placer, const struct text_row *rows, size_t count)
{
	struct unfolded unfolded = unfold_heading(placer, rows, count);
	if (unfolded.taken == 1)
		unfolded.rows[0] = part_label(placer, &unfolded.rows[0]);
	return unfolded;
}
