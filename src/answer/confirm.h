#ifndef SHIKII_ANSWER_CONFIRM_H
#define SHIKII_ANSWER_CONFIRM_H

#include "answer/target.h"

#include <stdbool.h>

/* Answers that nobody has confirmed: {proposed: answer}, and what stands below the mark of an example (samples.mark). */
bool answer_is_unconfirmed(const struct answering *answering, const struct target *target);

/* Takes the proposal or the mark away; the answer stays. NULL, or the reason why it cannot be done. */
const char *answer_confirm(const struct answering *answering, const struct target *target);

/* What is written anew in place of `node`: the whole {proposed: node}, or the node itself. */
const struct node *answer_whole(const struct node *node);

#endif
