#ifndef SHIKII_REPORT_CSV_H
#define SHIKII_REPORT_CSV_H

#include "base/buf.h"

/* A cell as RFC 4180 has it, and what stands behind it: "," or "\r\n". A value that a spreadsheet would take for a formula
 * begins with an apostrophe; control characters are spaces. */
void csv_put(struct buf *out, const char *text, const char *end);

#endif
