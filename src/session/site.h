#ifndef SHIKII_SESSION_SITE_H
#define SHIKII_SESSION_SITE_H

#include "base/arena.h"
#include "session/reading.h"

#include <jansson.h>

#include <stdbool.h>

/* The assessments of a folder as a site: an index of the pages that were written, by body and number. */
struct site {
	struct arena *arena;
	struct site_entry *first, *last;
	size_t count;
};

/* Remembers the page of a sheet, <name>/<form>.html below the site's folder. */
void site_add(struct site *site, const struct reading *reading, const struct sheet *sheet);

/* What the template `index` sees (docs/templates.md). A new reference. */
json_t *site_view(const struct site *site);

/* From the page of a sheet to the index: ../index.html */
const char *site_index_address(struct arena *arena, const char *name);

#endif
