#ifndef SHIKII_RENDER_ESCAPE_H
#define SHIKII_RENDER_ESCAPE_H

#include "base/buf.h"

/* Plain text as part of an output. `text` is valid UTF-8; what it becomes is added to `out`.
 *
 * Markdown reads back: parsed as CommonMark, the words of the paragraphs are `text` character for character, when a
 * hard line break counts as "\n" and the gap between two paragraphs as "\n\n". To that end
 *   - what CommonMark, or the tables and strikethrough of a forge, would take as markup there gets a backslash; what
 *     is literal anyway stays as it is: 「(1)」, 「3 * 4」, 「第19条第8号_」, 「A&B」, 「<選択肢>」;
 *   - a line break is a backslash at the end of the line, a blank line between lines parts paragraphs; further blank
 *     lines, and those at the start and end of the text, are lines of a lone backslash;
 *   - entities stand for the space or tab at either end of a line (&#32; &#9;), for a line break that ends the text
 *     (&#10;), for other ASCII controls (&#13;), and for U+FEFF, which a parser may take for a byte order mark;
 *   - a web address is put into < and >, as no backslash may stand within what a forge takes for a link;
 *   - everything else passes unchanged: U+3000, U+00A0 and NEL also at the ends of a line, 𠮷, half-width kana.
 * Documents that define link references of their own ([a]: …) may turn 「[a]」 of a text into a link. */

/* For HTML text, and attribute values in either quotes: & < > " ' and CR become entities, other ASCII controls but tab and LF, which
 * no page may have (HTML Standard, 13.2.3.5), U+FFFD. */
void escape_html(struct buf *out, const char *text);

/* Paragraphs that begin at the start of a line, after a blank line. No line break follows the last line. */
void escape_markdown(struct buf *out, const char *text);

/* The same as a block quote: each line begins with "> ". Empty text is an empty quote, ">". */
void escape_markdown_quoted(struct buf *out, const char *text);

/* Words within a line: a cell of a pipe table (GFM), a heading, an item of a list, what follows a label. Other words
 * may stand on both sides, so that a lone * or ` is escaped, too; whether the words begin the line is seen from what is
 * in `out`. A line break is <br>, which reads back as one; a pipe is \|. */
void escape_markdown_cell(struct buf *out, const char *text);

#endif
