#ifndef SHIKII_CHECK_CHECK_H
#define SHIKII_CHECK_CHECK_H

#include "base/arena.h"
#include "base/diag.h"
#include "check/assess.h"

/* Reports what is wrong with an assessment: answers that are missing, stand-ins and stated answers that disagree with
 * the model, forms of the wrong day, and a threshold judgement that disagrees with the facts. */
void check_assessment(struct arena *arena, struct diags *diags, const struct official *official,
                      const struct assessment *assessment);

/* 様式2 Ⅰ 4. ②法令上の根拠 */
const char *row_place(struct arena *arena, const struct sheet *sheet, const struct row *row);

/* The same with the sheet's 公表日 behind it. */
const char *row_name(struct arena *arena, const struct calendar *calendar, const struct sheet *sheet,
                     const struct row *row);

#endif
