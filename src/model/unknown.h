#ifndef SHIKII_MODEL_UNKNOWN_H
#define SHIKII_MODEL_UNKNOWN_H

#include "base/diag.h"
#include "model/schema.h"
#include "yaml/node.h"

#include <stdbool.h>

/* Reports the key of `value`, which `record` does not have, with what was meant: the lines to type where it is a path
 * (disclosure.desk, risks[1]), a colon in full width, a similar key, the place of one that belongs elsewhere. Returns the field that is meant, or -1. */
int unknown_key_report(struct diags *diags, const struct schema *schema, const struct record_type *record,
                       const struct node *value);

/* {count: 61,234} is read as count: 61 and a key 234. */
bool unknown_key_cuts_number(const struct node *value);

#endif
