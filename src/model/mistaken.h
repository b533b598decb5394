#ifndef SHIKII_MODEL_MISTAKEN_H
#define SHIKII_MODEL_MISTAKEN_H

#include "base/arena.h"
#include "model/schema.h"
#include "yaml/node.h"

#include <stdbool.h>

/* What a person wrote in place of an answer → what to type. All texts are constant or in the arena. */

/* A hint about a scalar that is none of the type's answers: a formula, a day's number of a spreadsheet, a mark or a number
 * for an option, lines that YAML joined; NULL when it is nothing of the kind. */
const char *mistaken_value(struct arena *arena, const struct schema *schema, const struct answer_type *type,
                           const struct node *node);

/* {office: …, head: …}: how a record is written, with the options of the first choice. */
const char *mistaken_record(struct arena *arena, const struct schema *schema, const struct record_type *record);

/* - {date: …, kind: …}: how a list of such members is written. */
const char *mistaken_list(struct arena *arena, const struct schema *schema, const struct answer_type *member);

/* How to write what was pasted from cells: a scalar of words apart by tabs, where records are wanted; else NULL. */
const char *mistaken_row(struct arena *arena, const struct schema *schema, const struct answer_type *type,
                         const struct node *node);

/* A hint about brackets around an answer of one text, as forms print them; NULL when the answer is none. */
const char *mistaken_brackets(struct arena *arena, const struct answer_type *type, const struct node *node);

/* The keys of a record, for one that it does not have; NULL where they are many. */
const char *mistaken_keys(struct arena *arena, const struct record_type *record);

/* Where the vocabulary has a key, for one that stands at the wrong place; NULL when it has none or too many such places. */
const char *mistaken_place(struct arena *arena, const struct schema *schema, const struct node *value);

/* 「委託する」、「委託しない」 */
const char *mistaken_options(struct arena *arena, const struct option_list *options);

/* Does it begin as what a cell says whose formula or copied words went wrong: #REF!, #N/A, ##### */
bool mistaken_is_cell_error(const char *text);

#endif
