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
	return (struct text_row){cells, row->count, row->table, row->begins, row->merges};
}

bool placer_names(struct placer *placer, const char *text)
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
	return stem && placer_names(placer, stem) ? stem : text;
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
	const char *words = lone ? without_continued(placer, bare) : placer_names(placer, bare) ? bare : text;
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
	if (!placer_names(placer, whole))
		whole = arena_printf(placer->arena, "%s.%s", number, words);
	if (!placer_names(placer, whole))
		return *row;
	struct text_cell *cells = arena_array(placer->arena, struct text_cell, row->count);
	memcpy(cells, row->cells, row->count * sizeof *cells);
	cells[first].text = whole;
	cells[second].text = "";
	return (struct text_row){cells, row->count, row->table, row->begins, row->merges};
}

/* ---- marks in cells of their own ---- */

/* Does the cell begin with the words of a box of a section, （2）件 behind them at most? */
static bool is_box_words(struct placer *placer, const char *text)
{
	size_t length = strlen(text);
	for (size_t i = 0; i < placer->entries.count; i++) {
		const struct item *item = placer->entries.items[i].item;
		if (!item || item->type != ITEM_FLAG)
			continue;
		size_t taken = words_skip(placer->scratch, text, length, utf8_fold(placer->scratch, item->label));
		if (taken && (!text[taken] || paren_open(text + taken)))
			return true;
	}
	return false;
}

static bool is_mark(const char *text)
{
	enum mark_state state;
	size_t round = mark_round(text, &state);
	return mark_alone(text, &state) || (round && !text[round + space_length(text + round)]);
}

/* A row's cells that have words, without the counts behind boxes: whether they are marks, the words of boxes, or others. */
enum boxed_kind { BOXED_OTHER, BOXED_MARK, BOXED_WORDS };

struct boxed_row {
	struct text_cell *cells;
	enum boxed_kind *kinds;
	size_t *at; /* in cells */
	size_t count;
};

static struct boxed_row boxed_row(struct placer *placer, const struct text_row *row)
{
	struct boxed_row boxed = {arena_array(placer->arena, struct text_cell, row->count),
	                          arena_array(placer->scratch, enum boxed_kind, row->count),
	                          arena_array(placer->scratch, size_t, row->count), 0};
	memcpy(boxed.cells, row->cells, row->count * sizeof *row->cells);
	for (size_t i = 0; i < row->count; i++) {
		const char *text = row->cells[i].text;
		bool box = is_box_words(placer, text), mark = !box && is_mark(text);
		bool count = !box && !mark && paren_open(text) && boxed.count && boxed.kinds[boxed.count - 1] == BOXED_WORDS;
		if (!*text || count)
			continue;
		boxed.kinds[boxed.count] = box ? BOXED_WORDS : mark ? BOXED_MARK : BOXED_OTHER;
		boxed.at[boxed.count++] = i;
	}
	return boxed;
}

/* Has each mark a box's words on this side, and each of these a mark on the other? */
static bool all_paired(const struct boxed_row *row, bool behind)
{
	for (size_t i = 0; i < row->count; i++) {
		bool forward = (row->kinds[i] == BOXED_MARK) == behind;
		size_t other = forward ? i + 1 : i - 1;
		enum boxed_kind wanted = row->kinds[i] == BOXED_MARK ? BOXED_WORDS : BOXED_MARK;
		if (row->kinds[i] != BOXED_OTHER && (other >= row->count || row->kinds[other] != wanted))
			return false;
	}
	return true;
}

/* Puts the words of cells from `first` on into that one, up to `end`. */
static void put_together(struct placer *placer, struct text_cell *cells, size_t first, size_t end)
{
	for (size_t i = first + 1; i < end; i++) {
		if (*cells[i].text)
			cells[first].text = arena_printf(placer->arena, "%s%s", cells[first].text, cells[i].text);
		cells[i].text = "";
	}
}

/* Whose is the mark, where not all of the row are on one side of their words: the words behind it, or nobody's as far as one can
 * tell. */
enum owner { OWNER_BEHIND, OWNER_BEFORE, OWNER_UNSURE };

static bool is_kind(const struct boxed_row *row, size_t i, enum boxed_kind kind)
{
	return i < row->count && row->kinds[i] == kind;
}

static enum owner owner_of(const struct boxed_row *row, size_t i)
{
	bool before = is_kind(row, i - 1, BOXED_WORDS), behind = is_kind(row, i + 1, BOXED_WORDS);
	bool rival = before ? is_kind(row, i - 2, BOXED_MARK) : is_kind(row, i + 2, BOXED_MARK);
	if ((before && behind) || ((before || behind) && rival))
		return OWNER_UNSURE;
	return behind ? OWNER_BEHIND : OWNER_BEFORE;
}

/* [○] | 提供を行っている | （2）件: a mark in a cell in front of the words of its box → one cell. Marks behind them stay where they
 * are; one that may be either's is left out. */
static struct text_row with_marks(struct placer *placer, const struct text_row *row)
{
	bool marked = false;
	for (size_t i = 0; i < row->count && !marked; i++)
		marked = *row->cells[i].text && is_mark(row->cells[i].text);
	if (!row->table || !marked)
		return *row;
	struct boxed_row boxed = boxed_row(placer, row);
	bool front = all_paired(&boxed, true), back = all_paired(&boxed, false);
	for (size_t i = 0; i < boxed.count && !back; i++) {
		if (boxed.kinds[i] != BOXED_MARK)
			continue;
		struct text_cell *mark = &boxed.cells[boxed.at[i]];
		enum owner owner = front ? OWNER_BEHIND : owner_of(&boxed, i);
		if (owner == OWNER_BEHIND) {
			put_together(placer, boxed.cells, boxed.at[i], i + 2 < boxed.count ? boxed.at[i + 2] : row->count);
			mark->text = marks_squared(placer->arena, mark->text);
		} else if (owner == OWNER_UNSURE) {
			placer_leave_out(placer, mark->text, mark->line);
			mark->text = "";
		}
	}
	return (struct text_row){boxed.cells, row->count, row->table, row->begins, row->merges};
}

/* ④使用の主体　使用部署: the label of an item with what stands around it (entry.under) in front → the item's own. */
static struct text_row without_frame(struct placer *placer, const struct text_row *row)
{
	size_t first = first_filled(row), rest;
	const char *key = first < row->count ? label_key(placer->scratch, row->cells[first].text, &rest) : NULL;
	for (size_t i = 0; key && i < placer->entries.count; i++) {
		const struct entry *entry = &placer->entries.items[i];
		size_t length = entry->under.full ? strlen(entry->under.full) : 0;
		if (!length || strncmp(key, entry->under.full, length) != 0 || strcmp(key + length, entry->label.full) != 0)
			continue;
		struct text_cell *cells = arena_array(placer->arena, struct text_cell, row->count);
		memcpy(cells, row->cells, row->count * sizeof *cells);
		cells[first].text = arena_printf(placer->arena, "%s%s", entry->item->label, row->cells[first].text + rest);
		return (struct text_row){cells, row->count, row->table, row->begins, row->merges};
	}
	return *row;
}

/* ---- a group's number and name in one heading ---- */

/* Is it the heading of the group that comes next of those in the part of the form where we are: 委託事項2 behind 委託事項1? */
static bool is_next_group(struct placer *placer, const char *key)
{
	struct match match = {NULL, LABEL_FAR, false};
	placer_offer_headings(placer, key, false, &match);
	if (!match.entry || match.distance || !match.entry->label.counted)
		return false;
	const struct place *place = placer_reached(placer, match.entry->section);
	return label_number(&match.entry->label, key) == (place ? place->n : 0) + 1;
}

const char *placer_front_key(struct placer *placer, const char *text, size_t *front, const char **behind)
{
	const char *wide = strstr(text, "　");
	*front = strcspn(text, " \n");
	*front = wide && (size_t)(wide - text) < *front ? (size_t)(wide - text) : *front;
	*behind = text + *front + strspn(text + *front, "\n");
	*behind += space_length(*behind);
	size_t rest;
	const char *key = *front ? label_key(placer->scratch, arena_copy(placer->scratch, text, *front), &rest) : NULL;
	return key && rest == *front ? key : NULL;
}

/* 委託事項1　運用保守業務: the heading and the name that stands behind it in the same words, each in a cell. */
static struct text_row with_name(struct placer *placer, const struct text_row *row)
{
	const struct text_cell *cell = placer->in_history ? NULL : row_lone_cell(row);
	size_t front;
	const char *name = "", *key = cell ? placer_front_key(placer, cell->text, &front, &name) : NULL;
	if (!key || !*name || !is_next_group(placer, key))
		return *row;
	struct text_cell *cells = arena_array(placer->arena, struct text_cell, 2);
	cells[0] = (struct text_cell){arena_copy(placer->arena, cell->text, front), cell->line};
	cells[1] = (struct text_cell){name, cell->line};
	return (struct text_row){.cells = cells, .count = 2, .table = true};
}

struct text_row placer_plain_row(struct placer *placer, const struct text_row *row)
{
	struct text_row stripped = without_annex(placer, row), bare = without_signs(placer, &stripped);
	struct text_row marked = with_marks(placer, &bare);
	struct text_row numbered = with_number(placer, &marked);
	struct text_row named = with_name(placer, &numbered);
	return without_frame(placer, &named);
}
