#ifndef SHIKII_PRINTED_WORKBOOK_ROWS_H
#define SHIKII_PRINTED_WORKBOOK_ROWS_H

#include "printed/rows.h"
#include "workbook/workbook.h"

/* The cells of a workbook as rows of a text with tables: brackets and what stands between them in cells of their own are
 * joined ([○]自己点検（…）), options stand in the cell of ＜選択肢＞, cells below each other have the same index. Hidden
 * worksheets are left out. A line is the number of a worksheet's row. */
struct text_rows workbook_rows(struct arena *arena, const struct workbook *workbook);

/* The same of one worksheet whose row i stands in line lines[i] of its source. */
struct text_rows sheet_rows(struct arena *arena, const struct workbook_sheet *sheet, const size_t *lines);

#endif
