#ifndef SHIKII_PRINTED_COPIED_H
#define SHIKII_PRINTED_COPIED_H

#include "base/arena.h"

#include <stddef.h>

/* Text as other programs hand it over -> as it was typed: spaces of other widths (no-break, en, thin: Unicode's Zs but U+3000)
 * are a space; what nobody sees (Unicode's Cf: zero-width spaces and joiners, marks of direction, soft hyphens) is gone; a kana and
 * the voicing mark that stands apart are one letter (UAX #15); radicals are kanji; white space in front of the end of a line, a page or a
 * cell (tab) is gone, wide spaces too. Lines stay lines. The bytes themselves, or a copy where something changed; *length is its
 * length. */
const char *copied_text(struct arena *arena, const char *bytes, size_t *length);

#endif
