#ifndef SHIKII_REPORT_NEW_REPORT_H
#define SHIKII_REPORT_NEW_REPORT_H

#include "begin/begin.h"
#include "report/report.h"

/* A model that was made. */
struct made_model {
	const struct process *process;
	const char *model_path;
	const char *body_path; /* of the shikii.yaml made with it; or NULL */
	const struct begun *begun;
};

struct new_reporter {
	void (*list)(struct report *report, const struct process_list *list);
	void (*made)(struct report *report, const struct made_model *made); /* NULL: it says no more than the notes do */
};

#endif
