#ifndef SHIKII_CHECK_STRAY_ROWS_H
#define SHIKII_CHECK_STRAY_ROWS_H

#include "check/citations.h"

/* Is the citation one of a row of 別表 or of an order's table whose process is of an Act that the words do not name,
 * although they name another one? Then the law of the row, else NULL. What the registry does not tell is no such row. */
const char *stray_row_law(struct arena *arena, const struct registry *registry, const struct cited *cited,
                          const char *words);

#endif
