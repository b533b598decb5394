/* Changes ⇄ rows. A row names an item, or the places of the model, and quotes what changed; it pays for a change when both
 * agree. What it quotes may be a clause or stand between two rows of the same days, so each paragraph is looked up by
 * itself. */
#include "consequences/coverage.h"

#include "base/list.h"
#include "base/map.h"
#include "base/utf8.h"
#include "diff/change_text.h"

#include <string.h>

enum { WORK_LIMIT = 100000000 }; /* bytes searched; beyond it rows are taken to be true and to pay */

enum { CLAUSE_LENGTH = 8 }; /* characters that a quoted clause must have to tell of its paragraph */

/* A paragraph that only one of the two texts has. */
struct paragraph {
	const char *folded;
	const char *words;
	bool told;
};

struct paragraphs {
	struct paragraph *items;
	size_t count;
};

/* A due row with its texts for comparing, and what is to be told of it. */
struct owed {
	const struct due_row *row;
	const char *before;
	const char *after;
	struct paragraphs removed;
	struct paragraphs added;
	bool told; /* where no paragraph came or went (their order, signs), or a whole member did: some row tells of it */
	const struct history_change *first; /* that is true and tells of it */
};

struct matcher {
	struct arena *arena;
	const struct consequences *consequences;
	struct coverage *coverage;
	struct owed *owed;
	const char **now; /* what each row of the newer and the older sheet prints, folded; NULL until it is asked for */
	const char **then;
	size_t work;
};

static bool has(struct matcher *matcher, const char *text, const char *piece)
{
	matcher->work += strlen(text) + strlen(piece);
	return matcher->work > WORK_LIMIT || strstr(text, piece);
}

static struct paragraphs paragraphs_not_in(struct matcher *matcher, const char *text, const char *other)
{
	LIST(struct paragraph) list = {0};
	for (const char *line = text; *line;) {
		const char *end = line + strcspn(line, "\n");
		const char *words = arena_copy(matcher->arena, line, (size_t)(end - line));
		const char *folded = cell_fold(matcher->arena, words);
		if (*folded && !has(matcher, other, folded))
			list_push(matcher->arena, &list, ((struct paragraph){folded, words, false}));
		line = *end ? end + 1 : end;
	}
	return (struct paragraphs){list.items, list.count};
}

static struct owed owed_of(struct matcher *matcher, const struct due_row *row)
{
	struct arena *arena = matcher->arena;
	struct owed owed = {.row = row, .before = cell_fold(arena, row->before), .after = cell_fold(arena, row->after)};
	if (row->change && change_row(row->change)) {
		owed.removed = paragraphs_not_in(matcher, row->before, owed.after);
		owed.added = paragraphs_not_in(matcher, row->after, owed.before);
	}
	return owed;
}

/* ---- the rows between the two states ---- */

/* Which row it is, and all that it says. */
static const char *row_name(struct arena *arena, const struct history_row *row)
{
	return arena_printf(arena, "%s\1%s", row->date_iso, row->item);
}

static const char *row_words(struct arena *arena, const struct history_row *row)
{
	const char *judged = history_row_judged(row);
	return arena_printf(arena, "%s\1%s\1%s\1%s\1%s\1%s\1%s", row->date_iso, row->item, row->before, row->after,
	                    row->timing, row->note, judged ? judged : "");
}

typedef const char *row_key(struct arena *arena, const struct history_row *row);

/* Marks the rows of `sheet` that `other` has, too, by their keys, but for those that are `known` already; a row that stands
 * twice needs two. known may be NULL. */
static bool *rows_in_both(struct arena *arena, row_key *key, const struct sheet *sheet, const bool *known,
                          const struct sheet *other, const bool *other_known)
{
	struct map counts;
	bool *both = arena_array(arena, bool, sheet->history_count);
	map_init(&counts, arena);
	for (size_t i = 0; i < other->history_count; i++) {
		size_t *count = arena_new_object(arena, size_t);
		if (other_known && other_known[i])
			continue;
		*count = 1;
		size_t *there = map_put(&counts, key(arena, &other->history[i]), count);
		if (there)
			++*there;
	}
	for (size_t i = 0; i < sheet->history_count; i++) {
		size_t *count = known && known[i] ? NULL : map_get(&counts, key(arena, &sheet->history[i]));
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
	return length && strncmp(place, path, length) == 0 && (!place[length] || place[length] == '.');
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
	if (name->kind != ITEM_NAME_ITEM && name->kind != ITEM_NAME_SECTION)
		return names_path(change, row->path); /* several items may print one place: a name that can be read decides */
	if (!same_repetition(name, row))
		return false;
	const struct row *answer = change_row(row->change);
	if (name->kind == ITEM_NAME_SECTION)
		return is_inside(section_of(row), name->section);
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

/* Does a paragraph of the cell tell of this one: quote it, or a clause of it that `other`, the other state, does not have? */
static bool quotes(struct matcher *matcher, const struct cell *cell, const struct paragraph *paragraph,
                   const char *other)
{
	if (cell->folded && has(matcher, cell->folded, paragraph->folded))
		return true;
	for (size_t i = 0; i < cell->piece_count; i++) {
		const char *piece = cell->pieces[i];
		if (utf8_count(piece, strlen(piece)) >= CLAUSE_LENGTH && has(matcher, paragraph->folded, piece) &&
		    !strstr(other, piece))
			return true;
	}
	return false;
}

static size_t tell(struct matcher *matcher, const struct cell *cell, struct paragraphs *paragraphs, const char *other,
                   bool mark)
{
	size_t count = 0;
	for (size_t i = 0; i < paragraphs->count; i++) {
		bool told = quotes(matcher, cell, &paragraphs->items[i], other);
		count += told;
		paragraphs->items[i].told |= told && mark;
	}
	return count;
}

static void tell_all(struct paragraphs *paragraphs)
{
	for (size_t i = 0; i < paragraphs->count; i++)
		paragraphs->items[i].told = true;
}

/* 追加 or 削除 without the words themselves will do where all of the item came or went. */
static bool says_in_a_word(const struct history_change *change, const struct owed *owed)
{
	bool word = change->before.kind == CELL_WORD || change->after.kind == CELL_WORD;
	return word && !change->before.piece_count && !change->after.piece_count && (!*owed->before || !*owed->after);
}

/* Does the row tell anything of the change? `mark`: what it tells is noted. */
static bool tells(struct matcher *matcher, const struct history_change *change, struct owed *owed, bool mark)
{
	bool words = change->before.piece_count || change->after.piece_count;
	if (says_in_a_word(change, owed)) {
		if (mark) {
			tell_all(&owed->added);
			tell_all(&owed->removed);
			owed->told = true;
		}
		return true;
	}
	size_t count = tell(matcher, &change->before, &owed->removed, owed->after, mark) +
	               tell(matcher, &change->after, &owed->added, owed->before, mark);
	bool loose = words && !owed->added.count && !owed->removed.count;
	owed->told |= loose && mark;
	return count > 0 || loose;
}

static bool is_true(struct matcher *matcher, size_t told, const struct owed *owed)
{
	const struct history_change *change = matcher->coverage->told[told].change;
	return !absent_words(matcher, told, &change->before, owed->before, true) &&
	       !absent_words(matcher, told, &change->after, owed->after, false);
}

/* Notes what the row tells of all that it is about. Returns what it is about, the first of which it tells; NULL for nothing.
 * *paid: did it tell anything? */
static const struct owed *pay(struct matcher *matcher, size_t told, bool *paid)
{
	struct coverage *coverage = matcher->coverage;
	const struct history_change *change = coverage->told[told].change;
	const struct owed *first = NULL;
	*paid = false;
	for (size_t i = 0; i < coverage->due.count; i++) {
		struct owed *owed = &matcher->owed[i];
		if (!is_about(matcher, change, owed->row))
			continue;
		bool form = !owed->row->change;
		bool good = form || (is_true(matcher, told, owed) && tells(matcher, change, owed, true));
		owed->told |= form;
		if (!first || (good && !*paid))
			first = owed;
		if (good && !owed->first)
			owed->first = change;
		*paid = *paid || good;
	}
	return first;
}

static const char *untold_in(const struct paragraphs *paragraphs)
{
	for (size_t i = 0; i < paragraphs->count; i++)
		if (!paragraphs->items[i].told)
			return paragraphs->items[i].words;
	return NULL;
}

/* When all rows have told what they tell. */
static void settle(struct matcher *matcher, size_t index)
{
	struct coverage *coverage = matcher->coverage;
	const struct owed *owed = &matcher->owed[index];
	const char *untold = untold_in(&owed->added);
	untold = untold ? untold : untold_in(&owed->removed);
	bool whole = owed->added.count || owed->removed.count ? !untold : owed->told;
	coverage->paid[index] = whole || matcher->work > WORK_LIMIT ? owed->first : NULL;
	coverage->untold[index] = owed->first ? untold : NULL;
}

/* ---- rows that pay nothing ---- */

/* Another change that the row's words tell; words are needed for that. */
static struct owed *told_elsewhere(struct matcher *matcher, size_t told)
{
	const struct coverage *coverage = matcher->coverage;
	const struct history_change *change = coverage->told[told].change;
	bool words = change->after.piece_count || change->before.piece_count;
	for (size_t i = 0; words && i < coverage->due.count; i++) {
		struct owed *owed = &matcher->owed[i];
		if (owed->row->change && (owed->added.count || owed->removed.count) && is_true(matcher, told, owed) &&
		    tells(matcher, change, owed, false))
			return owed;
	}
	return NULL;
}

static const char *folded_row(struct matcher *matcher, const struct sheet *sheet, size_t index)
{
	const char ***rows = sheet == matcher->coverage->new ? &matcher->now : &matcher->then;
	if (!*rows)
		*rows = arena_array(matcher->arena, const char *, sheet->row_count);
	if (!(*rows)[index])
		(*rows)[index] = cell_fold(matcher->arena, sheet->rows[index]->printed);
	return (*rows)[index];
}

static bool sheet_says(struct matcher *matcher, const struct sheet *sheet, const struct item *item,
                       const struct cell *cell)
{
	for (size_t i = 0; i < sheet->row_count; i++) {
		const struct row *row = sheet->rows[i];
		if (strcmp(row->item->id, item->id) != 0 || !row->printed)
			continue;
		const char *text = folded_row(matcher, sheet, i);
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
	if (now)
		return then ? TOLD_LATE : TOLD_TRUE;
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
	struct owed *elsewhere = told_elsewhere(matcher, index);
	if (elsewhere) {
		told->due = elsewhere->row;
		told->verdict = told->change->name.kind == ITEM_NAME_ITEM ? TOLD_MISPLACED : TOLD_TRUE;
		tells(matcher, told->change, elsewhere, true);
		elsewhere->first = elsewhere->first ? elsewhere->first : told->change;
	} else if (about) {
		judge_false(matcher, index, about);
	} else {
		told->verdict = judge_unpaid(matcher, told, NULL);
	}
}

/* ---- all of it ---- */

/* Rows are read only where some are new: their names and cells take time. */
static void list_rows(struct matcher *matcher, struct official *official)
{
	struct coverage *coverage = matcher->coverage;
	struct arena *arena = matcher->arena;
	const struct sheet *old = coverage->old, *new = coverage->new;
	const bool *kept = rows_in_both(arena, row_words, new, NULL, old, NULL);
	const bool *still = rows_in_both(arena, row_words, old, NULL, new, NULL);
	const bool *edited = rows_in_both(arena, row_name, new, kept, old, still);
	const bool *rewritten = rows_in_both(arena, row_name, old, still, new, kept);
	bool any = false;
	coverage->gone = arena_array(arena, const struct history_row *, old->history_count);
	coverage->edited = arena_array(arena, const struct history_row *, new->history_count);
	for (size_t i = 0; i < old->history_count; i++)
		if (!still[i] && !rewritten[i])
			coverage->gone[coverage->gone_count++] = &old->history[i];
	for (size_t i = 0; i < new->history_count; i++) {
		if (edited[i])
			coverage->edited[coverage->edited_count++] = &new->history[i];
		any = any || (!kept[i] && !edited[i]);
	}
	struct history_changes changes = {0};
	if (any)
		changes = official_changes(arena, official, new);
	coverage->told = arena_array(arena, struct told, changes.count);
	for (size_t i = 0; i < changes.count; i++)
		if (!kept[i] && !edited[i])
			coverage->told[coverage->told_count++].change = &changes.items[i];
}

const char *coverage_judged(const struct coverage *coverage, size_t index)
{
	return coverage->paid[index] ? history_row_judged(coverage->paid[index]->row) : NULL;
}

struct coverage coverage_of(struct arena *arena, struct official *official, const struct consequences *consequences,
                            const struct sheet *old, const struct sheet *new)
{
	struct coverage coverage = {.old = old, .new = new};
	coverage.begun = old && new && old->occasion.published.kind == VALUE_DATE;
	if (!coverage.begun)
		return coverage;
	struct matcher matcher = {.arena = arena, .consequences = consequences, .coverage = &coverage};
	coverage.due = due_rows_of(arena, consequences, old, new);
	coverage.paid = arena_array(arena, const struct history_change *, coverage.due.count);
	coverage.untold = arena_array(arena, const char *, coverage.due.count);
	matcher.owed = arena_array(arena, struct owed, coverage.due.count);
	for (size_t i = 0; i < coverage.due.count; i++)
		matcher.owed[i] = owed_of(&matcher, &coverage.due.items[i]);
	list_rows(&matcher, official);
	for (size_t i = 0; i < coverage.told_count; i++)
		judge_row(&matcher, i);
	for (size_t i = 0; i < coverage.due.count; i++)
		settle(&matcher, i);
	return coverage;
}
