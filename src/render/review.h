#ifndef SHIKII_RENDER_REVIEW_H
#define SHIKII_RENDER_REVIEW_H

#include "base/diag.h"
#include "model/sheet.h"

#include <jansson.h>

/* Adds findings to a view of the sheet (docs/templates.md): each beside its item, and all of them at the top, without
 * those that are about another sheet. `findings` may be NULL: then it is no review copy. */
void view_add_findings(json_t *view, const struct sheet *sheet, const struct diags *findings);

#endif
