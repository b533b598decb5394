#ifndef SHIKII_CHECK_OUTLOOK_H
#define SHIKII_CHECK_OUTLOOK_H

#include "base/arena.h"
#include "base/date.h"
#include "base/diag.h"

#include <stdbool.h>

struct official;
struct cited_list;

/* What a run asks besides the state of citations on the day. */
struct outlook {
	bool ahead; /* what stops within so many … */
	int years, months, days;
	struct date changed_since; /* what was put in other words after it; year 0: not asked */
};

/* Reads 6m, 90d or 1y into ahead, years, months and days; false: it is none. */
bool outlook_read_ahead(const char *text, struct outlook *outlook);

/* Reports citations that are in force, but not for long, or that are not what they were. */
void check_outlook(struct arena *arena, struct diags *diags, const struct official *official,
                   const struct cited_list *list, const struct outlook *outlook);

#endif
