#ifndef SHIKII_LAW_MASK_H
#define SHIKII_LAW_MASK_H

#include "law/mend.h"

/* The signs: a citation that names a law or table, one that is a number alone, what is none of a citation, the number of a
 * line within a line. */
enum { MASK_NAME = 1, MASK_NUMBER, MASK_ASIDE, MASK_BULLET };

/* The text with signs over its citations and over numbers that are none of them; it keeps its length. */
const char *mask_text(struct arena *arena, const struct patterns *patterns, const struct mend_text *text,
                      const struct citation_list *list);

#endif
