#ifndef SHIKII_LAW_RESPELL_H
#define SHIKII_LAW_RESPELL_H

#include "base/arena.h"
#include "law/reader.h"
#include "law/status.h"

#include <stddef.h>

/* How numbers are written. */
enum spelling { SPELT_HALF, SPELT_FULL, SPELT_KANJI, SPELT_PLACES /* 三〇 */ };

/* Of the number at `number`; SPELT_PLACES is one of SPELT_KANJI. */
enum spelling spelling_of(const char *number, size_t length);

/* The number of a row as it is written or, of a table alone, the one in its name: 別表第2. */
enum spelling spelling_of_table(const struct citation *citation, const char *text);

/* How the new table is to be called. */
struct table_words {
	const char *act; /* the Act as the sheet calls it, where the citation does not name it itself; or NULL */
	const char
	    *article; /* 第19条第8号, where that stands directly before and becomes part of the order's name; or NULL */
	enum spelling spelling;
};

/* What to write for a stale citation of `text`, in its spelling; NULL when that is not certain. In a list of rows only the first
 * names the table. */
const char *respell(struct arena *arena, const struct citation *citation, const struct status *status, const char *text,
                    const struct table_words *words);

/* 第19条第8号 with the Act's name that the text of a citation begins with, and in its spelling. */
const char *respell_article(struct arena *arena, const char *text, size_t length, const char *cite);

/* Length of the Act's name that the text of a citation begins with. */
size_t act_length(const char *text, size_t length);

#endif
