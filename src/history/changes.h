#ifndef SHIKII_HISTORY_CHANGES_H
#define SHIKII_HISTORY_CHANGES_H

#include "base/arena.h"
#include "base/date.h"
#include "history/cell.h"
#include "history/item_name.h"
#include "model/sheet.h"

#include <stdbool.h>
#include <stddef.h>

/* The rows of 変更箇所 of one sheet, read: which item each is about, and how it agrees with the rows above it and with
 * what the sheet says now. What cannot be told for sure is left out. */
struct history_change {
	const struct history_row *row;
	struct date day;       /* 変更日; year 0: none */
	struct item_name name; /* in the sheet's form; ITEM_NAME_UNKNOWN also where only the form of its day has the item */
	const char *official_name; /* of the item, as the form of its day prints it; NULL: it is not about one item */
	bool named;                /* the name fits an item, several, or a section */
	bool dated_form;           /* the form of its day is known: `labelled` means something */
	bool labelled;             /* the name has the official label */
	bool significant;          /* it is about a ※ item, or a section with one */
	struct cell before;
	struct cell after;
	const struct history_change *above; /* the nearest rows about the same item, or NULL */
	const struct history_change *below;
	bool joined;         /* it only goes on where the row above was cut in two, and was read with that */
	bool newest;         /* no row of a later day is about the same item */
	bool repeated;       /* a row above has the same name */
	const char *left;    /* what a row above left the item as, around where 変更前 differs from it; or NULL */
	const char *left_as; /* the same of 変更前 */
	const struct history_row *left_row; /* that row, or NULL */
	const char *lost; /* words of 変更後 that the sheet does not have although no later row changes them, or NULL */
	const struct row *home; /* the other item that has the lost paragraph, or NULL */
	const struct row *now;  /* the answer that lacks it, where it is a single one, or NULL */
	const char *kept; /* a paragraph of 変更前 that 変更後 does not have and the sheet still does, or NULL */
	const char *gone; /* a sentence of 変更前 that the sheet lacks although the row only adds something, or NULL */
	const char *cut;  /* how the sheet, or the next row, goes on where 変更後 breaks off; or NULL */
	const struct change_place *place; /* the answers of the sheet that stand where its only path leads, or NULL */
	const char *number_now;           /* the number of that answer where the name has another, or NULL */
	const struct row *item_now;       /* that answer, where none that it is printed as is the named item; or NULL */
	bool turned; /* 変更前 is what the item says, whole, and 変更後 is not, although no later row is about it */
};

struct history_changes {
	struct history_change *items; /* one for each row of the sheet, in its order */
	size_t count;
};

/* The forms by their day. */
struct form_history {
	/* The form of a kind that was in use on a day, or the oldest one when that day is before it; NULL: none. */
	const struct form *(*form_on)(void *context, const char *kind, struct date day);
	const struct item_names *(*names)(void *context, const struct form *form);
	void *context;
};

struct history_changes history_changes_read(struct arena *arena, const struct cell_words *words,
                                            const struct form_history *forms, const struct sheet *sheet);

#endif
