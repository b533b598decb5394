/* Cells of CSV. */
#include "report/csv.h"

#include <string.h>

void csv_put(struct buf *out, const char *text, const char *end)
{
	buf_puts(out, *text && strchr("=+-@", *text) ? "\"'" : "\"");
	for (; *text; text++) {
		if (*text == '"')
			buf_putc(out, '"');
		buf_putc(out, *text);
	}
	buf_puts(out, "\"");
	buf_puts(out, end);
}
