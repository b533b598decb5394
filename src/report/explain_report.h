#ifndef SHIKII_REPORT_EXPLAIN_REPORT_H
#define SHIKII_REPORT_EXPLAIN_REPORT_H

#include "report/report.h"
#include "rules/rule.h"

#include <stdbool.h>

/* What is told of a rule, or of a finding of the engine (rule NULL). */
struct explained {
	const struct rule *rule;
	const char *id;
	const char *title;
	const char *message; /* of a rule */
	const char *hint;    /* what to do, or NULL */
	enum severity severity;
};

/* The rule or finding of the engine with this id, which exists. */
struct explained explained_find(struct arena *arena, const struct rule_set *rules, const char *id);
struct explained explained_rule(struct arena *arena, const struct rule *rule);
struct explained explained_diag(enum diag_id id);

/* A section of docs/rules.md; of a finding of the engine its title and hint. */
void explained_markdown(struct buf *out, const struct explained *entry);

struct catalogue {
	struct explained *entries;
	size_t count;
	bool is_whole; /* nothing was asked for by its name */
};

struct explain_reporter {
	void (*all)(struct report *report, const struct catalogue *catalogue);
};

#endif
