#ifndef SHIKII_CHECK_EXAMPLE_H
#define SHIKII_CHECK_EXAMPLE_H

#include "assess/official.h"
#include "base/arena.h"
#include "base/diag.h"
#include "rules/rule.h"

#include <stddef.h>

/* Holds an example of a rule, laid over the model of rules/example.yaml, against all rules. Returns how many findings
 * are the rule's. Reports an example that is no model into diags. Keys besides those of a model: `body`, over the
 * example's shikii.yaml, and `as_of`. */
size_t example_findings(struct arena *arena, struct diags *diags, struct official *official, const struct rule *rule,
                        const struct node *example);

/* Runs all examples of a rule: reports those that say otherwise. */
void rule_test(struct arena *arena, struct diags *diags, struct official *official, const struct rule *rule);

#endif
