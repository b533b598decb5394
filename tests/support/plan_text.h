#ifndef SHIKII_TESTS_PLAN_TEXT_H
#define SHIKII_TESTS_PLAN_TEXT_H

#include "base/arena.h"

#include <stdbool.h>

/* What the cell of a line of `render --format plan` says, without the marks of changed words; with a line break behind
 * it where the cell below goes on with a new paragraph. Cells of one text, one after the other, are the text. */
const char *plan_words(struct arena *arena, const char *line);

/* Does the text of the cell go on in the one below? */
bool plan_goes_on(const char *line);

/* Does the cell go on with the text of the one above? */
bool plan_continues(const char *line);

#endif
