#ifndef SHIKII_RENDER_LINKS_H
#define SHIKII_RENDER_LINKS_H

#include "base/arena.h"
#include "base/buf.h"
#include "law/reader.h"

/* Plain text as a block of HTML, as markdown_html() prints it, in which citations lead to the text of their law at e-Gov.
 * The words stay as they are. Not linked are laws that the registry has no address of, that were repealed, or that are
 * only meant by a word like 規則; and lone numbers in a list of rows. */
void links_html(struct buf *out, struct arena *arena, struct reader *reader, const char *text);

#endif
