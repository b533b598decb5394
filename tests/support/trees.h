#ifndef SHIKII_TESTS_SUPPORT_TREES_H
#define SHIKII_TESTS_SUPPORT_TREES_H

#include "base/arena.h"
#include "base/node.h"

/* Where two trees are not the same (a path, in the arena), or NULL. The sources may be two. */
const char *trees_differ(struct arena *arena, const struct node *a, const struct node *b);

#endif
