#ifndef SHIKII_LSP_SYMBOL_H
#define SHIKII_LSP_SYMBOL_H

#include "lsp/question.h"

/* An id, where it is defined or used: of a member of one of the model's lists, or of the body's. */
struct symbol {
	const char *list; /* contracts, passages */
	const char *id;
	bool shared; /* of the body */
	bool defines;
	struct span span; /* of the id alone */
};

struct symbols {
	struct arena *arena;
	struct symbol *items;
	size_t count;
	size_t capacity;
};

/* Adds those of one file; `body`: it is a shikii.yaml. */
void symbols_of(struct symbols *symbols, const struct schema *schema, const struct node *root, bool body);

#endif
