#ifndef SHIKII_CHECK_MOVED_ROWS_H
#define SHIKII_CHECK_MOVED_ROWS_H

#include "check/citations.h"

/* The citations of one cell of 変更箇所. */
struct cited_cell {
	const struct cited **items;
	size_t count;
};

/* The first row of an ended table in `before` that stands in the new table under a number which `after` lacks, although
 * `after` has one that came from a row which `before` lacks: one of the two numbers is a slip. NULL: none is known. */
const struct cited *moved_row_amiss(const struct cited_cell *before, const struct cited_cell *after);

#endif
