#ifndef SHIKII_BASE_LOCATE_H
#define SHIKII_BASE_LOCATE_H

#include "base/arena.h"
#include "yaml/node.h"

#include <stddef.h>

/* Where each byte of a scalar's text stands in its source: length + 1 offsets, the last one behind the text. White
 * space that YAML folds or strips stands where the text goes on. */
const size_t *node_offsets(struct arena *arena, const struct node *node);

#endif
