#include "render/markdown.h"

#include "base/buf.h"

#include <criterion/criterion.h>

#include <string.h>

static void check(const char *text, bool markdown, const char *expected)
{
	struct buf out = BUF_INIT;
	markdown_block(&out, text, markdown);
	cr_expect_str_eq(buf_text(&out), expected, "%s: %s", text, buf_text(&out));
	buf_free(&out);
}

Test(render_markdown, plain_text_is_no_markup)
{
	check("- a\n<b>*c*</b>", false, "> \\- a\\\n> \\<b>\\*c\\*\\</b>");
	check("", false, ">");
}

Test(render_markdown, commonmark_keeps_its_meaning_within_the_quote)
{
	check("", true, ">");
	check("一\n\n二 **強**", true, "> 一\n>\n> 二 **強**");
	check("- a\n- b\n", true, ">   - a\n>   - b");
	check("[国](https://example.go.jp/)", true, "> [国](https://example.go.jp/)");
	check("[a](b.md) [c](#d) [e](MAILTO:f)", true, "> [a](b.md) [c](#d) [e](MAILTO:f)");
	check("```\n<!-- a\n```\n", true, "> ``` \n> <!-- a\n> ```");
}

Test(render_markdown, html_is_shown_and_not_done)
{
	check("a <script>b</script>", true, "> a \\<script\\>b\\</script\\>");
	check("<div onclick=\"x\">\n\nb", true, "> ``` \n> <div onclick=\"x\">\n> ```\n>\n> b");
	check("<!-- a -->", true, "> ``` \n> <!-- a -->\n> ```");
	check("[script](mailto:script)", true, "> [script\\](mailto:script)"); /* cmark would print <script> */
}

Test(render_markdown, addresses_that_run_a_program_are_taken_out)
{
	static const char *const addresses[] = {"javascript:alert(1)",
	                                        "JavaScript:a",
	                                        "java&#115;cript:a",
	                                        "vbscript:a",
	                                        "data:text/html,a",
	                                        "file:///etc",
	                                        "httpsx:a",
	                                        "htt:a",
	                                        "h:a"};
	for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++) {
		struct buf text = BUF_INIT;
		buf_printf(&text, "[a](%s)", addresses[i]);
		check(buf_text(&text), true, "> [a]()");
		buf_clear(&text);
		buf_printf(&text, "![a](%s)", addresses[i]);
		check(buf_text(&text), true, "> ![a]()");
		buf_free(&text);
	}
}

static void check_html(const char *text, const char *expected)
{
	struct buf out = BUF_INIT;
	markdown_html(&out, text, true);
	cr_expect(strstr(buf_text(&out), expected), "%s: %s", text, buf_text(&out));
	buf_free(&out);
}

static void check_plain(const char *text, const char *expected)
{
	struct buf out = BUF_INIT;
	markdown_plain(&out, text);
	cr_expect_str_eq(buf_text(&out), expected, "%s: %s", text, buf_text(&out));
	buf_free(&out);
}

Test(render_markdown, words_of_commonmark_as_lines)
{
	check_plain("", "");
	check_plain("一\n\n\n二 **強** *弱* `符号`\n三  \n四\n", "一\n\n二 強 弱 符号\n三\n四");
	check_plain("# 見出し\n次のとおり。\n- 甲\n  乙\n- 丙\n  - 丁\n", "見出し\n次のとおり。\n・甲\n　乙\n・丙\n　・丁");
	check_plain("3) a\n4) b\n\n   c\n1. d\n2.\n3. e", "3) a\n4) b\n\n　c\n1. d\n2. \n3. e");
	check_plain("1. a\n   - b\n2. c\n\n> 引用\n> 二行", "1. a\n　・b\n2. c\n\n　引用\n　二行");
	check_plain("[国](https://example.go.jp/)と<https://example.go.jp/>",
	            "国（https://example.go.jp/）とhttps://example.go.jp/");
	check_plain("<a@example.jp> ![図](a.png) [x](javascript:a)", "a@example.jp 図（a.png） x");
	check_plain("a <b>c</b>\n\n<!-- d -->\n\n```\ne\n  f\n```\n***\ng",
	            "a <b>c</b>\n\n<!-- d -->\n\ne\n  f\n――――――――――\ng");
	check_plain("\\- 甲 &amp; 乙", "- 甲 & 乙");
	check_plain("1. - 内\n   - の\n2. 外", "1. ・内\n　・の\n2. 外");
	check_plain("- - a\n\n2. > 甲\n3. 乙", "・・a\n\n2. 　甲\n3. 乙");
	check_plain("0. a\n1. b\n\n- ", "0. a\n1. b\n\n・");
}

/* 20,000 quotes in each other, and a line that goes on in all of them, would print the marks again and again. */
/* CommonMark alone prints the stars, or makes the words between two of them bold. */
Test(render_markdown, strong_words_beside_japanese_marks)
{
	check("これは**「重要」**です。", true, "> これは<!-- -->**「重要」**<!-- -->です。");
	check("**テスト。**次に**A（注）**B、***「強」***い", true,
	      "> **テスト。**<!-- -->次に**A（注）**<!-- -->B、***「強」***<!-- -->い");
	check_html("これは**「重要」**です。", "これは<strong>「重要」</strong>です。");
	check_html("**テスト。**テスト\nこれは**私のやりたかったこと。**だから",
	           "<strong>テスト。</strong>テスト\nこれは<strong>私のやりたかったこと。</strong>だから");
	check_html("**個人番号（マイナンバー）**を使い**児童手当**を",
	           "<strong>個人番号（マイナンバー）</strong>を使い<strong>児童手当</strong>を");
	check_plain("これは**「重要」**です。**ｶﾅ。**ｶﾅ", "これは「重要」です。ｶﾅ。ｶﾅ");
	check_html("- **「甲」**を", "<strong>「甲」</strong>を");
	check_html("`は**「甲」**を` [は**「乙」**を](a.md)", "<code>は**「甲」**を</code>");
}

/* One star is a reference to a note more often, and other scripts are left to CommonMark. */
Test(render_markdown, stars_that_are_none)
{
	check_html("氏名*（注1）、住所*（注2）", "氏名*（注1）、住所*（注2）");
	check_html("5**(2) と 3**(4)", "5**(2) と 3**(4)");
	check_html("これは\\**「重要」\\**です", "これは**「重要」**です");
	check_html("𐩿これは**「重要」**です", "𐩿これは**「重要」**です"); /* the mark itself */
	check("は<!-- -->を", true, "> は\\<\\!-- --\\>を");
}

Test(render_markdown, what_is_nested_too_deeply_is_plain_text)
{
	struct buf text = BUF_INIT, out = BUF_INIT;
	for (int i = 0; i < 20000; i++)
		buf_putc(&text, '>');
	buf_puts(&text, " a");
	for (int i = 0; i < 20000; i++)
		buf_puts(&text, "\na");
	markdown_block(&out, buf_text(&text), true);
	cr_expect(strncmp(buf_text(&out), "> \\>>>>", 7) == 0, "%.20s", buf_text(&out));
	cr_expect_lt(out.length, 200000);
	check_plain(buf_text(&text), buf_text(&text));
	buf_free(&text);
	buf_free(&out);
}
