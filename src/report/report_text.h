#ifndef SHIKII_REPORT_REPORT_TEXT_H
#define SHIKII_REPORT_REPORT_TEXT_H

#include "base/buf.h"
#include "base/diag.h"

#include <stdbool.h>
#include <stddef.h>

/* What a terminal can do. */
struct text_look {
	bool colour;       /* SGR sequences */
	const char *links; /* the URI of the working folder: places become links (OSC 8); NULL: they do not */
};

/* Appends the findings in the order in which they stand, as compilers print them: place, message, the source line
 * with carets, then item, hint, ground and second place. Control characters are shown, never sent to the terminal;
 * of a long line only the part around the carets is printed. */
void report_text(struct buf *out, const struct diags *diags, struct text_look look);

/* Appends the numbers that end a run, without a line end: エラー 2件、警告 1件、注意 3件. */
void report_text_summary(struct buf *out, struct arena *arena, size_t errors, size_t warnings, size_t notes);

#endif
