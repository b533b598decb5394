#ifndef SHIKII_BASE_PICTURE_H
#define SHIKII_BASE_PICTURE_H

#include "base/arena.h"

#include <stddef.h>
#include <stdint.h>

/* A picture of a body's own: PNG, of which only what draws it is kept. The rest (who made it, when, where) is not for the public,
 * and would differ from machine to machine. */
struct picture {
	const char *name; /* as the model writes it */
	const char *bytes;
	size_t length;
	uint32_t width, height; /* in pixels */
};

struct pictures {
	const struct picture *items;
	size_t count;
};

/* Fills in all but the name, in `arena`. NULL, or why the file cannot be printed. */
const char *picture_read(struct arena *arena, const char *bytes, size_t length, struct picture *picture);

/* The picture of this name, or NULL; `pictures` may be NULL. */
const struct picture *picture_named(const struct pictures *pictures, const char *name);

#endif
