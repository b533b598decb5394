#ifndef SHIKII_ASSESS_CONCEAL_H
#define SHIKII_ASSESS_CONCEAL_H

#include "assess/official.h"
#include "base/arena.h"
#include "model/sheet.h"

#include <stddef.h>

/* A sheet as it is handed out. What the model withholds stands in 変更箇所, too: a cell whose item or `paths` are withheld, or
 * that has withheld words in it, is withheld as a whole. */
struct concealed {
	const struct sheet *sheet;
	size_t answers; /* withheld, wholly or in part */
	size_t cells;   /* of 変更箇所 */
};

/* `shown` is the sheet of a model_withheld, `whole` the same one of the model itself. All lives in `arena`. Reports withheld words
 * that stand in another answer, too, which is printed. */
struct concealed sheet_conceal(struct arena *arena, struct diags *diags, struct official *official,
                               const struct sheet *shown, const struct sheet *whole);

#endif
