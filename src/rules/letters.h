#ifndef SHIKII_RULES_LETTERS_H
#define SHIKII_RULES_LETTERS_H

#include "base/arena.h"

#include <stddef.h>
#include <stdint.h>

/* A text as its letters: code points, and where each begins. Of the texts of a model they are worked out once for all rules
 * (places_letters). */
struct letters {
	const int32_t *points;   /* 0 behind the last */
	const uint32_t *offsets; /* of each in the text; behind the last its length */
	size_t count;
};

/* The text is shorter than 4 GB. */
struct letters letters_of(struct arena *arena, const char *text, size_t length);

#endif
