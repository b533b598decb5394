#ifndef SHIKII_RENDER_XLSX_WRITE_H
#define SHIKII_RENDER_XLSX_WRITE_H

#include "base/arena.h"
#include "base/buf.h"
#include "render/xlsx_plan.h"

/* Adds the workbook to `out`. Returns NULL, or why it could not be made. */
const char *xlsx_write(struct arena *arena, const struct plan *plan, struct buf *out);

#endif
