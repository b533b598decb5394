#ifndef SHIKII_RENDER_COUNTS_H
#define SHIKII_RENDER_COUNTS_H

#include "base/arena.h"
#include "model/sheet.h"

/* Of a label 「提供を行っている（ ）件」 what stands before its bracket, and from where that closes on; false without one. */
bool count_label(struct arena *arena, const char *label, const char **before, const char **behind);

/* Is the row a count that goes on in the line of the flag before it, or below the answer before it? Forms print the two as one. */
bool count_continues(struct arena *arena, const struct row *row, const struct row *before);

#endif
