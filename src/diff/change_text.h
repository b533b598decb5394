#ifndef SHIKII_DIFF_CHANGE_TEXT_H
#define SHIKII_DIFF_CHANGE_TEXT_H

#include "base/arena.h"
#include "diff/sheet_diff.h"

#include <stdbool.h>

/* A change in words, for people and for 変更箇所. Results are of the arena or constant, "" for nothing. */

/* 変更, 追加, 削除, 移動; in English edit, add, remove, move. */
const char *change_label(enum change_kind kind);
const char *change_name(enum change_kind kind);

/* The title of a column as the form's 変更箇所 prints it, by its field (item, before, after). */
const char *change_column(const struct form *form, const char *field);

/* The row of the newer sheet, or of the older where it is gone; NULL for a change of a member. */
const struct row *change_row(const struct sheet_change *change);

/* The same for a member of a repeated part; NULL for a change of a row. */
const struct sheet_section *change_section(const struct sheet_change *change);

/* Is its item, or one in its part, marked ※? */
bool change_significant(const struct sheet_change *change);

/* Ⅰ 4. ②法令上の根拠; a member of a repeated part: Ⅱ(2) 4. 委託事項3「窓口業務」 */
const char *change_place(struct arena *arena, const struct sheet_change *change);

/* What each side prints: of a member that is new or gone all its answers, a paragraph each with its label (label: words);
 * of one that moved its place. */
const char *change_before(struct arena *arena, const struct sheet_change *change);
const char *change_after(struct arena *arena, const struct sheet_change *change);

/* What is said of a sheet that is not made (NULL) before or after the change: 新たに作る評価書です, 作らなくなった評価書です,
 * これから作る評価書です; else "". */
const char *change_status(const struct sheet *old, const struct sheet *new);

#endif
