#ifndef SHIKII_FILLED_FILLED_H
#define SHIKII_FILLED_FILLED_H

#include "base/arena.h"
#include "render/xlsx_origin.h"
#include "workbook/workbook.h"

#include <stdbool.h>
#include <stddef.h>

/* A workbook of ours that came back: what it was made from, and what stands in it now. */
struct filled {
	struct arena *arena;
	const struct workbook *workbook;
	const struct origin *origin;
};

/* False: the workbook is none of ours. */
bool filled_open(struct arena *arena, const struct workbook *workbook, struct filled *filled);

/* The words of a named answer; NULL: its cells are gone. *place: where it stands, for a person: 「Ⅱ」C5. */
const char *filled_text(const struct filled *filled, const struct origin_answer *answer, const char **place);

/* The rows of 変更箇所, whose table the plan has as `table`; false: it is gone. */
bool filled_changes(const struct filled *filled, const struct plan_name *table, struct origin_changes *changes);

#endif
