#ifndef SHIKII_BASE_TEXTDIFF_H
#define SHIKII_BASE_TEXTDIFF_H

#include "base/arena.h"

#include <stddef.h>

/* Two texts as one row of pieces, for marking what changed. The pieces that are not PIECE_NEW make up `before`, those
 * that are not PIECE_OLD `after`, byte for byte; a replaced passage is its old words, then its new ones. */
enum piece_kind { PIECE_SAME, PIECE_OLD, PIECE_NEW };

struct text_piece {
	enum piece_kind kind;
	const char *text; /* within `before` or `after`, not ended by NUL */
	size_t length;
};

struct text_diff {
	struct text_piece *items;
	size_t count;
};

/* Words are compared, which in Japanese are taken to be runs of characters of one script, and numbers whole; chance
 * matches of a particle or two between changes are not told apart from them. Texts that have little in common differ as
 * a whole. The time grows with the length of the texts only: where they differ too much to be compared further, the
 * rest is one change. */
struct text_diff text_diff(struct arena *arena, const char *before, const char *after);

#endif
