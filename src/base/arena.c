/* Requests of any size -> pieces of a few large blocks, all released at once.
 * A block of its own serves a request that would waste much of the current block. Texts are put in from behind, for they need no
 * alignment, which takes eight times the room of a word of one letter. Blocks are cleared piece by piece, so that nothing is touched
 * that is not used; one of its own is asked for zeroed, which the system gives for nothing where it is large. */
#include "base/arena.h"

#include "base/list.h"
#include "base/memory.h"

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	FIRST_BLOCK = 64 * 1024,
	LARGEST_BLOCK = 128 * 1024, /* of larger ones the ends that nobody uses are more than the calls that they spare */
	MOST_TEXTS = 256
};

struct block {
	struct block *next;
	size_t size;
	size_t used; /* bytes in front … */
	size_t end;  /* … and where the texts behind begin */
	bool clean;  /* what is not yet used is zero */
	max_align_t bytes[];
};

struct deferred {
	struct deferred *next;
	void (*release)(void *);
	void *object;
};

struct arena {
	struct holding held;
	struct block *first;
	struct block *current; /* the blocks behind it are full or of one object */
	struct deferred *deferred;
};

static struct block *block_new(size_t size, bool clean)
{
	struct block *block = (clean ? memory_get_zeroed : memory_get_unheld)(sizeof *block + size);
	*block = (struct block){.size = size, .end = size, .clean = clean};
	return block;
}

/* Releases the block and those behind it. */
static void release_blocks(struct block *block)
{
	for (struct block *next; block; block = next) {
		next = block->next;
		free(block);
	}
}

static void release_deferred(struct arena *arena)
{
	for (struct deferred *deferred = arena->deferred; deferred; deferred = deferred->next)
		deferred->release(deferred->object);
	arena->deferred = NULL;
}

static void release(struct arena *arena)
{
	release_deferred(arena);
	release_blocks(arena->first);
	free(arena);
}

static void release_held(struct holding *holding)
{
	release((struct arena *)(void *)holding);
}

struct arena *arena_new(void)
{
	struct arena *arena = memory_get_unheld(sizeof *arena);
	*arena = (struct arena){0};
	memory_hold(&arena->held, release_held);
	arena->first = arena->current = block_new(FIRST_BLOCK, false);
	return arena;
}

static void release_inner(void *object)
{
	release(object);
}

struct arena *arena_new_within(struct arena *outer)
{
	struct arena *arena = memory_get_unheld(sizeof *arena);
	*arena = (struct arena){0};
	arena_defer(outer, release_inner, arena);
	arena->first = arena->current = block_new(FIRST_BLOCK, false);
	return arena;
}

/* Keeps the block, empty, or releases it: one that served a large request, or more than is usually needed. */
static bool keep(struct block *block, size_t *kept)
{
	bool usual = block->size >= FIRST_BLOCK && (block->size & (block->size - 1)) == 0;
	if (!usual || *kept + block->size > LARGEST_BLOCK)
		return false;
	*kept += block->size;
	block->used = 0;
	block->end = block->size;
	block->clean = false;
	return true;
}

void arena_reset(struct arena *arena)
{
	size_t kept = 0;
	release_deferred(arena);
	for (struct block **at = &arena->first; *at;) {
		struct block *block = *at;
		if (keep(block, &kept)) {
			at = &block->next;
		} else {
			*at = block->next;
			free(block);
		}
	}
	arena->current = arena->first;
}

void arena_free(struct arena *arena)
{
	if (!arena)
		return;
	memory_let_go(&arena->held);
	release(arena);
}

/* The next block that was kept, in which nothing is yet, no smaller than the current one; or NULL. */
static struct block *empty_behind(const struct block *current)
{
	struct block *block = current->next;
	while (block && (block->used > 0 || block->end < block->size || block->size < current->size))
		block = block->next;
	return block;
}

/* A block with room for size bytes, linked behind the current one. */
static struct block *arena_extend(struct arena *arena, size_t size, bool clear)
{
	struct block *current = arena->current;
	size_t usual = current->size < LARGEST_BLOCK / 2 ? 2 * current->size : LARGEST_BLOCK;
	bool alone = size > usual / 4;
	struct block *empty = alone ? NULL : empty_behind(current);
	if (empty)
		return arena->current = empty;
	struct block *block = block_new(alone ? size : usual, alone && clear);
	block->next = current->next;
	current->next = block;
	if (!alone)
		arena->current = block;
	return block;
}

static size_t round_up(size_t size)
{
	const size_t align = _Alignof(max_align_t);
	return (size + align - 1) / align * align;
}

static void *take(struct arena *arena, size_t size, bool clear)
{
	if (size > PTRDIFF_MAX / 2)
		memory_exhausted();
	size_t rounded = round_up(size);

	struct block *block = arena->current;
	if (rounded > block->end - block->used)
		block = arena_extend(arena, rounded, clear);
	char *bytes = (char *)block->bytes + block->used;
	block->used += rounded;
	return block->clean || !clear ? bytes : memset(bytes, 0, size);
}

void *arena_alloc(struct arena *arena, size_t size)
{
	return take(arena, size, true);
}

/* Only an object with a block of its own begins one, but in the blocks that are filled piece by piece, which come before. */
void arena_give_back(struct arena *arena, void *bytes)
{
	struct block *before = arena->current;
	while (before->next && (void *)before->next->bytes != bytes)
		before = before->next;
	struct block *block = before->next;
	if (!block)
		return;
	before->next = block->next;
	free(block);
}

static size_t product(size_t count, size_t size)
{
	if (size && count > SIZE_MAX / size)
		memory_exhausted();
	return count * size;
}

void *arena_alloc_array(struct arena *arena, size_t count, size_t size)
{
	return take(arena, product(count, size), true);
}

void *arena_room(struct arena *arena, size_t count, size_t size)
{
	return take(arena, product(count, size), false);
}

/* Room for a text of this length, with its end. */
static char *text_new(struct arena *arena, size_t length)
{
	if (length >= PTRDIFF_MAX / 2)
		memory_exhausted();
	struct block *block = arena->current;
	if (length + 1 > block->end - block->used)
		block = arena_extend(arena, length + 1, false);
	block->end -= length + 1;
	char *text = (char *)block->bytes + block->end;
	text[length] = '\0';
	return text;
}

char *arena_copy(struct arena *arena, const char *bytes, size_t length)
{
	char *copy = text_new(arena, length);
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
	char most[MOST_TEXTS]; /* longer ones are made twice */
	va_list again;
	va_copy(again, arguments);
	int length = vsnprintf(most, sizeof most, format, again);
	va_end(again);
	assert(length >= 0);

	char *text = text_new(arena, (size_t)length);
	if ((size_t)length < sizeof most)
		memcpy(text, most, (size_t)length + 1);
	else
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

/* An object until the arena has it. */
struct deferring {
	struct holding held;
	void (*release)(void *);
	void *object;
};

static void release_object(struct holding *holding)
{
	const struct deferring *deferring = (const struct deferring *)(const void *)holding;
	deferring->release(deferring->object);
}

void arena_defer(struct arena *arena, void (*release_it)(void *), void *object)
{
	struct deferring deferring = {.release = release_it, .object = object};
	memory_hold(&deferring.held, release_object);
	struct deferred *deferred = arena_new_object(arena, struct deferred);
	*deferred = (struct deferred){.next = arena->deferred, .release = release_it, .object = object};
	arena->deferred = deferred;
	memory_let_go(&deferring.held);
}

/* Was it the last that the arena gave, and is there room for more behind it? Then it has so many bytes. */
static bool grow_in_place(struct arena *arena, const void *bytes, size_t size, size_t more)
{
	struct block *block = arena->current;
	char *front = (char *)block->bytes + block->used;
	size_t old = round_up(size), added = round_up(more) - old;
	if (block->used < old || front - old != bytes || added > block->end - block->used)
		return false;
	block->used += added;
	if (!block->clean)
		memset(front, 0, added);
	return true;
}

void *list_grow(struct arena *arena, void *items, size_t size, size_t count, size_t *capacity)
{
	size_t old = *capacity;
	*capacity = old ? 2 * old : 8;
	if (old && *capacity <= PTRDIFF_MAX / 2 / size && grow_in_place(arena, items, old * size, *capacity * size))
		return items;
	void *grown = arena_alloc_array(arena, *capacity, size);
	if (count)
		memcpy(grown, items, count * size);
	return grown;
}
