#ifndef SHIKII_CHECK_FIXES_H
#define SHIKII_CHECK_FIXES_H

#include "base/arena.h"
#include "base/map.h"
#include "check/citations.h"

#include <stdbool.h>
#include <stddef.h>

/* What is to stand in the place of a stale citation, where that is certain. */
struct fix {
	const struct node *node;
	size_t start; /* bytes of its text */
	size_t end;
	const char *text; /* NULL: stays as it is */
	bool stale;       /* does not hold for one sheet at least */
	size_t group;     /* those of one number change together or not at all */
};

struct fix_list {
	struct arena *arena;
	struct fix *items;
	size_t count;
	size_t capacity;
	size_t groups;     /* the highest number given */
	struct map places; /* "node:start" → its number from 1 */
};

void fixes_init(struct fix_list *list, struct arena *arena);

/* One for each place. A list of rows changes as a whole, with the name of its table: where one member has no certain
 * successor, all stay. */
void fixes_of_citations(struct fix_list *list, const struct cited_list *citations);

/* Adds one fix; a place for which two sheets want something different stays as it is. */
void fix_add(struct fix_list *list, const struct fix *fix);

#endif
