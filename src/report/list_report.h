#ifndef SHIKII_REPORT_LIST_REPORT_H
#define SHIKII_REPORT_LIST_REPORT_H

#include "assess/official.h"
#include "assess/periods.h"
#include "report/report.h"

#include <stdbool.h>

/* An assessment of the list. */
struct listed {
	const struct official *official;
	const char *path;
	const char *number, *name; /* "" for none */
	const char *const *owed;   /* kinds of sheets, NULL at the end */
	const char *const *made;
	bool undecided; /* which are owed */
	struct course course;
	bool review_overdue, assessment_overdue;
	size_t errors, warnings, notes;
};

struct list_reporter {
	void (*begin)(struct report *report, const struct periods *periods);
	/* `as_of`: the day for what is overdue, a date or absent. */
	void (*line)(struct report *report, const struct listed *listed, const struct value *as_of);
	/* `overdue`: some line is. */
	void (*end)(struct report *report, const struct value *as_of, bool overdue);
};

#endif
