/* A row as it is printed -> the same without what says nothing by itself, and with the number of a label in its cell. */
#include "import/placer.h"

#include "base/messages/sheet.h"
#include "base/utf8.h"
#include "printed/marks.h"

#include <string.h>

enum { NUMBER_LIMIT = 12 }; /* bytes of a label's number */

/* ※ of a heading, in a cell of its own. */
static bool is_sign(struct placer *placer, const char *text)
{
	const char *folded = strstr(text, "※") ? utf8_fold(placer->scratch, text) : "";
	return strcmp(folded, "※") == 0 || strcmp(folded, "(※)") == 0;
}

/* Signs beside other words say nothing by themselves. */
static struct text_row without_signs(struct placer *placer, const struct text_row *row)
{
	size_t signs = 0;
	for (size_t i = 0; i < row->count; i++)
		signs += is_sign(placer, row->cells[i].text);
	if (!signs || row_filled(row) <= signs)
		return *row;
	struct text_cell *cells = arena_array(placer->arena, struct text_cell, row->count);
	memcpy(cells, row->cells, row->count * sizeof *cells);
	for (size_t i = 0; i < row->count; i++)
		if (is_sign(placer, cells[i].text))
			cells[i].text = "";
	return (struct text_row){cells, row->count, row->table, row->above};
}

/* Are the words a heading or label of the form, with its number? */
static bool is_numbered(struct placer *placer, const char *text)
{
	size_t rest;
	const char *key = label_key(placer->scratch, text, &rest);
	return key && !text[rest] && placer_known(placer, key);
}

/* What stands in front of （続き）; NULL: the words do not end with it. */
static const char *front_of_continued(struct placer *placer, const char *text)
{
	size_t front = words_front_of_continued(text);
	return front ? arena_copy(placer->arena, text, front) : NULL;
}

/* Without （続き） behind the words, when they are a heading or label then; else as they are. */
static const char *without_continued(struct placer *placer, const char *text)
{
	const char *stem = front_of_continued(placer, text);
	return stem && is_numbered(placer, stem) ? stem : text;
}

/* Is it the heading of a group where we are, the repetition that was met last? */
static bool is_heading_here(struct placer *placer, const struct form_section *section, const struct label *label,
                            const char *key)
{
	if (!section->parent || label_match(label, key) > 0)
		return false;
	const struct place *place = placer_reached(placer, section);
	return place && (!label->counted || place->n == label_number(label, key));
}

/* A group where we are, in the section or around it? */
static bool names_group(struct placer *placer, const char *key)
{
	const struct form_section *here = placer->entries.items[placer->at].section;
	for (size_t i = 0; i < placer->entries.count; i++) {
		const struct entry *entry = &placer->entries.items[i];
		const struct form_section *section = here;
		while (section && section != entry->section)
			section = section->parent;
		if (section && entry_is_heading(entry) && is_heading_here(placer, section, &entry->label, key))
			return true;
	}
	return false;
}

/* An item of the section that was met? */
static bool names_item(struct placer *placer, const char *key)
{
	const struct form_section *here = placer->entries.items[placer->at].section;
	for (size_t i = 0; here && i <= placer->at; i++) {
		const struct entry *entry = &placer->entries.items[i];
		if (entry->section == here && entry->item && label_match(&entry->label, key) == 0)
			return placer_filled(placer, entry);
	}
	return false;
}

static const char *whole_key(struct placer *placer, const char *text)
{
	size_t rest;
	const char *key = label_key(placer->scratch, text, &rest);
	return key && !text[rest] ? key : NULL;
}

bool placer_goes_on(struct placer *placer, const struct text_row *row)
{
	const struct text_cell *cell = row_lone_cell(row);
	const char *stem = cell ? front_of_continued(placer, cell->text) : NULL;
	const char *key = stem ? whole_key(placer, stem) : NULL;
	if (!key || names_group(placer, key) || names_item(placer, key))
		return key != NULL;
	for (const char *space = strstr(stem, "　"); space; space = strstr(space + 1, "　")) {
		const char *group = whole_key(placer, arena_copy(placer->scratch, stem, (size_t)(space - stem)));
		const char *item = whole_key(placer, space + strlen("　"));
		if (group && item && names_group(placer, group) && names_item(placer, item))
			return true;
	}
	return false;
}

static size_t first_filled(const struct text_row *row)
{
	size_t first = 0;
	while (first < row->count && !*row->cells[first].text)
		first++;
	return first;
}

/* （別紙）提供先21, alone or with its name beside it: what stands on a sheet of its own goes on where the form leaves off.
 * （別添１）　事務の内容（続き） goes on behind its picture. */
static struct text_row without_annex(struct placer *placer, const struct text_row *row)
{
	const char *annex = msg(MSG_SHEET_ANNEX);
	size_t first = first_filled(row);
	if (first == row->count)
		return *row;
	const char *text = row->cells[first].text;
	const char *bare = text + (strncmp(text, annex, strlen(annex)) == 0 ? strlen(annex) : 0);
	bool lone = row_lone_cell(row) != NULL;
	const char *words = lone ? without_continued(placer, bare) : is_numbered(placer, bare) ? bare : text;
	if (words == text)
		return *row;
	size_t count = lone ? 1 : row->count - first;
	struct text_cell *cells = arena_array(placer->arena, struct text_cell, count);
	memcpy(cells, row->cells + first, count * sizeof *cells);
	cells[0].text = words;
	return (struct text_row){.cells = cells, .count = (uint32_t)count, .table = row->table};
}

/* A label's number in a cell of its own, with or without its point, and the label beside it → one cell. */
static struct text_row with_number(struct placer *placer, const struct text_row *row)
{
	size_t first = first_filled(row), second;
	for (second = first + 1; second < row->count && !*row->cells[second].text;)
		second++;
	if (second >= row->count || strlen(row->cells[first].text) > NUMBER_LIMIT)
		return *row;
	const char *number = row->cells[first].text, *words = row->cells[second].text;
	const char *whole = arena_printf(placer->arena, "%s%s", number, words);
	if (!is_numbered(placer, whole))
		whole = arena_printf(placer->arena, "%s.%s", number, words);
	if (!is_numbered(placer, whole))
		return *row;
	struct text_cell *cells = arena_array(placer->arena, struct text_cell, row->count);
	memcpy(cells, row->cells, row->count * sizeof *cells);
	cells[first].text = whole;
	cells[second].text = "";
	return (struct text_row){cells, row->count, row->table, row->above};
}

struct text_row placer_plain_row(struct placer *placer, const struct text_row *row)
{
	struct text_row stripped = without_annex(placer, row), bare = without_signs(placer, &stripped);
	return with_number(placer, &bare);
}
