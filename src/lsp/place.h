#ifndef SHIKII_LSP_PLACE_H
#define SHIKII_LSP_PLACE_H

#include "model/schema.h"
#include "yaml/node.h"

#include <stdbool.h>
#include <stddef.h>

/* What stands at a byte of a document, by the vocabulary. */
struct place {
	const struct node *node; /* the value there, or of the key there; NULL: nothing */
	bool on_key;
	const struct record_type *record; /* whose field it is, or NULL: a member of a list, … */
	size_t field;
	const struct answer_type *type; /* how the value is written; NULL: not known */
};

struct place place_at(struct arena *arena, const struct node *root, const struct record_type *type, size_t offset);

/* Shows every node below the root with its type, parents first; the type is NULL where the vocabulary has none. */
struct place_visitor {
	void (*visit)(void *context, const struct place *place);
	void *context;
};
void place_walk(struct arena *arena, const struct node *root, const struct record_type *type,
                const struct place_visitor *visitor);

#endif
