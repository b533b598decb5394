#ifndef SHIKII_REPORT_REPORT_TEXT_H
#define SHIKII_REPORT_REPORT_TEXT_H

#include "base/buf.h"
#include "base/diag.h"

#include <stdbool.h>
#include <stddef.h>

/* Appends the findings in the order in which they stand, as compilers print them: place, message, the source line
 * with carets, then item, hint, ground and second place. Control characters are shown, never sent to the terminal;
 * of a long line only the part around the carets is printed. `colour` adds SGR sequences. */
void report_text(struct buf *out, const struct diags *diags, bool colour);

/* Appends the numbers that end a run, without a line end: エラー 2件、警告 1件、注意 3件. */
void report_text_summary(struct buf *out, struct arena *arena, size_t errors, size_t warnings, size_t notes);

#endif
