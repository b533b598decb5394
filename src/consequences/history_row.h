#ifndef SHIKII_CONSEQUENCES_HISTORY_ROW_H
#define SHIKII_CONSEQUENCES_HISTORY_ROW_H

#include "base/arena.h"
#include "consequences/consequences.h"
#include "consequences/due_rows.h"
#include "yaml/node.h"

/* What a person adds to a row; each may be NULL. */
struct history_judgement {
	const char *date; /* as it is to be written */
	const char *significance;
	const char *reason;
};

/* A row of `history` as YAML: date, item, paths, before, after, and as far as they follow timing and note. */
struct node *history_row_node(struct arena *arena, const struct consequences *consequences, const char *kind,
                              const struct due_row *due, const struct history_judgement *judgement);

#endif
