/* Keys -> values: open addressing with linear probing, never over three quarters full.
 * Nothing can be listed from it, so the order of its entries never reaches an output. */
#include "base/map.h"

#include <stdint.h>
#include <string.h>

struct map_entry {
	const char *key; /* NULL: free */
	void *value;
	uint64_t hash;
};

void map_init(struct map *map, struct arena *arena)
{
	*map = (struct map){.arena = arena};
}

/* FNV-1a, started from the arena's address: who writes hostile keys cannot choose keys that collide. */
static uint64_t hash_key(const struct map *map, const char *key)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325) ^ (uint64_t)(uintptr_t)map->arena;
	for (; *key; key++)
		hash = (hash ^ (unsigned char)*key) * UINT64_C(0x100000001b3);
	hash ^= hash >> 32;
	return hash * UINT64_C(0x9e3779b97f4a7c15) >> 16;
}

/* The entry of key, or the free one where it belongs. */
static struct map_entry *find_entry(const struct map *map, const char *key, uint64_t hash)
{
	size_t mask = map->capacity - 1;
	for (size_t i = (size_t)hash & mask;; i = (i + 1) & mask) {
		struct map_entry *entry = &map->entries[i];
		if (!entry->key || (entry->hash == hash && strcmp(entry->key, key) == 0))
			return entry;
	}
}

static void map_grow(struct map *map)
{
	struct map old = *map;
	map->capacity = old.capacity ? 2 * old.capacity : 16;
	map->entries = arena_array(map->arena, struct map_entry, map->capacity);
	for (size_t i = 0; i < old.capacity; i++) {
		const struct map_entry *entry = &old.entries[i];
		if (entry->key)
			*find_entry(map, entry->key, entry->hash) = *entry;
	}
	arena_give_back(map->arena, old.entries);
}

void *map_get(const struct map *map, const char *key)
{
	if (!map->count)
		return NULL;
	return find_entry(map, key, hash_key(map, key))->value;
}

void *map_put(struct map *map, const char *key, void *value)
{
	if (map->count >= map->capacity / 4 * 3)
		map_grow(map);
	uint64_t hash = hash_key(map, key);
	struct map_entry *entry = find_entry(map, key, hash);
	if (entry->key)
		return entry->value;
	*entry = (struct map_entry){.key = key, .value = value, .hash = hash};
	map->count++;
	return NULL;
}

const char *map_key(struct arena *arena, const uint64_t *numbers, size_t count, const char *text)
{
	enum { DIGITS = 16 };
	static const char digits[] = "0123456789abcdef";
	size_t length = text ? strlen(text) : 0;
	char *key = arena_alloc(arena, DIGITS * count + length + 1);
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < DIGITS; j++)
			key[DIGITS * i + j] = digits[numbers[i] >> 4 * j & 0xf];
	memcpy(key + DIGITS * count, text ? text : "", length + 1);
	return key;
}
