#ifndef SHIKII_SESSION_SET_FACTS_H
#define SHIKII_SESSION_SET_FACTS_H

#include "assess/judge.h"
#include "assess/official.h"
#include "base/buf.h"
#include "session/options.h"
#include "yaml/node.h"

#include <stdbool.h>

/* --set KEY=VALUE: facts to try instead of what is written. KEY is an answer of the judgement (incident=発生あり), a
 * place of the body (body.incidents=[…]) or of the model (threshold.subjects.count=310000); VALUE is YAML. */
struct set_fact {
	const char *path; /* names with dots between; without `body.` */
	bool of_body;
	const struct node *value;
};

struct set_facts {
	const struct set_fact *items;
	size_t count;
	struct judge_trials answers; /* of the judgement */
};

/* Reads the options; false when one is malformed: words are put into *problem, or findings into diags. */
bool set_facts_read(struct arena *arena, struct diags *diags, const struct official *official,
                    const struct options *options, struct set_facts *facts, struct buf *problem);

/* Puts the values into a model's or a body's tree; what is missing on the way is made. */
void set_facts_apply(const struct set_facts *facts, struct arena *arena, struct node *model);
void set_facts_apply_to_body(const struct set_facts *facts, struct arena *arena, struct node *body);

#endif
