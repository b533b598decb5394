#ifndef SHIKII_MODEL_ANSWERED_H
#define SHIKII_MODEL_ANSWERED_H

#include "base/arena.h"
#include "model/model.h"
#include "model/schema.h"

#include <stdbool.h>

/* The model as far as somebody has answered, for what is printed of it beside its sheets: answers below the mark of a sample
 * (samples.mark), and words that say what to write (samples.text), are absent, and so are members of lists that have no others.
 * What conditions go by is the model itself. The same model where there are none. */
const struct model *model_answered(struct arena *arena, const struct schema *schema, const struct model *model);

/* Does the mark of a sample stand above the node's line? Above a proposal it is none of the proposed answer. */
bool node_is_example(const struct schema *schema, const struct node *node);

#endif
