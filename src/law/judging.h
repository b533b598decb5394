/* What the files that judge citations share: law/status.c. */
#ifndef SHIKII_LAW_JUDGING_H
#define SHIKII_LAW_JUDGING_H

#include "law/status.h"

/* A citation in its text, and the day on which it is asked for. */
struct judging {
	struct arena *arena;
	const struct registry *registry;
	const struct citation *citation;
	const char *text;
	struct date day;
};

static inline struct status status_plain(enum law_state state)
{
	return (struct status){.state = state, .sure = true};
}

static inline bool date_is_before(struct date a, struct date b)
{
	return date_compare(a, b) < 0;
}

/* The state of what has ended so. */
enum law_state status_ended(enum law_end end);

/* Is what rests on the source sure on the day? A date that is inferred becomes sure with the text in which it was seen. */
bool status_is_confirmed(const struct law_source *source, struct date day);

/* Of a day after known_to nobody knows that there is no such thing, nor that it is in force still. */
struct status status_as_known(struct status status, struct date known_to, struct date day);

/* What ends on the day `until` (year 0: none is known) stops to be in force on the next, if nothing stops earlier. */
void status_note_stop(struct status *status, struct date until, const struct law_source *source);

/* The schedule, or its row, that the citation names. */
struct status status_of_schedule(const struct judging *judging);

/* The article, paragraph and item that the citation names. */
struct status status_of_article(const struct judging *judging);

#endif
