#ifndef SHIKII_YAML_NODE_PACK_H
#define SHIKII_YAML_NODE_PACK_H

#include "base/arena.h"
#include "base/buf.h"
#include "yaml/node.h"

/* A tree as bytes: what is built into the program is parsed when that is built (cmake/pack.c), not at each start. The
 * form is this machine's own, and trusted. */

/* Appends the tree; it has to be one that node_read returned without a finding. */
void node_pack(const struct node *root, struct buf *out);

/* The tree of source->packed, as node_read would return it, but for its keys: all that have one text are one node, which has no
 * parent, and the place of the first. Its texts stay where they are packed. */
struct node *node_unpack(struct arena *arena, const struct source *source);

#endif
