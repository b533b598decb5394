#ifndef SHIKII_SESSION_DUE_REPORT_H
#define SHIKII_SESSION_DUE_REPORT_H

#include "base/buf.h"
#include "due/due.h"
#include "session/older_state.h"

#include <jansson.h>

/* What changed since an older state and what it makes due, for people and programs. `due` may be NULL: the model is new. */

/* Lines under the findings of a file. */
void due_report_text(struct buf *out, const struct reading *reading, const struct since_state *state,
                     const struct due *due);

/* A section for the comment of a pull request. */
void due_report_markdown(struct buf *out, const struct reading *reading, const struct due *due);

/* {"path", "result_before", "result", "sheets": [{"kind", "changes", "rows": […], "steps": […]}]} */
json_t *due_report_json(const struct reading *reading, const struct since_state *state, const struct due *due);

/* [{"id", "text", "source"}] */
json_t *due_steps_json(const struct due_steps *steps);

#endif
