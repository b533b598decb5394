/* A text whose wide and narrow letters stand apart -> the text as it was written. */
#include "printed/gaps.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "printed/pages.h"

#include <string.h>

/* So many gaps, and so many times as many as there are places without one, are no habit of a writer. */
enum { GAPS_LEAST = 20, GAPS_TIMES = 8 };

enum width { WIDTH_NONE, WIDTH_NARROW, WIDTH_WIDE };

/* Kanji, kana and the numbers in circles are wide, ASCII letters and digits narrow. */
static enum width width_of(const char *text)
{
	int32_t point = 0;
	if (!*text)
		return WIDTH_NONE;
	utf8_decode(text, utf8_step(text), &point);
	if ((point >= '0' && point <= '9') || (point >= 'A' && point <= 'Z') || (point >= 'a' && point <= 'z'))
		return WIDTH_NARROW;
	bool circled = point >= 0x2460 && point <= 0x2473;
	return circled || (point >= 0x3040 && point <= 0x30ff) || (point >= 0x3400 && point <= 0x9fff) ? WIDTH_WIDE
	                                                                                               : WIDTH_NONE;
}

static enum width width_before(const char *text, size_t end)
{
	return end ? width_of(text + utf8_back(text, end)) : WIDTH_NONE;
}

static bool meet(enum width a, enum width b)
{
	return a != WIDTH_NONE && b != WIDTH_NONE && a != b;
}

bool gaps_between(const char *before, const char *after)
{
	return meet(width_before(before, strlen(before)), width_of(after));
}

/* Is the space at `at` alone, between letters of two widths? */
static bool is_gap(const struct source *source, size_t at)
{
	return at > 0 && source->text[at] == ' ' && meet(width_before(source->text, at), width_of(source->text + at + 1));
}

static bool has_gaps(const struct source *source)
{
	size_t gaps = 0, tight = 0;
	for (size_t at = 1; at < source->length; at++) {
		bool begins = !utf8_is_within(source->text[at]);
		gaps += is_gap(source, at);
		tight += begins && meet(width_before(source->text, at), width_of(source->text + at));
	}
	return gaps >= GAPS_LEAST && gaps > GAPS_TIMES * tight;
}

const struct source *gaps_closed(struct arena *arena, struct diags *diags, const struct source *source)
{
	if (!has_gaps(source))
		return source;
	struct buf text = BUF_INIT;
	const char *mark = layout_likely(source) ? GAP_MARK : "";
	for (size_t at = 0; at < source->length; at++) {
		if (is_gap(source, at))
			buf_puts(&text, mark);
		else
			buf_putc(&text, source->text[at]);
	}
	const struct source *closed = source_from_memory(arena, diags, source->path, buf_text(&text), text.length);
	buf_free(&text);
	return closed;
}
