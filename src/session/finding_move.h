#ifndef SHIKII_SESSION_FINDING_MOVE_H
#define SHIKII_SESSION_FINDING_MOVE_H

#include "base/diag.h"

#include <stddef.h>

/* Has the findings, those behind the first `from` of them in another arena until now, live in this one: what they were found with can
 * be released then. Their lines and mends are not yet worked out; texts of files, nodes and what is official stay where they
 * are. */
void findings_move(struct diags *diags, struct arena *arena, size_t from);

#endif
