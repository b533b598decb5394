#ifndef SHIKII_BASE_MAP_H
#define SHIKII_BASE_MAP_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A hash table from strings to pointers, in an arena. Keys are not copied: they must live as long as the map. */
struct map {
	struct arena *arena;
	struct map_entry *entries;
	size_t capacity;
	size_t count;
};

void map_init(struct map *map, struct arena *arena);

/* The value of key, or NULL when it is not there. */
void *map_get(const struct map *map, const char *key);

/* Adds key; returns the value already there (the map is then unchanged), or NULL when it was added. value != NULL. */
void *map_put(struct map *map, const char *key, void *value);

/* A key for numbers and a text, which may be NULL: other ones have another. */
const char *map_key(struct arena *arena, const uint64_t *numbers, size_t count, const char *text);

#endif
