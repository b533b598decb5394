#ifndef SHIKII_RENDER_PIECES_H
#define SHIKII_RENDER_PIECES_H

#include "base/textdiff.h"

#include <jansson.h>

/* The texts of 変更前 and 変更後 as templates see them: a list of pieces, words that stayed, went or came. */

/* One side, PIECE_OLD or PIECE_NEW. A new reference. */
json_t *pieces_json(const struct text_diff *diff, enum piece_kind side);

/* A text in which nothing is marked. A new reference. */
json_t *whole_json(const char *text);

#endif
