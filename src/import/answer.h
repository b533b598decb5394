#ifndef SHIKII_IMPORT_ANSWER_H
#define SHIKII_IMPORT_ANSWER_H

#include "base/arena.h"
#include "base/date.h"
#include "import/place.h"

/* Turns the words of each item into its answer (reading.value), by the item's type: the chosen option without the
 * list of all, ticked boxes and the words in their brackets, dates without 時点. What the text has lost is unknown,
 * with the reason; words that are no part of an answer go to placing->unplaced. Sections that the text does not have
 * are added, so that every item has a reading. */
void answers_read(struct arena *arena, const struct calendar *calendar, struct placing *placing);

/* The words of several chunks, each on lines of its own. */
const char *chunks_text(struct arena *arena, const struct chunks *chunks);

/* Is it what we print in place of an answer that is not published? */
bool answer_is_withheld(struct arena *scratch, const char *text);

/* A text for a message: its start, when it is long. */
const char *text_start(struct arena *arena, const char *text);

/* A text without what only stands in for markup. */
const char *plain_text(struct arena *arena, const char *text);

#endif
