#ifndef SHIKII_ASSESS_PERIODS_H
#define SHIKII_ASSESS_PERIODS_H

#include "base/arena.h"
#include "base/diag.h"
#include "lang/value.h"
#include "model/data.h"
#include "model/model.h"

#include <stdint.h>

/* rules/periods.yaml: how long after a publication the next step is due. */
struct period {
	const char *label;
	int64_t years;
	const char *source;
};

struct periods {
	const struct node *assessments; /* the kinds of publication that are assessments; corrections are not */
	struct period review;
	struct period reassessment;
};

/* What happened to a process's sheets, and when the next step is due; absent where nothing says so, as for a process that
 * has ended. */
struct course {
	struct value assessed;        /* newest 新規 or 再実施 */
	struct value published;       /* newest publication of any kind */
	struct value reviewed;        /* newest of `reviews` */
	struct value next_review;     /* counted from the later of reviewed and published */
	struct value next_assessment; /* of the sheet that is made whose last one is the longest ago */
};

/* Reports mistakes and returns NULL when there were any. */
const struct periods *periods_load(struct arena *arena, struct diags *diags, const struct data_folders *folders);

/* made: kinds of sheets, NULL at the end. */
struct course course_of(const struct periods *periods, const struct model *model, const char *const *made);

#endif
