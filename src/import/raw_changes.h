#ifndef SHIKII_IMPORT_RAW_CHANGES_H
#define SHIKII_IMPORT_RAW_CHANGES_H

#include "import/raw.h"

/* A row of 変更箇所 while it is put together. */
struct change {
	const char *date;
	size_t date_line;
	struct text_lines item, note;
	size_t item_line, note_line;
	struct text_lines words; /* of both texts, 変更前 first */
	size_t words_line;
	const char *timing;
	size_t timing_line;
	size_t page;
	bool parted;  /* the texts are told apart: */
	size_t after; /* 変更後 begins with this line of words */
};

struct changes {
	struct change **items;
	size_t count;
	size_t capacity;
};

/* Lines of a text that has a cell in each, row by row → the rows; false: they are not in that order. */
bool changes_in_order(struct raw *raw, const struct page *lines, struct changes *rows);

/* Are the columns mixed with each other in the lines that the rows were made of? Then none of them can be trusted. */
bool changes_mixed(struct raw *raw, const struct page *lines, const struct changes *rows);

/* No rows: all lines stay as they stand, for whoever reads the model. */
void changes_leave(struct raw *raw);

/* All rows, as they stand around their words on their pages → each with its own words: 変更後 is what the sheet says
 * now at the item that the row names, unless a later row changes it again. */
void changes_fit(struct raw *raw, struct change *const *rows, size_t count);

/* The line of row->words with which 変更後 begins; `widest`: columns of the widest line of the table. */
size_t change_words_after(const struct change *row, size_t widest);

#endif
