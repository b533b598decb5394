#ifndef SHIKII_REPORT_TABLE_H
#define SHIKII_REPORT_TABLE_H

#include "base/arena.h"
#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>

/* The text as one line that is harmless to a terminal (base/clean.h); a copy. */
const char *one_line(struct arena *arena, const char *text);

/* Rows of cells in columns that line up on a terminal, double-width characters included. The first row is the heading. A long table
 * is printed in parts, so that memory does not grow with it; a column keeps the width that it had. */
struct table {
	size_t columns;
	size_t *widths;     /* of what was printed */
	const char **cells; /* row by row */
	size_t count;       /* of cells that are not printed yet */
	size_t capacity;
	struct arena *arena; /* for them */
};

/* The table lives as long as `arena`. */
void table_init(struct table *table, struct arena *arena, size_t columns);

/* The next cell; NULL prints as nothing. Control characters become spaces. */
void table_add(struct table *table, const char *cell);

/* Is it time to print a part? */
bool table_full(const struct table *table);

/* Prints what is there, and forgets it. */
void table_print(struct table *table, struct buf *out);

#endif
