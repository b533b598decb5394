/* A scalar and its source → the place of each byte. Source and text are walked side by side: what is not white space is
 * the same in both, but for the escapes of quoted scalars; runs of white space (indentation, folded lines) answer each
 * other. */
#include "yaml/locate.h"

#include <stdbool.h>
#include <string.h>

static bool is_white(char c)
{
	return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/* The first byte of the text itself: behind the quote, or on the line behind | or >. */
static size_t first_byte(const struct node *node)
{
	const char *text = node->span.source->text;
	size_t at = node->span.start;
	switch (node->style) {
	case NODE_SINGLE_QUOTED:
	case NODE_DOUBLE_QUOTED:
		return at + 1;
	case NODE_LITERAL:
	case NODE_FOLDED:
		return at + strcspn(text + at, "\n");
	case NODE_PLAIN:
	case NODE_FLOW:
	case NODE_BLOCK:
		break;
	}
	return at;
}

/* Length of an escape in a double-quoted scalar, from its backslash on. */
static size_t escape_length(const char *at)
{
	switch (at[1]) {
	case 'x':
		return 4;
	case 'u':
		return 6;
	case 'U':
		return 10;
	case '\r':
	case '\n':
		return 1 + strspn(at + 1, " \r\n\t");
	default:
		return 2;
	}
}

/* Length of the character in the text that an escape or a doubled quote stands for; 0 for a line break. */
static size_t character_length(const char *at, size_t rest, bool joins)
{
	size_t length = 1;
	if (joins)
		return 0;
	while (length < rest && ((unsigned char)at[length] & 0xc0) == 0x80)
		length++;
	return length;
}

/* How many characters of the text a run of white space in a double-quoted scalar stands for: behind it an escape may
 * stand for white space, too. */
static size_t folded_length(const char *run, size_t length)
{
	size_t breaks = 0;
	for (size_t i = 0; i < length; i++)
		breaks += run[i] == '\n' || (run[i] == '\r' && run[i + 1] != '\n');
	size_t folded = breaks > 1 ? breaks - 1 : breaks ? 1 : length;
	return folded ? folded : 1;
}

const size_t *node_offsets(struct arena *arena, const struct node *node)
{
	size_t *offsets = arena_array(arena, size_t, node->length + 1);
	const char *source = node->span.source->text;
	size_t at = first_byte(node), end = node->span.end, i = 0;
	while (i < node->length) {
		bool escape = node->style == NODE_DOUBLE_QUOTED && at < end && source[at] == '\\';
		bool quote = node->style == NODE_SINGLE_QUOTED && at + 1 < end && source[at] == '\'' && source[at + 1] == '\'';
		if (escape || quote) {
			size_t width = quote ? 2 : escape_length(source + at);
			bool joins = escape && (source[at + 1] == '\n' || source[at + 1] == '\r');
			size_t length = character_length(node->text + i, node->length - i, joins);
			for (size_t j = 0; j < length; j++)
				offsets[i++] = at;
			at += width;
		} else if (is_white(node->text[i]) || (at < end && is_white(source[at]))) {
			size_t start = at;
			while (at < end && is_white(source[at]))
				at++;
			size_t rest = node->style == NODE_DOUBLE_QUOTED ? folded_length(source + start, at - start) : node->length;
			for (; rest && i < node->length && is_white(node->text[i]); rest--)
				offsets[i++] = start;
		} else {
			offsets[i++] = at < end ? at++ : end;
		}
	}
	offsets[node->length] = at < end ? at : end;
	return offsets;
}
