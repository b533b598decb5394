#ifndef SHIKII_PRINTED_ROWS_H
#define SHIKII_PRINTED_ROWS_H

#include "base/arena.h"
#include "base/source.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What every source of published sheets is turned into before anything is understood: rows of cells, each with the
 * line where it stands. A line outside of tables is a row of one cell; empty lines are left out. */
struct text_cell {
	const char *text; /* without markup; "" when it is empty */
	size_t line;
};

/* For each cell of a row the words of a merged one that reaches into it, or NULL; NULL: no cell has such. */
struct text_merges {
	const char *const *above;  /* from a row above */
	const char *const *across; /* from a column in front */
};

/* There may be millions. */
struct text_row {
	const struct text_cell *cells;
	uint32_t count;
	bool table;                       /* of a table, and not just a line */
	bool begins;                      /* the first of a worksheet */
	const struct text_merges *merges; /* NULL: none */
};

/* NULL where there are neither. */
const struct text_merges *text_merges(struct arena *arena, const char *const *above, const char *const *across);

struct text_rows {
	const struct text_row *items;
	size_t count;
	size_t tables; /* how many of the rows are of a table */
};

/* Reads rows of tabs, HTML tables, Markdown tables and headings, and lines of text. */
struct text_rows rows_read(struct arena *arena, const struct source *source);

/* Takes out page numbers, and running heads beside them. */
void rows_drop_heads(struct arena *arena, struct text_rows *rows);

/* How many cells have words. */
size_t row_filled(const struct text_row *row);

/* The row's only words; NULL: there are more, or none. */
const struct text_cell *row_lone_cell(const struct text_row *row);

#endif
