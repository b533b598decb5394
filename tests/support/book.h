#ifndef SHIKII_TESTS_BOOK_H
#define SHIKII_TESTS_BOOK_H

#include "base/arena.h"
#include "base/buf.h"

#include <stddef.h>

/* Archives made by hand, for workbooks that no program would write. */
struct book_part {
	const char *name;
	const char *bytes;
	size_t length;  /* 0: strlen(bytes) */
	unsigned flags; /* of the part; 1: encrypted */
};

/* The bytes of an archive of these parts, in arena. */
const char *book_zip(struct arena *arena, const struct book_part *parts, size_t count, size_t *length);

/* A workbook of one worksheet: its sheetData and mergeCells, the shared strings (<si>…), cellXfs with numFmts before them;
 * NULL for none. */
const char *book_of(struct arena *arena, const char *data, const char *strings, const char *styles, size_t *length);

#endif
