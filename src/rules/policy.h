#ifndef SHIKII_RULES_POLICY_H
#define SHIKII_RULES_POLICY_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/list.h"
#include "model/model.h"
#include "rules/rule.h"

#include <stdbool.h>
#include <stddef.h>

/* Which findings are told, and how heavy they are: --only and --ignore, `severity` of shikii.yaml, and what the model
 * or shikii.yaml suppresses with a reason. Findings of a file that cannot be read are always told. */
struct policy {
	const struct rule_set
	    *rules; /* NULL where shikii.yaml names none, and of models only what was found before is told */
	const struct schema *schema; /* for the samples: what stands where a reason is to be written is none */
	const char *only;            /* rules and families with commas between, or NULL */
	const char *ignore;          /* the same */
	const char *unrun;  /* the same: what this run does not look for, so that it is no surprise that it is not found */
	struct value today; /* --as-of, or absent: then nothing expires */
};

/* Can findings of this rule be neither suppressed nor weighed? They say why nothing can be said, or are about suppressions
 * themselves. */
bool policy_is_fixed(const char *rule);

/* Is a finding of this rule told, by --only and --ignore? */
bool policy_tells(const struct policy *policy, const char *rule);

/* Does this run look for findings of this rule, and tell them? */
bool policy_asks(const struct policy *policy, const char *rule);

/* Does `severity` of shikii.yaml (or NULL) switch the rule off? */
bool policy_is_off(const struct body *body, const char *rule);

/* Does shikii.yaml (or NULL) weigh or suppress findings of rules? */
bool policy_names_rules(const struct body *body);

/* Reports what is wrong with `severity` and `suppress` of shikii.yaml. */
void policy_check_body(const struct policy *policy, struct diags *diags, const struct body *body);

/* Drops and softens findings; reports suppressions of the model that are unknown, expired, unused or without reason.
 * `used` has a flag for each of the body's suppressions. */
struct policy_effect {
	LIST(struct diag *) suppressed; /* findings, with their excuse */
	size_t by_body;                 /* those that shikii.yaml took out or made lighter */
};
struct policy_effect policy_apply(const struct policy *policy, struct diags *diags, const struct model *model,
                                  bool *used);

/* Reports the body's suppressions that no finding of the run needed. */
void policy_unused(const struct policy *policy, struct diags *diags, const struct body *body, const bool *used);

/* The number of the body's suppressions. */
size_t policy_count(const struct body *body);

#endif
