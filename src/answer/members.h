#ifndef SHIKII_ANSWER_MEMBERS_H
#define SHIKII_ANSWER_MEMBERS_H

#include "answer/target.h"

/* Lists at the top of the model whose members a form shows as rows of a table: flow, departments. Their keys are places of the
 * model: flow[2].from. */

/* The member that the key begins with; *field: what follows behind the dot, or "". NULL: there is none. */
const struct node *member_named(const struct answering *answering, const char *key, const char **field);

/* The records of such a list, or NULL: the vocabulary has no such list. */
const struct record_type *member_type(const struct answering *answering, const char *list);

/* Is the field number `field` of these records a cell of the table: a line, or the id of a member that the body shares? */
bool member_has_cell(const struct record_type *type, size_t field);

/* The members as they are written, or NULL: the model has none. */
const struct node *members_of(const struct answering *answering, const char *list);

/* A field of the member as it was read, with what it takes from the body; absent in a row that nobody has filled in. */
struct value member_value(const struct answering *answering, const struct node *member, const char *field);

/* What a cell shows. */
const char *member_words(const struct answering *answering, const struct node *member, const char *field);

/* Writes what was typed; for an end of the flow the id of what has that name, for a shared member its id, or "": the words are then
 * the model's own. `shared`: into the body, where the words stand there. NULL, or the reason why it cannot be done. */
const char *member_put(const struct answering *answering, const struct node *member, const char *field,
                       const char *words, bool shared);

/* A new last member. */
const char *member_add(const struct answering *answering, const char *list);

#endif
