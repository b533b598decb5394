#ifndef SHIKII_IMPORT_DRAFT_H
#define SHIKII_IMPORT_DRAFT_H

#include "base/arena.h"
#include "base/node.h"
#include "model/schema.h"

#include <stdbool.h>

/* A model that is being written: a tree whose keys stand in the vocabulary's order. Paths are like blocks[0].use.purpose. */
struct draft {
	struct arena *arena;
	const struct schema *schema;
	struct node *root;
};

struct draft draft_new(struct arena *arena, const struct schema *schema);

/* How the vocabulary wants the value at a path, or NULL when there is no such place. */
const struct answer_type *draft_type(const struct draft *draft, const char *path);

/* Puts a value, in place of what stands there. What is missing on the way is made; members of lists get an id
 * (system-1). False when the way is blocked: something else stands there. */
bool draft_put(struct draft *draft, const char *path, struct node *value);

/* The node at a path, or NULL. */
struct node *draft_get(const struct draft *draft, const char *path);

#endif
