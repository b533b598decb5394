#ifndef SHIKII_RENDER_DIFF_RUNS_H
#define SHIKII_RENDER_DIFF_RUNS_H

#include "base/arena.h"

#include <stddef.h>

/* Bytes from start up to end. */
struct run {
	size_t start;
	size_t end;
};

struct runs {
	struct run *items;
	size_t count;
	size_t capacity;
};

/* What changed between two texts (base/textdiff.h): in `removed` the words of `before` that are gone, in `added` those
 * of `after` that are new. */
void diff_runs(struct arena *arena, const char *before, const char *after, struct runs *removed, struct runs *added);

#endif
