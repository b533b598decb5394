#ifndef SHIKII_REPORT_REPORT_JSON_H
#define SHIKII_REPORT_REPORT_JSON_H

#include "assess/judge.h"
#include "base/buf.h"
#include "base/diag.h"
#include "model/schema.h"

#include <jansson.h>

/* A string, or null for NULL. JSON is UTF-8: other bytes, which names of files may hold, become U+FFFD. */
json_t *report_json_text(const char *text);

/* Appends it as text; `flags` are those of json_dumps. Characters that would act on a terminal, or turn the direction of writing,
 * are written as escapes: the value stays what it is. */
void report_json_write(struct buf *out, const json_t *json, size_t flags);

/* {"rule", "severity", "message", "hint", "source", "line", "column", "end_line", "end_column", "path", "item"};
 * lines and columns (code points) from 1, the end is behind the last character; null where there is no place.
 * A finding whose words stand in another file than `path` (shikii.yaml) also has "file". */
json_t *report_json_diag(const struct diag *diag, const char *path);

/* {"path", "findings", "judgement"}, which takes the judgement over. The caller releases the result. */
json_t *report_json_file(const char *path, const struct diags *diags, json_t *judgement);

/* {"as_of", "exemption", "facts": {…: {"answer", "derived", "stated"}}, "result", "source", "owed", "made", "possible"} */
json_t *report_json_judgement(const struct judgement *judgement);

#endif
