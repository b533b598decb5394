#ifndef SHIKII_REPORT_REPORT_H
#define SHIKII_REPORT_REPORT_H

#include "base/arena.h"
#include "base/buf.h"

#include <jansson.h>

#include <stdbool.h>
#include <stddef.h>

/* What a reporter writes to, from one call to the next. Who calls it takes `out` and `notes` away as it likes. */
struct report {
	struct arena *arena; /* as long as the report */
	struct buf out;      /* the report */
	struct buf notes;    /* lines beside it, for whoever asked */
	bool colour;
	bool side_by_side;
	bool begun;    /* something has been reported */
	json_t *items; /* of a report that is one value, until its end; or NULL */
};

/* Adds what one call has to say; the first that says something gets the word in front that the report is not for the public. */
void report_internal(struct report *report, const struct buf *text);

void report_free(struct report *report);

#endif
