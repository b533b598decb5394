#ifndef SHIKII_CHECK_RUN_RULES_H
#define SHIKII_CHECK_RUN_RULES_H

#include "assess/assess.h"
#include "base/arena.h"
#include "base/diag.h"
#include "check/citations.h"
#include "rules/rule.h"

/* Holds an assessment against the rules. A rule that reads what is unanswered, malformed or unreadable is silent.
 * `citations` are those of the assessment, or NULL: they are read when a rule asks for them. */
void run_rules(struct arena *arena, struct diags *diags, struct official *official, const struct rule_set *rules,
               const struct assessment *assessment, const struct cited_list *citations);

#endif
