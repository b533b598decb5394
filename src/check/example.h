#ifndef SHIKII_CHECK_EXAMPLE_H
#define SHIKII_CHECK_EXAMPLE_H

#include "assess/assess.h"
#include "assess/official.h"
#include "base/arena.h"
#include "base/diag.h"
#include "rules/rule.h"

#include <stddef.h>

/* An example of a rule, laid over the model of rules/example.yaml. Keys besides those of a model: `body`, over the example's
 * shikii.yaml, and `as_of`. NULL after reporting an example that is no model. */
const struct assessment *example_assess(struct arena *arena, struct diags *diags, struct official *official,
                                        const struct rule *rule, const struct node *example);

/* Holds it against the rule alone: how many findings there are. */
size_t example_run(struct arena *arena, struct official *official, const struct rule *rule,
                   const struct assessment *assessment);

/* Both; 0 when it is no model. */
size_t example_findings(struct arena *arena, struct diags *diags, struct official *official, const struct rule *rule,
                        const struct node *example);

/* Runs all examples of a rule, and returns how many: reports those that say otherwise. */
size_t rule_test(struct arena *arena, struct diags *diags, struct official *official, const struct rule *rule);

#endif
