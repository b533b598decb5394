#ifndef SHIKII_CHECK_CHECK_H
#define SHIKII_CHECK_CHECK_H

#include "assess/assess.h"
#include "base/arena.h"
#include "base/diag.h"

/* Reports what is wrong with an assessment: answers that are missing, stand-ins and stated answers that disagree with
 * the model, forms of the wrong day, and a threshold judgement that disagrees with the facts. */
void check_assessment(struct arena *arena, struct diags *diags, const struct official *official,
                      const struct assessment *assessment);

/* Reports the marks above samples that were pasted into a file and not rewritten. */
void check_marks(struct diags *diags, const struct schema *schema, const struct source *source);

/* Reports rows of lists, in a model or a body, that lack what a row is written with (the vocabulary's `row`). */
void check_rows(struct diags *diags, const struct record *record);

/* Reports proposals that nobody has confirmed: {proposed: …}. */
void check_proposals(struct diags *diags, const struct node *const *proposals, size_t count);

#endif
