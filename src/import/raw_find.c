/* Labels of a page -> the items they stand for. The same words stand in many sections: what decides is which headings
 * are on the page, how far the form has come on the page before, and how many of a label there are. */
#include "base/list.h"
#include "base/messages/import.h"
#include "import/raw.h"

#include <string.h>

enum { GAP_LIMIT = 20, CANDIDATE_LIMIT = 256 };

static size_t entry_index(const struct raw *raw, const struct entry *entry)
{
	return (size_t)(entry - raw->entries.items);
}

static bool is_top(const struct entry *entry)
{
	return !entry->item && !entry->section->parent;
}

/* ---- headings ---- */

static struct place *top_place(struct raw *raw, const struct form_section *top)
{
	for (const struct place *const *place = (const struct place *const[]){raw->top, raw->last_top, NULL}; *place;
	     place++)
		if ((*place)->section == top)
			return (struct place *)(uintptr_t)*place;
	return NULL;
}

/* Where sections of a part of the form are put on this page; NULL: it is not there yet. */
static struct place *outer_place(struct raw *raw, const struct form_section *section)
{
	if (!section)
		return raw->placing->root;
	if (!section->parent)
		return top_place(raw, section);
	struct place *outer = outer_place(raw, section->parent);
	return outer ? place_inside(raw->arena, outer, section) : NULL;
}

/* Has the text not come to this part yet, or does it begin anew (Ⅱ)? */
static bool begins_top(struct raw *raw, const struct form_section *section)
{
	if (!place_found(raw->placing->root, section))
		return true;
	if (!section->each || !raw->top || raw->top->section != section)
		return false;
	/* in the head of each page, or of the next file: that stands before its first items */
	for (size_t i = 0; i < raw->tokens.count; i++) {
		const struct token *token = &raw->tokens.items[i];
		for (size_t j = 0; token->kind == TOKEN_LABEL && j < token->printed->entry_count; j++) {
			const struct entry *entry = &raw->entries.items[token->printed->entries[j]];
			if (!entry->item && entry->section->parent == section && entry->section == &section->sections[0])
				return true;
		}
	}
	return false;
}

static const struct entry *top_named(struct raw *raw, const struct token *token)
{
	for (size_t i = 0; token->kind == TOKEN_LABEL && i < token->printed->entry_count; i++) {
		const struct entry *entry = &raw->entries.items[token->printed->entries[i]];
		if (is_top(entry))
			return entry;
	}
	return NULL;
}

static void find_tops(struct raw *raw)
{
	for (size_t e = 0; e < raw->entries.count; e++) {
		const struct entry *entry = &raw->entries.items[e];
		if (entry->item || !is_top(entry))
			continue;
		for (size_t i = 0; i < raw->tokens.count; i++) {
			struct token *token = &raw->tokens.items[i];
			if (top_named(raw, token) != entry || token->place)
				continue;
			token->at = entry;
			if (begins_top(raw, entry->section)) {
				raw->last_top = raw->top;
				raw->top = place_repeat(raw->arena, raw->placing->root, entry->section);
				raw->cursor = e;
			}
			token->place = top_place(raw, entry->section);
		}
	}
}

/* How likely a heading is meant; the least is the best. */
static size_t heading_rank(struct raw *raw, const struct entry *entry)
{
	size_t index = entry_index(raw, entry);
	const struct form_section *top = section_top(entry->section);
	if (!top_place(raw, top))
		return SIZE_MAX;
	bool newest = raw->top && raw->top->section == top;
	size_t behind = newest && index <= raw->cursor && !entry->section->each ? 1000 : 0;
	struct place *outer = outer_place(raw, entry->section->parent);
	bool taken = !entry->section->each && outer && place_found(outer, entry->section);
	return (newest ? 0 : 2000) + behind + (taken ? 500 : 0) + index / 100;
}

static void find_heading(struct raw *raw, struct token *token)
{
	size_t best = SIZE_MAX;
	for (size_t i = 0; i < token->printed->entry_count; i++) {
		const struct entry *entry = &raw->entries.items[token->printed->entries[i]];
		size_t rank = entry->item || is_top(entry) ? SIZE_MAX : heading_rank(raw, entry);
		if (rank < best) {
			best = rank;
			token->at = entry;
		}
	}
}

static struct place *enter(struct raw *raw, const struct entry *entry, size_t number)
{
	struct place *outer = outer_place(raw, entry->section->parent);
	if (!entry->section->each || !outer)
		return outer ? place_inside(raw->arena, outer, entry->section) : NULL;
	struct place *place = place_found(outer, entry->section);
	size_t last = place ? place->n : 0;
	if (number && number <= last) {
		for (size_t i = 0; i < outer->inner.count; i++)
			if (outer->inner.items[i]->section == entry->section && outer->inner.items[i]->n == number)
				return outer->inner.items[i];
		return NULL;
	}
	if (number > last + GAP_LIMIT)
		return NULL;
	do
		place = place_repeat(raw->arena, outer, entry->section);
	while (place->n < number);
	return place;
}

/* Enters headings in the form's order, and repetitions in that of their numbers. */
static void enter_headings(struct raw *raw)
{
	for (;;) {
		struct token *next = NULL;
		for (size_t i = 0; i < raw->tokens.count; i++) {
			struct token *token = &raw->tokens.items[i];
			bool heading = token->kind == TOKEN_LABEL && token->at && !token->at->item && !token->place;
			if (heading && (!next || token->at < next->at || (token->at == next->at && token->number < next->number)))
				next = token;
		}
		if (!next)
			return;
		next->place = enter(raw, next->at, next->number);
		if (!next->place)
			next->kind = TOKEN_WORDS;
	}
}

static void find_direction(struct raw *raw)
{
	const struct token *before = NULL, *above = NULL;
	raw->out_of_order = false;
	for (size_t i = 0; i < raw->tokens.count; i++) {
		const struct token *token = &raw->tokens.items[i];
		raw->out_of_order |= token->place && above && token->at < above->at;
		above = token->place ? token : above;
	}
	for (size_t i = 0; i < raw->tokens.count; i++) {
		const struct token *token = &raw->tokens.items[i];
		if (!token->place || !token->number)
			continue;
		if (before && before->at == token->at)
			raw->backwards = token->number < before->number;
		else if (!before)
			raw->backwards = false;
		before = token;
	}
}

/* ---- items ---- */

struct candidates {
	struct reading *items[CANDIDATE_LIMIT];
	size_t count;
};

static struct reading *reading_at(struct place *place, const struct entry *entry, const struct raw *raw)
{
	const struct item *items = entry->section ? entry->section->items : raw->form->cover;
	return &place->readings[entry->item - items];
}

/* Does the page have this place's heading, or is it where the page before has ended? */
static bool is_open(const struct raw *raw, const struct place *place)
{
	for (size_t i = 0; i < raw->tokens.count; i++)
		if (raw->tokens.items[i].place == place)
			return true;
	return false;
}

/* Is the next repetition on the page? Then this one has ended here. */
static bool ends_here(const struct raw *raw, const struct place *place)
{
	for (size_t i = 0; i < raw->tokens.count; i++) {
		const struct place *next = raw->tokens.items[i].place;
		if (next && next->section == place->section && next->outer == place->outer && next->n == place->n + 1)
			return true;
	}
	return false;
}

static size_t heading_before(const struct raw *raw, size_t index)
{
	while (index && !entry_is_heading(&raw->entries.items[index]))
		index--;
	return index;
}

static bool may_be(const struct raw *raw, const struct place *place, const struct entry *entry)
{
	if (is_open(raw, place) || (place->n && place->section->parent && ends_here(raw, place)))
		return true;
	bool newest = !raw->top || section_top(place->section) == raw->top->section;
	size_t from = newest ? heading_before(raw, raw->cursor) : 0;
	if (entry->section && entry->section->each && place != place_found(place->outer, place->section))
		return false;
	return entry_index(raw, entry) >= from;
}

static void add_candidates(struct raw *raw, struct place *place, const struct entry *entry, struct candidates *found)
{
	if (place->section == entry->section) {
		struct reading *reading = reading_at(place, entry, raw);
		if (!reading->seen && found->count < CANDIDATE_LIMIT && may_be(raw, place, entry))
			found->items[found->count++] = reading;
		return;
	}
	for (size_t i = 0; i < place->inner.count; i++)
		add_candidates(raw, place->inner.items[i], entry, found);
}

/* A section without a heading of its own (その他のリスク) is there with the one around it. */
static void open_silent(struct raw *raw, const struct entry *entry)
{
	const struct form_section *section = entry->section;
	if (!section || section->each || !section->parent || (section->heading && *section->heading))
		return;
	struct place *outer = top_place(raw, section_top(section));
	if (outer && place_found(outer, section->parent))
		place_inside(raw->arena, place_found(outer, section->parent), section);
}

/* The readings, not yet met, that a label of these words may be; the form's order. */
static struct candidates find_candidates(struct raw *raw, const struct printed *printed)
{
	struct candidates found = {.count = 0};
	for (size_t i = 0; i < printed->entry_count; i++) {
		const struct entry *entry = &raw->entries.items[printed->entries[i]];
		if (!entry->item)
			continue;
		open_silent(raw, entry);
		if (!entry->section && !raw->top)
			add_candidates(raw, raw->placing->root, entry, &found);
		if (entry->section && raw->last_top)
			add_candidates(raw, raw->last_top, entry, &found);
		if (entry->section && raw->top)
			add_candidates(raw, raw->top, entry, &found);
	}
	return found;
}

/* Where a heading is missing: the words stand only once in the rest of this part of the form. */
static struct reading *lone_reading(struct raw *raw, const struct printed *printed)
{
	const struct entry *lone = NULL;
	for (size_t i = 0; raw->top && i < printed->entry_count; i++) {
		const struct entry *entry = &raw->entries.items[printed->entries[i]];
		if (!entry->item || section_top(entry->section) != raw->top->section || printed->entries[i] < raw->cursor)
			continue;
		if (lone)
			return NULL;
		lone = entry;
	}
	if (!lone || lone->section->each)
		return NULL;
	struct place *place = outer_place(raw, lone->section);
	struct reading *reading = place ? reading_at(place, lone, raw) : NULL;
	return reading && !reading->seen ? reading : NULL;
}

/* The place whose heading stands nearest before a token. */
static const struct place *place_above(const struct raw *raw, size_t at)
{
	while (at-- > 0)
		if (raw->tokens.items[at].place)
			return raw->tokens.items[at].place;
	return NULL;
}

static void meet(struct token *token, struct candidates *candidates, size_t index)
{
	token->reading = candidates->items[index];
	token->reading->seen = true;
	token->reading->line = token->line;
	memmove(candidates->items + index, candidates->items + index + 1,
	        (candidates->count - index - 1) * sizeof *candidates->items);
	candidates->count--;
}

static bool is_repeated(const struct candidates *candidates)
{
	for (size_t i = 1; i < candidates->count; i++)
		if (candidates->items[i]->item != candidates->items[0]->item)
			return false;
	return candidates->count > 0 && candidates->items[0]->place->section && candidates->items[0]->place->section->each;
}

static bool is_free_label(const struct token *token, const struct printed *printed)
{
	return token->kind == TOKEN_LABEL && token->printed == printed && !token->at && !token->reading;
}

/* Labels whose place's heading stands right above go first; those that are left go in the form's order. */
static void meet_below_headings(struct raw *raw, const struct printed *printed, struct candidates *candidates)
{
	for (size_t i = 0; i < raw->tokens.count; i++) {
		struct token *token = &raw->tokens.items[i];
		const struct place *above = is_free_label(token, printed) ? place_above(raw, i) : NULL;
		for (size_t j = 0; above && j < candidates->count; j++) {
			const struct place *place = candidates->items[j]->place;
			if (place == above) {
				meet(token, candidates, j);
				break;
			}
		}
	}
}

static size_t count_labels(const struct raw *raw, const struct printed *printed)
{
	size_t count = 0;
	for (size_t i = 0; i < raw->tokens.count; i++)
		count += is_free_label(&raw->tokens.items[i], printed);
	return count;
}

/* doubtful: they are of one section, and nothing but their order tells which is which. */
static void meet_in_order(struct raw *raw, const struct printed *printed, struct candidates *candidates, bool doubtful)
{
	size_t count = count_labels(raw, printed);
	bool backwards = raw->backwards && is_repeated(candidates);
	size_t first = count < candidates->count ? count : candidates->count;
	for (size_t i = 0; i < raw->tokens.count && candidates->count; i++) {
		if (!is_free_label(&raw->tokens.items[i], printed) || !first)
			continue;
		meet(&raw->tokens.items[i], candidates, backwards ? first - 1 : 0);
		if (doubtful && raw->out_of_order)
			raw->tokens.items[i].reading->doubt = msg(MSG_IMPORT_BY_ORDER);
		first--;
	}
}

/* An item whose words stood on the page before, and whose label was still to come, is the first to be meant. */
static void put_waiting_first(const struct raw *raw, struct candidates *candidates)
{
	for (size_t i = 0; i < raw->ahead.count; i++) {
		for (size_t j = 1; j < candidates->count; j++) {
			struct reading *reading = candidates->items[j];
			if (reading != raw->ahead.items[i].owner)
				continue;
			memmove(candidates->items + 1, candidates->items, j * sizeof *candidates->items);
			candidates->items[0] = reading;
		}
	}
}

/* False: there is nothing that such a label may be. */
static bool find_items(struct raw *raw, const struct printed *printed)
{
	struct candidates candidates = find_candidates(raw, printed);
	put_waiting_first(raw, &candidates);
	if (!candidates.count) {
		struct reading *lone = lone_reading(raw, printed);
		if (lone)
			candidates = (struct candidates){.items = {lone}, .count = 1};
	}
	if (!candidates.count)
		return false;
	size_t count = count_labels(raw, printed);
	bool several = candidates.count > 1 && count > 1;
	if (count < candidates.count)
		candidates.count = count; /* a page has a piece of the form, without gaps */
	if (!is_repeated(&candidates))
		meet_below_headings(raw, printed, &candidates);
	several &= !is_repeated(&candidates) && candidates.count > 1;
	meet_in_order(raw, printed, &candidates, several);
	return true;
}

/* Is the heading's own reading that of one of the label's items? */
static bool repeats_heading(const struct raw *raw, const struct token *heading, const struct token *token)
{
	for (size_t j = 0; heading->place && heading->reading && j < token->printed->entry_count; j++)
		if (raw->entries.items[token->printed->entries[j]].item == heading->reading->item)
			return true;
	return false;
}

/* A label that only repeats the heading above it, and is printed all the same: the words stand beside it. Of several
 * headings it is that of the last before it, else of the first behind. */
static void take_over(struct raw *raw, struct token *token)
{
	struct token *found = NULL;
	for (struct token *heading = raw->tokens.items; heading < raw->tokens.items + raw->tokens.count; heading++)
		if (repeats_heading(raw, heading, token) && (!found || heading < token))
			found = heading;
	if (!found)
		return;
	token->reading = found->reading;
	found->reading = NULL;
}

/* What no item of this page can be is words again. */
static void leave(struct token *token)
{
	if (token->kind == TOKEN_LABEL && !token->at && !token->reading)
		token->kind = token->printed->entry_count ? TOKEN_WORDS : TOKEN_GONE;
}

static void open_implied(struct raw *raw, struct token *token)
{
	const struct entry *end = raw->entries.items + raw->entries.count;
	for (const struct entry *next = token->at + 1; next < end && next->item && next->section == token->at->section;
	     next++) {
		struct reading *reading =
		    entry_is_implied(token->at, &next->label) ? reading_at(token->place, next, raw) : NULL;
		if (reading && !reading->seen) {
			token->reading = reading;
			reading->seen = true;
			reading->line = token->line;
		}
	}
}

static void advance(struct raw *raw)
{
	for (size_t i = 0; i < raw->tokens.count; i++) {
		const struct token *token = &raw->tokens.items[i];
		const struct item *item = token->reading ? token->reading->item : NULL;
		const struct form_section *top = section_top(item ? item->section : token->at ? token->at->section : NULL);
		if ((!item && !token->at) || (raw->top ? raw->top->section : NULL) != top)
			continue;
		for (size_t e = raw->cursor; e < raw->entries.count; e++) {
			const struct entry *entry = &raw->entries.items[e];
			if (item ? entry->item == item : entry == token->at)
				raw->cursor = e;
		}
	}
}

static size_t distance(size_t a, size_t b)
{
	return a > b ? a - b : b - a;
}

/* Is the label a line of 項目一覧, with its number or, where that has come apart, without? */
static bool is_content(const struct token *token, const char *line)
{
	const char *key = token->printed->key;
	size_t length = strlen(line), own = strlen(key);
	bool bare = token->printed->whole && own < length && strcmp(line + length - own, key) == 0;
	return strcmp(key, line) == 0 || bare;
}

/* 項目一覧 has the headings of all parts, which begin nothing there: of each line, the one nearest to its heading. */
static void skip_contents(struct raw *raw, size_t heading)
{
	for (size_t i = 0; i < raw->form->content_count; i++) {
		const char *key = label_make(raw->scratch, raw->form->contents[i], "").full;
		struct token *best = NULL;
		for (size_t j = 0; j < raw->tokens.count; j++) {
			struct token *token = &raw->tokens.items[j];
			bool same = token->kind == TOKEN_LABEL && is_content(token, key);
			if (same && (!best || distance(j, heading) < distance((size_t)(best - raw->tokens.items), heading)))
				best = token;
		}
		if (best)
			best->kind = TOKEN_GONE;
	}
}

/* Which items the labels are that are no headings. What stands a thousand times on a page is looked for until nothing is left
 * that it may be. */
static void find_labels(struct raw *raw)
{
	for (size_t i = 0; i < raw->tokens.count; i++)
		if (raw->tokens.items[i].printed)
			raw->tokens.items[i].printed->spent = false;
	for (size_t i = 0; i < raw->tokens.count; i++) {
		struct token *token = &raw->tokens.items[i];
		if (is_free_label(token, token->printed) && !token->printed->spent) {
			bool found = token->printed->entry_count && find_items(raw, token->printed);
			if (!token->reading)
				take_over(raw, token);
			token->printed->spent = !found && !token->reading;
		}
		leave(token);
	}
}

void raw_find(struct raw *raw)
{
	raw->last_top = NULL;
	for (size_t i = 0; i < raw->tokens.count; i++)
		if (raw->tokens.items[i].kind == TOKEN_LABEL && raw->tokens.items[i].printed->contents)
			skip_contents(raw, i);
	find_tops(raw);
	for (size_t i = 0; i < raw->tokens.count; i++)
		if (raw->tokens.items[i].kind == TOKEN_LABEL && !raw->tokens.items[i].place)
			find_heading(raw, &raw->tokens.items[i]);
	enter_headings(raw);
	find_direction(raw);
	for (size_t i = 0; i < raw->tokens.count; i++)
		if (raw->tokens.items[i].place)
			open_implied(raw, &raw->tokens.items[i]);
	find_labels(raw);
	advance(raw);
}
