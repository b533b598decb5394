#ifndef SHIKII_IMPORT_RULED_H
#define SHIKII_IMPORT_RULED_H

#include "import/pages.h"
#include "import/rows.h"

#include <stdbool.h>

/* Pages of a PDF on which edges of cells are drawn → rows of cells, as a workbook has them. */

/* Do most lines of the pages stand in cells with edges? */
bool pages_ruled(const struct pages *pages);

/* As pages_drop_heads; what stands in cells is none. */
void ruled_drop_heads(struct arena *arena, struct pages *pages, const struct page_words *words);

struct text_rows ruled_rows(struct arena *arena, const struct pages *pages);

/* A cell of a page: its edges, and the lines in it, in groups of one height. */
struct ruled_cell {
	float left, right, top, bottom;
	bool edged; /* false: a line that stands outside of all cells */
	struct ruled_line *lines;
	size_t count;
	size_t capacity;
};

struct ruled_line {
	const struct page_line *pieces[16]; /* from left to right */
	size_t count;
};

/* The words of a cell: lines that were broken by its width are joined, and what stood at their starts is kept. */
const char *ruled_text(struct arena *arena, const struct ruled_cell *cell);

#endif
