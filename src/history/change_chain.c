/* 変更前 of a row against what the rows before it left the item as. A row quotes a whole item or only a clause of it, which
 * nobody says: so texts that differ much prove nothing, and only what is nearly the same is told. */
#include "history/change_reader.h"

#include "base/textdiff.h"
#include "base/utf8.h"
#include "history/window.h"

#include <string.h>

enum {
	ROWS_ABOVE = 20,    /* rows about one item that are looked back at */
	NEAR_PERCENT = 80,  /* in common, for two texts to be one with a slip */
	NAME_LENGTH = 40,   /* characters */
	CLAUSE_LENGTH = 24, /* characters of a paragraph that is looked for in rows further up */
	WINDOW_COST = 9     /* bytes compared that cost as much as one searched */
};

bool change_numbers_moved(const struct change_reader *reader, const struct history_change *change)
{
	const struct item_name *name = &change->name;
	const struct form_section *section = name->index_count && name->item ? name->item->section : name->section;
	for (size_t i = 0; name->index_count && section && i < reader->count; i++)
		if (&reader->changes[i] != change && reader->changes[i].name.kind == ITEM_NAME_SECTION &&
		    reader->changes[i].name.section == section)
			return true;
	return false;
}

/* Percent of the longer text that both have, one behind the other. */
static int common_percent(struct arena *arena, const char *a, const char *b)
{
	size_t a_length = strlen(a), b_length = strlen(b), longer = a_length > b_length ? a_length : b_length, same = 0;
	size_t shorter = a_length > b_length ? b_length : a_length;
	if (longer == 0)
		return 100;
	struct text_diff diff = text_diff(arena, a, b);
	for (size_t i = 0; i < diff.count; i++)
		same += diff.items[i].kind == PIECE_SAME ? diff.items[i].length : 0;
	return (int)((same < shorter ? same : shorter) * 100 / longer);
}

static bool nearly_same(struct arena *arena, const char *a, const char *b)
{
	size_t a_length = strlen(a), b_length = strlen(b);
	size_t shorter = a_length > b_length ? b_length : a_length, longer = a_length > b_length ? a_length : b_length;
	return shorter * 100 >= longer * NEAR_PERCENT && common_percent(arena, a, b) >= NEAR_PERCENT;
}

/* A name, and not a clause or a list of names. */
static bool is_name(const char *text)
{
	static const char *const others[] = {"。", "、", "・", "\n", NULL};
	for (size_t i = 0; others[i]; i++)
		if (strstr(text, others[i]))
			return false;
	return utf8_count(text, strlen(text)) <= NAME_LENGTH;
}

/* Names of one place of the model (its contractor) are told whole, though the form has room for more. */
static bool names_told(const struct history_change *above, const struct history_change *change)
{
	return change->place && above->place && is_name(above->after.text) && is_name(change->before.text);
}

/* What the two texts are where they differ: of cells that say much the same, or where one has a slip within the other. */
static bool find_differing(struct change_reader *reader, const struct history_change *above,
                           const struct history_change *change, const char **old, const char **new)
{
	const char *after = above->after.folded, *before = change->before.folded;
	*old = above->after.text;
	*new = change->before.text;
	if (change_told_whole(change, change->name.item) || names_told(above, change) ||
	    nearly_same(reader->arena, after, before))
		return true;
	struct window window;
	bool longer = strlen(after) >= strlen(before);
	if (!change_may_spend(reader, strlen(after) / WINDOW_COST * strlen(before)) ||
	    !window_find(reader->arena, longer ? after : before, longer ? before : after, &window))
		return false;
	*old = longer ? window.text : window.other;
	*new = longer ? window.other : window.text;
	return true;
}

/* Rows of one day may be about different clauses; where none of them says nearly the same, nothing is known. */
static bool find_left_near(struct change_reader *reader, const struct history_change *change,
                           const struct history_change *above, struct window *window)
{
	const struct history_change *last = above;
	bool differs = false;
	for (size_t looked = 0; above && (above == last || change_same_day(above, last)); above = above->above) {
		bool another = names_told(above, change) && strcmp(above->after.folded, change->before.folded) != 0;
		if (++looked > ROWS_ABOVE || above->after.kind != CELL_TEXT ||
		    !change_may_search(reader, above->after.folded, change->before.folded) ||
		    (!another && change_texts_contain(above->after.folded, change->before.folded)))
			return false;
		differs = differs || find_differing(reader, above, change, &window->text, &window->other);
	}
	return differs;
}

enum sight { SIGHT_NONE, SIGHT_SAME, SIGHT_DIFFERS };

/* What an earlier row says of a clause: nothing, just this (or nobody knows what), or nearly this. */
static enum sight look_at(struct change_reader *reader, const struct history_change *above, const char *clause,
                          struct window *window)
{
	const struct cell *after = &above->after, *before = &above->before;
	for (size_t i = 0; i < after->piece_count; i++) {
		const char *piece = after->pieces[i];
		if (!change_may_spend(reader, strlen(piece) / WINDOW_COST * strlen(clause)) ||
		    change_texts_contain(piece, clause))
			return SIGHT_SAME;
		if (window_find(reader->arena, piece, clause, window) ||
		    window_find_put_in(reader->arena, piece, clause, window))
			return SIGHT_DIFFERS;
		if (change_texts_share_run(reader->arena, piece, clause))
			return SIGHT_SAME;
	}
	for (size_t i = 0; i < before->piece_count; i++)
		if (change_texts_share_run(reader->arena, before->pieces[i], clause))
			return SIGHT_SAME;
	return SIGHT_NONE;
}

/* Clause by clause, against the newest earlier row that says anything of it: rows about others stand between. The row that
 * differs, or NULL. */
static const struct history_change *find_left_far(struct change_reader *reader, const struct history_change *change,
                                                  const struct history_change *above, struct window *window)
{
	for (size_t i = 0; i < change->before.piece_count; i++) {
		const char *clause = change->before.pieces[i];
		enum sight sight = SIGHT_NONE;
		const struct history_change *row = above, *told = NULL;
		if (utf8_count(clause, strlen(clause)) < CLAUSE_LENGTH)
			continue;
		for (size_t looked = 0; row && sight == SIGHT_NONE && looked < ROWS_ABOVE; row = row->above, looked++) {
			sight = look_at(reader, row, clause, window);
			told = row;
		}
		if (sight == SIGHT_DIFFERS)
			return told;
	}
	return NULL;
}

/* Do they differ in nothing but slips that look alike? */
static bool looks_same(const struct change_reader *reader, const struct window *window)
{
	struct arena *arena = reader->arena;
	return strcmp(cell_mend(arena, reader->words, cell_fold(arena, window->text)),
	              cell_mend(arena, reader->words, cell_fold(arena, window->other))) == 0;
}

void change_find_left(struct change_reader *reader, struct history_change *change)
{
	const struct history_change *above = change->above;
	struct window window = {0};
	for (size_t looked = 0; above && change_same_day(above, change) && looked < ROWS_ABOVE; looked++)
		above = above->above;
	if (change->before.kind < CELL_PART || !above || change_is_later(above, change) ||
	    (!change->place && change_numbers_moved(reader, change)))
		return;
	bool near = change->before.kind == CELL_TEXT && find_left_near(reader, change, above, &window);
	const struct history_change *told = near ? above : find_left_far(reader, change, above, &window);
	if (!told || looks_same(reader, &window))
		return;
	change->left_row = told->row;
	struct text_diff diff = text_diff(reader->arena, window.text, window.other);
	change->left = change_excerpt(reader->arena, &diff, PIECE_OLD);
	change->left_as = change_excerpt(reader->arena, &diff, PIECE_NEW);
}
