#ifndef SHIKII_RENDER_TABLES_H
#define SHIKII_RENDER_TABLES_H

#include "base/date.h"
#include "render/xlsx_plan.h"

#include <jansson.h>

#include <stddef.h>

/* Tables that are no sheet: a list of our own, as a page or as a workbook. */
struct table_column {
	const char *name; /* in the layout: its width */
	const char *label;
	bool figures; /* its cells are figures: in the middle of the column in workbooks */
};

struct table_page {
	const char *title;
	const struct table_column *columns;
	size_t column_count;
	const char *const *const *rows;
	size_t row_count;
};

struct tables {
	const char *title, *note; /* what it is, what it is not */
	const char *author;
	struct date day; /* the workbook is dated so */
	const struct table_page *pages;
	size_t page_count;
	const char *mark; /* what is marked in workbooks where a cell ends with it; NULL: nothing */
};

/* The plan of a workbook with a worksheet for each. */
const struct plan *xlsx_tables_plan(struct arena *arena, const struct xlsx_layout *layout, const struct tables *tables,
                                    const char *purpose);

/* What templates see of them (docs/templates.md). A new reference. */
json_t *tables_view(const struct tables *tables);

#endif
