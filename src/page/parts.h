#ifndef SHIKII_PAGE_PARTS_H
#define SHIKII_PAGE_PARTS_H

#include <jansson.h>

#include <stddef.h>

/* The HTML of a form, as `render --format form` writes it → what of it is other than the last time, so that the page draws that
 * alone: {"parts": [[name, html]…], "sheet": html or null, "rows": [[id, html]…]}. Of the last time, hashes are kept; `about` tells
 * which form it is of: another one is drawn whole. The caller owns what it gets; NULL: there is no memory. */
json_t *parts_difference(const char *about, const char *html, size_t length);

#endif
