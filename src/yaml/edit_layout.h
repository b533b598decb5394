#ifndef SHIKII_YAML_EDIT_LAYOUT_H
#define SHIKII_YAML_EDIT_LAYOUT_H

#include "yaml/node.h"
#include "yaml/node_write.h"

#include <stddef.h>

/* How the file around a node is laid out, for what is written beside it. The nodes have been read from a source. */

/* The byte where the node itself begins: behind an anchor or tag. */
size_t layout_start(const struct node *node);

/* The column, from 0, at which the dashes or keys of a collection in block style stand. */
size_t layout_column(const struct node *collection);

/* The indentation that the nearest neighbours have: those inside the collection, then those around it. */
struct node_layout layout_near(const struct node *collection);

#endif
