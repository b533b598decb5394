/* Text → lines. Excel breaks lines by itself, but works out no row height for merged cells: so we must know how many
 * there will be. */
#include "render/wrap.h"

#include "base/utf8.h"

#include <stdbool.h>
#include <string.h>

enum { TAB = 4 * WRAP_EM };

static size_t width_of_ascii(int32_t point)
{
	if (point == '\t')
		return TAB;
	if (point < ' ')
		return 0;
	if (point == 'M' || point == 'W' || point == 'm' || point == '@' || point == '%')
		return WRAP_EM;
	if (point == ' ')
		return 50;
	if (point >= '0' && point <= '9')
		return 63; /* DejaVu Sans, which stands in for fonts that are not there */
	return point >= 'A' && point <= 'Z' ? 70 : 60;
}

static size_t width_of(int32_t point)
{
	if (point < 0x80)
		return width_of_ascii(point);
	bool combining = (point >= 0x300 && point < 0x370) || point == 0x3099 || point == 0x309a ||
	                 (point >= 0x200b && point <= 0x200f) || (point >= 0xfe00 && point < 0xfe10) || point == 0xfeff ||
	                 (point >= 0xe0100 && point < 0xe01f0);
	if (combining)
		return 0;
	bool narrow = point < 0x300 || (point >= 0xff61 && point <= 0xffdc);
	return narrow ? 70 : WRAP_EM;
}

/* May not stand at the start of a line. */
static bool is_closing(int32_t point)
{
	switch (point) {
	case U'、':
	case U'。':
	case U'，':
	case U'．':
	case U'・':
	case U'：':
	case U'；':
	case U'？':
	case U'！':
	case U'）':
	case U'］':
	case U'｝':
	case U'」':
	case U'』':
	case U'】':
	case U'〕':
	case U'〉':
	case U'》':
	case U'＞':
	case U'”':
	case U'’':
	case U'ー':
	case U'々':
	case U'ゝ':
	case U'ゞ':
	case U'ヽ':
	case U'ヾ':
	case U'ぁ':
	case U'ぃ':
	case U'ぅ':
	case U'ぇ':
	case U'ぉ':
	case U'っ':
	case U'ゃ':
	case U'ゅ':
	case U'ょ':
	case U'ァ':
	case U'ィ':
	case U'ゥ':
	case U'ェ':
	case U'ォ':
	case U'ッ':
	case U'ャ':
	case U'ュ':
	case U'ョ':
	case U'｡':
	case U'､':
	case U'｣':
	case U')':
	case U']':
	case U'}':
	case U',':
	case U'.':
	case U':':
	case U';':
	case U'?':
	case U'!':
	case U'%':
	case U'％':
	case U'゛':
	case U'゜':
	case 0x3099:
	case 0x309a:
		return true;
	}
	return false;
}

/* May not stand at the end of a line. */
static bool is_opening(int32_t point)
{
	switch (point) {
	case U'（':
	case U'［':
	case U'｛':
	case U'「':
	case U'『':
	case U'【':
	case U'〔':
	case U'〈':
	case U'《':
	case U'＜':
	case U'“':
	case U'‘':
	case U'｢':
	case U'(':
	case U'[':
	case U'{':
		return true;
	}
	return false;
}

static bool is_word(int32_t point)
{
	return point > ' ' && point < 0x7f;
}

/* Some programs keep lists of numbers together: 「2、3、5」. We reckon with it, as a line too many does no harm. */
static bool can_break(int32_t before, int32_t after)
{
	if (before == U'、' && after >= '0' && after <= '9')
		return false;
	return !is_opening(before) && !is_closing(after) && !(is_word(before) && is_word(after));
}

size_t wrap_width(const char *text, size_t length)
{
	size_t width = 0;
	for (size_t i = 0; i < length;) {
		int32_t point;
		i += utf8_decode(text + i, length - i, &point);
		width += width_of(point);
	}
	return width;
}

size_t wrap_line(const char *text, size_t length, size_t from, size_t width)
{
	size_t used = 0, chance = from, points = 0;
	int32_t before = 0;
	for (size_t i = from; i < length;) {
		int32_t point;
		size_t taken = utf8_decode(text + i, length - i, &point);
		if (point == '\n')
			return i + taken;
		if (i > from && can_break(before, point))
			chance = i;
		used += width_of(point);
		if (i > from && (used > width || points == WRAP_POINT_LIMIT) && point != ' ')
			return chance > from ? chance : i;
		before = point;
		i += taken;
		points++;
	}
	return length;
}

size_t wrap_count(const char *text, size_t width)
{
	size_t length = strlen(text), count = 0;
	for (size_t at = 0; at < length; count++)
		at = wrap_line(text, length, at, width);
	return count + (length == 0 || text[length - 1] == '\n');
}
