/* Bytes -> code points and their width on a terminal; words -> a form in which they can be compared. */
#include "base/utf8.h"

#include <utf8proc.h>

#include <stdbool.h>
#include <string.h>

enum { DISTANCE_LIMIT = 64 };

static uint64_t load_word(const char *bytes)
{
	uint64_t word;
	memcpy(&word, bytes, sizeof word);
	return word;
}

static bool is_ascii_word(uint64_t word)
{
	return !(word & UINT64_C(0x8080808080808080));
}

/* Number of continuation bytes in a word: 10xxxxxx -> 1 in each byte; the product adds them up in its highest one. */
static size_t count_continuations(uint64_t word)
{
	uint64_t ones = (word >> 7) & ~(word >> 6) & UINT64_C(0x0101010101010101);
	return (size_t)(ones * UINT64_C(0x0101010101010101) >> 56);
}

/* Does a kana, a kanji or a sign of three bytes stand here? Leads E0 and ED have exceptions. */
static bool is_usual_triple(const char *bytes)
{
	unsigned char lead = (unsigned char)bytes[0];
	return lead > 0xe0 && lead < 0xf0 && lead != 0xed && utf8_is_within(bytes[1]) && utf8_is_within(bytes[2]);
}

size_t utf8_valid(const char *bytes, size_t length)
{
	size_t i = 0;
	while (i < length) {
		/* What nearly all of a sheet is: ASCII and Japanese. */
		if ((unsigned char)bytes[i] < 0x80) {
			i += length - i >= 8 && is_ascii_word(load_word(bytes + i)) ? 8 : 1;
			continue;
		}
		if (length - i >= 3 && is_usual_triple(bytes + i)) {
			i += 3;
			continue;
		}
		int32_t point;
		const utf8proc_uint8_t *at = (const utf8proc_uint8_t *)bytes + i;
		utf8proc_ssize_t taken = utf8proc_iterate(at, (utf8proc_ssize_t)(length - i), &point);
		if (taken <= 0)
			break;
		i += (size_t)taken;
	}
	return i;
}

static int32_t triple_point(const char *bytes)
{
	return (bytes[0] & 0x0f) << 12 | (bytes[1] & 0x3f) << 6 | (bytes[2] & 0x3f);
}

size_t utf8_write(int32_t point, char bytes[static 4])
{
	return (size_t)utf8proc_encode_char(point, (utf8proc_uint8_t *)bytes);
}

size_t utf8_decode(const char *bytes, size_t length, int32_t *point)
{
	if ((unsigned char)bytes[0] < 0x80) {
		*point = (unsigned char)bytes[0];
		return 1;
	}
	if (length >= 3 && is_usual_triple(bytes)) {
		*point = triple_point(bytes);
		return 3;
	}
	utf8proc_ssize_t taken = utf8proc_iterate((const utf8proc_uint8_t *)bytes, (utf8proc_ssize_t)length, point);
	if (taken > 0)
		return (size_t)taken;
	*point = 0xfffd;
	return 1;
}

size_t utf8_count(const char *bytes, size_t length)
{
	size_t continuations = 0, i = 0;
	for (; length - i >= 8; i += 8)
		continuations += count_continuations(load_word(bytes + i));
	for (; i < length; i++)
		continuations += utf8_is_within(bytes[i]);
	return length - continuations;
}

size_t utf8_prefix(const char *bytes, size_t length, size_t count)
{
	size_t i = 0;
	for (; count >= 8 && length - i >= 8; i += 8)
		count -= 8 - count_continuations(load_word(bytes + i));
	for (; i < length && (count || utf8_is_within(bytes[i])); i++)
		count -= !utf8_is_within(bytes[i]);
	return i;
}

const char *utf8_cut(struct arena *arena, const char *string, size_t limit)
{
	size_t length = strnlen(string, limit + 1);
	return length <= limit ? string : arena_copy(arena, string, utf8_valid(string, limit));
}

size_t utf8_width(const char *bytes, size_t length)
{
	size_t width = 0;
	for (size_t i = 0; i < length;) {
		int32_t point;
		i += utf8_decode(bytes + i, length - i, &point);
		width += (size_t)utf8proc_charwidth(point);
	}
	return width;
}

static bool is_space(int32_t point)
{
	return point == ' ' || (point >= '\t' && point <= '\r') || point == 0x3000;
}

/* What nearly all words of a sheet are made of: to NFKC these are themselves, whatever stands beside them, if it is one
 * of them, too. */
static bool is_stable(int32_t point)
{
	return (point >= 0x3041 && point <= 0x3096) || utf8_is_kanji(point) || (point >= 0x30a1 && point <= 0x30fe) ||
	       (point >= 0x3001 && point <= 0x3015);
}

/* Full-width ASCII. */
static bool is_wide(int32_t point)
{
	return point >= 0xff01 && point <= 0xff5e;
}

/* Folds a string of such characters into `out`; false as soon as there is another one. */
static bool fold_usual(const char *string, char *out)
{
	for (size_t left = strlen(string); left > 0;) {
		int32_t point;
		size_t taken = utf8_decode(string, left, &point);
		if (is_wide(point))
			*out++ = (char)(point - 0xfee0);
		else if (is_stable(point) || (point < 0x80 && !is_space(point)))
			for (size_t i = 0; i < taken; i++)
				*out++ = string[i];
		else if (!is_space(point))
			return false;
		string += taken;
		left -= taken;
	}
	*out = '\0';
	return true;
}

enum point_sort utf8_sort(int32_t point)
{
	if (point <= ' ')
		return SORT_SPACE;
	switch (utf8proc_category(point)) {
	case UTF8PROC_CATEGORY_ZS:
	case UTF8PROC_CATEGORY_ZL:
	case UTF8PROC_CATEGORY_ZP:
		return SORT_SPACE;
	case UTF8PROC_CATEGORY_PC:
	case UTF8PROC_CATEGORY_PD:
	case UTF8PROC_CATEGORY_PS:
	case UTF8PROC_CATEGORY_PE:
	case UTF8PROC_CATEGORY_PI:
	case UTF8PROC_CATEGORY_PF:
	case UTF8PROC_CATEGORY_PO:
		return SORT_PUNCTUATION;
	default:
		return point < 0x80 && strchr("$+<=>^`|~", (char)point) ? SORT_PUNCTUATION : SORT_OTHER;
	}
}

bool utf8_is_wide(int32_t point)
{
	return utf8proc_charwidth(point) == 2 || (point >= 0xff61 && point <= 0xff9f);
}

bool utf8_is_unseen(int32_t point)
{
	return point > 0x7f && utf8proc_category(point) == UTF8PROC_CATEGORY_CF;
}

int32_t utf8_without_radical(int32_t point)
{
	/* Those that Unicode does not decompose. */
	static const int32_t supplement[][2] = {
	    {0x2e83, 0x4e59}, {0x2e96, 0x5fc3}, {0x2e9d, 0x6708}, {0x2ea0, 0x6c11}, {0x2ebc, 0x8089}, {0x2ec4, 0x897f},
	    {0x2ecb, 0x8eca}, {0x2ed1, 0x9577}, {0x2ed8, 0x9752}, {0x2edd, 0x98df}, {0x2ee4, 0x9b3c}, {0x2ee8, 0x9ea6},
	    {0x2ee9, 0x9ec4}, {0x2eeb, 0x6589}, {0x2eed, 0x6b6f}, {0x2eef, 0x7adc}, {0x2ef2, 0x4e80},
	};
	if (point < 0x2e80 || point > 0x2fd5)
		return point;
	for (size_t i = 0; i < sizeof supplement / sizeof *supplement; i++)
		if (supplement[i][0] == point)
			return supplement[i][1];
	int32_t kanji = point;
	return utf8proc_decompose_char(point, &kanji, 1, UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT, NULL) == 1 ? kanji : point;
}

/* The sign of NFKC for one that another table of Shift_JIS makes of the same byte. */
static int32_t one_of_two(int32_t point)
{
	return point == 0x301c ? '~' : point == 0x2212 ? '-' : point == 0x2014 ? 0x2015 : point;
}

char *utf8_fold(struct arena *arena, const char *string)
{
	char *folded = arena_alloc(arena, strlen(string) + 1);
	if (fold_usual(string, folded))
		return folded;
	const utf8proc_uint8_t *bytes = (const utf8proc_uint8_t *)string;
	utf8proc_ssize_t length = (utf8proc_ssize_t)strlen(string);
	utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE | UTF8PROC_IGNORE;

	utf8proc_ssize_t count = utf8proc_decompose(bytes, length, NULL, 0, options);
	if (count < 0)
		return arena_string(arena, string);
	int32_t *points = arena_array(arena, int32_t, (size_t)count + 1);
	utf8proc_decompose(bytes, length, points, count, options);

	utf8proc_ssize_t kept = 0;
	for (utf8proc_ssize_t i = 0; i < count; i++) {
		if (!is_space(points[i]))
			points[kept++] = one_of_two(points[i]);
	}
	utf8proc_reencode(points, kept, options);
	return (char *)points;
}

/* Decodes string; more than DISTANCE_LIMIT code points count as one too many. */
static size_t decode_word(const char *string, int32_t *points)
{
	size_t length = strlen(string), count = 0;
	for (size_t i = 0; i < length && count <= DISTANCE_LIMIT; count++)
		i += utf8_decode(string + i, length - i, &points[count]);
	return count;
}

static size_t smallest(size_t a, size_t b, size_t c)
{
	size_t least = a < b ? a : b;
	return least < c ? least : c;
}

size_t utf8_distance(const char *a, const char *b, size_t limit)
{
	int32_t from[DISTANCE_LIMIT + 1], to[DISTANCE_LIMIT + 1];
	size_t rows = decode_word(a, from), columns = decode_word(b, to);
	if (rows > DISTANCE_LIMIT || columns > DISTANCE_LIMIT)
		return limit + 1;

	/* The edits between the first i and the first j code points; three rows are enough for a swap. */
	size_t table[3][DISTANCE_LIMIT + 1];
	for (size_t j = 0; j <= columns; j++)
		table[0][j] = j;
	for (size_t i = 1; i <= rows; i++) {
		size_t *row = table[i % 3], *above = table[(i - 1) % 3], *second = table[(i + 1) % 3];
		row[0] = i;
		for (size_t j = 1; j <= columns; j++) {
			row[j] = smallest(above[j] + 1, row[j - 1] + 1, above[j - 1] + (from[i - 1] != to[j - 1]));
			if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1] && second[j - 2] + 1 < row[j])
				row[j] = second[j - 2] + 1;
		}
	}
	size_t distance = table[rows % 3][columns];
	return distance > limit ? limit + 1 : distance;
}

enum { NEAREST_LIMIT = 3 };

/* A third of a name may be mistyped, but no more than three letters: further off, a guess helps nobody. */
void nearest_offer(struct nearest *nearest, const char *name)
{
	size_t limit = utf8_count(nearest->written, strlen(nearest->written)) / 3;
	if (limit < 1)
		limit = 1;
	if (limit > NEAREST_LIMIT)
		limit = NEAREST_LIMIT;
	size_t distance = utf8_distance(nearest->written, name, limit);
	if (distance > limit || (nearest->name && distance >= nearest->distance))
		return;
	nearest->name = name;
	nearest->distance = distance;
}

bool text_ends_with(const char *text, const char *end)
{
	size_t length = strlen(text), tail = strlen(end);
	return length >= tail && memcmp(text + length - tail, end, tail) == 0;
}
