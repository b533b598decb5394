#ifndef SHIKII_CHECK_RULE_RUN_H
#define SHIKII_CHECK_RULE_RUN_H

/* What run_rules.c and wording.c share: one assessment that is held against the rules. */

#include "assess/assess.h"
#include "base/arena.h"
#include "base/diag.h"
#include "check/citations.h"
#include "check/corpus.h"
#include "lang/value.h"
#include "rules/rule.h"

#include <stdbool.h>
#include <stddef.h>

struct run {
	struct arena *arena;
	struct diags *diags;
	struct official *official;
	const struct rule_set *rules;
	const struct assessment *assessment;
	const struct corpus *corpus;         /* NULL until a text rule asks for it */
	const struct corpus *whole;          /* the same, with 変更箇所 */
	const struct corpus **sheet_corpora; /* in print order, of each sheet; the same */
	const struct rule *rule;             /* the one that runs */
	struct value *variables;             /* of its scope */
	struct value printed;
	struct env env;
	const struct sheet *sheet;          /* of a rule about answers */
	struct value *answers;              /* one for each of rule->items */
	const struct cited_list *citations; /* of the sheets; NULL until a rule asks for them */
	size_t budget;                      /* steps that all rules may still take */
};

/* Adds a finding of the rule that runs. `path` and `row` may be NULL. */
void run_finding(struct run *run, struct span span, const struct node *node, const char *path);

/* Are the rule's dates those of this sheet, or of the judgement when there is none? */
bool run_in_force(const struct run *run);

/* Words of a text, and what messages may say of them. */
struct text_finding {
	size_t start, end;   /* in the corpus */
	const char *instead; /* or NULL */
	size_t count, others;
};

/* Adds a finding of the text rule that runs, if its condition holds; else returns NULL. */
struct diag *run_text_finding(struct run *run, const struct corpus *corpus, const struct text_finding *finding);

/* Called before the rule's pattern searches texts of this length: from some on it is compiled for the machine, too. */
void run_prepare_pattern(struct run *run, size_t length);

/* Sets what the expressions of the text rule that runs see of a match. */
void run_set_match(struct run *run, enum match_slot slot, struct value value);

/* Is a compiled pattern found in a few characters? Not known: it takes too long. */
enum match_result { MATCH_NONE, MATCH_FOUND, MATCH_NOT_KNOWN };
enum match_result run_match(const void *compiled, const char *text, size_t length);

/* Rules about comments behind texts, and about lines that YAML joins. */
void comments_run(struct run *run);
void joins_run(struct run *run);

/* A rule about definitions. */
void definitions_run(struct run *run);

/* A rule about texts. */
void wording_run(struct run *run);

#endif
