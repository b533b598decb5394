/* Bytes ↔ lines and UTF-16 units. */
#include "lsp/position.h"

#include "base/utf8.h"

#include <stdint.h>

static size_t units(const char *text)
{
	return utf8_step(text) == 4 ? 2 : 1;
}

json_t *position_json(const struct source *source, size_t offset)
{
	size_t line = source_position(source, offset).line, character = 0;
	for (size_t at = source_line(source, line).start; at < offset; at += utf8_step(source->text + at))
		character += units(source->text + at);
	return json_pack("{s: I, s: I}", "line", (json_int_t)line - 1, "character", (json_int_t)character);
}

json_t *range_json(const struct span *span)
{
	const struct source *source = span->source && span->source->lines ? span->source : NULL;
	if (!source)
		return json_pack("{s: {s: i, s: i}, s: {s: i, s: i}}", "start", "line", 0, "character", 0, "end", "line", 0,
		                 "character", 0);
	return json_pack("{s: o, s: o}", "start", position_json(source, span->start), "end",
	                 position_json(source, span->end));
}

/* Where the line ends, before its break. */
static size_t line_end(const char *text, size_t length, size_t at)
{
	while (at < length && text[at] != '\n' && text[at] != '\r')
		at++;
	return at;
}

/* The start of line number `line`; the end of the text when it has fewer. */
static size_t line_start(const char *text, size_t length, json_int_t line)
{
	size_t at = 0;
	for (; line > 0 && at < length; line--) {
		at = line_end(text, length, at);
		at += at + 1 < length && text[at] == '\r' && text[at + 1] == '\n' ? 2 : at < length;
	}
	return at;
}

bool position_read(const json_t *position, const char *text, size_t length, size_t *offset)
{
	json_int_t line, character;
	if (json_unpack((json_t *)(uintptr_t)position, "{s: I, s: I}", "line", &line, "character", &character) != 0 ||
	    line < 0 || character < 0)
		return false;
	size_t at = line_start(text, length, line), end = line_end(text, length, at);
	for (; at < end && character > 0; at += utf8_step(text + at)) {
		character -= (json_int_t)units(text + at);
		if (character < 0)
			break; /* in the middle of one */
	}
	*offset = at;
	return true;
}
