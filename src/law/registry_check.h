#ifndef SHIKII_LAW_REGISTRY_CHECK_H
#define SHIKII_LAW_REGISTRY_CHECK_H

#include "base/diag.h"
#include "law/registry.h"

/* Resolves the ids of what has been read and reports what does not fit: for registry_load only. */
void registry_link(struct arena *arena, struct diags *diags, struct registry *registry);

#endif
