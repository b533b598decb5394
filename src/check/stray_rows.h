#ifndef SHIKII_CHECK_STRAY_ROWS_H
#define SHIKII_CHECK_STRAY_ROWS_H

#include "base/list.h"
#include "check/citations.h"
#include "law/folded.h"

/* Words beside citations, and the Acts that they name. */
struct stray_words {
	const char *words;
	struct folded folded;
	LIST(const struct act *) acts; /* in their order */
};

struct stray_words *stray_words_read(struct arena *arena, const struct registry *registry, const char *words);

/* Is the citation one of a row of 別表 or of an order's table whose process is of an Act that the words do not name,
 * although they name another one? Then the law of the row, else NULL. What the registry does not tell is no such row. */
const char *stray_row_law(const struct registry *registry, const struct cited *cited, const struct stray_words *words);

#endif
