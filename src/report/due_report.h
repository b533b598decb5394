#ifndef SHIKII_REPORT_DUE_REPORT_H
#define SHIKII_REPORT_DUE_REPORT_H

#include "base/buf.h"
#include "consequences/due.h"
#include "report/check_report.h"

#include <jansson.h>

/* What changed in a file since an older state and what it makes due, for people and programs. */

/* Lines under its findings. */
void due_report_text(struct buf *out, const struct checked_file *file);

/* A section for the comment of a pull request. */
void due_report_markdown(struct buf *out, const struct checked_file *file);

/* {"path", "result_before", "result", "sheets": [{"kind", "changes", "rows": […], "steps": […]}]} */
json_t *due_report_json(const struct checked_file *file);

/* [{"item", "path", "significant", "before", "after", "covered", "significance"}]: the rows of 変更箇所 that a sheet owes, in order. */
json_t *due_rows_json(struct arena *arena, const struct coverage *coverage);

/* [{"id", "text", "source"}] */
json_t *due_steps_json(const struct due_steps *steps);

#endif
