#ifndef SHIKII_REPORT_IMPORT_REPORT_H
#define SHIKII_REPORT_IMPORT_REPORT_H

#include "report/report.h"

#include <stdbool.h>

struct import;
struct import_item;

/* What became of the items of a sheet that was read: `all` of them, or those that a person has to look at. */
struct import_reporter {
	void (*sheet)(struct report *report, const struct import *import, bool all);
};

/* （12行目、3頁）, or "" */
const char *import_item_place(struct arena *arena, const struct import *import, const struct import_item *item);

#endif
