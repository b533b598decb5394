#ifndef SHIKII_REPORT_CHECK_REPORT_H
#define SHIKII_REPORT_CHECK_REPORT_H

#include "assess/judge.h"
#include "assess/official.h"
#include "base/diag.h"
#include "consequences/due.h"
#include "report/report.h"
#include "rules/policy.h"

/* What `check` found in a file. All of it is the caller's. */
struct checked_file {
	struct arena *arena; /* until the next file */
	const char *path;
	const struct diags *diags;         /* sorted */
	const struct official *official;   /* NULL: a shikii.yaml */
	const struct judgement *judgement; /* NULL: none … */
	const char *judged;                /* … but this, as JSON, when it was kept from an earlier run; or NULL */
	const char *older_name;            /* v1; NULL: it was not compared */
	const char *older_path;            /* v1:assessments/mihon-kokuho/assessment.yaml */
	const struct due *due;             /* what its changes make due; NULL: it was not there then */
	const struct diags *hidden;        /* findings that are not told, with their excuse */
	const struct rule_set *rules;      /* of its body; NULL: they are broken, or no reporter tells of them */
	const struct policy *policy;       /* which rules were asked for */
	const struct body *body;           /* its `severity` switches rules off; or NULL */
};

/* Of all files. */
struct check_summary {
	size_t models;
	const size_t *counts; /* of findings, by severity */
	size_t suppressed;
	size_t baselined;
	const char *baseline;         /* its name, or NULL */
	size_t stale;                 /* of the baseline: that are gone */
	bool pruned;                  /* they are taken out */
	bool not_compared;            /* it was asked for, and could not be done for all */
	bool broken;                  /* rules: nothing was checked */
	bool failed;                  /* the run itself could not be done, or not for all */
	const struct diags *troubles; /* why: what is wrong with rules and forms */
};

/* Each function may be NULL. */
struct check_reporter {
	void (*begin)(struct report *report);
	void (*file)(struct report *report, const struct checked_file *file);
	void (*end)(struct report *report, const struct check_summary *summary);
	bool rules;          /* it tells of checked_file.rules */
	bool mends;          /* it tells of diag->mend */
	const char *people;  /* the format for people that goes to the job summary of a CI in addition, or NULL */
	size_t people_limit; /* bytes that a job summary takes */
};

/* The judgement, in either form, or null. */
json_t *checked_judgement_json(const struct checked_file *file);

/* {"error", "warning", "note", "suppressed", "baselined"}: counts. */
json_t *check_summary_json(const struct check_summary *summary);

#endif
