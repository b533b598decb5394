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

struct catalogue {
	struct explained *entries;
	size_t count;
	bool is_whole; /* nothing was asked for by its name */
};

struct explain_reporter {
	void (*all)(struct report *report, const struct catalogue *catalogue);
};

#endif
