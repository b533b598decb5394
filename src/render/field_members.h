#ifndef SHIKII_RENDER_FIELD_MEMBERS_H
#define SHIKII_RENDER_FIELD_MEMBERS_H

#include "answer/target.h"

#include <jansson.h>
#include <stdbool.h>

/* The list of the model whose members are typed in a table at this row: the steps of the flow at their figure, departments where
 * the body shares some or one line cannot hold them. NULL: none; *typed: the
 * answer is typed in such a table all the same, at another row. */
const char *members_at(const struct answering *answering, const struct row *row, bool *typed);

/* That table for a form to fill in: its heads, and of each member its cells and how it is moved and removed. */
json_t *members_json(const struct answering *answering, const char *list);

/* The words that the body shares, to be chosen as answers: passages and the like. */
json_t *passages_json(const struct answering *answering);

#endif
