#include "report/report_text.h"

#include "base/utf8.h"
#include "yaml/node.h"

#include <criterion/criterion.h>

#include <string.h>

static struct arena *arena;
static struct diags diags;
static struct buf out;

static void set_up(void)
{
	arena = arena_new();
	diags_init(&diags, arena);
}

static void tear_down(void)
{
	buf_free(&out);
	arena_free(arena);
}

TestSuite(report_text, .init = set_up, .fini = tear_down);

/* The span of the first `word` in text. */
static struct span span_of(const char *text, const char *word)
{
	struct source *source = source_from_memory(arena, &diags, "a.yaml", text, strlen(text));
	size_t start = (size_t)(strstr(source->text, word) - source->text);
	return (struct span){source, start, start + strlen(word)};
}

static const char *printed(bool colour)
{
	buf_clear(&out);
	report_text(&out, &diags, (struct text_look){.colour = colour});
	return buf_text(&out);
}

Test(report_text, a_whole_finding)
{
	struct span span = span_of("# 見本\n    basis: 番号法第19条第8号 別表第二 第42項\n", "別表第二");
	struct diag *diag = diag_add_rule(&diags, "citation.repealed", SEVERITY_ERROR, span, "別表第二は廃止されています");
	diag->item_name = "Ⅰ 4. ②法令上の根拠 · 公表日 令和7年12月1日";
	diag->hint = "69の項 に改めてください";
	diag->source = "令和5年法律第48号";
	diag->related = (struct span){span.source, 0, 1};
	diag->related_message = "見本の始まり";
	cr_assert_str_eq(printed(false), "a.yaml:2:23: エラー: 別表第二は廃止されています [citation.repealed]\n"
	                                 "    2 |     basis: 番号法第19条第8号 別表第二 第42項\n"
	                                 "      |                              ^^^^^^^^\n"
	                                 "  Ⅰ 4. ②法令上の根拠 · 公表日 令和7年12月1日\n"
	                                 "  ヒント: 69の項 に改めてください\n"
	                                 "  根拠: 令和5年法律第48号\n"
	                                 "  a.yaml:1:1: 見本の始まり\n");
	cr_assert_str_eq(printed(true),
	                 "a.yaml:2:23: \033[1;31mエラー:\033[0m 別表第二は廃止されています [citation.repealed]\n"
	                 "    2 |     basis: 番号法第19条第8号 別表第二 第42項\n"
	                 "      |                              \033[1;31m^^^^^^^^\033[0m\n"
	                 "  Ⅰ 4. ②法令上の根拠 · 公表日 令和7年12月1日\n"
	                 "  ヒント: 69の項 に改めてください\n"
	                 "  根拠: 令和5年法律第48号\n"
	                 "  a.yaml:1:1: 見本の始まり\n");
}

Test(report_text, findings_without_a_place)
{
	diag_add(&diags, DIAG_CANNOT_READ, (struct span){0}, "ファイルが見つかりません")->file = "無い.yaml";
	diag_add_rule(&diags, "x.y", SEVERITY_WARNING, (struct span){0}, "評価書がありません");
	cr_assert_str_eq(printed(false), "無い.yaml: エラー: ファイルが見つかりません [file.unreadable]\n"
	                                 "警告: 評価書がありません [x.y]\n");
}

Test(report_text, carets_stand_below_what_they_mark)
{
	const struct {
		const char *text, *word, *line, *carets;
	} cases[] = {
	    {"評価書: 十分である", "十分", "評価書: 十分である", "        ^^^^"},
	    {"※①: x", "x", "※①: x", "    ^"},
	    {"ｶﾞ: ﾊﾟ", "ﾊﾟ", "ｶﾞ: ﾊﾟ", "    ^^"},
	    {"か\u3099き: x", "き", "か\u3099き: x", "  ^^"},
	    {"か\u3099き: x", "\u3099", "か\u3099き: x", "  ^"},
	    {"𠮷😀: x", "😀", "𠮷😀: x", "  ^^"},
	    {"　あ: x", "あ", "　あ: x", "  ^^"},
	    {"a:\tx\ty", "x\ty", "a:    x    y", "      ^^^^^^"},
	    {"\tx", "\t", "    x", "^^^^"},
	    {"a: x", "", "a: x", "^"},
	    {"a: |  # 注\n  本文\n", "|  # 注\n  本文", "a: |  # 注", "   ^"},
	    {"a: >-\n  本文\n", ">-\n  本文", "a: >-", "   ^^"},
	    {"a: 一 \n  二\n", "一 \n  二", "a: 一 ", "   ^^"},
	    {"a: [1,\r\n  2]\r\n", "[1,\r\n  2]", "a: [1,", "   ^^^"},
	    {"a\n", "\n", "a", " ^"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		diags_init(&diags, arena);
		diag_add_rule(&diags, "x.y", SEVERITY_NOTE, span_of(cases[i].text, cases[i].word), "事実");
		const char *expected = arena_printf(arena, "    1 | %s\n      | %s\n", cases[i].line, cases[i].carets);
		const char *text = strchr(printed(false), '\n') + 1;
		cr_assert_str_eq(text, expected, "case %zu:\n%s", i, text);
	}
}

Test(report_text, places_at_the_end_of_the_text)
{
	struct source *source = source_from_memory(arena, &diags, "a.yaml", "a: [\n", 5);
	diag_add_rule(&diags, "x.y", SEVERITY_NOTE, (struct span){source, 5, 5}, "終わり");
	source = source_from_memory(arena, &diags, "b.yaml", "番号", 6);
	diag_add_rule(&diags, "x.y", SEVERITY_NOTE, (struct span){source, 6, 6}, "終わり");
	source = source_from_memory(arena, &diags, "c.yaml", "", 0);
	diag_add_rule(&diags, "x.y", SEVERITY_NOTE, (struct span){source, 0, 0}, "空");
	cr_assert_str_eq(printed(false), "a.yaml:2:1: 注意: 終わり [x.y]\n"
	                                 "    2 |\n"
	                                 "      | ^\n"
	                                 "b.yaml:1:3: 注意: 終わり [x.y]\n"
	                                 "    1 | 番号\n"
	                                 "      |     ^\n"
	                                 "c.yaml:1:1: 注意: 空 [x.y]\n"
	                                 "    1 |\n"
	                                 "      | ^\n");
}

Test(report_text, nothing_reaches_the_terminal_as_a_command)
{
	struct span span = span_of("a: \x1b[31m赤\x07\xc2\x9b"
	                           "2J\u202e逆\u2028 \x7f x",
	                           "x");
	struct diag *diag = diag_add_rule(&diags, "x.y", SEVERITY_NOTE, span, "「\x1b]0;題\x07\n」です");
	diag->hint = "\x1b[2Jx";
	diag->item_name = "\rⅠ";
	diag->source = "\b法";
	diag->related = span;
	diag->related_message = "\x1b[0m";
	diag_add(&diags, DIAG_CANNOT_READ, (struct span){0}, "読めません\xff")->file = "\x1b[31m\xffx.yaml";
	cr_assert_str_eq(printed(false), "a.yaml:1:20: 注意: 「␛]0;題␇␊」です [x.y]\n"
	                                 "    1 | a: ␛[31m赤␇�2J�逆� ␡ x\n"
	                                 "      |                      ^\n"
	                                 "  ␍Ⅰ\n"
	                                 "  ヒント: ␛[2Jx\n"
	                                 "  根拠: ␈法\n"
	                                 "  a.yaml:1:20: ␛[0m\n"
	                                 "␛[31m�x.yaml: エラー: 読めません [file.unreadable]\n");
}

/* `count` times a word, then "誤", then `count` times the word. */
static struct span long_line(const char *word, size_t count)
{
	struct buf text = BUF_INIT;
	for (size_t i = 0; i <= 2 * count; i++)
		buf_puts(&text, i == count ? "誤" : word);
	struct span span = span_of(buf_text(&text), "誤");
	buf_free(&text);
	return span;
}

Test(report_text, of_a_long_line_the_part_around_the_carets_is_printed)
{
	const char *const words[] = {"長", "x", "ｶﾞ", "\u3099", "\t", "\x1b", "𠮷"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		diags_init(&diags, arena);
		diag_add_rule(&diags, "x.y", SEVERITY_NOTE, long_line(words[i], 100000), "長い行");
		const char *line = strchr(printed(false), '\n') + 1;
		const char *carets = strchr(line, '\n') + 1;
		cr_assert_lt(strlen(line), 1500, "%s", words[i]);
		cr_assert_eq(strncmp(line, "    1 | …", strlen("    1 | …")), 0, "%s", words[i]);
		cr_assert_eq(strncmp(carets - strlen("…\n"), "…\n", strlen("…\n")), 0, "%s", words[i]);
		size_t before = (size_t)(strstr(line, "誤") - line);
		cr_assert_eq(utf8_width(line, before), strcspn(carets, "^"), "%s:\n%s", words[i], line);
		cr_assert_str_eq(strchr(carets, '^'), "^^\n");
	}
}

Test(report_text, a_long_span_is_marked_as_far_as_it_is_printed)
{
	struct span span = long_line("長", 1000);
	span.start -= 3 * 990;
	span.end += 3 * 990;
	diag_add_rule(&diags, "x.y", SEVERITY_NOTE, span, "長い行");
	const char *line = strchr(printed(false), '\n') + 1;
	const char *carets = strchr(line, '\n') + 1;
	cr_assert_eq(strspn(line + strlen("    1 | "), "長"), 80 * strlen("長"));
	cr_assert_eq(strcspn(carets, "^"), strlen("      | ") + 20);
	cr_assert_eq(strlen(strchr(carets, '^')), 140 + strlen("\n"));
}

Test(report_text, large_line_numbers_keep_the_gutter_straight)
{
	struct buf text = BUF_INIT;
	for (int i = 0; i < 123456; i++)
		buf_putc(&text, '\n');
	buf_puts(&text, "番号");
	diag_add_rule(&diags, "x.y", SEVERITY_NOTE, span_of(buf_text(&text), "号"), "事実");
	buf_free(&text);
	cr_assert_str_eq(printed(false), "a.yaml:123457:2: 注意: 事実 [x.y]\n"
	                                 "123457 | 番号\n"
	                                 "       |   ^^\n");
}

Test(report_text, unreadable_bytes_are_shown_at_their_place)
{
	source_from_memory(arena, &diags, "a.yaml", "a: 1\n評価\xff価", 15);
	cr_assert_str_eq(
	    printed(false),
	    "a.yaml:2:3: エラー: UTF-8 として読めないバイト「0xFF」があります [file.not-utf8]\n"
	    "    2 | 評価�\n"
	    "      |     ^\n"
	    "  ヒント: メモ帳などで開き、「名前を付けて保存」で文字コードを UTF-8 にして保存し直してください\n");
}

Test(report_text, summary)
{
	report_text_summary(&out, arena, 2, 1, 3);
	buf_putc(&out, '\n');
	report_text_summary(&out, arena, 0, 0, 0);
	cr_assert_str_eq(buf_text(&out), "エラー 2件、警告 1件、注意 3件\n"
	                                 "指摘はありません");
}
