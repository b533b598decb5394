#ifndef SHIKII_DIFF_SHEET_DIFF_H
#define SHIKII_DIFF_SHEET_DIFF_H

#include "base/arena.h"
#include "model/sheet.h"

#include <stddef.h>

/* What differs between two sheets of one kind, item by item. The members of repeated parts (委託事項, 提供先) are
 * matched first, so that one that is put in between is one change and not as many as follow it. */
enum change_kind {
	CHANGE_EDIT,   /* an item prints something else */
	CHANGE_ADD,    /* a member of a repeated part is new, or an item that only the new form has is answered */
	CHANGE_REMOVE, /* the same the other way round */
	CHANGE_MOVE    /* a member stands at another place among those that are in both sheets */
};

/* A change of an item has rows, that of a member has sections; what is only in one sheet has NULL for the other. */
struct sheet_change {
	enum change_kind kind;
	const struct row *old_row;
	const struct row *new_row;
	const struct sheet_section *old_section;
	const struct sheet_section *new_section;
};

struct sheet_diff {
	struct sheet_change *changes; /* in print order of the new sheet; what was removed stands behind its neighbours */
	size_t count;
};

/* Compares what is printed. The sheets may be of two revisions of their form: items are matched by id. The history is
 * not compared. */
struct sheet_diff sheet_diff(struct arena *arena, const struct sheet *old, const struct sheet *new);

/* The sheets of one kind in two states of a model. */
struct sheet_pair {
	const struct sheet *old; /* NULL: not made */
	const struct sheet *new; /* the same; one of them is there */
	struct sheet_diff diff;  /* empty where one is not made */
};
struct sheet_pair sheet_pair_of(struct arena *arena, const struct sheet *old, const struct sheet *new);

#endif
