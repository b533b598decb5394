#ifndef SHIKII_WORKBOOK_WORKBOOK_H
#define SHIKII_WORKBOOK_WORKBOOK_H

#include "base/arena.h"
#include "base/date.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Workbooks of Excel (Office Open XML), as far as words stand in their cells. Rows and columns count from 0; a range has
 * both of its ends in it. */
struct workbook_range {
	uint32_t row, last_row;
	uint32_t column, last_column;
};

struct workbook_cell {
	const char *text;            /* what Excel shows, without furigana; never "" */
	struct workbook_range range; /* of several cells where they are merged */
	bool hidden;                 /* in a row or column that is not shown, and not by a filter */
	const char *struck;          /* words that are struck through among others, and so no part of the text; or NULL */
	const char *whole;           /* then all of its words */
};

struct workbook_sheet {
	const char *name;
	bool hidden;
	const struct workbook_cell
	    *cells; /* from top to bottom, from left to right; what lies under merged cells is left out */
	size_t count;
};

/* A defined name for one range. */
struct workbook_name {
	const char *name;
	size_t sheet;
	struct workbook_range range;
};

struct workbook {
	const struct workbook_sheet *sheets; /* in the order of their tabs */
	size_t sheet_count;
	const struct workbook_name *names; /* in the file's order */
	size_t name_count;
};

/* Reads a workbook. Nothing outside of the bytes is looked at: no file, no address, no entity. Dates are spelt as the
 * cell's format says, by the eras of `calendar`. Returns NULL, or in Japanese why it cannot be read; limits are those of
 * zip.h, of an Excel sheet, and TEXT_LIMIT bytes of words in all. */
const char *workbook_read(struct arena *arena, const struct calendar *calendar, const char *bytes, size_t length,
                          struct workbook *workbook);

#endif
