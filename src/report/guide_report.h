#ifndef SHIKII_REPORT_GUIDE_REPORT_H
#define SHIKII_REPORT_GUIDE_REPORT_H

#include "model/form.h"
#include "model/help.h"
#include "report/report.h"

/* What to write for each item of a form, and each column of its changes. */
struct guide_reporter {
	void (*form)(struct report *report, const struct form *form, const struct helps *helps);
};

#endif
