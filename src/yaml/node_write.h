#ifndef SHIKII_YAML_NODE_WRITE_H
#define SHIKII_YAML_NODE_WRITE_H

#include "base/arena.h"
#include "base/buf.h"
#include "yaml/node.h"

#include <stddef.h>

/* Trees → YAML. */

/* What stands above a node as lines of comment, or NULL. */
typedef const char *node_comment(void *context, const struct node *node);

/* Appends the tree as YAML in block style; node_read gives the same tree back, text for text. A scalar of style
 * NODE_PLAIN is written as it is where YAML allows it (numbers, true, nothing at all for a key without an answer);
 * any other is text: it is quoted where YAML would take it for something else, and what is long or of several lines
 * is a literal block. Collections of style NODE_FLOW stand on one line when they are of short scalars.
 * comment may be NULL. */
void node_write(struct buf *out, const struct node *root, node_comment *comment, void *context);

/* By how many columns the lines of a file are indented. */
struct node_layout {
	size_t step; /* what stands below a key, from the key; 1 to 9 */
	size_t list; /* the dashes of a list below a key, from the key; 0 where they stand below its first letter */
	size_t dash; /* a member of a list, from its dash; 2 to 9 */
};

extern const struct node_layout node_layout_usual; /* two columns each, as node_write has it */

/* The members of a collection in block style, each on lines of their own at `indent` columns; nothing behind the last line.
 * comment may be NULL. */
void node_write_members(struct buf *out, const struct node *collection, const struct node_layout *layout, size_t indent,
                        node_comment *comment, void *context);

/* What stands behind the colon of a key at `indent` columns, from the space or line break on; nothing behind the last line.
 * value->key is set, value->parent is none or a mapping. comment may be NULL; that of the value itself is not written. */
void node_write_value(struct buf *out, const struct node *value, const struct node_layout *layout, size_t indent,
                      node_comment *comment, void *context);

/* The node on one line, collections in brackets, a key without an answer as null; the value of a mapping without its key. */
void node_write_flow(struct buf *out, const struct node *node);

/* Appends text as comment, each line behind "# ". */
void node_write_comment(struct buf *out, const char *text, size_t indent);

/* New nodes, to be written: they have no place in any source. */
struct node *node_scalar(struct arena *arena, enum node_style style, const char *text);
struct node *node_collection(struct arena *arena, enum node_kind kind, enum node_style style);

/* Puts value into a collection so that it is number `position`; key is NULL for a sequence. */
void node_insert(struct arena *arena, struct node *collection, size_t position, const char *key, struct node *value);
void node_append(struct arena *arena, struct node *collection, const char *key, struct node *value);

#endif
