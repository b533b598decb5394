#ifndef SHIKII_WORKBOOK_STYLES_H
#define SHIKII_WORKBOOK_STYLES_H

#include "base/arena.h"
#include "base/date.h"
#include "workbook/zip.h"

#include <stdbool.h>
#include <stddef.h>

/* How numbers are shown: the number formats of a workbook's cells. */
struct styles {
	struct arena *arena;
	const struct calendar *calendar;
	bool from_1904;       /* where days are counted from */
	const char **formats; /* by a cell's style; NULL: as it is */
	size_t count;
};

/* Reads the part of that name. */
enum workbook_problem styles_read(struct zip *zip, const char *part, struct styles *styles);

/* The number of a cell with this style as Excel shows it. */
const char *styles_show(const struct styles *styles, size_t style, const char *number);

/* A number in a format's words: 令和7年12月1日 for ggge"年"m"月"d"日", (3)件 for (0)"件". */
const char *format_number(struct arena *arena, const struct calendar *calendar, bool from_1904, const char *format,
                          const char *number);

#endif
