#ifndef SHIKII_REPORT_JUDGE_REPORT_H
#define SHIKII_REPORT_JUDGE_REPORT_H

#include "assess/assess.h"
#include "report/report.h"

/* The judgement of a file. */
struct judged_file {
	struct arena *arena; /* until the next file */
	const char *path;
	const struct official *official;
	const struct assessment *assessment;
};

struct judge_reporter {
	void (*begin)(struct report *report, const struct judge_rules *rules);
	void (*file)(struct report *report, const struct judged_file *file);
	void (*end)(struct report *report);
};

#endif
