#ifndef SHIKII_TESTS_SUPPORT_TREES_H
#define SHIKII_TESTS_SUPPORT_TREES_H

#include "base/arena.h"
#include "yaml/node.h"

#include <stdbool.h>

/* Where two trees are not the same (a path, in the arena), or NULL. The sources may be two. */
const char *trees_differ(struct arena *arena, const struct node *a, const struct node *b);

/* Have they the same keys and words, wherever they stand and however they are written? */
bool trees_read_alike(const struct node *a, const struct node *b);

#endif
