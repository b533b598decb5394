#ifndef SHIKII_ASSESS_JUDGE_H
#define SHIKII_ASSESS_JUDGE_H

#include "base/arena.h"
#include "base/diag.h"
#include "lang/expr.h"
#include "model/data.h"
#include "model/model.h"
#include "model/schema.h"

#include <stdbool.h>
#include <stddef.h>

/* The threshold judgement (しきい値判断; 特定個人情報保護評価に関する規則 第4条〜第8条): rules/threshold.yaml is a
 * decision table over a few facts; C only looks up the row. */
struct judge_input {
	const char *name;  /* subjects */
	const char *label; /* 対象人数 */
	const struct expr *value;
	const struct expr *stated; /* the answer printed in a sheet, for when the fact itself is not known */
	const struct option_list *options;
};

struct judge_row {
	const char ***conditions; /* one for each input: NULL, or its answers for which the row holds, NULL at the end */
	const char **owed;        /* kinds of sheets, NULL at the end */
	const char *result;       /* the official sentence */
	const char *source;
};

struct judge_rules {
	const char *title;
	const char *source;
	const char *
	    *kinds; /* of sheets, from the lowest; of those above the first only the highest is made. NULL at the end */
	const struct expr *exempt;
	const struct expr *exemption;
	struct judge_row exempt_row;
	struct judge_input *inputs;
	size_t input_count;
	struct judge_row *rows;
	size_t row_count;
	const struct type *type; /* record of the variable `judgement`: the inputs, result, owed, made */
};

/* One answer that the judgement rests on. */
struct judge_fact {
	const struct judge_input *input;
	const char *answer;  /* NULL: not known */
	const char *derived; /* as worked out from counts and incidents, or NULL */
	const char *stated;  /* as printed in a sheet, or NULL */
	bool given;          /* set by the caller, to try */
	bool malformed;      /* not known because it was misread, which has been reported */
	const struct node *place;
	const char *path;
};

struct judgement {
	const struct judge_rules *rules;
	struct value as_of;
	const char *exemption; /* the ground for which nothing is owed, or NULL */
	struct judge_fact *facts;
	const struct judge_row *row;       /* NULL: the facts do not decide */
	const struct judge_row **possible; /* the rows that the known facts allow, one for each result */
	size_t possible_count;
	const char **
	    made; /* kinds that are owed or made voluntarily, ascending; of what the model has where undecided. NULL at the end */
	struct value value; /* the variable `judgement` of forms and rules */
};

/* A fact to try instead of the model's: input name and one of its options. */
struct judge_trial {
	const char *input;
	const char *answer;
};

struct judge_trials {
	const struct judge_trial *items;
	size_t count;
};

/* Reads rules/threshold.yaml. Reports mistakes, returns NULL when there were any. */
const struct judge_rules *judge_load(struct arena *arena, struct diags *diags, const struct schema *schema,
                                     const struct data_folders *folders);

/* Judges as of a day; as_of may be absent (incidents are then undecided unless there are none at all). */
const struct judgement *judge(struct arena *arena, const struct judge_rules *rules, const struct schema *schema,
                              const struct model *model, const struct value *as_of, const struct judge_trials *trials);

bool judgement_owes(const struct judgement *judgement, const char *kind);
bool judgement_makes(const struct judgement *judgement, const char *kind);

/* Is the sentence a result that the facts allow? */
bool judgement_allows(const struct judgement *judgement, const char *result);

#endif
