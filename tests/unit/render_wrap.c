#include "render/wrap.h"

#include "base/arena.h"
#include "base/buf.h"

#include <criterion/criterion.h>
#include <string.h>

static struct {
	const char *text;
	size_t ems;
	const char *lines; /* with | between them */
} cases[] = {
    {"", 5, ""},
    {"一二三四五", 5, "一二三四五"},
    {"一二三四五六", 5, "一二三四五|六"},
    {"一\n二\n\n三", 5, "一\n|二\n|\n|三"},
    /* 禁則: what would begin or end a line wrongly takes its neighbour along. */
    {"一二三四五。六", 5, "一二三四|五。六"},
    {"一二三四（五）六", 5, "一二三四|（五）六"},
    {"一二三四キャ六", 5, "一二三四|キャ六"},
    {"。。。。。。。", 5, "。。。。。|。。"},
    /* Words of letters stay whole where they can. */
    {"一二 ISMAP 三", 5, "一二 |ISMAP |三"},
    {"abcdefghijklnopq", 5, "abcdefgh|ijklnopq"},
    {"・2、3、5", 4, "・|2、3、5"},
    {"一二 800-88、ISO三", 7, "一二 |800-88、ISO|三"},
    /* ※ and ① are wide in Japanese fonts; half-width kana and combining marks are not. */
    {"※①※①※①", 5, "※①※①※|①"},
    {"ｱｲｳｴｵｶｷ", 5, "ｱｲｳｴｵｶｷ"},
    {"か\u3099か\u3099か\u3099か\u3099か\u3099", 5, "か\u3099か\u3099か\u3099か\u3099か\u3099"},
    {"𠮷野家𠮷野家", 5, "𠮷野家𠮷野|家"},
};

static const char *wrapped(struct arena *arena, const char *text, size_t width)
{
	struct buf buf = BUF_INIT;
	size_t length = strlen(text);
	for (size_t at = 0; at < length;) {
		size_t end = wrap_line(text, length, at, width);
		cr_assert_gt(end, at);
		buf_printf(&buf, "%s%.*s", at ? "|" : "", (int)(end - at), text + at);
		at = end;
	}
	const char *lines = arena_string(arena, buf_text(&buf));
	buf_free(&buf);
	return lines;
}

Test(render_wrap, lines)
{
	struct arena *arena = arena_new();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		cr_expect_str_eq(wrapped(arena, cases[i].text, cases[i].ems * WRAP_EM), cases[i].lines, "%s: %s", cases[i].text,
		                 wrapped(arena, cases[i].text, cases[i].ems * WRAP_EM));
	arena_free(arena);
}

/* What a program that breaks anywhere would do badly, told for narrow and for wide digits. */
Test(render_wrap, faults)
{
	enum { FAULT = 2 * WRAP_FAULT, LONELY = 2 * WRAP_LONELY };
	cr_expect_eq(wrap_faults("一二三四五六七八", 5 * WRAP_EM), 0);
	cr_expect_eq(wrap_faults("一二三四五。六七", 5 * WRAP_EM), FAULT);
	cr_expect_eq(wrap_faults("一二三四五。六七", 4 * WRAP_EM), 0);
	cr_expect_eq(wrap_faults("一二三四「五六」", 5 * WRAP_EM), FAULT);
	cr_expect_eq(wrap_faults("一二三四五六", 5 * WRAP_EM), LONELY);
	cr_expect_eq(wrap_faults("一二三四五六\n七\n八", 5 * WRAP_EM), LONELY, "short lines of its author's are none");
	cr_expect_eq(wrap_faults("一二\n）", 5 * WRAP_EM), 0, "its author began that line");
	cr_expect_geq(wrap_faults("1、20、345、6", 3 * WRAP_EM), WRAP_NUMBER_FAULT,
	              "a number is parted in a list that programs keep together");
	cr_expect_geq(wrap_faults("・2、3、5の項", 3 * WRAP_EM), WRAP_NUMBER_FAULT, "a bullet alone, above its list");
	cr_expect_eq(wrap_faults("・一二、22、3", 6 * WRAP_EM + 30), LONELY,
	             "the line ends behind a 、 that is the last to have room");
	cr_expect_eq(wrap_faults("", 5 * WRAP_EM), 0);
	cr_expect_geq(wrap_faults("別表一二56の2項", 6 * WRAP_EM), WRAP_NUMBER_FAULT, "a number and its branch");
	cr_expect_eq(wrap_faults("委託事項⑥委託先名", 5 * WRAP_EM), FAULT, "the number of an item and its words");
	cr_expect_eq(wrap_faults("した。・一二三四", 4 * WRAP_EM), FAULT, "a bullet and what it begins");
	cr_expect_eq(wrap_faults("一二三第5項四五", 4 * WRAP_EM), 2 * WRAP_TORN);
}

/* Labels, with a line break where each line ends. */
Test(render_wrap, even)
{
	static const struct {
		const char *text;
		size_t ems;
		const char *lines;
	} even[] = {
	    {"①委託内容", 9, "①委託内容"},
	    {"対象となる本人の範囲　※", 10, "対象となる本人の\n範囲　※"},
	    {"④委託先への特定個人情報ファイルの提供方法", 9, "④委託先への\n特定個人情報\nファイルの提供方法"},
	    {"（手数料額、納付方法：　）", 10, "（手数料額、\n納付方法：　）"},
	    {"住民基本台帳ネットワークシステム", 7, "住民基本台帳\nネットワーク\nシステム"},
	    {"②保管期間", 3, "②保管\n期間"}, /* between pairs of kanji */
	    {"一行目\n二行目は長い", 4, "一行目\n二行目は\n長い"},
	    {"ABCDEFGHIJKLMNOPQRSTUVWXYZ", 4, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}, /* left to the program */
	    {"", 4, ""},
	};
	for (size_t i = 0; i < sizeof even / sizeof *even; i++) {
		struct buf buf = BUF_INIT;
		wrap_even(&buf, even[i].text, even[i].ems * WRAP_EM);
		cr_expect_str_eq(buf_text(&buf), even[i].lines, "%s: %s", even[i].text, buf_text(&buf));
		buf_free(&buf);
	}
}

Test(render_wrap, headings)
{
	static const struct {
		const char *text;
		bool heading;
	} texts[] = {
	    {"1　資格\n届出を受ける。", true},
	    {"（照会の根拠）\n番号法", true},
	    {"①入手\n・届出書", true},
	    {"措置\n・施錠する", true},
	    {"・施錠する\n届出書", false},
	    {"1　資格\n2　給付", false},
	    {"届出を受ける。\n・届出書", false},
	    {"届出\n申請", false},
	    {"1　資格", false},
	    {"1　資格\n\n届出を受ける。", false},
	    {"\n届出", false},
	};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		const char *text = texts[i].text, *end = strchr(text, '\n');
		size_t length = strlen(text), next = end ? (size_t)(end - text) + 1 : length;
		cr_expect_eq(wrap_is_heading(text, length, 0, next), texts[i].heading, "%s", text);
	}
}

Test(render_wrap, counts)
{
	cr_expect_eq(wrap_count("", 5 * WRAP_EM), 1);
	cr_expect_eq(wrap_count("一", 5 * WRAP_EM), 1);
	cr_expect_eq(wrap_count("一\n", 5 * WRAP_EM), 2);
	cr_expect_eq(wrap_count("一二三四五六", 5 * WRAP_EM), 2);
}

/* However narrow the signs are, a line ends: a cell holds 32,767 characters. */
Test(render_wrap, marks_without_width)
{
	char text[3 * 2000 + 1];
	for (size_t i = 0; i < 2000; i++)
		memcpy(text + 3 * i, "\u3099", 4);
	cr_expect_eq(wrap_count(text, 5 * WRAP_EM), 2000 / WRAP_POINT_LIMIT);
}

/* What other programs would break within a number ends behind a comma instead. */
Test(render_wrap, lists_of_numbers)
{
	static const struct {
		const char *text, *line; /* what stands in the first line; "": it ends as any other */
	} texts[] = {
	    {"・10、20、30、40の項", "・10、20、"},
	    {"表の10、20、30、40、50の項", "表の10、20、"},
	    {"項の番号は10、20", ""},
	    {"一二三四五六七八九", ""},
	    {"10、20", ""},
	};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		const char *text = texts[i].text;
		size_t end = wrap_list(text, strlen(text), 0, 7 * WRAP_EM);
		cr_expect_eq(end, strlen(texts[i].line), "%s: %.*s", text, (int)end, text);
	}
}
