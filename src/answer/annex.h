#ifndef SHIKII_ANSWER_ANNEX_H
#define SHIKII_ANSWER_ANNEX_H

#include "answer/target.h"

/* 別添 → what a person types for them, and back. Their keys are places of the model: attachments[2].text. */

/* The attachment that the key begins with, of a plain list of the model; *field: what follows, behind the dot, or "". NULL: there is
 * none. */
const struct node *annex_named(const struct answering *answering, const char *key, const char **field);

/* The key of an attachment, or NULL: it cannot be changed in place. */
const char *annex_key(const struct answering *answering, const struct node *attachment);

/* The table as a spreadsheet copies it: a line for the headings, one for each row, tabs between cells; a cell with a tab, a line
 * break or quotes in quotes. NULL: it has cells that are no plain words. */
const char *annex_table(struct arena *arena, const struct node *table);

/* Writes words into the title, text or remarks, or such lines into the table: of rows that are as they were nothing changes. NULL, or
 * the reason why it cannot be done. */
const char *annex_put(const struct answering *answering, const struct node *attachment, const char *field,
                      const char *words);

/* Adds an attachment to those that the row prints. */
const char *annex_add(const struct answering *answering, const struct row *row);

#endif
