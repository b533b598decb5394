#ifndef SHIKII_PRINTED_DRAWING_H
#define SHIKII_PRINTED_DRAWING_H

#include "base/arena.h"
#include "printed/pages.h"

#include <stddef.h>

/* The straight lines, level and upright, that are drawn on each page of what `pdftocairo -ps` has written: places as
 * pdftotext counts them, in points from the upper left corner. Anything else of PostScript is passed over. */
struct drawing drawing_read(struct arena *arena, const char *text, size_t length);

#endif
