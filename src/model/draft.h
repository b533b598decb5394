#ifndef SHIKII_MODEL_DRAFT_H
#define SHIKII_MODEL_DRAFT_H

#include "base/arena.h"
#include "model/schema.h"
#include "yaml/node.h"

#include <stdbool.h>

/* A model that is being written: a tree whose keys stand in the vocabulary's order. Paths are like blocks[0].use.purpose. */
struct draft {
	struct arena *arena;
	const struct record_type *record; /* of the root */
	struct node *root;
};

/* Of a model (schema->process) or of a shikii.yaml (schema->body). */
struct draft draft_new(struct arena *arena, const struct record_type *record);

/* How the vocabulary wants the value at a path, or NULL when there is no such place. */
const struct answer_type *draft_type(const struct draft *draft, const char *path);

/* What the vocabulary calls the place: 請求先; NULL when there is none. */
const char *draft_label(const struct draft *draft, const char *path);

/* Has a member of the list (or NULL) this id? */
bool draft_has_id(const struct node *list, const char *id);

/* The id of a list's member: systems → system-1. */
const char *draft_member_id(struct arena *arena, const char *list, size_t index);

/* Puts a value, in place of what stands there. What is missing on the way is made; members of lists get an id
 * (system-1). False when the way is blocked: something else stands there. */
bool draft_put(struct draft *draft, const char *path, struct node *value);

/* The node at a path, or NULL. */
struct node *draft_get(const struct draft *draft, const char *path);

#endif
