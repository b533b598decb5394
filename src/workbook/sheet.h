#ifndef SHIKII_WORKBOOK_SHEET_H
#define SHIKII_WORKBOOK_SHEET_H

#include "base/buf.h"
#include "base/list.h"
#include "workbook/styles.h"
#include "workbook/workbook.h"
#include "workbook/xml.h"

enum {
	TEXT_LIMIT = 32 * 1024 * 1024, /* bytes of words in all cells, as of a text file */
	CELL_COUNT_LIMIT = 2000000,    /* cells with words, in all worksheets */
	MERGE_LIMIT = 100000,          /* merged ranges of a worksheet */
	ROW_LIMIT = 1048576,
	COLUMN_LIMIT = 16384
};

/* Words of a cell: without those that are struck through, unless all are; where some are left out, these, and all: else NULL. */
struct book_string {
	const char *text, *struck, *whole;
};

/* What the worksheets share. */
struct book_parts {
	struct arena *arena;
	struct zip *zip;
	struct styles styles;
	LIST(struct book_string) strings;
	size_t text_length; /* of all cells so far */
	size_t cell_count;
};

/* Words as they stand in <t> elements: runs joined, furigana left out, _x000D_ read, line breaks as LF. */
struct words {
	struct buf text, struck, whole;
	bool open;       /* in <t> */
	bool crossed;    /* in a <r> with <strike> */
	size_t phonetic; /* depth of <rPh> */
};

void words_start(struct words *words, const char *name, const char **attributes);
void words_end(struct words *words, const char *name);
void words_add(struct words *words, const char *bytes, size_t length);

/* What has been read; the words are empty again. */
struct book_string words_take(struct arena *arena, struct words *words);
void words_clear(struct words *words);
void words_free(struct words *words);

enum workbook_problem strings_read(struct book_parts *parts, const char *part);
enum workbook_problem sheet_read(struct book_parts *parts, const char *part, struct workbook_sheet *sheet);

/* Reads C5, $C$5 or $C$5:$D$8. Returns what stands behind it, or NULL. */
const char *range_parse(const char *text, struct workbook_range *range);

#endif
