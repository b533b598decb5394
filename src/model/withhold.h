#ifndef SHIKII_MODEL_WITHHOLD_H
#define SHIKII_MODEL_WITHHOLD_H

#include "base/arena.h"
#include "base/diag.h"
#include "model/model.h"

#include <stdbool.h>

/* The model as it is published: what stands at the paths of its `withhold` is unknown, and so is what follows from it.
 * Whole records and lists can be named; ids stay. Reports paths at which nothing stands. */
const struct model *model_withheld(struct arena *arena, struct diags *diags, const struct model *model);

/* Is the path one of those that the model withholds, or below one? */
bool path_withheld(const struct model *model, const char *path);

#endif
