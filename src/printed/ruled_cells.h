#ifndef SHIKII_PRINTED_RULED_CELLS_H
#define SHIKII_PRINTED_RULED_CELLS_H

#include "printed/pages.h"

#include <stdbool.h>

/* The cells of a page: what its drawn edges enclose, and the words in it. All of it lives in the arena. */

/* Pieces of a line of words, from left to right. */
struct ruled_line {
	const struct page_line **items;
	size_t count;
	size_t capacity;
};

struct ruled_cell {
	float left, right, top, bottom; /* the edges; infinitely far where there is none */
	bool edged;                     /* false: a line that stands outside of all cells */
	struct {
		struct ruled_line *items; /* from top to bottom */
		size_t count;
		size_t capacity;
	} lines;
};

struct ruled_cells {
	struct ruled_cell *items;
	size_t count;
	size_t capacity;
};

struct ruled_cells ruled_cells_find(struct arena *arena, const struct page *page);

/* Stands the line in a cell with edges? */
bool ruled_is_edged(const struct page *page, const struct page_line *line);

/* The words of a cell: lines that were broken by its width are joined; white space is as wide as it was. */
const char *ruled_text(struct arena *arena, const struct ruled_cell *cell);

/* A piece of a cell with brackets, which are filled in: [, 十分である and ] are three. */
struct ruled_part {
	const char *text; /* never NULL; "" while the parts are found: joined to another */
	size_t line;
	float left, right, top, bottom;
	const struct ruled_part *anchor; /* the bracket it belongs to, or NULL */
};

struct ruled_parts {
	struct ruled_part *items;
	size_t count;
	size_t capacity;
};

/* Is it filled in between brackets, by the official layout? `choices`: ＜選択肢＞, folded. */
bool ruled_has_brackets(struct arena *arena, const struct ruled_cell *cell, const char *choices);

/* Its parts, in no order: a list of options is one, so are the lines between two brackets or behind a box. */
struct ruled_parts ruled_parts_find(struct arena *arena, const struct ruled_cell *cell, const char *choices);

float ruled_part_middle(const struct ruled_part *part);

#endif
