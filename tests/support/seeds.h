#ifndef SHIKII_SUPPORT_SEEDS_H
#define SHIKII_SUPPORT_SEEDS_H

#include "base/arena.h"

/* The real sheet in the folder SHIKII_SEEDS whose name begins with `number`; where there is none the test is skipped. */
const char *seed_path(struct arena *arena, const char *number);

#endif
