#ifndef SHIKII_LAW_PAST_H
#define SHIKII_LAW_PAST_H

#include "law/law.h"
#include "law/reader.h"
#include "law/status.h"

/* Judges a citation of a text of `length` bytes as citation_judge does; one that does not hold any more is LAW_FORMER where
 * the text tells of the past or of the change itself: 「（旧：別表第一の30の項）」, 「…に改められた」. */
struct status citation_judge_told(struct arena *arena, const struct law *law, const struct citation *citation,
                                  const char *text, size_t length, struct date day);

#endif
