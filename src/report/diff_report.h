#ifndef SHIKII_REPORT_DIFF_REPORT_H
#define SHIKII_REPORT_DIFF_REPORT_H

#include "assess/official.h"
#include "base/arena.h"
#include "base/buf.h"
#include "consequences/due.h"
#include "report/report.h"

#include <jansson.h>
#include <stdbool.h>

/* Two states of a model, for people and programs. */
struct diff_pair {
	struct arena *arena;
	struct official *official;
	const struct consequences *consequences;
	const char *old_name; /* of a file, or v1:… */
	const char *new_name;
	const struct due *due; /* with both assessments */
	bool headed;           /* one of several: the names are said */
};

struct diff_style {
	bool colour;
	bool side_by_side;
};

/* Sheet by sheet the changes, their changed words coloured, and what they make due. */
void diff_report_text(struct buf *out, const struct diff_pair *pair, struct diff_style style);

void diff_report_markdown(struct buf *out, const struct diff_pair *pair);

/* The rows of 変更箇所 that the changes owe, as they would stand under `sheets` of the model; nothing when there are none. */
void diff_report_yaml(struct buf *out, const struct diff_pair *pair);

/* {"old", "new", "sheets": [{"kind", "old_form", "new_form", "changes", "rows", "steps"}]} */
json_t *diff_report_json(const struct diff_pair *pair);

/* A model that only one side has; the name of the other is NULL. */
struct diff_lone {
	const char *old_name;
	const char *new_name;
	const char *words; /* what is said of it */
};

/* begin and end may be NULL. */
struct diff_reporter {
	void (*begin)(struct report *report);
	void (*pair)(struct report *report, const struct diff_pair *pair);
	void (*lone)(struct report *report, const struct diff_lone *lone);
	void (*end)(struct report *report);
	bool has_sides; /* it can put them side by side */
};

#endif
