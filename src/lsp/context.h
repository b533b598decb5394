#ifndef SHIKII_LSP_CONTEXT_H
#define SHIKII_LSP_CONTEXT_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

/* Where in a model something is being typed. YAML that is being typed is mostly none, so that this goes by the lines, their
 * indentation and, in brackets, by what stands in front on the same line. */
enum { CONTEXT_DEPTH = 64 };

struct context {
	const char *steps[CONTEXT_DEPTH]; /* keys from the outside in; NULL for the member of a list */
	size_t depth;
	bool at_key;  /* a key may be what is typed, or a word of a list; else it is the value of the last step */
	bool in_text; /* lines of a text (|, >) */
	bool in_flow; /* in brackets or braces */
	size_t start; /* of the word that is typed */
};

struct context context_at(struct arena *arena, const char *text, size_t offset);

#endif
