#ifndef SHIKII_IMPORT_MARKED_H
#define SHIKII_IMPORT_MARKED_H

#include "base/arena.h"
#include "import/place.h"

/* Offices mark options as they like: ☑ in front of each, ○ or レ in a cell before or behind the chosen one, ● among ○,
 * an option a row, or the words of the chosen ones alone. */
struct marked {
	const char *text; /* the options with their marks in one spelling, `[○]実施する`, a line each; NULL: they are not
	                     marked so, or it cannot be told which of two a mark belongs to */
	const char *left; /* words beside them */
	bool bare;        /* there is no mark, only the words of some */
};

struct marked options_marked(struct arena *arena, const struct item *item, const struct chunks *chunks);

#endif
