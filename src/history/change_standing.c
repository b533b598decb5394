/* 変更後 of a row against what the sheet says now, where no later row changes it. */
#include "history/change_reader.h"

#include "base/textdiff.h"
#include "base/utf8.h"

#include <string.h>

enum {
	HOME_LENGTH =
	    20, /* characters of a paragraph that is looked for in other items: an office's name stands in several */
	OLD_LENGTH = 15, /* characters of a sentence of an older row that is looked for */
	OVERLAP_PERCENT = 60,
	KEPT_LENGTH = 8 /* characters of one that is looked for where it should be gone */
};

/* The same but for slips that look alike. */
static bool has_mended(struct change_reader *reader, size_t row, const char *text)
{
	return strstr(cell_mend(reader->arena, reader->words, change_folded_row(reader, row)),
	              cell_mend(reader->arena, reader->words, text)) != NULL;
}

/* Does one of the item's rows have the text? Any repetition will do, as their numbers move, where no path tells which it is.
 * *answered: has it any? */
static bool item_has(struct change_reader *reader, const struct history_change *change, const struct item *item,
                     const char *text, bool *answered)
{
	*answered = false;
	for (size_t i = 0; i < reader->sheet->row_count; i++) {
		if (!change_is_printed_in(reader, change, item, i) || !*change_folded_row(reader, i))
			continue;
		*answered = change_may_search(reader, change_folded_row(reader, i), text);
		if (strstr(change_folded_row(reader, i), text) || (*answered && has_mended(reader, i, text)))
			return true;
	}
	return false;
}

/* A row that may be about the item, as it is about all of its section, or nobody can tell which items it is about. */
static bool may_be_about(const struct history_change *change, const struct item *item)
{
	const struct item_name *name = &change->name;
	bool told = change->before.kind >= CELL_PART || change->after.kind >= CELL_PART;
	bool member = name->kind == ITEM_NAME_SECTION && name->index_count && item->section == name->section;
	bool unclear = name->kind == ITEM_NAME_AMBIGUOUS && name->may_count == 0;
	return member || (told && (name->kind == ITEM_NAME_SECTION || unclear) &&
	                  (!name->section || change_is_inside(item, name->section)));
}

/* Most of the shorter text stands in the longer one. */
static bool overlap(struct arena *arena, const char *a, const char *b)
{
	size_t a_length = strlen(a), b_length = strlen(b), same = 0;
	size_t shorter = a_length < b_length ? a_length : b_length;
	struct text_diff diff = text_diff(arena, a, b);
	for (size_t i = 0; i < diff.count; i++)
		same += diff.items[i].kind == PIECE_SAME ? diff.items[i].length : 0;
	return same * 100 >= shorter * OVERLAP_PERCENT;
}

/* A row whose name fits nothing may be about the text only if it has words of it. */
static bool may_mean(struct change_reader *reader, const struct history_change *change, const char *text)
{
	const struct cell *cells[] = {&change->before, &change->after};
	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
		if (cells[i]->kind >= CELL_PART && (!change_may_search(reader, cells[i]->folded, text) ||
		                                    change_texts_share_run(reader->arena, cells[i]->folded, text)))
			return true;
	return false;
}

static bool overlaps_any(struct change_reader *reader, const struct cell *cell, const char *text)
{
	for (size_t i = 0; i < cell->piece_count; i++)
		if (!change_may_search(reader, cell->pieces[i], text) || overlap(reader->arena, cell->pieces[i], text))
			return true;
	return false;
}

/* A later row about the same item that may have changed the text: it leaves out what it is about, or says much of it.
 * Where 変更後 shows what is new behind 前略, it leaves alone what is not much like it. */
static bool may_rewrite(struct change_reader *reader, const struct history_change *later, const char *text)
{
	const struct cell *before = &later->before, *after = &later->after;
	if (before->kind == CELL_OMITTED || before->kind == CELL_PART)
		return after->kind != CELL_PART || after->piece_count == 0 || overlaps_any(reader, before, text) ||
		       overlaps_any(reader, after, text);
	return (before->kind == CELL_ABOVE && !after->added) ||
	       (before->kind == CELL_TEXT && overlaps_any(reader, before, text));
}

/* An answer that is always told whole, a date for one, may well stand in another item, too. */
static bool is_about_another(const struct history_change *later, const struct history_change *change)
{
	return later->name.kind == ITEM_NAME_ITEM && change->name.kind == ITEM_NAME_ITEM &&
	       later->name.item != change->name.item && change_told_whole(change, change->name.item);
}

bool change_is_rewritten(struct change_reader *reader, const struct history_change *change, const char *text)
{
	const struct item *const *aims;
	size_t aim_count = change_aims(change, &aims);
	for (const struct history_change *later = reader->changes; later < reader->changes + reader->count; later++) {
		if (!change_follows(later, change) || change_stands_apart(later, change) || is_about_another(later, change))
			continue;
		for (size_t i = 0; i < aim_count; i++)
			if (may_be_about(later, aims[i]))
				return true;
		if (later->name.kind == ITEM_NAME_UNKNOWN && may_mean(reader, later, text))
			return true;
		if (change_shares_aim(later, change) && may_rewrite(reader, later, text))
			return true;
		for (size_t i = 0; i < later->before.piece_count; i++)
			if (!change_may_search(reader, later->before.pieces[i], text) ||
			    change_texts_contain(later->before.pieces[i], text))
				return true;
	}
	return false;
}

static const struct row *home_of(struct change_reader *reader, const struct history_change *change, const char *text)
{
	if (utf8_count(text, strlen(text)) < HOME_LENGTH)
		return NULL;
	for (size_t i = 0; i < reader->sheet->row_count; i++)
		if (!change_aims_at(change, reader->sheet->rows[i]->item) &&
		    change_may_search(reader, change_folded_row(reader, i), text) && strstr(change_folded_row(reader, i), text))
			return reader->sheet->rows[i];
	return NULL;
}

/* The words, shown where they first differ from what the item says. */
static const char *lost_words(struct change_reader *reader, const struct history_change *change, const char *words)
{
	const char *now = "";
	for (size_t i = 0; i < reader->sheet->row_count && !*now; i++)
		if (change_aims_at(change, reader->sheet->rows[i]->item) && *change_folded_row(reader, i))
			now = reader->sheet->rows[i]->printed;
	struct text_diff diff = text_diff(reader->arena, now, words);
	return change_excerpt(reader->arena, &diff, PIECE_NEW);
}

/* Has one of the items that the row is about the text? Where one of them has no answer, nobody can tell. */
static bool is_there(struct change_reader *reader, const struct history_change *change, const char *text)
{
	const struct item *const *aims;
	size_t count = change_aims(change, &aims);
	bool answered;
	for (size_t i = 0; i < count; i++)
		if (item_has(reader, change, aims[i], text, &answered) || !answered)
			return true;
	return false;
}

/* Several Ⅱ may print what the model says once. */
static bool is_one_answer(const struct row *a, const struct row *b)
{
	return a->answer.node && a->answer.node == b->answer.node;
}

/* The only answer that the row is about, or NULL. */
static const struct row *answer_now(struct change_reader *reader, const struct history_change *change)
{
	const struct row *now = NULL;
	const struct item *const *aims;
	size_t count = change_aims(change, &aims);
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < reader->sheet->row_count; j++) {
			if (!change_is_printed_in(reader, change, aims[i], j) || !*change_folded_row(reader, j))
				continue;
			if (now && !is_one_answer(now, reader->sheet->rows[j]))
				return NULL;
			now = reader->sheet->rows[j];
		}
	return now;
}

static void find_lost(struct change_reader *reader, struct history_change *change)
{
	for (size_t i = 0; i < change->after.piece_count; i++) {
		const char *piece = change->after.pieces[i];
		if (is_there(reader, change, piece) || change_is_rewritten(reader, change, piece))
			continue;
		change->home = home_of(reader, change, piece);
		change->now = answer_now(reader, change);
		change->lost = lost_words(reader, change, change->after.words[i]);
		return;
	}
}

/* A sentence that the sheet lacks, as sentences may stand apart by now; *folded is it for comparing. NULL: none. */
static const char *lost_sentence(struct change_reader *reader, const struct history_change *change,
                                 const struct cell *cell, const char **folded)
{
	for (size_t i = 0; i < cell->piece_count; i++)
		for (const char *at = cell->words[i]; *at;) {
			const char *stop = strstr(at, "。");
			size_t length = stop ? (size_t)(stop - at) + strlen("。") : strlen(at);
			const char *words = cell_skip_brackets(arena_copy(reader->arena, at, length));
			*folded = cell_fold(reader->arena, words);
			at += length;
			if (utf8_count(*folded, strlen(*folded)) >= OLD_LENGTH && !is_there(reader, change, *folded) &&
			    !change_is_rewritten(reader, change, *folded))
				return words;
		}
	return NULL;
}

/* The same of a row that later ones about the item follow. */
static void find_old_lost(struct change_reader *reader, struct history_change *change)
{
	const char *folded, *words = lost_sentence(reader, change, &change->after, &folded);
	if (!words)
		return;
	change->home = home_of(reader, change, folded);
	change->now = answer_now(reader, change);
	change->lost = lost_words(reader, change, words);
}

/* What a row leaves alone that only adds something. */
static void find_gone(struct change_reader *reader, struct history_change *change)
{
	const char *folded, *words = NULL;
	if (change->after.added && change->before.kind == CELL_TEXT)
		words = lost_sentence(reader, change, &change->before, &folded);
	if (words)
		change->gone = lost_words(reader, change, words);
}

static void find_kept(struct change_reader *reader, struct history_change *change, const struct item *item)
{
	bool both = change->before.kind == CELL_TEXT && change->after.kind == CELL_TEXT, answered;
	if (change->name.index_count)
		return; /* another repetition may well say the same */
	for (size_t i = 0; both && !change->kept && i < change->before.piece_count; i++) {
		const char *piece = change->before.pieces[i];
		if (utf8_count(piece, strlen(piece)) >= KEPT_LENGTH && change_may_search(reader, change->after.folded, piece) &&
		    !strstr(change->after.folded, piece) && item_has(reader, change, item, piece, &answered) &&
		    !change_is_rewritten(reader, change, piece))
			change->kept = change->before.words[i];
	}
}

/* Ticks are printed in another way than people write them, and a choice is one of its options. */
static bool is_comparable(const struct history_change *change, const struct item *item)
{
	bool prose =
	    item->type == ITEM_CHOICE && change->after.kind == CELL_TEXT && !change_is_answer(item, &change->after);
	return item->type != ITEM_BOXES && item->type != ITEM_FLAG && item->type != ITEM_ATTACHMENT && !prose;
}

static bool is_followed(const struct change_reader *reader, const struct history_change *change)
{
	for (const struct history_change *later = reader->changes; later < reader->changes + reader->count; later++)
		if (change_follows(later, change) && change_shares_aim(later, change) && !change_stands_apart(later, change))
			return true;
	return false;
}

/* Is 変更前 all that the item says, and 変更後 something else? */
static bool is_turned(struct change_reader *reader, const struct history_change *change)
{
	const struct cell *before = &change->before, *after = &change->after;
	bool both = before->kind == CELL_TEXT && after->kind == CELL_TEXT && change->name.kind == ITEM_NAME_ITEM;
	for (size_t i = 0; both && i < reader->sheet->row_count; i++) {
		if (!change_is_printed_in(reader, change, change->name.item, i))
			continue;
		const char *now = change_folded_row(reader, i);
		if (!*now || strcmp(now, before->folded) != 0 || strcmp(now, after->folded) == 0)
			return false;
		if (change->place)
			return true;
		return !change->name.index_count;
	}
	return false;
}

void change_compare_sheet(struct change_reader *reader, struct history_change *change)
{
	const struct item *const *aims;
	size_t count = change_aims(change, &aims);
	bool comparable = count > 0, whole = false;
	for (size_t i = 0; i < count; i++) {
		comparable = comparable && is_comparable(change, aims[i]);
		whole = whole || change_told_whole(change, aims[i]);
	}
	bool followed = is_followed(reader, change);
	if (comparable)
		find_gone(reader, change);
	if (!comparable || (followed && whole))
		return;
	if (followed)
		find_old_lost(reader, change);
	else
		find_lost(reader, change);
	change->turned = !followed && !change->lost && is_turned(reader, change);
	if (change->newest && change->name.item)
		find_kept(reader, change, change->name.item);
}
