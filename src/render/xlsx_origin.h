#ifndef SHIKII_RENDER_XLSX_ORIGIN_H
#define SHIKII_RENDER_XLSX_ORIGIN_H

#include "base/arena.h"
#include "render/xlsx_plan.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a workbook was made from, so that what was changed in it can be told: for each named answer and each row of 変更箇所 a
 * fingerprint of its words. It is written into a hidden worksheet, a line for each. */
struct origin_answer {
	const char *name; /* of the cells: item.II_2.4.c_17.name.box3 */
	const char *key;  /* of the answer: II[2].4.c[17].name */
	const char *fingerprint;
	const char *
	    joins; /* its cells but the last: p, a paragraph ends with the cell; l, a line goes on in the next; t, neither */
};

struct origin {
	const char *form; /* kiso-2024 */
	bool published;   /* what is withheld is not in it */
	struct {
		struct origin_answer *items;
		size_t count;
		size_t capacity;
	} answers;
	struct {
		const char **items; /* fingerprints */
		size_t count;
		size_t capacity;
	} changes;
};

/* A cell of a table or of an answer. */
struct origin_cell {
	uint32_t row;
	uint16_t column;
	const char *text;
};

/* A row of 変更箇所 as it is told from others: what goes on over further rows of the grid is one. */
struct origin_change {
	const char **texts; /* a text for each column */
	uint32_t first, last;
};

struct origin_changes {
	struct origin_change *items;
	size_t count;
	size_t capacity;
};

const char *fingerprint_of(struct arena *arena, const char *text);
const char *change_fingerprint(struct arena *arena, const struct origin_change *change, size_t columns);

/* Rows from `cells`, in the order of a worksheet, whose columns begin with `column`. A row without day and item goes on with the
 * one above it, rows without any words are left out. */
struct origin_changes origin_changes(struct arena *arena, const struct origin_cell *cells, size_t count,
                                     uint16_t column, size_t columns);

/* The words of cells, one below the other. */
const char *origin_text(struct arena *arena, const char *const *texts, size_t count, const char *joins);

/* The origin of what the plan prints; and the words of one of its names. */
struct origin *plan_origin(struct arena *arena, const struct plan *plan);
const char *plan_name_text(struct arena *arena, const struct plan *plan, const struct plan_name *name,
                           const char **joins);

/* Where 変更箇所 stands in the plan, or NULL; and its rows. */
const struct plan_name *plan_changes_name(const struct plan *plan);
struct origin_changes plan_changes(struct arena *arena, const struct plan *plan);

/* As lines of texts for the hidden worksheet, four in each; and back from them: NULL when they are none of ours. */
struct origin_line {
	const char *texts[4];
};
struct origin_line *origin_write(struct arena *arena, const struct origin *origin, size_t *count);
struct origin *origin_read(struct arena *arena, const struct origin_line *lines, size_t count);

#endif
