#ifndef SHIKII_MODEL_ROW_NAME_H
#define SHIKII_MODEL_ROW_NAME_H

#include "base/arena.h"
#include "lang/value.h"
#include "model/sheet.h"

/* 様式2 Ⅰ 4. ②法令上の根拠 */
const char *row_place(struct arena *arena, const struct sheet *sheet, const struct row *row);

/* The same with the sheet's 公表日 behind it. */
const char *row_name(struct arena *arena, const struct calendar *calendar, const struct sheet *sheet,
                     const struct row *row);

#endif
