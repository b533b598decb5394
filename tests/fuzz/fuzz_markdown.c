/* Bytes that are UTF-8 without NUL, as CommonMark → a quote, a block of HTML, plain lines. No tag but those that cmark
 * prints itself gets into the page, and no answer grows beyond what its marks cost. */
#include "base/utf8.h"
#include "render/markdown.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds, const char *words, const char *text)
{
	if (holds)
		return;
	fprintf(stderr, "%s:\n%s\n", words, text);
	abort();
}

static void check_html(const char *html)
{
	static const char *const tags[] = {"div", "p",          "a",  "em", "strong", "code", "pre",
	                                   "br",  "blockquote", "ul", "ol", "li",     "hr"};
	for (const char *at = html; (at = strchr(at, '<'));) {
		at += 1 + (at[1] == '/');
		size_t length = strcspn(at, " />"), i = 0;
		while (i < sizeof tags / sizeof *tags && (strlen(tags[i]) != length || strncmp(at, tags[i], length) != 0))
			i++;
		require(i < sizeof tags / sizeof *tags, "a tag that is not ours", html);
	}
	require(!strstr(html, "href=\"javascript:"), "a program", html);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (memchr(data, '\0', size) || utf8_valid((const char *)data, size) != size)
		return 0;
	struct buf text = BUF_INIT, out = BUF_INIT;
	buf_append(&text, (const char *)data, size);
	markdown_block(&out, buf_text(&text), true);
	require(utf8_valid(buf_text(&out), out.length) == out.length, "a quote that is not UTF-8", buf_text(&text));
	buf_clear(&out);
	markdown_html(&out, buf_text(&text), true);
	require(utf8_valid(buf_text(&out), out.length) == out.length, "HTML that is not UTF-8", buf_text(&text));
	check_html(buf_text(&out));
	buf_clear(&out);
	markdown_plain(&out, buf_text(&text));
	require(utf8_valid(buf_text(&out), out.length) == out.length, "lines that are not UTF-8", buf_text(&text));
	require(out.length <= 200 * size + 100, "lines that grow", buf_text(&text));
	buf_free(&text);
	buf_free(&out);
	return 0;
}
