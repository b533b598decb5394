#ifndef SHIKII_PRINTED_GAPS_H
#define SHIKII_PRINTED_GAPS_H

#include "base/arena.h"
#include "base/source.h"

/* Word processors put a gap between wide and narrow letters (第 19 条), which pdftotext prints as a space that nobody wrote. The
 * text without these spaces, where nearly all such letters have one between them; else the source itself. Where a text keeps
 * places by spaces, GAP_MARK stands for each. NULL: out of memory for the source. */
#define GAP_MARK "\xE2\x81\xA0" /* the word joiner, which is not seen */
const struct source *gaps_closed(struct arena *arena, struct diags *diags, const struct source *source);

/* Do two letters of different width meet where `before` ends and `after` begins? */
bool gaps_between(const char *before, const char *after);

#endif
