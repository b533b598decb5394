#ifndef SHIKII_BASE_EDIT_H
#define SHIKII_BASE_EDIT_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/node.h"
#include "base/source.h"

#include <stddef.h>

/* Changes to the texts of scalars, made in the YAML itself: all that is not changed stays as it is, byte for byte.
 * What cannot be said in a scalar's style, or has no exact place in the source (it goes over a folded line), is refused
 * rather than written in another way. */
struct edit {
	const struct node *node;
	size_t start; /* bytes [start, end) of the node's text … */
	size_t end;
	const char *text; /* … become this */
	size_t from;      /* bytes [from, to) of the source … */
	size_t to;
	const char *written; /* … become this */
};

struct edits {
	struct arena *arena;
	const struct source *source;
	struct edit *items; /* in the order of the source once they are printed */
	size_t count;
	size_t capacity;
};

/* For edits of one source; nodes, and later the edits, live in arena or longer. */
struct edits edits_new(struct arena *arena, const struct source *source);

/* These give NULL, or in Japanese the reason why it cannot be done. */

/* Notes that bytes [start, end) of a scalar's text become `text`; both are bounds of characters. Only what differs is
 * changed. */
const char *edit_add(struct edits *edits, const struct node *node, size_t start, size_t end, const char *text);

/* Appends the whole file with all edits, its byte order mark too. The result is read again: were anything else but the
 * edited scalars different in it, nothing is appended. Edits may not overlap. */
const char *edits_print(struct edits *edits, struct buf *out);

/* Appends what edits_print changes, as a unified diff of the file with itself; nothing when there are no edits. */
void edits_diff(const struct edits *edits, struct buf *out);

#endif
