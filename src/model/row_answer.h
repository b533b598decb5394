#ifndef SHIKII_MODEL_ROW_ANSWER_H
#define SHIKII_MODEL_ROW_ANSWER_H

#include "base/arena.h"
#include "lang/value.h"
#include "model/model.h"
#include "model/sheet.h"

/* What a row of a sheet shows of its answer: `state`, `printed`, `value`, `stated`, `ticks` and so on. `row->item` is set; the
 * values outlive the row. */

/* From the model's value and, where one is printed instead, the stated one; both are VALUE_ABSENT when there is none. */
void row_answer(struct arena *arena, const struct calendar *calendar, struct row *row, const struct value *value,
                const struct value *stated);

/* Nothing of the answer is left in the row. */
void row_withhold(struct arena *arena, struct row *row);

/* A sample that nobody has replaced yet: conditions go by it (`row->answer`), but the row shows no answer. */
void row_show_no_example(struct arena *arena, struct row *row);

/* The steps of the model's `flow` stand in front of what is attached; a row that is withheld stays so. */
void row_add_flow(struct arena *arena, const struct model *model, struct row *row);

#endif
