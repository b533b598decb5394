#ifndef SHIKII_CHECK_LINES_H
#define SHIKII_CHECK_LINES_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "model/form.h"
#include "model/schema.h"
#include "yaml/node.h"

/* The answer that a finding misses: for diag->wanted. */
struct wanted {
	const struct node *near; /* any node of its document */
	const char *path;        /* risks[kyotsu].use.linkage.sufficient; of a list: it gets one member more */
	const struct item *item; /* whose options may be chosen; NULL: those of the vocabulary */
	const char *member;      /* of a list: the field of its member … */
	const char *equals; /* … which is to be this wording; or the wording of a choice that a form asks about; or NULL */
	const struct form *form; /* a member of a list, or a record, is what the items of this form ask for … */
	const char *variable;    /* … which speak of it by this name; NULL: no such form */
};

/* The wanted answer of a row; near and path are of the place in the model where it is looked for, path may be NULL. */
const struct wanted *wanted_by_item(struct arena *arena, const struct schema *schema, const struct form *form,
                                    const struct item *item, const struct node *near, const char *path);

/* A list's member, or a record, with what the form's items ask for that speak of it by the name `variable`. */
const struct wanted *wanted_members(struct arena *arena, const struct node *near, const char *path,
                                    const struct form *form, const char *variable);

/* risks[kyotsu].use → 「risks」の「kyotsu」の「use」: with its dots a path would be typed as it stands. */
const char *path_in_words(struct arena *arena, const char *path);

/* Works out diag->lines for the findings that have diag->wanted, all of them together: they can be typed in one after the
 * other. What cannot be written into the file as it is gets none. */
void lines_add(struct arena *arena, const struct schema *schema, struct diags *diags);

/* Appends the document of `root` with all of its lines typed in. False, and nothing is appended, where none are wanted or they
 * cannot be written. */
bool lines_fill(struct arena *arena, const struct schema *schema, const struct diags *diags, const struct node *root,
                struct buf *out);

#endif
