#ifndef SHIKII_PRINTED_RULED_H
#define SHIKII_PRINTED_RULED_H

#include "printed/pages.h"
#include "printed/rows.h"

#include <stdbool.h>

/* Pages of a PDF on which edges of cells are drawn → rows of cells, as a workbook has them. */

/* Do most lines of the pages stand in cells with edges? */
bool pages_ruled(const struct pages *pages);

/* As pages_drop_heads; what stands in cells is none. */
void ruled_drop_heads(struct arena *arena, struct pages *pages, const struct page_words *words);

struct text_rows ruled_rows(struct arena *arena, const struct pages *pages);

#endif
