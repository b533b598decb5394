#ifndef SHIKII_LAW_LAW_H
#define SHIKII_LAW_LAW_H

#include "law/patterns.h"
#include "law/registry.h"

/* All that reading and judging citations needs. */
struct law {
	const struct registry *registry;
	const struct patterns *patterns;
};

/* Reports mistakes in the data and returns NULL when there were any. */
const struct law *law_load(struct arena *arena, struct diags *diags, const struct data_folders *folders);

#endif
