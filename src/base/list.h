#ifndef SHIKII_BASE_LIST_H
#define SHIKII_BASE_LIST_H

#include "base/arena.h"

#include <stddef.h>

/* A typed array that grows in an arena. `LIST(struct row) rows = {0};` then list_push(arena, &rows, row);
 * rows.items[0 .. rows.count). Where it cannot grow in its place, its old storage stays in the arena until that is reset. */
#define LIST(type)                                                                                                     \
	struct {                                                                                                           \
		type *items;                                                                                                   \
		size_t count;                                                                                                  \
		size_t capacity;                                                                                               \
	}

#define list_push(arena, list, item)                                                                                   \
	do {                                                                                                               \
		if ((list)->count == (list)->capacity)                                                                         \
			(list)->items =                                                                                            \
			    list_grow((arena), (list)->items, sizeof *(list)->items, (list)->count, &(list)->capacity);            \
		(list)->items[(list)->count++] = (item);                                                                       \
	} while (0)

/* The items with more room (twice the capacity, at least 8): where they are, or a copy; for list_push only. */
void *list_grow(struct arena *arena, void *items, size_t size, size_t count, size_t *capacity);

#endif
