/* Rows -> which form they are. */
#include "import/recognise.h"

#include "base/list.h"
#include "base/map.h"
#include "import/label.h"

#include <string.h>

enum { ENOUGH_HEADINGS = 3, STAMP_LIMIT = 80, TITLE_SLIPS = 2 }; /* 基礎 and 重点 are one more */

struct candidate {
	const struct form *form;
	struct map headings; /* key → itself, until it is met */
	struct label title, stamp;
	size_t met; /* headings */
	bool titled;
	bool stamped;
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
	if (met && !*met)
		candidate->met += *met = true;
	candidate->titled |= alone && label_match(&candidate->title, key) <= TITLE_SLIPS;
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
	if (a->titled != b->titled)
		return a->titled;
	if (a->met != b->met)
		return a->met > b->met;
	return a->in_use || !b->in_use; /* of equals the later revision */
}

const struct form *form_recognise(struct arena *arena, struct official *official, const struct text_rows *rows)
{
	LIST(struct candidate) candidates = {0};
	struct date day = {0};
	bool expected = false;
	for (size_t i = 0; i < official->form_names.count; i++) {
		const char *name = strrchr(official->form_names.items[i], '/') + 1;
		const struct form *form = official_form(official, arena_copy(arena, name, strlen(name) - strlen(".yaml")));
		if (!form)
			return NULL;
		struct candidate candidate = {.form = form, .title = label_make(arena, form->title, "")};
		candidate.stamp = label_make(arena, form->stamp ? form->stamp : "", "");
		map_init(&candidate.headings, arena);
		add_headings(arena, &candidate.headings, form->sections, form->section_count);
		list_push(arena, &candidates, candidate);
	}
	struct arena *scratch = arena_new();
	for (size_t i = 0; i < rows->count; i++) {
		for (size_t j = 0; j < rows->items[i].count; j++) {
			const struct text_cell *cell = &rows->items[i].cells[j];
			size_t rest;
			const char *key = label_key(scratch, cell->text, &rest);
			const char *whole = whole_key(scratch, cell->text);
			find_day(&official->schema->calendar, cell, key, &expected, &day);
			for (size_t k = 0; k < candidates.count; k++) {
				const char *stamp = candidates.items[k].stamp.full;
				candidates.items[k].stamped |= *stamp && strcmp(stamp, whole) == 0;
				if (key && j == 0)
					meet(&candidates.items[k], key, rows->items[i].count == 1);
			}
		}
		arena_reset(scratch);
	}
	arena_free(scratch);
	const struct candidate *best = NULL;
	for (size_t i = 0; i < candidates.count; i++) {
		struct candidate *candidate = &candidates.items[i];
		candidate->in_use = day.year && form_in_use(candidate->form, day);
		bool likely = candidate->stamped || candidate->titled || candidate->met >= ENOUGH_HEADINGS;
		if (likely && (!best || is_better(candidate, best)))
			best = candidate;
	}
	return best ? best->form : NULL;
}
