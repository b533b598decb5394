#ifndef SHIKII_SESSION_REPORTS_H
#define SHIKII_SESSION_REPORTS_H

#include "report/check_report.h"
#include "session/project.h"

#include <stdbool.h>
#include <stddef.h>

/* The reports of one check: --format with --output, as often as they were given, and what a CI wants for people in addition. That
 * on standard output is handed over piece by piece, the files at the end. */
struct reports {
	struct project *project;
	struct asked_report *items;
	size_t count;
	bool counts;                       /* one of them is that of --statistics */
	bool rules;                        /* one of them tells of rules */
	bool mends;                        /* one of them tells of mends */
	const struct asked_report *noting; /* the one whose notes are told, or NULL */
	bool broken;                       /* one could not be written */
};

/* False after saying in project->problem why they cannot be. */
bool reports_open(struct reports *reports, struct project *project);

void reports_file(struct reports *reports, const struct checked_file *file);

/* Writes what is left, and releases all. */
void reports_end(struct reports *reports, const struct check_summary *summary);

#endif
