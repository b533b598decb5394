#ifndef SHIKII_BASE_ARENA_H
#define SHIKII_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

/* Memory whose parts live and die together. What a loader returns lives in the arena it was given, never changes
 * and is never freed singly. Nothing here returns NULL: base/memory.h says what happens when memory runs out. An arena is used
 * by one thread at a time. */
struct arena;

struct arena *arena_new(void);

/* One that lives as long as another; it is not freed. */
struct arena *arena_new_within(struct arena *outer);

/* Releases the deferred objects, last first, then the memory. NULL is allowed. */
void arena_free(struct arena *arena);

/* As arena_free, but keeps some of the memory for the next use: one arena serves one assessment after the other. */
void arena_reset(struct arena *arena);

/* `size` zeroed bytes, aligned for any object. */
void *arena_alloc(struct arena *arena, size_t size);

/* `count` zeroed objects; the product is checked for overflow. */
void *arena_alloc_array(struct arena *arena, size_t count, size_t size);
#define arena_array(arena, type, count) ((type *)arena_alloc_array((arena), (count), sizeof(type)))
#define arena_new_object(arena, type) arena_array((arena), type, 1)

/* The same with anything in them: for what is large and written at once. */
void *arena_room(struct arena *arena, size_t count, size_t size);

/* What was allocated is not needed any more: where it is large, its memory is released now. NULL is allowed. */
void arena_give_back(struct arena *arena, void *bytes);

/* A copy of `length` bytes with a NUL behind it. */
char *arena_copy(struct arena *arena, const char *bytes, size_t length);
char *arena_string(struct arena *arena, const char *string);

__attribute__((format(printf, 2, 3))) char *arena_printf(struct arena *arena, const char *format, ...);
__attribute__((format(printf, 2, 0))) char *arena_vprintf(struct arena *arena, const char *format, va_list arguments);

/* Calls release(object) when the arena is freed or reset: for compiled patterns and other foreign objects. */
void arena_defer(struct arena *arena, void (*release)(void *), void *object);

#endif
