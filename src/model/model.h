#ifndef SHIKII_MODEL_MODEL_H
#define SHIKII_MODEL_MODEL_H

#include "base/arena.h"
#include "base/diag.h"
#include "lang/value.h"
#include "model/schema.h"
#include "yaml/node.h"

#include <stdbool.h>

/* The facts that a body's assessments share: shikii.yaml. */
struct body {
	const struct node *node;
	struct value value;            /* the record; absent when there is no shikii.yaml */
	const struct node **proposals; /* {proposed: …} */
	size_t proposal_count;
};

/* The facts of one process (事務). */
struct model {
	const struct node *node;
	const struct body *body;
	const struct record *root;
	const char **withheld; /* paths of what is not published (model/withhold.h); none when everything is shown */
	size_t withheld_count;
	const char **withheld_texts; /* the free words that stood there */
	size_t withheld_text_count;
	const struct node **proposals; /* {proposed: …}: answers that nobody has confirmed yet */
	size_t proposal_count;
};

/* Is this document a model: does it have the key `shikii` at the top? */
bool model_is(const struct node *node);

/* Reads shikii.yaml's tree against the vocabulary; reports what is wrong. node may be NULL: no such file. */
const struct body *body_bind(struct arena *arena, struct diags *diags, const struct schema *schema,
                             const struct node *node);

/* Reads a process's tree against the vocabulary: unknown keys, wrong kinds, malformed dates and counts, wordings that
 * are no option, ids that point nowhere. What is malformed becomes VALUE_INVALID. Returns NULL only when the
 * document is no model of this version. */
const struct model *model_bind(struct arena *arena, struct diags *diags, const struct schema *schema,
                               const struct body *body, const struct node *node);

/* Reads one answer of a given type, as model_bind does: for the answers that stand under a form's item id. */
struct value model_answer(struct arena *arena, struct diags *diags, const struct schema *schema,
                          const struct body *body, const struct answer_type *type, const struct node *node);

/* The members of `list` (contracts, recipients) that belong to `owner` (a block), each with what is different there
 * laid over it, in the order of the list. An owner without id has all members. */
struct value model_members(struct arena *arena, const struct value *list, const struct value *owner);

/* The vocabulary's record type of a record that was bound. */
const struct record_type *record_type_of(const struct record *record);

/* The named field of a record, or absent; value may be anything. */
struct value record_get(const struct value *value, const char *name);

/* The same, or NULL where the type has no such field. */
const struct value *record_field(const struct record *record, const char *name);

/* Ids and what points to them are no answers, and the part of the form that an attachment belongs to is printed. */
bool record_is_structure(const struct record *record, size_t field);

/* Its values may be replaced; what is in them is shared. */
struct record *record_copy(struct arena *arena, const struct record *record);

#endif
