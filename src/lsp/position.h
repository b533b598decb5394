#ifndef SHIKII_LSP_POSITION_H
#define SHIKII_LSP_POSITION_H

#include "base/source.h"

#include <jansson.h>

#include <stdbool.h>
#include <stddef.h>

/* Places as editors count them: lines from 0, and UTF-16 units in a line from 0, of which characters beyond U+FFFF (𠮷) have two. */

/* {"line", "character"} of a byte of the source. */
json_t *position_json(const struct source *source, size_t offset);

/* {"start", "end"}. A span without a source is the beginning of the file. */
json_t *range_json(const struct span *span);

/* The byte at a position, which is within the line, at the bound of a character, and within the text; false: it is none. */
bool position_read(const json_t *position, const char *text, size_t length, size_t *offset);

#endif
