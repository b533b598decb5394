#ifndef SHIKII_IMPORT_STRUCK_H
#define SHIKII_IMPORT_STRUCK_H

#include "assess/assess.h"
#include "import/place.h"
#include "workbook/workbook.h"

/* The workbook as it is to be read: what is struck through within a cell was removed, but in 変更前の記載, where it shows what was
 * changed, it stands. */
struct workbook struck_settle(struct arena *arena, struct official *official, const struct workbook *workbook);

/* Words that were removed are no answers, but they are told. */
void struck_tell(struct arena *arena, const struct workbook *workbook, struct placing *placing);

#endif
