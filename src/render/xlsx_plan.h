#ifndef SHIKII_RENDER_XLSX_PLAN_H
#define SHIKII_RENDER_XLSX_PLAN_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/picture.h"
#include "render/diff_runs.h"
#include "render/figure_style.h"
#include "render/xlsx_layout.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A workbook as a list of cells, before any library writes it. Rows and columns count from 0; a range has both of its
 * ends in it. */
struct plan_range {
	uint32_t row, last_row;
	uint16_t column, last_column;
};

/* Excel's: characters in a cell. */
enum { CELL_LIMIT = 32767 };

enum plan_edge { EDGE_TOP = 1, EDGE_RIGHT = 2, EDGE_BOTTOM = 4, EDGE_LEFT = 8 };

/* A text that goes on over a page runs over several cells, one below the other. The line break between two of its
 * paragraphs stands in neither cell: it would print as an empty line. */
enum plan_end {
	END_TEXT,
	END_PARAGRAPH, /* goes on in the cell below with a new paragraph */
	END_LINE,      /* goes on in the middle of one */
};

/* Does a row stay on one page with the next? */
enum plan_keep {
	KEEP_NOT,
	KEEP_RATHER, /* where the page is well filled without the two */
	KEEP_FIRMLY, /* where it is not half empty without them */
	KEEP_ALWAYS,
};

enum { PLAN_SIZES = 11 };

struct plan_cell {
	struct plan_range range; /* merged where it is more than one cell */
	enum xlsx_style_id style;
	unsigned edges;   /* borders: enum plan_edge */
	bool dashed;      /* they are */
	bool framed;      /* it stands within a border */
	bool answer;      /* may be changed in a protected sheet */
	const char *text; /* "" for none; no more than CELL_LIMIT characters */
	bool continued;   /* from the cell above */
	bool listed;      /* its words end where a line has to, and stay apart from the cell below */
	enum plan_end end;
	unsigned smaller; /* than its style's letters, in tenths of a point: below PLAN_SIZES */
	struct runs runs; /* printed in run_style */
	enum xlsx_style_id run_style;
	size_t list; /* drop-down: index of plan.lists + 1; 0: none */
};

/* 委託事項3（続き）: the name of the group that goes on. */
struct plan_again {
	const char *text;
	int64_t height;   /* in points */
	unsigned smaller; /* as plan_cell's */
};

/* The place of an answer: item.II_2.4.c_17.name for II[2].4.c[17].name. Boxes have a name each, with .boxN behind it,
 * and .textN for the words in their brackets. A long answer runs over the rows of the range. */
struct plan_name {
	const char *name;
	const char *key; /* of the answer */
	bool changes;    /* the table of 変更箇所 */
	size_t sheet;
	struct plan_range range;
};

/* The words of a drop-down; all lists stand in one column of a hidden worksheet, one below the other. */
struct plan_list {
	const char *const *items;
	size_t count;
	size_t first; /* row of the first word */
};

struct plan_sheet {
	const char *name; /* on its tab */
	bool landscape;
	const int64_t *widths; /* of its columns, in millimetres */
	size_t column_count;
	const bool *pads; /* is there a pad before a column, and behind the last? NULL: none; done when the plan is */
	struct {
		struct plan_row {
			int64_t height; /* in points */
			enum plan_keep keep;
			uint32_t
			    head; /* the row, counted from 1, of the headings that a page which begins here says again; 0: none */
			const struct plan_again *again; /* what it says so in a row of its own; NULL: nothing */
		} * items;
		size_t count;
		size_t capacity;
	} rows;
	struct {
		struct plan_cell *items;
		size_t count;
		size_t capacity;
	} cells;
	struct {
		const struct plan_cell **items;
		size_t count;
		size_t capacity;
	} words; /* the cells with words, row by row from left to right; done when the plan is */
	struct plan_breaks {
		uint32_t *items; /* rows before which a page begins, in order */
		size_t count;
		size_t capacity;
	} breaks;
	struct {
		struct plan_picture {
			const struct picture *picture;
			const char *text; /* for those who do not see it */
			uint32_t row;     /* its upper left corner, in the first column */
			int64_t width;    /* in hundredths of a millimetre */
		} * items;
		size_t count;
		size_t capacity;
	} pictures;
	bool has_table;          /* `table` can be filtered */
	struct plan_range table; /* its first row, the headings, is repeated on every page */
};

struct plan {
	const struct xlsx_layout *layout;
	const char *form; /* its id; NULL: of no single sheet */
	bool published;   /* what is withheld is not in it */
	const char *title;
	const char *author;
	int64_t created; /* seconds since 1970; never the clock */
	const char *number;
	const char *name; /* 評価書名, with （案） on drafts */
	struct {
		struct plan_sheet **items;
		size_t count;
		size_t capacity;
	} sheets;
	struct {
		struct plan_name *items;
		size_t count;
		size_t capacity;
	} names;
	struct {
		struct plan_list *items;
		size_t count;
		size_t capacity;
	} lists;
};

struct sheet;

/* Lays the sheet out; `figures` is NULL when it has no picture; `purpose` stands on its first page and in the heads of all (提出用), "" for none. The plan lives in `arena`. */
const struct plan *xlsx_plan(struct arena *arena, const struct xlsx_layout *layout, const struct figure_style *figures,
                             const struct sheet *sheet, const struct pictures *pictures, const char *purpose);

/* C5:D8; $C$5:$D$8 when it is absolute. */
void plan_put_range(struct buf *out, const struct plan_range *range, bool absolute);

/* The plan as text, a line for each row and cell: the form in which tests hold it. */
void xlsx_plan_dump(const struct plan *plan, struct buf *out);

#endif
