#ifndef SHIKII_RENDER_XLSX_CHECK_H
#define SHIKII_RENDER_XLSX_CHECK_H

#include "base/arena.h"
#include "render/xlsx_plan.h"

/* Reads a workbook back, for libxlsxwriter does not tell of temporary files that took in half of what it wrote: the sums of all
 * parts are right, each is well-formed XML, and all worksheets, rows, texts and names of the plan are in them. `path` is the
 * finished file. Returns NULL, or in Japanese what is wrong. */
const char *xlsx_check(struct arena *arena, const struct plan *plan, const char *path);

#endif
