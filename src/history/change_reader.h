#ifndef SHIKII_HISTORY_CHANGE_READER_H
#define SHIKII_HISTORY_CHANGE_READER_H

#include "base/list.h"
#include "base/map.h"
#include "base/textdiff.h"
#include "history/changes.h"

/* The answers of the sheet that are printed from one place of the model. */
struct change_place {
	LIST(size_t) rows;
};

/* The rows of one sheet while they are read, and what the parts of the reader ask of them. Inside history/ only. */
struct change_reader {
	struct arena *arena;
	const struct cell_words *words;
	const struct form_history *forms;
	const struct sheet *sheet;
	const struct item_names *names; /* of the sheet's form */
	struct map known;               /* "form\1name" → struct item_name */
	struct map written;             /* names, to the first row of a known form that has them */
	struct history_change *changes;
	size_t count;
	size_t work;         /* bytes searched */
	struct map places;   /* path → struct change_place; made when a row with a path asks for it */
	bool placed;         /* it is made */
	const char **folded; /* what each row of the sheet prints, folded; NULL until it is asked for */
};

/* ---- the parts ---- */

/* The item that the row is about. */
void change_read_name(struct change_reader *reader, struct history_change *change);

/* The place that the row's only path leads to, if the sheet prints the row's item from it. */
void change_find_place(struct change_reader *reader, struct history_change *change);

/* Notes where a row calls a counted part (委託事項８) by another number than the sheet. */
void change_find_number(struct change_reader *reader, struct history_change *change);

/* Notes what the rows of the day before left the item as, if 変更前 says nearly that, but not it. */
void change_find_left(struct change_reader *reader, struct history_change *change);

/* Notes what 変更後 has and the sheet has not, and the other way round. */
void change_compare_sheet(struct change_reader *reader, struct history_change *change);

/* Notes how 変更後 goes on where it breaks off. */
void change_find_cut(struct change_reader *reader, struct history_change *change);

/* ---- what they ask ---- */

bool change_is_later(const struct history_change *a, const struct history_change *b);
bool change_same_day(const struct history_change *a, const struct history_change *b);

/* Does `later` tell of a change after the other row's? On one day, or where a day is missing, rows follow each other. */
bool change_follows(const struct history_change *later, const struct history_change *change);

/* The items that the row is about: one, or those that it may mean. */
size_t change_aims(const struct history_change *change, const struct item *const **aims);
bool change_aims_at(const struct history_change *change, const struct item *item);
bool change_shares_aim(const struct history_change *a, const struct history_change *b);

bool change_is_inside(const struct item *item, const struct form_section *section);

/* Is the item always told whole, so that two rows about it cannot be about two clauses? */
bool change_told_whole(const struct history_change *change, const struct item *item);

/* Does the row of the sheet have the item that the row of 変更箇所 is about, where it has it? */
bool change_is_printed_in(const struct change_reader *reader, const struct history_change *change,
                          const struct item *item, size_t row);

/* Are both known to be about answers of their own? */
bool change_stands_apart(const struct history_change *a, const struct history_change *b);

/* A row tells that a member of the counted part (提供先{n}) was taken away or put in: their numbers have moved. */
bool change_numbers_moved(const struct change_reader *reader, const struct history_change *change);

/* Are the words of the cell an answer of the choice, rather than the text that belongs to it? */
bool change_is_answer(const struct item *item, const struct cell *cell);

/* A later row takes the text away or changes it, or may. */
bool change_is_rewritten(struct change_reader *reader, const struct history_change *change, const char *text);

/* What the row of the sheet prints, folded; "" for no answer. */
const char *change_folded_row(struct change_reader *reader, size_t index);

/* Counts the work of a search; false when it is too much for one sheet. */
bool change_may_spend(struct change_reader *reader, size_t bytes);
bool change_may_search(struct change_reader *reader, const char *in, const char *text);

bool change_texts_contain(const char *a, const char *b);

/* Have the texts a run of letters in common that is no chance? */
bool change_texts_share_run(struct arena *arena, const char *a, const char *b);

/* A long text is shown around the first difference; `side` is the text's own pieces. */
const char *change_excerpt(struct arena *arena, const struct text_diff *diff, enum piece_kind side);

#endif
