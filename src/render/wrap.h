#ifndef SHIKII_RENDER_WRAP_H
#define SHIKII_RENDER_WRAP_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>

/* Where a text breaks into lines in a cell of a spreadsheet. Widths are in hundredths of an em: a kana, a kanji or a sign
 * that Japanese fonts draw as wide (※ and ① too) is 100; letters and digits are taken rather too wide than too narrow. */
enum { WRAP_EM = 100 };
size_t wrap_width(const char *text, size_t length);

/* The line that begins at `from` (< length): where the next one begins. The line break, where there is one, belongs to
 * the line. No line begins with 。 or ）, none ends with （ (禁則), and words of Latin letters stay whole, where that can
 * be had. A line has no more than WRAP_POINT_LIMIT code points, however narrow they are. */
enum { WRAP_POINT_LIMIT = 500 };
size_t wrap_line(const char *text, size_t length, size_t from, size_t width);

/* Is the paragraph from `from` to `next`, a line, the heading of the one behind it? It ends no sentence, and what is behind it begins
 * otherwise: with words below 「1 資格」 or 「（照会の根拠）」, with 「・」 below words. */
bool wrap_is_heading(const char *text, size_t length, size_t from, size_t next);

/* How badly LibreOffice, which knows no 禁則 in a spreadsheet, would break the text: it begins or ends a line as wrap_line() does not, or
 * parts ① from its words; leaves a 「・」 or 「の」 alone on one that is not the last, or parts a number (56の2), which count more;
 * or it parts 第58条 beside its number, or leaves a letter or two on a last line of their own, which count less. With letters and
 * digits of half an em and with those of another font, together. */
enum { WRAP_LONELY = 1, WRAP_TORN = 2, WRAP_FAULT = 4, WRAP_NUMBER_FAULT = 12 };
size_t wrap_faults(const char *text, size_t width);

/* Appends the text with a line break where each line ends: no more lines than wrap_count() has, of these the ones that part words the
 * least. */
void wrap_even(struct buf *out, const char *text, size_t width);

/* Programs break a list of numbers (「2、3、5」) that is longer than a line anywhere, in a number too, and leave a bullet before one
 * alone. Where the line from `from` should end instead, behind a 、 of the list; 0 where it ends elsewhere. */
size_t wrap_list(const char *text, size_t length, size_t from, size_t width);

/* Number of lines, at least 1; a line break at the very end begins one more. */
size_t wrap_count(const char *text, size_t width);

#endif
