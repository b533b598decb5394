#ifndef SHIKII_ASSESS_OFFICIAL_H
#define SHIKII_ASSESS_OFFICIAL_H

#include "assess/judge.h"
#include "assess/periods.h"
#include "base/arena.h"
#include "base/diag.h"
#include "history/changes.h"
#include "model/data.h"
#include "model/form.h"
#include "model/schema.h"
#include "rules/rule.h"

/* What is official, read once for a run: the vocabulary, the threshold judgement, and the forms as they are asked
 * for. */
struct official {
	struct arena *arena;
	struct diags *diags; /* mistakes in the data files: the run cannot go on */
	struct data_folders folders;
	struct memo *memo; /* of what rules find in texts */
	const struct schema *schema;
	const struct judge_rules *judge;
	const struct periods *periods;
	const struct rule_set *rules; /* NULL until official_rules is called, or when they are broken */
	bool rules_read;
	struct data_names form_names;
	const struct form **forms;       /* one for each name; NULL until it is asked for, or broken */
	bool *tried;                     /* to read each */
	const struct item_names **names; /* of each form; NULL until they are asked for */
	const struct cell_words *cells;  /* NULL until it is asked for: official_changes */
	bool cells_read;
	const struct law *law; /* NULL until it is asked for: official_law */
	bool law_broken;       /* it has been reported */
};

/* Reports and returns NULL when the vocabulary, the threshold judgement or a body's own rules/cells.yaml is broken. */
struct official *official_load(struct arena *arena, struct diags *diags, const struct data_folders *folders);

/* The rules, read when they are first asked for; NULL when they are broken (reported). */
const struct rule_set *official_rules(struct official *official);

/* The words of rules/cells.yaml; NULL when that is broken (reported). */
const struct cell_words *official_cells(struct official *official);

/* The headings and labels of one of its forms. */
const struct item_names *official_names(struct official *official, const struct form *form);

/* The rows of 変更箇所 of a sheet, read by the forms of their days and rules/cells.yaml. None when that is broken
 * (reported). */
struct history_changes official_changes(struct arena *arena, struct official *official, const struct sheet *sheet);

/* A form by id, or NULL: unknown, or broken (then it is reported). */
const struct form *official_form(struct official *official, const char *id);

/* The form of the file form_names.items[index]; NULL: it is broken (reported). */
const struct form *official_form_at(struct official *official, size_t index);

/* The revision of a kind's form that is in use on `day`; where day is absent or before the first revision, the
 * newest or the oldest one. NULL when the kind has none or one is broken (reported). */
const struct form *official_form_of(struct official *official, const char *kind, const struct value *day);

/* kiso → 基礎項目評価書, by the vocabulary. */
const char *kind_label(const struct official *official, const char *kind);

/* Is a form in use on this day? */
bool form_in_use(const struct form *form, struct date day);

#endif
