#ifndef SHIKII_CONSEQUENCES_DUE_H
#define SHIKII_CONSEQUENCES_DUE_H

#include "assess/assess.h"
#include "base/arena.h"
#include "consequences/consequences.h"
#include "consequences/coverage.h"

#include <stddef.h>

/* What the changes between two states of a model make due, sheet by sheet. */
struct due_sheet {
	const char *kind;
	const struct sheet *old; /* NULL: not made */
	const struct sheet *new;
	struct coverage coverage;
	struct due_facts facts;
	struct due_steps steps;
};

struct due {
	const struct assessment *old;
	const struct assessment *new;
	struct due_sheet *sheets; /* those that either state makes, from the lightest kind on */
	size_t count;
};

struct due due_of(struct arena *arena, struct official *official, const struct consequences *consequences,
                  const struct assessment *old, const struct assessment *new);

/* しきい値判断結果 of an assessment, or NULL while it is open. */
const char *due_result(const struct assessment *assessment);

/* The same for people: words where it is open. */
const char *due_result_words(const struct assessment *assessment);

#endif
