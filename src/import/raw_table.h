#ifndef SHIKII_IMPORT_RAW_TABLE_H
#define SHIKII_IMPORT_RAW_TABLE_H

#include "import/raw.h"

/* The table of 変更箇所 on a page whose words have places: what its steps share. */

/* A line of one column. */
struct table_line {
	const char *text;
	size_t number;
	size_t column;
	float top, bottom;
};

struct table {
	struct raw *raw;
	const struct page *page;
	LIST(struct page_word) words;
	const struct page_line *heads[TABLE_COLUMNS];
	struct table_edges edges; /* the left one of each column */
	float below;              /* where the head ends */
	size_t count;
	struct table_kinds kinds;
	size_t anchor_column;
	bool (*is_anchor)(const struct raw *raw, const char *text);
	LIST(struct table_line) lines; /* from top to bottom, from left to right */
};

/* Lines of columns → rows of raw->placing->history. What stands above the first goes on from the page before. */
void table_put_rows(struct table *table);

#endif
