#ifndef SHIKII_ANSWER_PUT_H
#define SHIKII_ANSWER_PUT_H

#include "answer/target.h"

/* What is typed or chosen → values, and values → edits of the model. Reasons are of the catalogue. */

/* A text as the model writes it. */
struct node *answer_text_node(struct arena *arena, const char *text);

/* Without the words that the form prints around it: 令和7年9月1日 時点. */
const char *answer_without_format(struct arena *arena, const char *format, const char *text);

/* The value of a count, of 128,400, 15件 or 711人. *problem: why it is none. */
struct node *answer_count_node(struct arena *arena, const char *text, const char **problem);

/* The value of any item that is one text: a choice by its wording or label, a date, a count, a line. */
struct node *answer_node(const struct answering *answering, const struct item *item, const char *text,
                         const char **problem);

/* Writes it into the place. NULL, or the reason why it cannot be done. */
const char *answer_put(const struct answering *answering, const struct target *target, struct node *value);

/* Writes it behind the text that is there, if any, as its next part. */
const char *answer_put_behind(const struct answering *answering, const struct target *target, struct node *value);

/* Writes what a person typed as the answer of a row (but for boxes) into its place: target_any. NULL, or the reason. */
const char *answer_put_words(const struct answering *answering, const struct row *row, const struct target *target,
                             const char *text);

#endif
