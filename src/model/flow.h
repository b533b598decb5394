#ifndef SHIKII_MODEL_FLOW_H
#define SHIKII_MODEL_FLOW_H

#include "base/arena.h"
#include "model/model.h"

#include <stdbool.h>
#include <stddef.h>

/* The way of the data through a process: `flow` of the model, step by step, with the ids in it looked up. */
enum flow_kind {
	FLOW_PARTY, /* somebody who has no id in the model: 本人, another office */
	FLOW_SYSTEM,
	FLOW_FILE,
	FLOW_CONTRACT,
	FLOW_PROVISION,
	FLOW_TRANSFER,
	FLOW_CONTRACTS, /* all of them */
	FLOW_PROVISIONS,
	FLOW_TRANSFERS
};

/* Of all members of a list: the kind of each; any other kind as it is. */
enum flow_kind flow_kind_of_one(enum flow_kind kind);

struct flow_end {
	enum flow_kind kind;
	const char *words;           /* as it is written: the id, or the party's name; "" for nothing */
	const char *name;            /* as it is printed */
	const struct record *record; /* NULL: FLOW_PARTY, and all */
};

struct flow_step {
	const char *number; /* ① */
	struct flow_end from, to;
	const char *what, *means; /* "" for nothing */
	const struct value *value;
};

struct flow {
	const struct flow_step *steps;
	size_t count;
};

/* Without steps when the model tells none. */
struct flow flow_of(struct arena *arena, const struct model *model);

/* The id by which steps call a member of the model's lists: its own or that of the body's, which it shares; "" for none. */
const char *flow_id(const struct value *member);

/* Does this field of a list hold an end of a step? Its words are an id of the model, or a name. */
bool flow_has_end(const char *list, const char *field);

/* How the words of an end are printed, and what is written for such a name: the id of the first that has it, or the name itself. */
const char *flow_end_name(struct arena *arena, const struct model *model, const char *words);
const char *flow_end_words(struct arena *arena, const struct model *model, const char *name);

/* The names of all that a step can name by an id; ends with NULL. */
const char **flow_end_names(struct arena *arena, const struct model *model);

/* Does the contractor entrust others with it? */
bool is_subcontracted(const struct value *contract);

/* One line for each step: ①本人 → 国民健康保険システム：届出（紙）. */
const char *flow_text(struct arena *arena, const struct flow *flow);
const char *flow_step_text(struct arena *arena, const struct flow_step *step);

/* Does the step concern this owner (a block)? */
bool flow_concerns(struct arena *arena, const struct flow_step *step, const struct value *block);

#endif
