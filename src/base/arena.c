/* Requests of any size -> pieces of a few large blocks, all released at once.
 * A block of its own serves a request that would waste much of the current block. */
#include "base/arena.h"

#include "base/message.h"

#include "base/list.h"

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_BLOCK = 256 * 1024, LARGEST_BLOCK = 4 * 1024 * 1024 };

struct block {
	struct block *next;
	size_t size;
	size_t used;
	max_align_t bytes[];
};

struct deferred {
	struct deferred *next;
	void (*release)(void *);
	void *object;
};

struct arena {
	struct block *first;
	struct block *current; /* the blocks behind it are full or of one object */
	struct deferred *deferred;
};

_Noreturn void memory_exhausted(void)
{
	fprintf(stderr, "shikii: %s\n", msg(MSG_ARENA_EXHAUSTED));
	exit(2);
}

static struct block *block_new(size_t size)
{
	struct block *block = malloc(sizeof *block + size);
	if (!block)
		memory_exhausted();
	block->next = NULL;
	block->size = size;
	block->used = 0;
	return block;
}

struct arena *arena_new(void)
{
	struct arena *arena = malloc(sizeof *arena);
	if (!arena)
		memory_exhausted();
	arena->first = arena->current = block_new(FIRST_BLOCK);
	arena->deferred = NULL;
	return arena;
}

void arena_reset(struct arena *arena)
{
	for (struct deferred *deferred = arena->deferred; deferred; deferred = deferred->next)
		deferred->release(deferred->object);
	arena->deferred = NULL;

	for (struct block *block = arena->first->next, *next; block; block = next) {
		next = block->next;
		free(block);
	}
	arena->first->next = NULL;
	arena->first->used = 0;
	arena->current = arena->first;
}

void arena_free(struct arena *arena)
{
	if (!arena)
		return;
	arena_reset(arena);
	free(arena->first);
	free(arena);
}

/* A block with room for size bytes, linked behind the current one. */
static struct block *arena_extend(struct arena *arena, size_t size)
{
	struct block *current = arena->current;
	size_t usual = current->size < LARGEST_BLOCK / 2 ? 2 * current->size : LARGEST_BLOCK;
	bool alone = size > usual / 4;
	struct block *block = block_new(alone ? size : usual);

	block->next = current->next;
	current->next = block;
	if (!alone)
		arena->current = block;
	return block;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	if (size > PTRDIFF_MAX / 2)
		memory_exhausted();
	size_t align = _Alignof(max_align_t);
	size_t rounded = (size + align - 1) / align * align;

	struct block *block = arena->current;
	if (rounded > block->size - block->used)
		block = arena_extend(arena, rounded);
	char *bytes = (char *)block->bytes + block->used;
	block->used += rounded;
	return memset(bytes, 0, size);
}

void *arena_alloc_array(struct arena *arena, size_t count, size_t size)
{
	if (size && count > SIZE_MAX / size)
		memory_exhausted();
	return arena_alloc(arena, count * size);
}

char *arena_copy(struct arena *arena, const char *bytes, size_t length)
{
	char *copy = arena_alloc(arena, length + 1);
	if (length)
		memcpy(copy, bytes, length);
	return copy;
}

char *arena_string(struct arena *arena, const char *string)
{
	return arena_copy(arena, string, strlen(string));
}

char *arena_vprintf(struct arena *arena, const char *format, va_list arguments)
{
	va_list again;
	va_copy(again, arguments);
	int length = vsnprintf(NULL, 0, format, again);
	va_end(again);
	assert(length >= 0);

	char *text = arena_alloc(arena, (size_t)length + 1);
	vsnprintf(text, (size_t)length + 1, format, arguments);
	return text;
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	char *text = arena_vprintf(arena, format, arguments);
	va_end(arguments);
	return text;
}

void arena_defer(struct arena *arena, void (*release)(void *), void *object)
{
	struct deferred *deferred = arena_new_object(arena, struct deferred);
	*deferred = (struct deferred){.next = arena->deferred, .release = release, .object = object};
	arena->deferred = deferred;
}

void *list_grow(struct arena *arena, const void *items, size_t size, size_t count, size_t *capacity)
{
	*capacity = *capacity ? 2 * *capacity : 8;
	void *grown = arena_alloc_array(arena, *capacity, size);
	if (count)
		memcpy(grown, items, count * size);
	return grown;
}
