#ifndef SHIKII_RENDER_PIECES_H
#define SHIKII_RENDER_PIECES_H

#include "base/textdiff.h"

#include <jansson.h>

#include <stdbool.h>

/* The texts of 変更前 and 変更後 as templates see them: a list of pieces, words that stayed, went or came. */

/* Can the words that changed be marked? Not where nothing stands on one side, or what is withheld. */
bool texts_comparable(const char *before, const char *after);

/* One side, PIECE_OLD or PIECE_NEW. A new reference. */
json_t *pieces_json(const struct text_diff *diff, enum piece_kind side);

/* A text in which nothing is marked. A new reference. */
json_t *whole_json(const char *text);

#endif
