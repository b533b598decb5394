#ifndef SHIKII_SUPPORT_EXAMPLES_H
#define SHIKII_SUPPORT_EXAMPLES_H

#include "base/diag.h"
#include "yaml/node.h"

/* The examples of tests/examples.yaml, one for each word of `with`. */
struct more_example {
	const char *rule;
	size_t finds;
	struct node model; /* a scalar, as an example in a rule is */
};

struct more_examples {
	const struct more_example *items;
	size_t count;
};

struct more_examples more_examples_load(struct arena *arena, struct diags *diags);

#endif
