#ifndef SHIKII_LAW_MEND_H
#define SHIKII_LAW_MEND_H

#include "base/arena.h"
#include "base/date.h"
#include "law/law.h"
#include "law/reader.h"
#include "law/status.h"

#include <stdbool.h>
#include <stddef.h>

/* A text as it was read, and the day as of which it is judged. */
struct mend_text {
	const char *text;
	size_t length;
	bool plain;
	struct date day;
};

/* Judges the citations that `reader` has just read in a text, and says what to write instead of the stale ones: statuses[i] is of
 * citations->items[i]. A list changes as a whole, with the name of its table, and not at all where something stands beside it
 * that may belong to it and was not read. All replacements of one text together make it read as the successors of what it
 * cites now, in their order, and nothing else in it changes: where they do not, it gets none. */
struct status *mend_citations(struct arena *arena, const struct law *law, const struct reader *reader,
                              const struct mend_text *text, const struct citation_list *citations);

/* The text with all replacements made. */
const char *mend_apply(struct arena *arena, const struct mend_text *text, const struct citation_list *citations,
                       const struct status *statuses);

#endif
