/* Text with remains of HTML -> plain text with line breaks. */
#include "printed/markup.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "printed/copied.h"

#include <stdint.h>
#include <string.h>

enum { TAG_LIMIT = 2048, NAME_LIMIT = 12, ENTITY_LIMIT = 10, SPAN_LIMIT = 10000 };

static const struct {
	const char *name;
	enum tag tag;
} tags[] = {
    {"p", TAG_LINE},         {"li", TAG_LINE},         {"ul", TAG_LINE},       {"ol", TAG_LINE},
    {"div", TAG_LINE},       {"dl", TAG_LINE},         {"dt", TAG_LINE},       {"dd", TAG_LINE},
    {"h1", TAG_LINE},        {"h2", TAG_LINE},         {"h3", TAG_LINE},       {"h4", TAG_LINE},
    {"h5", TAG_LINE},        {"h6", TAG_LINE},         {"br", TAG_BREAK},      {"td", TAG_CELL},
    {"th", TAG_CELL},        {"tr", TAG_ROW},          {"table", TAG_TABLE},   {"thead", TAG_OTHER},
    {"tbody", TAG_OTHER},    {"tfoot", TAG_OTHER},     {"caption", TAG_LINE},  {"col", TAG_OTHER},
    {"colgroup", TAG_OTHER}, {"input", TAG_OTHER},     {"label", TAG_OTHER},   {"small", TAG_OTHER},
    {"big", TAG_OTHER},      {"span", TAG_OTHER},      {"font", TAG_OTHER},    {"center", TAG_LINE},
    {"b", TAG_OTHER},        {"strong", TAG_OTHER},    {"i", TAG_OTHER},       {"em", TAG_OTHER},
    {"u", TAG_OTHER},        {"s", TAG_OTHER},         {"sup", TAG_OTHER},     {"sub", TAG_OTHER},
    {"a", TAG_OTHER},        {"html", TAG_OTHER},      {"head", TAG_OTHER},    {"body", TAG_OTHER},
    {"title", TAG_LINE},     {"meta", TAG_OTHER},      {"hr", TAG_LINE},       {"img", TAG_OTHER},
    {"section", TAG_LINE},   {"article", TAG_LINE},    {"main", TAG_LINE},     {"header", TAG_LINE},
    {"footer", TAG_LINE},    {"form", TAG_OTHER},      {"ins", TAG_OTHER},     {"del", TAG_OTHER},
    {"details", TAG_LINE},   {"summary", TAG_LINE},    {"figure", TAG_LINE},   {"figcaption", TAG_LINE},
    {"address", TAG_LINE},   {"blockquote", TAG_LINE}, {"fieldset", TAG_LINE}, {"legend", TAG_LINE},
};

static char lower(char byte)
{
	return (char)(byte >= 'A' && byte <= 'Z' ? byte - 'A' + 'a' : byte);
}

/* Does the tag's text say this, in whatever case? */
static bool says(const char *text, size_t length, const char *word)
{
	size_t count = strlen(word);
	for (size_t i = 0; i + count <= length; i++) {
		size_t same = 0;
		while (same < count && lower(text[i + same]) == word[same])
			same++;
		if (same == count)
			return true;
	}
	return false;
}

static enum tag input_kind(const char *text, size_t length)
{
	if (says(text, length, "radio"))
		return TAG_RADIO;
	return says(text, length, "checkbox") ? TAG_CHECKBOX : TAG_OTHER;
}

enum tag tag_read(const char *text, size_t length, size_t *taken, bool *closes)
{
	char name[NAME_LIMIT] = {0};
	size_t count = 0;
	*closes = length > 1 && text[1] == '/';
	for (size_t i = 1 + *closes; i < length && count + 1 < sizeof name; i++) {
		char byte = lower(text[i]);
		if (!((byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9')))
			break;
		name[count++] = byte;
	}
	size_t start = 1 + *closes + count;
	size_t limit = length < TAG_LIMIT ? length : TAG_LIMIT;
	if (!count || start >= limit || !strchr(" \t\r\n/>", text[start]))
		return TAG_NONE;
	const char *end = memchr(text + start, '>', limit - start);
	for (size_t i = 0; end && i < sizeof tags / sizeof *tags; i++) {
		if (strcmp(tags[i].name, name) != 0)
			continue;
		*taken = (size_t)(end - text) + 1;
		return strcmp(name, "input") == 0 ? input_kind(text, *taken) : tags[i].tag;
	}
	return TAG_NONE;
}

size_t tag_number(const char *text, size_t length, const char *attribute)
{
	size_t count = strlen(attribute), number = 0;
	for (size_t i = 0; i + count < length; i++) {
		size_t same = 0;
		while (same < count && lower(text[i + same]) == attribute[same])
			same++;
		if (same < count)
			continue;
		i += count;
		while (i < length && strchr(" \t\r\n=\"'", text[i]))
			i++;
		for (; i < length && text[i] >= '0' && text[i] <= '9' && number < SPAN_LIMIT; i++)
			number = number * 10 + (size_t)(text[i] - '0');
	}
	return number && number < SPAN_LIMIT ? number : 1;
}

/* ---- entities ---- */

static void put_point(struct buf *out, uint32_t point)
{
	char bytes[4];
	buf_append(out, bytes, utf8_write((int32_t)point, bytes));
}

/* &#12354; and &#x3042;: 0 when it is no character that a text may have. */
static uint32_t numeric_entity(const char *digits, size_t length)
{
	uint32_t base = length && (digits[0] == 'x' || digits[0] == 'X') ? 16 : 10;
	uint32_t point = 0;
	for (size_t i = base == 16; i < length && point < 0x110000; i++) {
		const char *digit = strchr("0123456789abcdef", lower(digits[i]));
		if (!digit || digit[0] == '\0' || (uint32_t)(digit - "0123456789abcdef") >= base)
			return 0;
		point = point * base;
		point += (uint32_t)(digits[i] <= '9' ? digits[i] - '0' : lower(digits[i]) - 'a' + 10);
	}
	bool surrogate = point >= 0xd800 && point < 0xe000;
	return point < ' ' || (point >= 0x7f && point < 0xa0) || surrogate || point > 0x10ffff ? 0 : point;
}

/* The entity at text ('&'): its character and length; 0 when it is none and stays as it is. */
static uint32_t entity_read(const char *text, size_t length, size_t *taken)
{
	static const struct {
		const char *name;
		uint32_t point;
	} entities[] = {{"lt", '<'}, {"gt", '>'}, {"amp", '&'}, {"quot", '"'}, {"apos", '\''}, {"nbsp", 0xa0}};
	size_t limit = length < ENTITY_LIMIT ? length : ENTITY_LIMIT;
	const char *end = memchr(text, ';', limit);
	if (!end)
		return 0;
	size_t count = (size_t)(end - text) - 1;
	*taken = count + 2;
	if (count > 1 && text[1] == '#')
		return numeric_entity(text + 2, count - 1);
	for (size_t i = 0; i < sizeof entities / sizeof *entities; i++)
		if (strlen(entities[i].name) == count && strncmp(entities[i].name, text + 1, count) == 0)
			return entities[i].point;
	return 0;
}

static void decode_entities(struct buf *out, const char *bytes, size_t length)
{
	for (size_t i = 0; i < length;) {
		size_t taken = 1;
		uint32_t point = bytes[i] == '&' ? entity_read(bytes + i, length - i, &taken) : 0;
		if (point)
			put_point(out, point);
		else
			buf_putc(out, bytes[i]), taken = 1;
		i += taken;
	}
}

/* ---- a cell ---- */

/* Leaves out spaces at the end, which stood between tags. */
static void trim_line(struct buf *out, size_t line)
{
	while (out->length > line && (out->data[out->length - 1] == ' ' || out->data[out->length - 1] == '\t'))
		out->data[--out->length] = '\0';
}

struct cell_text {
	struct buf out;
	size_t line; /* where the line begins */
	bool tagged; /* a tag has been seen: white space around the next line is layout */
};

static void end_line(struct cell_text *text, bool always)
{
	trim_line(&text->out, text->line);
	if (always || text->out.length > text->line)
		buf_putc(&text->out, '\n');
	text->line = text->out.length;
}

static void put_tag(struct cell_text *text, enum tag tag)
{
	text->tagged |= tag != TAG_RADIO && tag != TAG_CHECKBOX;
	switch (tag) {
	case TAG_LINE:
	case TAG_ROW:
	case TAG_TABLE:
		end_line(text, false);
		break;
	case TAG_BREAK:
		end_line(text, true);
		break;
	case TAG_CELL:
		if (text->out.length > text->line && text->out.data[text->out.length - 1] != ' ')
			buf_putc(&text->out, ' ');
		break;
	case TAG_RADIO:
		buf_puts(&text->out, "○");
		break;
	case TAG_CHECKBOX:
		buf_puts(&text->out, MARK_LOST);
		break;
	case TAG_NONE:
	case TAG_OTHER:
		break;
	}
}

static void put_byte(struct cell_text *text, char byte, bool breaks)
{
	bool at_start = text->tagged && text->out.length == text->line;
	bool space = byte == ' ' || byte == '\t' || byte == '\r' || byte == '\f';
	bool line = byte == '\n' || byte == '\v'; /* the second as word processors have it */
	if (line && breaks)
		end_line(text, true);
	else if (line && !at_start)
		buf_putc(&text->out, ' ');
	else if (!line && !(space && at_start))
		buf_append(&text->out, byte == '\r' || byte == '\f' ? " " : &byte, 1);
}

static bool has_block_tag(const char *bytes, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		size_t taken;
		bool closes;
		enum tag tag = bytes[i] == '<' ? tag_read(bytes + i, length - i, &taken, &closes) : TAG_NONE;
		if (tag == TAG_LINE || tag == TAG_BREAK || tag == TAG_CELL || tag == TAG_ROW)
			return true;
	}
	return false;
}

static const char *read_cell(struct arena *arena, const char *bytes, size_t length, bool breaks)
{
	struct cell_text text = {.out = BUF_INIT};
	for (size_t i = 0; i < length;) {
		size_t taken = 1;
		bool closes;
		enum tag tag = bytes[i] == '<' ? tag_read(bytes + i, length - i, &taken, &closes) : TAG_NONE;
		uint32_t point = bytes[i] == '&' ? entity_read(bytes + i, length - i, &taken) : 0;
		if (tag != TAG_NONE) {
			put_tag(&text, tag);
		} else if (point) {
			put_point(&text.out, point);
		} else {
			taken = 1;
			put_byte(&text, bytes[i], breaks);
		}
		i += taken;
	}
	trim_line(&text.out, text.line);
	size_t rest = text.out.length;
	const char *words = copied_text(arena, buf_text(&text.out), &rest);
	size_t skipped = strspn(words, " \n\r\t\f");
	while (rest > skipped && strchr(" \n\r\t\f", words[rest - 1]))
		rest--;
	const char *result = rest > skipped ? arena_copy(arena, words + skipped, rest - skipped) : "";
	buf_free(&text.out);
	return result;
}

const char *markup_text(struct arena *arena, const char *bytes, size_t length, bool breaks)
{
	struct buf decoded = BUF_INIT;
	bool escaped = memchr(bytes, '&', length) && !has_block_tag(bytes, length);
	if (escaped)
		decode_entities(&decoded, bytes, length);
	escaped = escaped && has_block_tag(buf_text(&decoded), decoded.length);
	const char *result = escaped ? read_cell(arena, buf_text(&decoded), decoded.length, breaks)
	                             : read_cell(arena, bytes, length, breaks);
	buf_free(&decoded);
	return result;
}
