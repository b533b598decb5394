#ifndef SHIKII_CHECK_FIXES_H
#define SHIKII_CHECK_FIXES_H

#include "base/arena.h"
#include "base/map.h"
#include "check/citations.h"
#include "yaml/edit.h"

#include <stdbool.h>
#include <stddef.h>

/* One place that changes, or is stale and stays. */
struct fix {
	size_t start; /* bytes of the scalar's text */
	size_t end;
	const char *text; /* what is to stand there; NULL: it stays … */
	const char *kept; /* … for this reason */
	size_t joint;     /* bytes before `start` that go, too */
	bool stale;
};

/* The places of one scalar: those that change do so together, for only with all of them the text was found to be right. */
struct answer_fixes {
	const struct node *node;
	struct fix *items;
	size_t count;
	size_t capacity;
	const char *kept; /* why nothing of it changes; else NULL */
};

/* Of many scalars, in the order in which they came. */
struct fix_list {
	struct arena *arena;
	struct answer_fixes **items;
	size_t count;
	size_t capacity;
	struct map answers; /* scalar → struct answer_fixes */
};

/* The same for several files. */
struct file_fixes {
	const struct source *source;
	struct fix_list fixes;
	struct file_fixes *next;
};

/* Those of a file, in a new list where there is none yet. */
struct file_fixes *fixes_of_file(struct arena *arena, struct file_fixes **files, const struct source *source);

/* The places that change, as one remedy; NULL: none does. */
const struct remedy *fixes_remedy(struct arena *arena, const struct answer_fixes *answer);

/* Of the scalar; NULL: it has no entry. */
const struct answer_fixes *fixes_of_scalar(const struct fix_list *list, const struct node *node);

void fixes_init(struct fix_list *list, struct arena *arena);

/* Every scalar with citations gets its entry, even when nothing of it changes. */
void fixes_of_citations(struct fix_list *list, const struct cited_list *citations);

/* Takes over what another model would change in the scalar, copying all strings. Where they disagree, it stays. */
void fixes_merge(struct fix_list *list, const struct answer_fixes *answer);

#endif
