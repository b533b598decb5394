/* Rows -> which form they are. */
#include "import/recognise.h"

#include "base/list.h"
#include "base/map.h"
#include "base/messages/sheet.h"
#include "base/utf8.h"
#include "import/label.h"

#include <stdio.h>
#include <string.h>

enum {
	ENOUGH_HEADINGS = 3,
	STAMP_LIMIT = 80,
	TITLE_SLIPS = 2,
	LINE_LIMIT = 400,  /* bytes */
	BEHIND_TITLE = 12, /* bytes: （案） */
	PART_LIMIT = 120,  /* bytes of the first part of a heading or title in two cells or lines: Ⅰ and 関連情報 */
	TITLE_LIMIT = 60,  /* characters at the start of a text that has lost its lines */
	COVER_ROWS = 8
}; /* 基礎 and 重点 are one more */

struct candidate {
	const struct form *form;
	struct map headings; /* key → itself, until it is met */
	struct label title, stamp;
	size_t met; /* headings */
	bool titled;
	bool stamped;
	bool near;   /* of the style and year of a stamp that no form has */
	bool in_use; /* on the 公表日 */
};

static void add_headings(struct arena *arena, struct map *headings, const struct form_section *sections, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct label label = label_make(arena, sections[i].heading, sections[i].number);
		bool *met = arena_new_object(arena, bool);
		if (*label.full && !label.counted)
			map_put(headings, label.full, met);
		add_headings(arena, headings, sections[i].sections, sections[i].section_count);
	}
}

static void meet(struct candidate *candidate, const char *key, bool alone)
{
	bool *met = map_get(&candidate->headings, key);
	const char *title = candidate->title.full;
	size_t length = strlen(title);
	if (met && !*met)
		candidate->met += *met = true;
	bool longer =
	    *title && strncmp(key, title, length) == 0 && key[length] == '(' && strlen(key) <= length + BEHIND_TITLE;
	candidate->titled |= alone && (longer || label_match(&candidate->title, key) <= TITLE_SLIPS);
}

/* A whole cell as a key: the stamp is in brackets, which are no part of labels. */
static const char *whole_key(struct arena *scratch, const char *cell)
{
	return strlen(cell) <= STAMP_LIMIT ? label_make(scratch, cell, "").full : "";
}

/* Reads the day behind the label 公表日. */
static void find_day(const struct calendar *calendar, const struct text_cell *cell, const char *key, bool *expected,
                     struct date *day)
{
	struct date date;
	if (*expected && *cell->text) {
		*expected = false;
		if (date_parse(calendar, cell->text, &date) == DATE_OK && date.day)
			*day = date;
	}
	*expected |= !day->year && key && strcmp(key, "公表日") == 0;
}

/* Is a nearer than b? The stamp decides, then the title's kind, the headings, the day. */
static bool is_better(const struct candidate *a, const struct candidate *b)
{
	if (a->stamped != b->stamped)
		return a->stamped;
	if (a->near != b->near)
		return a->near;
	if (a->titled != b->titled)
		return a->titled;
	if (a->met != b->met)
		return a->met > b->met;
	return a->in_use || !b->in_use; /* of equals the later revision */
}

bool stamp_likely(struct arena *scratch, const struct form *form, const char *text)
{
	if (strlen(text) > STAMP_LIMIT || !form->style)
		return false;
	const char *folded = utf8_fold(scratch, text), *style = utf8_fold(scratch, form->style);
	size_t length = strlen(folded), tail = strlen(style);
	return *folded == '[' && length > tail + 1 && folded[length - 1] == ']' &&
	       strncmp(folded + length - 1 - tail, style, tail) == 0;
}

/* A folded text without the brackets that it begins with. */
static const char *behind_brackets(const char *folded)
{
	const char *close = *folded == '(' ? strchr(folded, ')') : NULL;
	return close ? close + 1 : folded;
}

bool history_heading_likely(struct arena *scratch, const struct form *form, const char *text)
{
	if (strlen(text) > STAMP_LIMIT)
		return false;
	char *folded = utf8_fold(scratch, text);
	const char *more = utf8_fold(scratch, msg(MSG_SHEET_CONTINUED));
	if (text_ends_with(folded, more))
		folded[strlen(folded) - strlen(more)] = '\0';
	return strcmp(behind_brackets(folded), behind_brackets(utf8_fold(scratch, form->history_heading))) == 0;
}

/* The month in a stamp. */
static bool stamp_date(struct arena *scratch, const struct calendar *calendar, const struct form *form,
                       const char *text, struct date *date)
{
	const char *folded = utf8_fold(scratch, text);
	size_t tail = strlen(utf8_fold(scratch, form->style)) + 1;
	const char *day = arena_copy(scratch, folded + 1, strlen(folded) - 1 - tail);
	enum date_problem problem = date_parse(calendar, day, date);
	return problem == DATE_OK || problem == DATE_ERA_YEAR_ONE;
}

struct candidates {
	struct candidate *items;
	size_t count;
	size_t capacity;
};

/* Of the forms of a stamp's style, the last that was in use then; else the first. */
static void find_nearest(struct candidates *candidates, const struct calendar *calendar, const char *stamp)
{
	struct arena *scratch = arena_new();
	struct candidate *best = NULL;
	struct date date;
	for (size_t i = 0; i < candidates->count; i++) {
		struct candidate *candidate = &candidates->items[i];
		if (!stamp_likely(scratch, candidate->form, stamp) ||
		    !stamp_date(scratch, calendar, candidate->form, stamp, &date))
			continue;
		bool then = date_compare(candidate->form->from, date) <= 0;
		bool best_then = best && date_compare(best->form->from, date) <= 0;
		int order = best ? date_compare(candidate->form->from, best->form->from) : 0;
		if (!best || (then && (!best_then || order > 0)) || (!then && !best_then && order < 0))
			best = candidate;
	}
	if (best)
		best->near = true;
	arena_free(scratch);
}

static bool list_candidates(struct arena *arena, struct official *official, struct candidates *candidates)
{
	for (size_t i = 0; i < official->form_names.count; i++) {
		const char *name = strrchr(official->form_names.items[i], '/') + 1;
		const struct form *form = official_form(official, arena_copy(arena, name, strlen(name) - strlen(".yaml")));
		if (!form)
			return false;
		struct candidate candidate = {.form = form, .title = label_make(arena, form->title, "")};
		candidate.stamp = label_make(arena, form->stamp ? form->stamp : "", "");
		map_init(&candidate.headings, arena);
		add_headings(arena, &candidate.headings, form->sections, form->section_count);
		list_push(arena, candidates, candidate);
	}
	return true;
}

/* What the rows have that tells forms apart. */
struct signs {
	struct date day; /* 公表日 */
	bool expected;
	const char *stamp; /* any, of another year maybe */
	size_t line;
	char before[PART_LIMIT]; /* the key of the cell before, if it is short */
	char open
	    [STAMP_LIMIT]; /* the words of the cell before, where a bracket that they begin with goes on: ［平成26年４月 */
};

/* The cell's words, behind those of the bracket that was open before it: what may be a stamp. */
static const char *bracketed(struct arena *scratch, const struct text_cell *cell, struct signs *signs)
{
	const char *text = *signs->open ? arena_printf(scratch, "%s　%s", signs->open, cell->text) : cell->text;
	if (!*cell->text)
		return "";
	const char *folded = strlen(cell->text) < STAMP_LIMIT ? utf8_fold(scratch, cell->text) : "";
	bool opens = *folded == '[' && folded[1] && !strchr(folded, ']');
	snprintf(signs->open, STAMP_LIMIT, "%s", opens ? cell->text : "");
	return text;
}

static void look_at(struct arena *arena, struct arena *scratch, const struct official *official,
                    struct candidates *candidates, const struct text_row *row, size_t column, struct signs *signs)
{
	const struct text_cell *cell = &row->cells[column];
	size_t rest;
	const char *key = label_key(scratch, cell->text, &rest);
	const char *stamp = bracketed(scratch, cell, signs), *whole = whole_key(scratch, stamp);
	const char *joined = key && *signs->before ? arena_printf(scratch, "%s%s", signs->before, key) : NULL;
	find_day(&official->schema->calendar, cell, key, &signs->expected, &signs->day);
	for (size_t i = 0; i < candidates->count; i++) {
		struct candidate *candidate = &candidates->items[i];
		candidate->stamped |= *candidate->stamp.full && strcmp(candidate->stamp.full, whole) == 0;
		if (key && column == 0)
			meet(candidate, key, row->count == 1);
		if (joined)
			meet(candidate, joined, true);
		if (!signs->stamp && stamp_likely(scratch, candidate->form, stamp)) {
			signs->stamp = arena_string(arena, stamp);
			signs->line = cell->line;
		}
	}
	if (*cell->text)
		snprintf(signs->before, key && strlen(key) < PART_LIMIT ? PART_LIMIT : 1, "%s", key ? key : "");
}

static const struct candidate *find_best(struct candidates *candidates, const struct signs *signs)
{
	const struct candidate *best = NULL;
	for (size_t i = 0; i < candidates->count; i++) {
		struct candidate *candidate = &candidates->items[i];
		candidate->in_use = signs->day.year && form_in_use(candidate->form, signs->day);
		bool likely = candidate->stamped || candidate->near || candidate->titled || candidate->met >= ENOUGH_HEADINGS;
		if (likely && (!best || is_better(candidate, best)))
			best = candidate;
	}
	return best;
}

/* Stands a title at the start of much more, so that the text has lost its lines? */
static bool is_run_together(struct arena *scratch, const struct candidates *candidates, const struct text_rows *rows)
{
	for (size_t i = 0; i < rows->count; i++) {
		const char *text = rows->items[i].count == 1 ? rows->items[i].cells[0].text : "";
		size_t length = strlen(text);
		if (length <= LINE_LIMIT)
			continue;
		const char *head = utf8_fold(scratch, arena_copy(scratch, text, utf8_prefix(text, length, TITLE_LIMIT)));
		for (size_t k = 0; k < candidates->count; k++)
			if (strstr(head, candidates->items[k].title.full))
				return true;
	}
	return false;
}

struct recognised form_recognise(struct arena *arena, struct official *official, const struct text_rows *rows)
{
	struct candidates candidates = {0};
	struct signs signs = {0};
	if (!list_candidates(arena, official, &candidates))
		return (struct recognised){0};
	struct arena *scratch = arena_new();
	for (size_t i = 0; i < rows->count; i++) {
		for (size_t j = 0; j < rows->items[i].count; j++) {
			look_at(arena, scratch, official, &candidates, &rows->items[i], j, &signs);
			arena_reset(scratch);
		}
	}
	bool together = is_run_together(scratch, &candidates, rows);
	arena_free(scratch);
	bool known = false;
	for (size_t i = 0; i < candidates.count; i++)
		known |= candidates.items[i].stamped;
	if (signs.stamp && !known)
		find_nearest(&candidates, &official->schema->calendar, signs.stamp);
	const struct candidate *best = find_best(&candidates, &signs);
	const char *other = best && best->near && !best->stamped ? signs.stamp : NULL;
	return (struct recognised){best ? best->form : NULL, other, signs.line, together};
}

/* ---- several sheets in one document ---- */

static const char *cell_key(struct arena *scratch, const struct text_cell *cell)
{
	return cell && strlen(cell->text) <= LINE_LIMIT ? label_make(scratch, cell->text, "").full : "";
}

static const char *first_key(struct arena *scratch, const struct text_row *row)
{
	size_t i = 0;
	while (i < row->count && !*row->cells[i].text)
		i++;
	return cell_key(scratch, i < row->count ? &row->cells[i] : NULL);
}

static bool is_title(const struct candidates *candidates, const char *key)
{
	for (size_t i = 0; *key && i < candidates->count; i++)
		if (strcmp(candidates->items[i].title.full, key) == 0)
			return true;
	return false;
}

/* Does the cover's first label follow within a few rows? A title in the head of each page begins no sheet. */
static bool has_cover(struct arena *scratch, const struct candidates *candidates, const struct text_rows *rows,
                      size_t title)
{
	const struct form *form = candidates->items[0].form;
	const char *label = form->cover_count ? utf8_fold(scratch, form->cover[0].label) : "";
	for (size_t i = title + 1; i < rows->count && i <= title + COVER_ROWS; i++)
		if (*label && strncmp(first_key(scratch, &rows->items[i]), label, strlen(label)) == 0)
			return true;
	return false;
}

struct sheet_starts sheets_find(struct arena *arena, struct official *official, const struct text_rows *rows)
{
	struct sheet_starts starts = {0};
	struct candidates candidates = {0};
	if (!list_candidates(arena, official, &candidates) || !candidates.count)
		return starts;
	struct arena *scratch = arena_new();
	for (size_t i = 0; i < rows->count; i++) {
		bool begun = starts.count && i <= starts.items[starts.count - 1] + COVER_ROWS; /* the title twice */
		if (!begun && is_title(&candidates, cell_key(scratch, row_lone_cell(&rows->items[i]))) &&
		    has_cover(scratch, &candidates, rows, i))
			list_push(arena, &starts, i);
		arena_reset(scratch);
	}
	arena_free(scratch);
	return starts;
}
