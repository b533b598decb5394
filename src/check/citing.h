#ifndef SHIKII_CHECK_CITING_H
#define SHIKII_CHECK_CITING_H

#include "check/citations.h"

/* Reports, of citations that hold: rows that one sheet writes in several ways, or in a way that is none for them (one note
 * a sheet), and an article of an order that is not the one about the row beside it. 変更箇所 is left out. */
void check_citing(struct arena *arena, struct diags *diags, const struct calendar *calendar,
                  const struct cited_list *list);

#endif
