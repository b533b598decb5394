#ifndef SHIKII_TESTS_MARKDOWN_TEXT_H
#define SHIKII_TESTS_MARKDOWN_TEXT_H

#include "base/buf.h"

#include <stdbool.h>

/* Reads CommonMark that holds plain words only: paragraphs, perhaps within a block quote, or a heading. Appends the
 * words to `out`: "\n" for a line break or <br>, "\n\n" between paragraphs. False when there is any other markup. */
bool markdown_text(const char *markdown, struct buf *out);

#endif
