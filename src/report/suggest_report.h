#ifndef SHIKII_REPORT_SUGGEST_REPORT_H
#define SHIKII_REPORT_SUGGEST_REPORT_H

#include "check/suggest.h"
#include "report/report.h"

struct suggest_reporter {
	void (*begin)(struct report *report);
	/* Of the model at `path`. */
	void (*file)(struct report *report, const char *path, const struct suggestion_list *list);
	void (*end)(struct report *report);
};

#endif
