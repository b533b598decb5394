#ifndef SHIKII_SESSION_SET_FACTS_H
#define SHIKII_SESSION_SET_FACTS_H

#include "session/project.h"
#include "yaml/node.h"

#include <stdbool.h>

/* --set KEY=VALUE: facts to try instead of what is written. KEY is an answer of the judgement (incident=発生あり), a
 * place of the body (body.incidents=[…]) or of the model (threshold.subjects.count=310000); VALUE is YAML. */
struct set_fact {
	const char *path; /* names with dots between; without `body.` */
	bool of_body;
	const struct node *value;
};

/* Reads the options into project->set_facts and project->assess.trials; false with project->problem set when one is
 * malformed. */
bool set_facts_read(struct project *project);

/* Puts the values into a model's or a body's tree; what is missing on the way is made. */
void set_facts_apply(struct project *project, struct arena *arena, struct node *model);
void set_facts_apply_to_body(struct project *project, struct node *body);

#endif
