#ifndef SHIKII_SUPPORT_PATTERNS_H
#define SHIKII_SUPPORT_PATTERNS_H

#include <stddef.h>

/* Calls `change` for each change of one place of the regular expression in bytes [start, end) of text: an alternative,
 * a look-around, an anchor or an optional part left out; an optional part made certain; a small bound of {m,n} moved by one.
 * The change: bytes [from, to) of text become `instead`. */
void pattern_changes(const char *text, size_t start, size_t end,
                     void (*change)(void *context, size_t from, size_t to, const char *instead), void *context);

#endif
