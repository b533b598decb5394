#ifndef SHIKII_RENDER_MARKDOWN_H
#define SHIKII_RENDER_MARKDOWN_H

#include "base/buf.h"

#include <stdbool.h>

/* A text as a block quote of Markdown. Plain text reads back character for character (render/escape.h). CommonMark
 * means the same, but for HTML, which becomes words, and addresses that run a program, which are taken out; where that
 * cannot be had it is plain text. */
void markdown_block(struct buf *out, const char *text, bool markdown);

/* A text as a block of HTML. Plain text is printed as it was typed. Of CommonMark, HTML becomes words that show it,
 * images become their words with the address behind, headings a line in bold (those of the page are the form's), and
 * links to anything but http, https, mailto and places of the site their words. */
void markdown_html(struct buf *out, const char *text, bool markdown);

/* The words of CommonMark as lines, for where there is no markup: 「・」 or the number before an item, lists and quotes
 * indented by a wide space, addresses behind the words that lead to them. Empty lines stay. Nested too deeply it is
 * printed as it was typed. */
void markdown_plain(struct buf *out, const char *text);

#endif
