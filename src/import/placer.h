#ifndef SHIKII_IMPORT_PLACER_H
#define SHIKII_IMPORT_PLACER_H

#include "base/date.h"
#include "import/entries.h"
#include "import/label.h"
#include "import/place.h"

/* Rows on their way to places: what the steps of place_rows share. */

enum { PLACER_COLUMNS = 256 };

struct placer {
	struct arena *arena;
	struct arena *scratch; /* keys of one row */
	const struct form *form;
	const struct calendar *calendar;
	struct placing *placing;
	struct entries entries;
	size_t at;                               /* the entry met last */
	struct reading *open;                    /* takes the words that come, or NULL */
	bool lost;                               /* words follow a label that has no place */
	struct reading *columns[PLACER_COLUMNS]; /* the last row was a head of columns: whose words come next */
	size_t column_count;
	size_t columns_read;    /* the last row stood below that many columns */
	const char *table_head; /* of the table that is being read into an item, its cells parted by tabs */
	bool labels_lines;      /* lines outside of tables have labels in front of their words */
	bool titled;            /* the row before was the title: a page number may follow */
	bool in_history;
	bool history_over;  /* something else is below its table, until that goes on or another part begins */
	bool history_again; /* the row before is its head, said again on another page */
	size_t history_columns[PLACER_COLUMNS]; /* cell → index in form.columns, plus one */
	size_t history_width;                   /* cells of the head; 0: it has not been met */
	size_t contents_left;                   /* lines of 項目一覧 that are still to come */
	struct label title, draft_title, stamp, contents, history;
	const struct label *column_labels; /* of form.columns */
};

/* ---- place_find.c: where words of the form stand in it ---- */

/* The best so far of several entries; two different labels that are equally near are none. */
struct match {
	const struct entry *entry;
	size_t distance;
	bool ambiguous;
};

/* Items with these words in the section where the cursor is: first what comes next, then what is behind us and still
 * empty, then what has words already. */
void placer_offer_items(struct placer *placer, const char *key, struct match *match);

/* Headings with these words, of the part of the form where we are, or, when they stand `alone`, of any. */
void placer_offer_headings(struct placer *placer, const char *key, bool alone, struct match *match);

/* Where a heading is missing: the item whose label stands only once in the rest of this part of the form, or NULL. */
const struct entry *placer_lone_item(struct placer *placer, const char *key);

/* Is it a label somewhere in the form; words around items (再委託), or above frames to come? */
bool placer_known(const struct placer *placer, const char *key);
bool placer_frame(const struct placer *placer, const char *key);

/* Where we are in a section: as far as the text has come to it (NULL: not yet), or made now. */
struct place *placer_reached(const struct placer *placer, const struct form_section *section);
struct place *placer_place(struct placer *placer, const struct form_section *section);

struct reading *placer_reading(struct placer *placer, const struct entry *entry);
bool placer_filled(struct placer *placer, const struct entry *entry);
void placer_leave_out(struct placer *placer, const char *text, size_t line);

/* ---- place_plain.c ---- */

/* Does the row only say at the head of a page in which group we still are: 委託事項3（続き）, 委託事項3　②…の範囲（続き）? */
bool placer_goes_on(struct placer *placer, const struct text_row *row);

/* The row without ※ beside other words and （別紙） or （続き） of a heading, a label's number and the label in one cell. */
struct text_row placer_plain_row(struct placer *placer, const struct text_row *row);

/* The key of the words up to the first white space, how long they are, and what stands behind them; NULL: they are no label. */
const char *placer_front_key(struct placer *placer, const char *text, size_t *front, const char **behind);

/* Are the words a heading or label of the form, with its number? */
bool placer_names(struct placer *placer, const char *text);

/* ---- place_lines.c ---- */

/* Rows of a text that become these rows. */
struct unfolded {
	struct text_row rows[2];
	size_t count, taken;
};

/* The first of these rows; where it is the begin of a heading that goes on in the next ones, the whole of it. A label in front of its
 * words becomes a cell of its own, where the text is written so. */
struct unfolded placer_unfold(struct placer *placer, const struct text_row *rows, size_t count);

/* Is the text written so: labels in front of their words, in lines outside of tables? */
bool placer_labels_lines(struct placer *placer, const struct text_rows *rows);

/* ---- place_beside.c ---- */

struct parted_rows {
	LIST(struct text_row) rows;
};

/* Groups side by side, 委託事項1 | 委託事項2 in the first of these rows and their answers below, with one column of labels or one each:
 * the rows of one group behind those of the other. Returns how many rows they are taken from, 0: they are something else. What stands
 * there in no column of theirs is left out. */
size_t placer_part_beside(struct placer *placer, const struct text_row *rows, size_t count, struct parted_rows *parted);

/* ---- place_changes.c: 変更箇所 ---- */

/* Is the row the head of its table? Then the rows that follow are its rows. */
bool placer_history_head(struct placer *placer, const struct text_row *row);
void placer_begin_history(struct placer *placer);
void placer_read_change(struct placer *placer, const struct text_row *row);

/* The first of these rows with those below it that line breaks in its cells have parted from it, as in tables copied from a
 * page; returns how many rows that are. */
size_t placer_join_change(struct placer *placer, const struct text_row *rows, size_t count, struct text_row *joined);

/* Does the row begin a part of the form, so that the table has ended? */
bool placer_leaves_history(struct placer *placer, const struct text_row *row);

/* Is the row no row of the table, nor anything below it: what else is printed there (別紙, a worksheet of an earlier sheet)? */
bool placer_behind_history(struct placer *placer, const struct text_row *row);

#endif
