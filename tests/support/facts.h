#ifndef SHIKII_SUPPORT_FACTS_H
#define SHIKII_SUPPORT_FACTS_H

#include "base/buf.h"
#include "yaml/node.h"

/* Facts held against a second copy of them: what the program has read, as lines of fields between tabs, against the table
 * tests/facts/<name>.tsv. A fact that is changed has to be changed in both places, so that a slip in one is seen. */

/* Adds a line; NULL stands for an empty field, FACTS_END behind the last. */
void facts_add(struct buf *facts, const char *first, ...);
#define FACTS_END ((const char *)-1)

/* Adds a line for each scalar below a node: its path from the root, and its text. */
void facts_add_node(struct buf *facts, const struct node *node);

/* Words of a scalar, or of a list of them, between |. */
const char *facts_words(struct arena *arena, const struct node *words);

/* The first lines that differ from the table make the test fail. UPDATE_FACTS=1 writes the table anew: then read what
 * changed as if it were law. */
void facts_expect(struct arena *arena, const char *name, const struct buf *facts);

#endif
