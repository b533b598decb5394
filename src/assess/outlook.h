#ifndef SHIKII_ASSESS_OUTLOOK_H
#define SHIKII_ASSESS_OUTLOOK_H

#include "base/date.h"

#include <stdbool.h>

/* What a run asks besides the state of citations on the day. */
struct outlook {
	bool ahead; /* what stops within so many … */
	int years, months, days;
	struct date changed_since; /* what was put in other words after it; year 0: not asked */
};

/* Reads 6m, 90d or 1y into ahead, years, months and days; false: it is none. */
bool outlook_read_ahead(const char *text, struct outlook *outlook);

#endif
