#ifndef SHIKII_SESSION_STORE_H
#define SHIKII_SESSION_STORE_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>

/* Where a door keeps what a run has worked out, for the runs that follow (cli/cache.h). It may lose any of it at any time; what it
 * gives is what was put. On any thread. Its first member. */
enum { STORE_KEY = 16 };

struct store_key {
	unsigned char bytes[STORE_KEY];
};

struct store_part {
	const void *bytes;
	size_t length;
};

struct store {
	/* One key for these parts, another for any others, and for any other program: nobody can make two of the same. */
	struct store_key (*key)(struct store *store, const struct store_part *parts, size_t count);

	/* What was put under the key, behind what `out` holds; false: nothing. */
	bool (*get)(struct store *store, const struct store_key *key, struct buf *out);

	void (*put)(struct store *store, const struct store_key *key, const char *bytes, size_t length);
};

#endif
