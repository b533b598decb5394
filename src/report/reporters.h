#ifndef SHIKII_REPORT_REPORTERS_H
#define SHIKII_REPORT_REPORTERS_H

#include "report/check_report.h"
#include "report/cite_report.h"
#include "report/diff_report.h"
#include "report/explain_report.h"
#include "report/guide_report.h"
#include "report/import_report.h"
#include "report/judge_report.h"
#include "report/list_report.h"
#include "report/new_report.h"
#include "report/suggest_report.h"

/* How the result of a command is written: a line for each format, the default of its command first. */
struct reporter {
	const char *command;
	const char *format;
	const struct check_reporter *check; /* one of these, by the command */
	const struct judge_reporter *judge;
	const struct diff_reporter *diff;
	const struct cite_reporter *cite;
	const struct suggest_reporter *suggest;
	const struct list_reporter *list;
	const struct explain_reporter *explain;
	const struct guide_reporter *guide;
	const struct import_reporter *import;
	const struct new_reporter *new;
};

#define REPORTER(command, format, kind, object) extern const struct kind##_reporter object;
#include "report/reporters.def"
#undef REPORTER

/* NULL `format`: the default. NULL: there is none. */
const struct reporter *reporter_find(const char *command, const char *format);

/* The names of a command's formats, with NULL at the end; NULL when it has none here. */
const char *const *reporter_formats(struct arena *arena, const char *command);

#endif
