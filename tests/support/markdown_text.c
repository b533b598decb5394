/* CommonMark of plain words -> these words. Strict, so that a test sees markup where there should be none. */
#include "markdown_text.h"

#include <cmark.h>

#include <string.h>

static bool inlines_text(cmark_node *node, struct buf *out);

static bool inline_text(cmark_node *node, struct buf *out)
{
	cmark_node_type type = cmark_node_get_type(node);
	const char *literal = cmark_node_get_literal(node);
	if (type == CMARK_NODE_LINK) /* of an address: the words are the address */
		return inlines_text(cmark_node_first_child(node), out);
	bool line_break = type == CMARK_NODE_LINEBREAK || type == CMARK_NODE_SOFTBREAK ||
	                  (type == CMARK_NODE_HTML_INLINE && strcmp(literal, "<br>") == 0);
	if (line_break)
		buf_putc(out, '\n');
	else if (type == CMARK_NODE_TEXT)
		buf_puts(out, literal);
	return line_break || type == CMARK_NODE_TEXT;
}

static bool inlines_text(cmark_node *node, struct buf *out)
{
	for (; node; node = cmark_node_next(node))
		if (!inline_text(node, out))
			return false;
	return true;
}

/* The words of a block and of those that follow it. */
static bool blocks_text(cmark_node *block, struct buf *out)
{
	for (; block; block = cmark_node_next(block)) {
		cmark_node_type type = cmark_node_get_type(block);
		if (type != CMARK_NODE_PARAGRAPH && type != CMARK_NODE_HEADING)
			return false;
		if (!inlines_text(cmark_node_first_child(block), out))
			return false;
		if (cmark_node_next(block))
			buf_puts(out, "\n\n");
	}
	return true;
}

bool markdown_text(const char *markdown, struct buf *out)
{
	cmark_node *document = cmark_parse_document(markdown, strlen(markdown), CMARK_OPT_DEFAULT);
	cmark_node *first = cmark_node_first_child(document);
	bool quoted = cmark_node_get_type(first) == CMARK_NODE_BLOCK_QUOTE && !cmark_node_next(first);
	bool plain = blocks_text(quoted ? cmark_node_first_child(first) : first, out);
	cmark_node_free(document);
	return plain;
}
