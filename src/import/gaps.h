#ifndef SHIKII_IMPORT_GAPS_H
#define SHIKII_IMPORT_GAPS_H

#include "base/arena.h"
#include "base/source.h"

/* Word processors put a gap between wide and narrow letters (第 19 条), which pdftotext prints as a space that nobody wrote. The
 * text without these spaces, where nearly all such letters have one between them; else the source itself. What is taken out of
 * a line is made up for in its next wide gap, so that columns stay. NULL: out of memory for the source. */
const struct source *gaps_closed(struct arena *arena, struct diags *diags, const struct source *source);

/* Do two letters of different width meet where `before` ends and `after` begins? */
bool gaps_between(const char *before, const char *after);

#endif
