#ifndef SHIKII_CONSEQUENCES_DUE_ROWS_H
#define SHIKII_CONSEQUENCES_DUE_ROWS_H

#include "base/arena.h"
#include "consequences/consequences.h"
#include "diff/sheet_diff.h"
#include "model/sheet.h"

#include <stdbool.h>
#include <stddef.h>

/* The rows that the changes between two states of a sheet owe to its 変更箇所. */
struct due_row {
	const struct sheet_change *change; /* NULL: the row of a new revision of the form */
	const char *item;    /* 項目: the official name in the newer form, or the older where it is gone there */
	const size_t *index; /* its repetitions, from the outside in */
	size_t index_count;
	const char *path;   /* of the model: where it is written, or NULL */
	const char *before; /* whole texts */
	const char *after;
	const char *left_out; /* what stands for paragraphs that did not change */
	bool significant;     /* ※ */
};

struct due_rows {
	struct due_row *items; /* in the order of the sheet */
	size_t count;
};

/* Members that only changed their places among each other owe nothing: their numbers are no answers; nor does a text in which
 * only white space changed. What only a new
 * revision of the form asks or asked is one row together, for the form. The sheets may have been built without paths. */
struct due_rows due_rows_of(struct arena *arena, const struct consequences *consequences, const struct sheet *old,
                            const struct sheet *new);

/* The texts as a row of 変更箇所 quotes them: whole, or where they are long, with a word （略） for each run of paragraphs that did
 * not change. A paragraph is never cut. */
void due_row_quote(struct arena *arena, const struct due_row *row, const char **before, const char **after);

#endif
