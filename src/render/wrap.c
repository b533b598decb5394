/* Text → lines. Excel breaks lines by itself, but works out no row height for merged cells: so we must know how many
 * there will be. */
#include "render/wrap.h"

#include "base/utf8.h"

#include <string.h>

enum { TAB = 4 * WRAP_EM, FEW = 2 * WRAP_EM };

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

/* Closes a bracket or a part of a sentence. */
static bool is_full_closing(int32_t point)
{
	switch (point) {
	case U'、':
	case U'。':
	case U'，':
	case U'．':
	case U'）':
	case U'］':
	case U'｝':
	case U'」':
	case U'』':
	case U'】':
	case U'〕':
	case U'〉':
	case U'》':
		return true;
	}
	return false;
}

/* May not stand at the start of a line. */
static bool is_closing(int32_t point)
{
	switch (point) {
	case U'・':
	case U'：':
	case U'；':
	case U'？':
	case U'！':
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
	return is_full_closing(point);
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

static bool is_digit(int32_t point)
{
	return point >= '0' && point <= '9';
}

/* LibreOffice keeps numbers and Latin words together with a 、 before them. We reckon with it, as a line too many does no harm. */
static bool can_break(int32_t before, int32_t after)
{
	if (is_full_closing(before) && is_word(after))
		return false;
	return !is_opening(before) && !is_closing(after) && !(is_word(before) && is_word(after));
}

/* In DejaVu Sans, which stands in for a font that is not there. */
static size_t width_of_stand_in(int32_t point)
{
	static const unsigned char widths[] = {
	    32, 40, 46, 84, 64, 95, 78, 27, 39,  39, 50, 84, 32, 36, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64,
	    64, 64, 34, 34, 84, 84, 84, 53, 100, 68, 69, 70, 77, 63, 58, 77, 75, 29, 29, 66, 56, 86, 75, 79,
	    60, 79, 69, 63, 61, 73, 68, 99, 69,  61, 69, 39, 34, 39, 84, 50, 50, 61, 63, 55, 63, 62, 35, 63,
	    63, 28, 28, 58, 28, 97, 63, 61, 63,  63, 41, 52, 39, 63, 59, 82, 59, 59, 52, 64, 34, 64, 84,
	};
	return point >= ' ' && point < 0x7f ? widths[point - ' '] : width_of(point);
}

static size_t width_of_half(int32_t point)
{
	return point >= ' ' && point < 0x7f ? WRAP_EM / 2 : width_of(point);
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

struct manner {
	size_t (*width_of)(int32_t point);
	bool (*can_break)(int32_t before, int32_t after);
	bool loose; /* as LibreOffice: where the last letter that has room is no Latin one, the line ends behind it */
};

static int32_t point_at(const char *text, size_t length, size_t at)
{
	int32_t point = 0;
	if (at < length)
		utf8_decode(text + at, length - at, &point);
	return point;
}

static int32_t point_before(const char *text, size_t end)
{
	return point_at(text, end, utf8_back(text, end));
}

/* With what a paragraph of an enumeration begins. */
enum beginning { BEGINS_WITH_WORDS, BEGINS_WITH_NUMBER, BEGINS_WITH_CIRCLE, BEGINS_WITH_BRACKET, BEGINS_WITH_BULLET };

static enum beginning beginning_of(int32_t point)
{
	if (is_digit(point) || (uint32_t)point - U'０' <= 9)
		return BEGINS_WITH_NUMBER;
	if ((uint32_t)point - U'①' < 20)
		return BEGINS_WITH_CIRCLE;
	if (is_opening(point))
		return BEGINS_WITH_BRACKET;
	return point == U'・' || point == U'　' || point == ' ' || point == '-' ? BEGINS_WITH_BULLET : BEGINS_WITH_WORDS;
}

bool wrap_is_heading(const char *text, size_t length, size_t from, size_t next)
{
	int32_t last = next > from + 1 ? point_before(text, next - 1) : 0;
	if (next >= length || last == 0 || last == U'。' || last == U'、')
		return false;
	enum beginning own = beginning_of(point_at(text, length, from)), below = beginning_of(point_at(text, length, next));
	return own != BEGINS_WITH_BULLET && own != below && text[next] != '\n';
}

static size_t line_end(const char *text, size_t length, size_t from, size_t width, const struct manner *manner)
{
	size_t used = 0, chance = from, points = 0;
	int32_t before = 0;
	for (size_t i = from; i < length;) {
		int32_t point;
		size_t taken = utf8_decode(text + i, length - i, &point);
		if (point == '\n')
			return i + taken;
		if (i > from && manner->can_break(before, point))
			chance = i;
		used += manner->width_of(point);
		if (i > from && (used > width || points == WRAP_POINT_LIMIT) && point != ' ')
			return chance > from && !(manner->loose && before >= 0x80) ? chance : i;
		before = point;
		i += taken;
		points++;
	}
	return length;
}

size_t wrap_line(const char *text, size_t length, size_t from, size_t width)
{
	static const struct manner careful = {width_of, can_break, false};
	return line_end(text, length, from, width, &careful);
}

/* As careful as wrap_line(), but lists of numbers may break. */
static bool can_break_list(int32_t before, int32_t after)
{
	return before == U'、' && is_digit(after) ? true : can_break(before, after);
}

/* The numbers and commas around `at`: from where to where. */
static void list_around(const char *text, size_t length, size_t at, size_t *first, size_t *end)
{
	int32_t point;
	for (*first = at; *first > 0; *first -= point == U'、' ? strlen("、") : 1) {
		point = point_before(text, *first);
		if (!is_digit(point) && point != U'、')
			break;
	}
	for (*end = at; *end < length;) {
		size_t taken = utf8_decode(text + *end, length - *end, &point);
		if (!is_digit(point) && point != U'、')
			break;
		*end += taken;
	}
}

size_t wrap_list(const char *text, size_t length, size_t from, size_t width)
{
	static const struct manner manner = {width_of, can_break_list, false};
	size_t at = line_end(text, length, from, width, &manner), first, end;
	if (at >= length || point_before(text, at) != U'、' || !is_digit(point_at(text, length, at)))
		return 0;
	list_around(text, length, at, &first, &end);
	first = first > from ? first : from;
	bool alone = first - from <= strlen("・");
	return alone || wrap_width(text + first, end - first) > width ? at : 0;
}

size_t wrap_count(const char *text, size_t width)
{
	size_t length = strlen(text), count = 0;
	for (size_t at = 0; at < length; count++)
		at = wrap_line(text, length, at, width);
	return count + (length == 0 || text[length - 1] == '\n');
}

/* ①委託先名, ⑨: the number of an item, whose words begin behind it. */
static bool is_circled(int32_t point)
{
	return (uint32_t)point - U'①' < 20 || (uint32_t)point - U'㉑' < 15;
}

/* 第58条の2項: what reads badly apart from its number. */
static bool is_unit(int32_t point)
{
	return point == U'条' || point == U'項' || point == U'号' || point == U'年' || point == U'月' || point == U'日' ||
	       point == U'の';
}

/* Does a break at `at` part a number, or one with a branch (56の2)? */
static bool parts_number(const char *text, size_t length, size_t at)
{
	int32_t before = point_before(text, at), after = point_at(text, length, at);
	if (is_digit(before) && after == U'の')
		return is_digit(point_at(text, length, at + strlen("の")));
	if (before == U'の')
		before = point_before(text, at - strlen("の"));
	return is_digit(before) && is_digit(after);
}

/* Of a break at `at` within a paragraph. */
static size_t fault_between(const char *text, size_t length, size_t at)
{
	int32_t before = point_before(text, at), after = point_at(text, length, at);
	if (parts_number(text, length, at))
		return WRAP_NUMBER_FAULT;
	if (is_opening(before) || is_closing(after) || (is_circled(before) && !is_circled(after)))
		return WRAP_FAULT;
	if (before == U'・') { /* it begins what stands below, where it is none between two words */
		int32_t front = point_before(text, at - strlen("・"));
		return front == U'。' || front == U'　' || front == ' ' ? WRAP_FAULT : 0;
	}
	return (before == U'第' && is_digit(after)) || (is_digit(before) && is_unit(after)) ? WRAP_TORN : 0;
}

/* Of the line from `from` to `at`, which is the first of its paragraph or not. */
static size_t fault_of(const char *text, size_t length, size_t from, size_t at, bool first)
{
	int32_t before = point_before(text, at);
	size_t used = wrap_width(text + from, at - from);
	if (at == length || before == '\n')
		return !first && used <= FEW ? WRAP_LONELY : 0;
	return fault_between(text, length, at) + (used <= WRAP_EM ? WRAP_NUMBER_FAULT : 0);
}

/* A number before a bracket stays with it, too. */
static bool can_break_loosely(int32_t before, int32_t after)
{
	return can_break(before, after) && !(is_word(before) && is_opening(after));
}

size_t wrap_faults(const char *text, size_t width)
{
	static const struct manner manners[] = {{width_of_stand_in, can_break_loosely, true},
	                                        {width_of_half, can_break_loosely, true}};
	size_t length = strlen(text), faults = 0;
	for (size_t i = 0; i < sizeof manners / sizeof *manners; i++) {
		bool first = true;
		for (size_t from = 0, at = 0; at < length; from = at) {
			at = line_end(text, length, from, width, &manners[i]);
			faults += fault_of(text, length, from, at, first);
			first = text[at - 1] == '\n';
		}
	}
	return faults;
}

/* ---- the best lines ---- */

/* Costs of a line more, of a last line of a letter or two, of a break within a word, between two of its pairs of kanji (情報提供), of
 * one that tears it most, and of an empty line; how long a paragraph is weighed. */
enum {
	LINE_COST = 10000,
	FEW_COST = 90,
	PARTED_COST = 100,
	PAIR_COST = 85,
	TORN_COST = 200,
	EMPTY_COST = 90,
	EVEN_LIMIT = 400
};

static bool is_hiragana(int32_t point)
{
	return point >= 0x3041 && point <= 0x309f;
}

static bool is_katakana(int32_t point)
{
	return (point >= 0x30a1 && point <= 0x30fa) || point == U'ー';
}

/* Words end with hiragana, and begin with anything else. */
static size_t parted(int32_t before, int32_t after)
{
	if (is_hiragana(after) || (is_katakana(before) && is_katakana(after)) || before == U'第')
		return TORN_COST;
	if (after == U'第') /* 番号法, 第9条 */
		return 0;
	return is_hiragana(before) || is_closing(before) || is_opening(after) || is_katakana(before) != is_katakana(after)
	           ? 0
	           : PARTED_COST;
}

/* The places between the letters of a paragraph, in front of the first and behind the last: how far they are from its beginning, the
 * least that lines which end there cost, where the last of these begins. */
struct place {
	size_t at, width, cost, from;
	int32_t before;
};

static size_t read_places(const char *text, size_t length, struct place *places)
{
	size_t count = 1;
	places[0] = (struct place){0};
	for (size_t i = 0; i < length && count <= EVEN_LIMIT; count++) {
		struct place *place = &places[count];
		size_t taken = utf8_decode(text + i, length - i, &place->before);
		place->width = places[count - 1].width + width_of(place->before);
		place->cost = SIZE_MAX;
		place->at = i += taken;
	}
	return count;
}

static bool is_kanji(int32_t point)
{
	return point >= 0x4e00 && point <= 0x9fff;
}

/* A word of kanji is mostly made of pairs. */
static bool behind_pairs(const char *text, size_t at)
{
	size_t count = 0;
	while (at > 0 && is_kanji(point_before(text, at))) {
		at = utf8_back(text, at);
		count++;
	}
	return count > 0 && count % 2 == 0;
}

static size_t parted_at(const char *text, size_t length, const struct place *to)
{
	size_t cost = parted(to->before, point_at(text, length, to->at));
	size_t ahead = to->at + strlen("一"); /* a kanji is three bytes long */
	bool pairs = behind_pairs(text, to->at) && is_kanji(point_at(text, length, to->at)) &&
	             is_kanji(point_at(text, length, ahead));
	return cost == PARTED_COST && pairs ? PAIR_COST : cost;
}

/* Of a line between two places. Lines of one length are nicer than others, but the last may be short. */
static size_t cost_between(const char *text, size_t length, const struct place *from, const struct place *to,
                           size_t width)
{
	size_t used = to->width - from->width, empty = width - used;
	size_t cost = LINE_COST + EMPTY_COST * empty * empty / (width * width) / (to->at == length ? 2 : 1);
	if (to->at < length)
		return cost + parted_at(text, length, to);
	return cost + (from->at > 0 && used <= FEW && 2 * used < width ? FEW_COST : 0);
}

static void find_cheapest(const char *text, size_t length, struct place *places, size_t end, size_t width)
{
	struct place *to = &places[end];
	if (to->at < length && !can_break(to->before, point_at(text, length, to->at)))
		return;
	for (size_t i = end; i-- > 0 && to->width - places[i].width <= width;) {
		if (places[i].cost == SIZE_MAX)
			continue;
		size_t cost = places[i].cost + cost_between(text, length, &places[i], to, width);
		if (cost < to->cost) {
			to->cost = cost;
			to->from = i;
		}
	}
}

/* Of one paragraph; false where it has none so. */
static bool put_even(struct buf *out, const char *text, size_t length, size_t width)
{
	struct place places[EVEN_LIMIT + 1];
	size_t count = read_places(text, length, places), last = count - 1, ends[EVEN_LIMIT], found = 0;
	for (size_t end = 1; end < count; end++)
		find_cheapest(text, length, places, end, width);
	if (places[last].at < length || places[last].cost == SIZE_MAX)
		return false;
	for (size_t end = last; end > 0; end = places[end].from)
		ends[found++] = end;
	for (size_t from = 0; found-- > 0; from = places[ends[found]].at) {
		buf_append(out, text + from, places[ends[found]].at - from);
		if (found)
			buf_putc(out, '\n');
	}
	return true;
}

void wrap_even(struct buf *out, const char *text, size_t width)
{
	for (;;) {
		size_t length = strcspn(text, "\n");
		if (!put_even(out, text, length, width))
			buf_append(out, text, length);
		if (!text[length])
			return;
		buf_putc(out, '\n');
		text += length + 1;
	}
}
