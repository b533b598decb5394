#ifndef SHIKII_LANG_BUILTIN_H
#define SHIKII_LANG_BUILTIN_H

/* The functions of expressions, among the files that make them up. */
#include "lang/expr_tree.h"

/* Takes from the evaluation's steps what making or searching the text costs; false when none are left. */
bool builtin_spend_text(struct evaluation *e, const char *text);

/* The argument that is a text literal. */
const char *builtin_literal(const struct expr *call, size_t index);

/* Functions that ask those for whom the expression is evaluated (struct scope, struct env): answers of a sheet,
 * what belongs to what, citations. */
const struct type *asked_check_answer(struct compiler *c, struct expr *call);
struct value asked_eval_answer(struct evaluation *e, const struct expr *call, const struct value *arguments);
const struct type *asked_check_members(struct compiler *c, struct expr *call);
struct value asked_eval_members(struct evaluation *e, const struct expr *call, const struct value *arguments);
const struct type *asked_check_cited(struct compiler *c, struct expr *call);
struct value asked_eval_cited(struct evaluation *e, const struct expr *call, const struct value *arguments);
struct value asked_eval_stray_rows(struct evaluation *e, const struct expr *call, const struct value *arguments);
struct value asked_eval_cited_after(struct evaluation *e, const struct expr *call, const struct value *arguments);
struct value asked_eval_row_bodies(struct evaluation *e, const struct expr *call, const struct value *arguments);
const struct type *asked_check_moved_row(struct compiler *c, struct expr *call);
struct value asked_eval_moved_row(struct evaluation *e, const struct expr *call, const struct value *arguments);

#endif
