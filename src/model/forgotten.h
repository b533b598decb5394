#ifndef SHIKII_MODEL_FORGOTTEN_H
#define SHIKII_MODEL_FORGOTTEN_H

#include "base/arena.h"
#include "base/diag.h"
#include "model/schema.h"
#include "yaml/node.h"

#include <stdbool.h>

/* A line `key:` that was left out, or lines that are indented too little or too much: which one is meant follows from the
 * vocabulary, to which the keys below belong. */

struct forgotten_key {
	const char *key; /* NULL: none is known to be forgotten */
	int field;       /* in the record of the mapping … */
	bool top;        /* … or in the model's root */
	size_t indent;   /* spaces before it */
};

/* The mapping is of this record and has keys that are none of it. */
struct forgotten_key forgotten_find(const struct schema *schema, const struct record_type *record,
                                    const struct node *mapping);

/* The list that follows this one in the vocabulary, when the member could be of it and the model does not have it; or NULL. */
const char *forgotten_list(const struct schema *schema, const struct node *member);

/* The hint: which line to put before this one. */
const char *forgotten_hint(struct arena *arena, const char *key, size_t indent);

/* Rewrites the hints of findings from number `from` on that say of a line of a model that its indentation is wrong. */
void forgotten_explain(struct diags *diags, const struct schema *schema, size_t from);

#endif
