#include "base/clean.h"

#include "base/buf.h"
#include "base/utf8.h"

#include <utf8proc.h>

#include <string.h>

enum { REPLACEMENT = 0xfffd };

/* Is it no character, which no document of XML can hold? */
static bool is_nothing(int32_t point)
{
	return point == 0xfffe || point == 0xffff;
}

bool clean_is_harmful(int32_t point)
{
	if (point == 0x200c || point == 0x200d)
		return false;
	if (is_nothing(point))
		return true;
	switch (utf8proc_category(point)) {
	case UTF8PROC_CATEGORY_CC:
	case UTF8PROC_CATEGORY_CF:
	case UTF8PROC_CATEGORY_ZL:
	case UTF8PROC_CATEGORY_ZP:
	case UTF8PROC_CATEGORY_CS:
		return true;
	default: /* of a library's enum */
		return false;
	}
}

static bool is_of_xml(int32_t point)
{
	return (point >= ' ' || point == '\t' || point == '\n') && !is_nothing(point);
}

/* What stands for the character. */
static int32_t cleaned(enum clean_kind kind, int32_t point)
{
	bool breaks = point == '\t' || point == '\n';
	switch (kind) {
	case CLEAN_TERMINAL:
		return point < ' ' || point == 0x7f ? ' ' : clean_is_harmful(point) ? REPLACEMENT : point;
	case CLEAN_SCREEN:
		return !breaks && clean_is_harmful(point) ? REPLACEMENT : point;
	case CLEAN_TEXT:
		return point;
	case CLEAN_WORKBOOK:
		return is_of_xml(point) ? point : REPLACEMENT;
	case CLEAN_SHEET:
		return breaks ? ' ' : is_of_xml(point) ? point : REPLACEMENT;
	}
	return point;
}

/* Length of the part at the start that stays as it is. */
static size_t clean_length(enum clean_kind kind, const char *text, size_t length)
{
	size_t at = 0;
	while (at < length) {
		int32_t point;
		size_t taken = utf8_decode(text + at, length - at, &point);
		bool broken = point == REPLACEMENT && taken == 1;
		if (broken || (kind != CLEAN_TEXT && cleaned(kind, point) != point))
			break;
		at += taken;
	}
	return at;
}

const char *clean_text(struct arena *arena, enum clean_kind kind, const char *text)
{
	size_t length = strlen(text), at = kind == CLEAN_TEXT ? utf8_valid(text, length) : clean_length(kind, text, length);
	if (at == length)
		return text;
	struct buf out = BUF_INIT;
	buf_append(&out, text, at);
	while (at < length) {
		int32_t point;
		char bytes[4];
		at += utf8_decode(text + at, length - at, &point);
		buf_append(&out, bytes, utf8_write(cleaned(kind, point), bytes));
		size_t good = clean_length(kind, text + at, length - at);
		buf_append(&out, text + at, good);
		at += good;
	}
	const char *clean = arena_copy(arena, buf_text(&out), out.length);
	buf_free(&out);
	return clean;
}
