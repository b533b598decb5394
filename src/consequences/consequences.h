#ifndef SHIKII_CONSEQUENCES_CONSEQUENCES_H
#define SHIKII_CONSEQUENCES_CONSEQUENCES_H

#include "base/arena.h"
#include "base/diag.h"
#include "model/data.h"
#include "model/model.h"
#include "model/schema.h"

#include <stdbool.h>
#include <stddef.h>

/* rules/consequences.yaml: what follows from changes. Whether one is a 重要な変更 is a person's judgement and an input. */
struct consequences;

/* Reports mistakes and returns NULL when there were any. */
const struct consequences *consequences_load(struct arena *arena, struct diags *diags, const struct schema *schema,
                                             const struct data_folders *folders);

/* 提出時期 and 提出時期に係る説明 that fit a row of 変更箇所. */
struct due_timing {
	const char *timing; /* 事前 | 事後 */
	const char *note;
};

/* The fitting ones, or NULL while nobody has judged. `significance` may be NULL: no judgement. */
const struct due_timing *consequences_timing(const struct consequences *consequences, const char *kind,
                                             bool significant, const char *significance, bool form_changed);

/* 項目 of the row for a new revision of the form; and does a name say that it is this row? */
const char *consequences_form_item(const struct consequences *consequences);
bool consequences_is_form_item(const struct consequences *consequences, const char *item);

/* What is written in a row: in 変更前の記載 of an addition, in 変更後の記載 of a removal, for paragraphs that did not change. */
struct due_words {
	const char *added;
	const char *removed;
	const char *left_out;
};
const struct due_words *consequences_words(const struct consequences *consequences);

/* The judgement (significance) that makes a change a 重要な変更. */
const char *consequences_important(const struct consequences *consequences);

/* What is known of a kind of sheet before and after the changes. Texts may be NULL: not there. */
struct due_facts {
	const char *kind;
	const struct body *body; /* or NULL */
	size_t changes;          /* rows that 変更箇所 owes */
	size_t important;        /* of them those that were judged 重要な変更 */
	size_t undecided;        /* ※ rows that nobody has judged */
	bool owed, owed_before;
	bool made, made_before;
	const char *result, *result_before; /* しきい値判断結果 */
	const char *form, *form_before;
	struct value published, published_before;
};

struct due_step {
	const char *id;
	const char *text;
	const char *source;
};

/* The steps that are due, in the order of the file. */
struct due_steps {
	const struct due_step **items;
	size_t count;
};
struct due_steps consequences_steps(struct arena *arena, const struct consequences *consequences,
                                    const struct due_facts *facts);

#endif
