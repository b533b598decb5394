#ifndef SHIKII_SESSION_ENDING_H
#define SHIKII_SESSION_ENDING_H

#include "base/arena.h"

#include <stdbool.h>

/* What the name of a file to write says of its format, by its ending: 台帳.xlsx, SHEET.XLSX, sheet.htm. */

/* The format of these (NULL at the end) that it says; NULL: none. */
const char *ending_format(const char *const *formats, const char *name);

/* Why a file of this format may not have the name, as other programs would take it for what it is not; NULL: it may. */
const char *ending_conflict(struct arena *arena, const char *const *formats, const char *format, const char *name);

/* Does the name end as that of a rendered sheet does, or of what a user may take for one? */
bool ending_is_sheet(const char *name);

#endif
