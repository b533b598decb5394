#ifndef SHIKII_IMPORT_PARTED_H
#define SHIKII_IMPORT_PARTED_H

#include "assess/official.h"
#include "base/arena.h"
#include "base/source.h"

/* A text whose tables are kept by another sign than tabs (bars without an edge, wide spaces, several spaces, commas, a colon
 * behind each label) → the same with tabs, line for line; the source itself, where labels of the forms do not stand before such
 * a sign. NULL: it is too large then. */
const struct source *parted_text(struct arena *arena, struct official *official, const struct source *source);

#endif
