#ifndef SHIKII_PRINTED_ROWS_OWN_H
#define SHIKII_PRINTED_ROWS_OWN_H

#include "printed/rows.h"

/* Pages that we have printed ourselves. Markdown: its answers are named by comments. */
bool markdown_likely(const struct source *source);
struct text_rows markdown_rows(struct arena *arena, const struct source *source);

/* A page of HTML without what is no part of its sheet (styles, scripts, navigation), which becomes white space so that
 * lines keep their numbers; the source itself, when it is none. NULL: it is too large. */
const struct source *html_content(struct arena *arena, const struct source *source);

#endif
