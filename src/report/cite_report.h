#ifndef SHIKII_REPORT_CITE_REPORT_H
#define SHIKII_REPORT_CITE_REPORT_H

#include "check/citations.h"
#include "report/report.h"

/* A citation and where it stands. */
struct cited_line {
	const char *file;
	struct position place;
	const char *path; /* of the model, or NULL */
	const char *item; /* or NULL */
	const struct cited *cited;
};

struct cite_reporter {
	void (*begin)(struct report *report);
	void (*line)(struct report *report, const struct cited_line *line);
	void (*end)(struct report *report);
};

#endif
