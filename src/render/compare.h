#ifndef SHIKII_RENDER_COMPARE_H
#define SHIKII_RENDER_COMPARE_H

#include "diff/sheet_diff.h"
#include "render/xlsx_plan.h"

#include <jansson.h>

#include <stddef.h>

/* 新旧対照表: two states of a model side by side, a table for each sheet that is made in both. `pairs` is never empty. */

/* What the template `compare` sees (docs/templates.md). A new reference; never NULL. */
json_t *compare_view(const struct sheet_pair *pairs, size_t count);

/* A worksheet for each pair. The plan lives in `arena`. */
const struct plan *xlsx_compare_plan(struct arena *arena, const struct xlsx_layout *layout,
                                     const struct sheet_pair *pairs, size_t count, const char *purpose);

/* The sheet of a pair that is shown: the newer one where it is made. */
const struct sheet *compare_sheet(const struct sheet_pair *pair);

/* 国民健康保険に関する事務, or that it is withheld; "" for none. */
const char *compare_name(const struct sheet_pair *pair);

/* Which editions are compared: 変更前は令和6年6月1日公表、変更後は案; 令和6年6月1日公表の評価書からの変更 where both have one
 * 公表日. Of the arena. */
const char *compare_editions(struct arena *arena, const struct sheet_pair *pair);

/* What a table of no rows says: 変更はありません, or that the sheet is made on one side only; else "". */
const char *compare_status(const struct sheet_pair *pair);

/* What ※ means, where an item of the table is marked so; else "". */
const char *compare_note(const struct sheet_pair *pair);

#endif
