#ifndef SHIKII_MODEL_WITHHOLD_H
#define SHIKII_MODEL_WITHHOLD_H

#include "base/arena.h"
#include "base/diag.h"
#include "model/model.h"

#include <stdbool.h>

/* The model as it is published: what stands at the paths of its `withhold` is unknown, and so is what follows from it.
 * Whole records and lists can be named; ids stay. Reports paths at which nothing stands. `other`: another state of the
 * model that is shown beside it, whose paths are withheld here, too; or NULL. */
const struct model *model_withheld(struct arena *arena, struct diags *diags, const struct model *model,
                                   const struct model *other);

/* Is the path one of those that the model withholds, or below one? */
bool path_withheld(const struct model *model, const char *path);

/* The same for a path as path_spelled gives it, also when it is above one: what is told of it may tell that one. */
bool path_tells_withheld(const struct model *model, const char *path);

/* The path with members by their ids: contracts[hoshu].content for contracts[2].content and contracts.hoshu.content. Where it
 * leads nowhere the rest of it stays as it is. */
const char *path_spelled(struct arena *arena, const struct model *model, const char *path);

#endif
