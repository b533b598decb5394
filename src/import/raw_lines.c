/* Lines of a printed text -> the text. */
#include "import/raw.h"

#include "base/buf.h"
#include "base/utf8.h"

#include <string.h>

enum { FULL_SHORT = 6 }; /* columns: a line shorter than the widest by less was broken by its width */

static bool is_word(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static bool joins_words(const char *left, const char *right)
{
	size_t length = strlen(left), start = length;
	if (!length || !is_word(left[length - 1]) || !is_word(*right))
		return false;
	while (start && left[start - 1] > ' ' && (unsigned char)left[start - 1] < 0x7f)
		start--;
	return !strpbrk(left + start, "/.@_") && !strstr(left + start, "://");
}

static size_t widest(const struct text_line *lines, size_t count)
{
	size_t width = 0;
	for (size_t i = 0; i < count; i++) {
		size_t own = utf8_width(lines[i].text, strlen(lines[i].text));
		width = own > width ? own : width;
	}
	return width;
}

bool line_is_full(const char *text, size_t width)
{
	return utf8_width(text, strlen(text)) + FULL_SHORT >= width;
}

const char *lines_join(struct arena *arena, const struct text_line *lines, size_t count)
{
	struct buf text = BUF_INIT;
	size_t width = widest(lines, count);
	for (size_t i = 0; i < count; i++) {
		const char *before = i ? lines[i - 1].text : "";
		bool broken = i && lines[i].block == lines[i - 1].block && line_is_full(before, width);
		if (broken && joins_words(before, lines[i].text))
			buf_putc(&text, ' ');
		else if (i && !broken)
			buf_puts(&text, lines[i].block == lines[i - 1].block ? "\n" : "\n\n");
		buf_puts(&text, lines[i].text);
	}
	const char *result = arena_copy(arena, buf_text(&text), text.length);
	buf_free(&text);
	return result;
}
