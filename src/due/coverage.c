/* Changes ⇄ rows. A row names an item, or the places of the model, and quotes what changed; it pays for a change when both
 * agree. What it quotes may be a clause or stand between two rows of the same days, so each paragraph is looked up by
 * itself. */
#include "due/coverage.h"

#include "base/list.h"
#include "base/map.h"
#include "diff/change_text.h"

#include <string.h>

enum { WORK_LIMIT = 100000000 }; /* bytes searched; beyond it rows are taken to be true and to pay */

/* A due row with its texts for comparing. */
struct owed {
	const struct due_row *row;
	const char *before;
	const char *after;
};

struct matcher {
	struct arena *arena;
	const struct consequences *consequences;
	struct coverage *coverage;
	struct owed *owed;
	size_t work;
};

static bool has(struct matcher *matcher, const char *text, const char *piece)
{
	matcher->work += strlen(text) + strlen(piece);
	return matcher->work > WORK_LIMIT || strstr(text, piece);
}

/* ---- the rows between the two states ---- */

static const char *row_key(struct arena *arena, const struct history_row *row)
{
	return arena_printf(arena, "%s\1%s\1%s\1%s", row->date_iso, row->item, row->before, row->after);
}

/* Marks the rows of `sheet` that `other` has, too; a row that stands twice needs two. */
static bool *rows_in_both(struct arena *arena, const struct sheet *sheet, const struct sheet *other)
{
	struct map counts;
	bool *both = arena_array(arena, bool, sheet->history_count);
	map_init(&counts, arena);
	for (size_t i = 0; i < other->history_count; i++) {
		size_t *count = arena_new_object(arena, size_t);
		*count = 1;
		size_t *known = map_put(&counts, row_key(arena, &other->history[i]), count);
		if (known)
			++*known;
	}
	for (size_t i = 0; i < sheet->history_count; i++) {
		size_t *count = map_get(&counts, row_key(arena, &sheet->history[i]));
		both[i] = count && *count > 0;
		if (both[i])
			--*count;
	}
	return both;
}

/* ---- what a row is about ---- */

static bool is_path_of(const char *path, const char *place)
{
	size_t length = strlen(path);
	return length && strncmp(place, path, length) == 0 &&
	       (!place[length] || place[length] == '.' || place[length] == '[');
}

static bool names_path(const struct history_change *change, const char *place)
{
	const struct value *paths = change->row->record ? record_field(change->row->record, "paths") : NULL;
	for (size_t i = 0; place && paths && paths->kind == VALUE_LIST && i < paths->list->count; i++) {
		const struct value *path = &paths->list->items[i];
		if (path->kind == VALUE_TEXT && (is_path_of(path->text, place) || is_path_of(place, path->text)))
			return true;
	}
	return false;
}

static const struct form_section *section_of(const struct due_row *row)
{
	const struct row *answer = change_row(row->change);
	return answer ? answer->item->section : change_section(row->change)->form;
}

/* By ids, as what is gone is of the older form. */
static bool is_inside(const struct form_section *section, const struct form_section *outer)
{
	while (section && strcmp(section->id, outer->id) != 0)
		section = section->parent;
	return section != NULL;
}

/* The name may leave out which repetition is meant. */
static bool same_repetition(const struct item_name *name, const struct due_row *row)
{
	for (size_t i = 0; i < name->index_count && i < row->index_count; i++)
		if (name->index[i] && name->index[i] != row->index[i])
			return false;
	return true;
}

static bool is_about(const struct matcher *matcher, const struct history_change *change, const struct due_row *row)
{
	const struct item_name *name = &change->name;
	if (!row->change)
		return consequences_is_form_item(matcher->consequences, change->row->item);
	if (names_path(change, row->path))
		return true;
	if (!same_repetition(name, row))
		return false;
	const struct row *answer = change_row(row->change);
	if (name->kind == ITEM_NAME_SECTION)
		return is_inside(section_of(row), name->section);
	if (name->kind != ITEM_NAME_ITEM)
		return false;
	if (answer)
		return strcmp(name->item->id, answer->item->id) == 0;
	return name->item->section && is_inside(name->item->section, section_of(row));
}

/* ---- what a row says ---- */

/* The first paragraph of the cell that neither the text has nor, above or below, a row of the same time; or NULL. */
static const char *absent_words(struct matcher *matcher, size_t told, const struct cell *cell, const char *text,
                                bool before)
{
	const struct coverage *coverage = matcher->coverage;
	for (size_t i = 0; i < cell->piece_count; i++) {
		bool there = has(matcher, text, cell->pieces[i]);
		size_t from = before ? 0 : told + 1, to = before ? told : coverage->told_count;
		for (size_t j = from; !there && j < to; j++) {
			const struct history_change *other = coverage->told[j].change;
			const struct cell *between = before ? &other->after : &other->before;
			there = between->folded && has(matcher, between->folded, cell->pieces[i]);
		}
		if (!there)
			return cell->words[i];
	}
	return NULL;
}

/* Does the row quote something that only one of the two states has, or say in a word that something came or went? */
static bool tells_change(struct matcher *matcher, const struct history_change *change, const struct owed *owed)
{
	if (change->before.piece_count == 0 && change->after.piece_count == 0)
		return true;
	if (strcmp(owed->before, owed->after) == 0)
		return true; /* only signs or widths changed, which are not compared */
	for (size_t i = 0; i < change->after.piece_count; i++)
		if (!has(matcher, owed->before, change->after.pieces[i]))
			return true;
	for (size_t i = 0; i < change->before.piece_count; i++)
		if (!has(matcher, owed->after, change->before.pieces[i]))
			return true;
	return matcher->work > WORK_LIMIT;
}

static bool pays(struct matcher *matcher, size_t told, const struct owed *owed)
{
	const struct history_change *change = matcher->coverage->told[told].change;
	if (!owed->row->change)
		return true;
	return tells_change(matcher, change, owed) && !absent_words(matcher, told, &change->before, owed->before, true) &&
	       !absent_words(matcher, told, &change->after, owed->after, false);
}

/* Pays with the row all that it is about. Returns what it is about, the paid first; NULL for nothing. *paid: did it pay? */
static const struct owed *pay(struct matcher *matcher, size_t told, bool *paid)
{
	struct coverage *coverage = matcher->coverage;
	const struct history_change *change = coverage->told[told].change;
	const struct owed *first = NULL;
	*paid = false;
	for (size_t i = 0; i < coverage->due.count; i++) {
		if (!is_about(matcher, change, &coverage->due.items[i]))
			continue;
		bool good = pays(matcher, told, &matcher->owed[i]);
		if (!first || (good && !*paid))
			first = &matcher->owed[i];
		if (good && !coverage->paid[i])
			coverage->paid[i] = change;
		*paid = *paid || good;
	}
	return first;
}

/* ---- rows that pay nothing ---- */

/* Another change that the row's words tell; words are needed for that. */
static size_t told_elsewhere(struct matcher *matcher, size_t told)
{
	const struct coverage *coverage = matcher->coverage;
	const struct history_change *change = coverage->told[told].change;
	size_t i = 0;
	if (change->after.piece_count == 0 && change->before.piece_count == 0)
		return coverage->due.count;
	while (i < coverage->due.count && (!coverage->due.items[i].change || !pays(matcher, told, &matcher->owed[i])))
		i++;
	return i;
}

static bool sheet_says(struct matcher *matcher, const struct sheet *sheet, const struct item *item,
                       const struct cell *cell)
{
	for (size_t i = 0; i < sheet->row_count; i++) {
		const struct row *row = sheet->rows[i];
		if (strcmp(row->item->id, item->id) != 0 || !row->printed)
			continue;
		const char *text = cell_fold(matcher->arena, row->printed);
		bool all = true;
		for (size_t j = 0; all && j < cell->piece_count; j++)
			all = has(matcher, text, cell->pieces[j]);
		if (all)
			return true;
	}
	return false;
}

/* Of a row about one item, with words of it: false, or late? */
static enum told_verdict judge_unpaid(struct matcher *matcher, const struct told *told, const struct owed *about)
{
	const struct history_change *change = told->change;
	if (!change->name.item || change->after.piece_count == 0)
		return about || !change->name.item || change->before.piece_count == 0 ? TOLD_TRUE : TOLD_UNCHANGED;
	bool now = sheet_says(matcher, matcher->coverage->new, change->name.item, &change->after);
	bool then = sheet_says(matcher, matcher->coverage->old, change->name.item, &change->after);
	if (now && then)
		return TOLD_LATE;
	return about ? TOLD_AFTER : TOLD_UNCHANGED;
}

/* Why a row that is about a change does not pay for it. */
static void judge_false(struct matcher *matcher, size_t index, const struct owed *about)
{
	struct told *told = &matcher->coverage->told[index];
	const struct history_change *change = told->change;
	const char *after = absent_words(matcher, index, &change->after, about->after, false);
	const char *before = absent_words(matcher, index, &change->before, about->before, true);
	if (after || before) {
		told->verdict = after ? TOLD_AFTER : TOLD_BEFORE;
		told->words = after ? after : before;
	} else {
		told->verdict = judge_unpaid(matcher, told, about);
		told->words = told->verdict == TOLD_AFTER ? change->after.text : NULL;
	}
}

static void judge_row(struct matcher *matcher, size_t index)
{
	struct coverage *coverage = matcher->coverage;
	struct told *told = &coverage->told[index];
	bool paid;
	const struct owed *about = pay(matcher, index, &paid);
	if (paid) {
		told->due = about->row;
		return;
	}
	size_t elsewhere = told_elsewhere(matcher, index);
	if (elsewhere < coverage->due.count) {
		bool named = told->change->name.kind == ITEM_NAME_ITEM;
		told->due = &coverage->due.items[elsewhere];
		told->verdict = named ? TOLD_MISPLACED : TOLD_TRUE;
		if (!coverage->paid[elsewhere])
			coverage->paid[elsewhere] = told->change;
	} else if (about) {
		judge_false(matcher, index, about);
	} else {
		told->verdict = judge_unpaid(matcher, told, NULL);
	}
}

/* ---- all of it ---- */

static bool has_new(const bool *kept, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!kept[i])
			return true;
	return false;
}

/* Rows are read only where some are new: their names and cells take time. */
static void list_rows(struct matcher *matcher, struct official *official)
{
	struct coverage *coverage = matcher->coverage;
	struct arena *arena = matcher->arena;
	const struct sheet *old = coverage->old, *new = coverage->new;
	const bool *kept = rows_in_both(arena, new, old), *still = rows_in_both(arena, old, new);
	struct history_changes changes = {0};
	if (has_new(kept, new->history_count))
		changes = official_changes(arena, official, new);
	coverage->told = arena_array(arena, struct told, changes.count);
	for (size_t i = 0; i < changes.count; i++)
		if (!kept[i])
			coverage->told[coverage->told_count++].change = &changes.items[i];
	coverage->gone = arena_array(arena, const struct history_row *, old->history_count);
	for (size_t i = 0; i < old->history_count; i++)
		if (!still[i])
			coverage->gone[coverage->gone_count++] = &old->history[i];
}

struct coverage coverage_of(struct arena *arena, struct official *official, const struct consequences *consequences,
                            const struct sheet *old, const struct sheet *new)
{
	struct coverage coverage = {.old = old, .new = new};
	coverage.begun = old && new && old->occasion.published.kind == VALUE_DATE;
	if (!coverage.begun)
		return coverage;
	struct matcher matcher = {.arena = arena, .consequences = consequences, .coverage = &coverage};
	coverage.due = due_rows_of(arena, old, new);
	coverage.paid = arena_array(arena, const struct history_change *, coverage.due.count);
	matcher.owed = arena_array(arena, struct owed, coverage.due.count);
	for (size_t i = 0; i < coverage.due.count; i++) {
		const struct due_row *row = &coverage.due.items[i];
		matcher.owed[i] = (struct owed){row, cell_fold(arena, row->before), cell_fold(arena, row->after)};
	}
	list_rows(&matcher, official);
	for (size_t i = 0; i < coverage.told_count; i++)
		judge_row(&matcher, i);
	return coverage;
}
