#ifndef SHIKII_IMPORT_ANSWERING_H
#define SHIKII_IMPORT_ANSWERING_H

#include "base/arena.h"
#include "base/date.h"
#include "import/place.h"
#include "printed/marks.h"

/* What the steps from words to answers share (answer.c, answer_choice.c). */
struct answering {
	struct arena *arena;
	const struct calendar *calendar;
	struct placing *placing;
};

/* Words that are no part of the answer. */
void answer_leave_out(struct answering *reader, const struct reading *reading, const char *text);

struct value answer_unknown(const char *reason);

/* The item behind this one, when it is a count: `(58) 件`; else NULL. */
struct reading *answer_count_behind(const struct reading *reading);

/* Takes `(3)件` out of a folded text for the count, which may be NULL; an empty bracket is a count left blank. */
void answer_take_count(struct answering *reader, struct reading *count, char *folded, size_t line);

/* The option that the words of a mark begin with, by the longest; *taken is its length in bytes. */
const struct item_option *answer_option_at(struct arena *arena, const struct item *item, const struct mark *mark,
                                           size_t *taken);

/* A folded answer, brackets of another kind (【】) that it begins with as square ones. */
char *answer_folded(struct arena *arena, const char *text);

/* The option whose number alone is written, as forms number them: [ 2 ] beside 「1) 定めている 2) 定めていない」; else NULL. */
const struct item_option *option_numbered(const struct item *item, const char *folded);

struct value answer_choice(struct answering *reader, struct reading *reading, const char *text);
struct value answer_result(struct answering *reader, struct reading *reading, const char *text);

#endif
