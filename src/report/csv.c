/* Cells of CSV. */
#include "report/csv.h"

#include <stdbool.h>
#include <string.h>

void csv_put(struct buf *out, const char *text, const char *end)
{
	const char *first = text + strspn(text, "\t\r\n"); /* which a spreadsheet passes over */
	buf_puts(out, *first && strchr("=+-@", *first) ? "\"'" : "\"");
	for (; *text; text++) {
		bool control = (unsigned char)*text < ' ' && !strchr("\t\r\n", *text);
		if (*text == '"')
			buf_putc(out, '"');
		buf_putc(out, *text == '\x7f' || control ? ' ' : *text);
	}
	buf_puts(out, "\"");
	buf_puts(out, end);
}
