/* Bytes that are UTF-8 without NUL → Markdown, as paragraphs, as a block quote and as a cell. Parsed by cmark, each of
 * them must read back character for character. */
#include "../support/markdown_text.c" /* the one file of tests/support that a fuzzer needs */

#include "base/utf8.h"
#include "render/escape.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require_back(const char *text, const char *markdown)
{
	struct buf back = BUF_INIT;
	bool plain = markdown_text(markdown, &back);
	if (!plain || strcmp(buf_text(&back), text) != 0) {
		fprintf(stderr, "text:\n%s\nMarkdown:\n%s\nreads back as:\n%s\n", text, markdown, buf_text(&back));
		abort();
	}
	buf_free(&back);
}

/* A forge cuts a row at the pipes without a backslash, and takes the backslashes away before it reads the cell. */
static void check_cell(const char *text)
{
	struct buf cell = BUF_INIT, heading = BUF_INIT;
	escape_markdown_cell(&cell, text);
	buf_puts(&heading, "# ");
	for (const char *c = buf_text(&cell); *c; c++) {
		if (*c == '|' || *c == '\n')
			abort();
		if (c[0] == '\\' && c[1] == '|')
			c++;
		buf_putc(&heading, *c);
	}
	require_back(text, buf_text(&heading));
	require_back(text, buf_text(&cell));
	buf_free(&cell);
	buf_free(&heading);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (memchr(data, '\0', size) || utf8_valid((const char *)data, size) != size)
		return 0;
	struct buf text = BUF_INIT, markdown = BUF_INIT;
	buf_append(&text, (const char *)data, size);
	escape_markdown(&markdown, buf_text(&text));
	require_back(buf_text(&text), buf_text(&markdown));
	buf_clear(&markdown);
	escape_markdown_quoted(&markdown, buf_text(&text));
	require_back(buf_text(&text), buf_text(&markdown));
	check_cell(buf_text(&text));
	buf_free(&text);
	buf_free(&markdown);
	return 0;
}
