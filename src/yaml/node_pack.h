#ifndef SHIKII_YAML_NODE_PACK_H
#define SHIKII_YAML_NODE_PACK_H

#include "base/arena.h"
#include "base/buf.h"
#include "yaml/node.h"

/* A tree as bytes: what is built into the program is parsed when that is built (cmake/pack.c), not at each start. The
 * form is this machine's own, and trusted. */

/* Appends the tree; it has to be one that node_read returned without a finding. */
void node_pack(const struct node *root, struct buf *out);

/* The root of source->packed, closed. When it and what is in it are opened they are as node_read would return them, but for the
 * keys: all that have one text are one node, which has no parent, and the place of the first. Texts stay where they are packed. */
struct node *node_unpack(struct arena *arena, const struct source *source);

/* The value of key in a closed mapping, or NULL. */
struct node *node_packed_get(const struct node *mapping, const char *key, size_t length);

#endif
