#include "base/utf8.h"

#include <criterion/criterion.h>

#include <string.h>

Test(base_utf8, valid_prefix)
{
	const struct {
		const char *text;
		size_t valid;
	} cases[] = {
	    {"", 0},
	    {"abcdefghijklmnop", 16},
	    {"特定個人情報", 18},
	    {"é", 2},
	    {"𠮷野家", 10},
	    {"\U0010FFFF", 4},
	    {"\uFFFF", 3},
	    {"abcdefgh\x80", 8},
	    {"特定\xe5\x80", 6},         /* cut off */
	    {"特\xe5\x80x定", 3},        /* second continuation byte missing */
	    {"\xc0\x80", 0},             /* overlong */
	    {"\xe0\x80\x80", 0},         /* overlong */
	    {"\xe0\x9f\xbf", 0},         /* overlong */
	    {"\xf0\x80\x80\x80", 0},     /* overlong */
	    {"a\xed\xa0\x80", 1},        /* surrogate */
	    {"\xed\x9f\xbf", 3},         /* the last before the surrogates */
	    {"\xf4\x90\x80\x80", 0},     /* beyond U+10FFFF */
	    {"\xf8\x88\x80\x80\x80", 0}, /* five bytes */
	    {"\xff", 0},
	    {"\x95\x5d", 0}, /* Shift_JIS */
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		cr_assert_eq(utf8_valid(cases[i].text, strlen(cases[i].text)), cases[i].valid, "case %zu", i);
	cr_assert_eq(utf8_valid("a\0b", 3), 3, "NUL is a character like others");
}

Test(base_utf8, every_code_point_is_read_back)
{
	for (int32_t point = 1; point <= 0x10ffff; point++) {
		if (point >= 0xd800 && point <= 0xdfff)
			continue;
		char text[5] = {0};
		if (point < 0x80) {
			text[0] = (char)point;
		} else if (point < 0x800) {
			text[0] = (char)(0xc0 | point >> 6);
			text[1] = (char)(0x80 | (point & 0x3f));
		} else if (point < 0x10000) {
			text[0] = (char)(0xe0 | point >> 12);
			text[1] = (char)(0x80 | (point >> 6 & 0x3f));
			text[2] = (char)(0x80 | (point & 0x3f));
		} else {
			text[0] = (char)(0xf0 | point >> 18);
			text[1] = (char)(0x80 | (point >> 12 & 0x3f));
			text[2] = (char)(0x80 | (point >> 6 & 0x3f));
			text[3] = (char)(0x80 | (point & 0x3f));
		}
		int32_t read;
		char written[4];
		size_t length = strlen(text);
		if (utf8_write(point, written) != length || memcmp(written, text, length) != 0)
			cr_assert_fail("U+%04X is written otherwise", (unsigned)point);
		if (utf8_valid(text, length) != length || utf8_decode(text, length, &read) != length || read != point)
			cr_assert_fail("U+%04X", (unsigned)point);
	}
}

Test(base_utf8, count_and_prefix)
{
	const char text[] = "番号法第19条第8号に基づく主務省令𠮷ｶﾞabcdefghijklmnopqrstuvwxyz";
	size_t points = 0;
	for (size_t offset = 0; offset <= strlen(text);) {
		cr_assert_eq(utf8_count(text, offset), points);
		cr_assert_eq(utf8_prefix(text, strlen(text), points), offset, "%zu code points", points);
		int32_t point;
		offset += offset < strlen(text) ? utf8_decode(text + offset, strlen(text) - offset, &point) : 1;
		points++;
	}
	cr_assert_eq(utf8_prefix(text, strlen(text), 1000), strlen(text));
	cr_assert_eq(utf8_prefix("", 0, 3), 0);
}

Test(base_utf8, width_on_a_terminal)
{
	const struct {
		const char *text;
		size_t width;
	} cases[] = {
	    {"", 0},         {"abc", 3},  {"特定個人情報", 12}, {"ＡＢ１２", 8},
	    {"　", 2},       {"ｱｲｳ", 3},  {"ｶﾞｷﾞ", 4},          {"か\u3099", 2}, /* combining dakuten */
	    {"が", 2},       {"※①Ⅰ○", 4},                                        /* ambiguous */
	    {"「」、。", 8}, {"𠮷", 2},   {"葛\U000E0100", 2},                   /* variation selector */
	    {"😀", 2},        {"é", 1},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		cr_assert_eq(utf8_width(cases[i].text, strlen(cases[i].text)), cases[i].width, "「%s」: %zu", cases[i].text,
		             utf8_width(cases[i].text, strlen(cases[i].text)));
}

Test(base_utf8, fold_makes_spellings_comparable)
{
	struct arena *arena = arena_new();
	const char *const cases[][2] = {
	    {"", ""},
	    {"　特定　個人 情報\t\n", "特定個人情報"},
	    {"ＡＢＣ１２３", "ABC123"},
	    {"ｶﾞｲﾄﾞﾗｲﾝ", "ガイドライン"},
	    {"か\u3099", "が"},
	    {"Ⅰ①", "I1"},
	    {"㈱", "(株)"},
	    {"\u00a0", ""},
	    {"番\u200b号\u00ad法", "番号法"},
	    {"2〜5 2～5", "2~52~5"}, /* of one byte in Shift_JIS, as programs differ */
	    {"\u2212 － \u2014 \u2015", "--\u2015\u2015"},
	    {"\ufdfa", "صلىاللهعليهوسلم"}, /* the longest expansion of all */
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		cr_assert_str_eq(utf8_fold(arena, cases[i][0]), cases[i][1]);
	arena_free(arena);
}

/* Usual characters are folded without utf8proc: ㈱ is none, so that with it behind them the library folds the same. */
Test(base_utf8, fold_of_usual_characters_is_that_of_utf8proc)
{
	struct arena *arena = arena_new();
	for (int32_t point = 1; point < 0x10000; point += point == 0x7f ? 0x781 : 1) {
		arena_reset(arena);
		char bytes[] = {(char)(0xe0 | point >> 12), (char)(0x80 | (point >> 6 & 0x3f)), (char)(0x80 | (point & 0x3f)),
		                0};
		if (point < 0x80)
			memcpy(bytes, (char[]){(char)point, '\0'}, 2);
		if (utf8_valid(bytes, strlen(bytes)) == strlen(bytes)) {
			const char *usual = utf8_fold(arena, arena_printf(arena, "か%sカ", bytes));
			const char *folded = utf8_fold(arena, arena_printf(arena, "か%sカ㈱", bytes));
			cr_expect_str_eq(arena_printf(arena, "%s(株)", usual), folded, "U+%04X", (unsigned)point);
		}
	}
	arena_free(arena);
}

Test(base_utf8, distance)
{
	const struct {
		const char *a, *b;
		size_t limit, distance;
	} cases[] = {
	    {"", "", 2, 0},
	    {"name", "name", 2, 0},
	    {"name", "nam", 2, 1},
	    {"name", "names", 2, 1},
	    {"name", "nome", 2, 1},
	    {"name", "naem", 2, 1},
	    {"ab", "ba", 2, 1},
	    {"name", "", 9, 4},
	    {"kitten", "sitting", 9, 3},
	    {"kitten", "sitting", 2, 3},
	    {"recipients", "contracts", 2, 3},
	    {"評価書", "評価所", 2, 1},
	    {"対象人数", "対人象数", 2, 1},
	    {"ca", "abc", 9, 3},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		cr_assert_eq(utf8_distance(cases[i].a, cases[i].b, cases[i].limit), cases[i].distance, "%s, %s", cases[i].a,
		             cases[i].b);
		cr_assert_eq(utf8_distance(cases[i].b, cases[i].a, cases[i].limit), cases[i].distance, "%s, %s", cases[i].b,
		             cases[i].a);
	}
	char longest[65] = {0}, longer[66] = {0};
	memset(longest, 'x', 64);
	memset(longer, 'x', 65);
	cr_assert_eq(utf8_distance(longest, longest, 3), 0);
	cr_assert_eq(utf8_distance(longer, longest, 3), 4, "strings over 64 code points are too far");
}
