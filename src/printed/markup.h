#ifndef SHIKII_PRINTED_MARKUP_H
#define SHIKII_PRINTED_MARKUP_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

/* The HTML that survives in the text of published sheets: the few tags of tables, paragraphs, lists and tick boxes, in
 * whole files or inside of cells, and entities. Everything else in angle brackets (<選択肢>) is the sheet's own text,
 * which is why this is no HTML parser: one would take it for markup. Bytes are read once, without recursion. */
enum tag {
	TAG_NONE, /* no tag of HTML: text */
	TAG_LINE, /* p, li, h1 …: its text stands on lines of its own */
	TAG_BREAK,
	TAG_CELL,
	TAG_ROW,
	TAG_TABLE,
	TAG_RADIO,
	TAG_CHECKBOX,
	TAG_OTHER /* of no meaning here: b, span … */
};

/* Stands for a tick box whose state the text has lost: a character that texts do not have. */
#define MARK_LOST "\xEF\xB7\x90"

/* The tag at text ('<'), its length in bytes, and whether it ends an element. */
enum tag tag_read(const char *text, size_t length, size_t *taken, bool *closes);

/* The number of the tag's attribute, as colspan="3"; 1 when there is none, or no such number. */
size_t tag_number(const char *text, size_t length, const char *attribute);

/* A cell's text: tags turned into line breaks and marks, entities into characters, escaped HTML read as HTML; white
 * space at the ends of lines that tags made is left out. `breaks` are line breaks text, or just white space? */
const char *markup_text(struct arena *arena, const char *bytes, size_t length, bool breaks);

#endif
