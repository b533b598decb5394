#ifndef SHIKII_SESSION_NOT_FOUND_H
#define SHIKII_SESSION_NOT_FOUND_H

#include "base/arena.h"
#include "base/files.h"

/* For who names a file that is not there, or a folder in which no model is. */

/* Another spelling of the path under which something stands, as a hint in the arena; NULL when nothing is near. */
const char *not_found_hint(struct arena *arena, const struct files *files, const char *path);

/* Why this file of a folder is no model, as far as its name and its beginning tell. */
const char *not_found_reason(const struct files *files, const char *path);

#endif
