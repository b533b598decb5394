#ifndef SHIKII_REPORT_TABLE_H
#define SHIKII_REPORT_TABLE_H

#include "base/arena.h"
#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>

/* The text as one line that is harmless to a terminal (base/clean.h). */
const char *one_line(struct arena *arena, const char *text);

/* Prints rows of cells in columns that line up on a terminal, double-width characters included. The first row is the heading. */
struct table {
	struct arena *arena;
	size_t columns;
	const char **cells; /* row by row */
	size_t count;
	size_t capacity;
};

void table_init(struct table *table, struct arena *arena, size_t columns);

/* The next cell; NULL prints as nothing. Control characters become spaces. The string must live as long as the table. */
void table_add(struct table *table, const char *cell);

void table_print(const struct table *table, struct buf *out);

#endif
