#include "render/escape.h"

#include "base/buf.h"
#include "support/markdown_text.h"

#include <cmark.h>
#include <criterion/criterion.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Answers that Markdown, HTML or a parser's trimming would change, and others that only look so. */
static const char *const awkward[] = {
    "",
    "-",
    "−",
    "--",
    "---",
    "* 注",
    "*",
    "+ a",
    "+1",
    "1) 書面\n2) 面談",
    "1.",
    "1234567890. a",
    "１．全角",
    "(1)",
    "・",
    "なし\n--",
    "題\n===",
    "題\n=",
    "> 引用",
    "# 題",
    "#1",
    "題 ##",
    " 先頭の空白",
    "    四つの空白",
    "\tタブ\t",
    "\t\t",
    " ",
    "  ",
    "末尾の二つの空白  ",
    "行末の空白  \n次の行",
    "a\n    b\n\tc",
    "　全角の空白　\n　次の行　",
    "\u00a0改行しない空白\u00a0",
    "\xc2\x85NEL\xc2\x85\n\xc2\x85",
    "a\u2028b",
    "\ufeff先頭\ufeff",
    "𠮷野家",
    "ｶﾞｷﾞ",
    "０１２",
    "<b>太字</b>",
    "<!-- 注 -->",
    "<!-- 注",
    "<?php",
    "<選択肢>",
    "<div>\n\n</div>",
    "1 < 2 > 0",
    "&amp;",
    "&#65;&#x41;",
    "A&B; & C",
    "`code`",
    "``a`b``",
    "`",
    "```",
    "```\na\n```",
    "~~~",
    "~~消す~~",
    "9:00~12:00、13:00~17:00",
    "*強調*",
    "**強調**",
    "システム(*)」という。(*)",
    "*a\n***",
    "_強調_",
    "第19条第8号_",
    "a_b_c",
    "条_項_号",
    "__init__",
    "* * *",
    "3 * 4 * 5",
    "![x](y)",
    "[x](y)",
    "[a]: b",
    "[a][b] [a][]",
    "[ 十分である ]",
    "- [ ] 済",
    "\\",
    "\\*",
    "C:\\temp\\",
    "行末\\\n次",
    "http://example.jp/a_b*c",
    "https://example.jp/\n次の行",
    "（https://example.jp/?a=1&amp;b=2）を参照",
    "<https://example.jp/>",
    "\\http://example.jp",
    "www.example.jp\n次",
    "a@example.jp",
    "a | b\n--- | ---\n1 | 2",
    "| a |\n|:-:|",
    "a\n:-",
    "a|b\\|c",
    "a\nb",
    "a\n\nb",
    "a\n\n\nb",
    "a\n\n\n\n\nb",
    "a\n \nb",
    "a\n\t\n\nb",
    "\na",
    "\n\n\na",
    "a\n",
    "a\n\n",
    "a\n\n\n",
    "\n",
    "\n\n",
    "\n\na\n\n",
    "a\rb\r\nc\r",
    "\x01\x1b[31m\x7f\v\f",
    "\v a",
};

/* What random texts are made of. */
static const char *const pieces[] = {
    " ",     " ",  "\t",     "\n",       "\n",     "*",  "*",  "**", "_",   "__",   "`",        "``",
    "~",     "~~", "-",      "+",        "=",      "#",  ">",  "<",  "<b>", "</p>", "&",        "&amp;",
    "&#32;", "\\", "\\",     "[",        "]",      "(",  ")",  "![", "](",  "]:",   "|",        ":-",
    "1.",    "1)", "2",      "a",        "foo",    "あ", "「", "」", "、",  "。",   "　",       "漢字",
    "𠮷",    "ｶﾞ", "０",     "http://a", "www.a.", "@",  "\r", "\v", "€",   "“",    "…",        "é",
    "!",     "\"", "\u00a0", "<!--",     ";",      "$",  "^",  "{",  "'",   "/",    "\xc2\x85", "\ufeff",
};

enum { RANDOM_TEXTS = 8000, RANDOM_PIECES = 24 };

/* xorshift64: the same texts on every machine. */
static uint64_t next_random(uint64_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state;
}

static void random_text(uint64_t *state, struct buf *out)
{
	buf_clear(out);
	for (uint64_t i = next_random(state) % RANDOM_PIECES + 1; i > 0; i--)
		buf_puts(out, pieces[next_random(state) % (sizeof pieces / sizeof *pieces)]);
}

static void assert_reads_back(const char *text, const char *markdown)
{
	struct buf back = BUF_INIT;
	bool plain = markdown_text(markdown, &back);
	cr_assert(plain && strcmp(buf_text(&back), text) == 0, "text:\n%s\nMarkdown:\n%s\nreads back as%s:\n%s", text,
	          markdown, plain ? "" : " markup after", buf_text(&back));
	buf_free(&back);
}

static void assert_paragraphs_read_back(const char *text)
{
	struct buf markdown = BUF_INIT;
	escape_markdown(&markdown, text);
	assert_reads_back(text, buf_text(&markdown));
	buf_clear(&markdown);
	escape_markdown_quoted(&markdown, text);
	assert_reads_back(text, buf_text(&markdown));
	buf_free(&markdown);
}

/* As forges read a cell: it ends at a pipe without a backslash, \| is a pipe, and the rest is what Markdown has. */
static void assert_cell_reads_back(const char *text)
{
	struct buf cell = BUF_INIT, line = BUF_INIT, whole = BUF_INIT;
	escape_markdown_cell(&cell, text);
	buf_puts(&line, "前後 ");
	for (const char *c = buf_text(&cell); *c; c++) {
		cr_assert(*c != '|' && *c != '\n', "a cell ends early: %s", buf_text(&cell));
		if (c[0] == '\\' && c[1] == '|')
			c++;
		buf_putc(&line, *c);
	}
	buf_puts(&line, " 前後");
	buf_printf(&whole, "前後 %s 前後", text);
	assert_reads_back(buf_text(&whole), buf_text(&line));

	assert_reads_back(text, buf_text(&cell));
	buf_clear(&line);
	buf_printf(&line, "## %s", buf_text(&cell));
	assert_reads_back(text, buf_text(&line));
	buf_free(&cell);
	buf_free(&line);
	buf_free(&whole);
}

Test(render_escape, awkward_answers_read_back)
{
	for (size_t i = 0; i < sizeof awkward / sizeof *awkward; i++) {
		assert_paragraphs_read_back(awkward[i]);
		assert_cell_reads_back(awkward[i]);
	}
}

Test(render_escape, random_texts_read_back)
{
	uint64_t state = 20251201;
	struct buf text = BUF_INIT;
	for (int i = 0; i < RANDOM_TEXTS; i++) {
		random_text(&state, &text);
		assert_paragraphs_read_back(buf_text(&text));
		assert_cell_reads_back(buf_text(&text));
	}
	buf_free(&text);
}

/* A template may put a cell's words into emphasis, a link or a heading. */
Test(render_escape, cells_do_not_act_on_what_stands_beside_them)
{
	const struct {
		const char *before, *text, *after, *html;
	} cases[] = {
	    {"**", "a*", "**", "<p><strong>a*</strong></p>\n"},
	    {"_", "a_", "_", "<p><em>a_</em></p>\n"},
	    {"*注 ", "*", "", "<p>*注 *</p>\n"},
	    {"", "`", "a`", "<p>`a`</p>\n"},
	    {"[", "a]", "](/u)", "<p><a href=\"/u\">a]</a></p>\n"},
	    {"", "[x]", "(/u)", "<p>[x](/u)</p>\n"},
	    {"", "[x]", ": /u", "<p>[x]: /u</p>\n"},
	    {"## ", "C #", "", "<h2>C #</h2>\n"},
	    {"a ", "\\", "*", "<p>a \\*</p>\n"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf line = BUF_INIT;
		buf_puts(&line, cases[i].before);
		escape_markdown_cell(&line, cases[i].text);
		buf_puts(&line, cases[i].after);
		char *html = cmark_markdown_to_html(buf_text(&line), line.length, CMARK_OPT_DEFAULT);
		cr_assert_str_eq(html, cases[i].html, "%s\n→ %snot %s", buf_text(&line), html, cases[i].html);
		free(html);
		buf_free(&line);
	}
}

static void assert_escapes(void (*escape)(struct buf *, const char *), const char *text, const char *expected)
{
	struct buf out = BUF_INIT;
	escape(&out, text);
	cr_assert_str_eq(buf_text(&out), expected, "%s\n→ %s\nnot %s", text, buf_text(&out), expected);
	buf_free(&out);
}

Test(render_escape, harmless_text_stays_as_it_is)
{
	static const char *const texts[] = {
	    "(1) 申請書の受付",
	    "・氏名・住所",
	    "第19条第8号_",
	    "条_項",
	    "a_b_c",
	    "3 * 4 * 5",
	    "(*1)と(*2)",
	    "注*",
	    "「*」",
	    "①法令上の根拠",
	    "A&B",
	    "<選択肢>",
	    "1 < 2",
	    "a > b",
	    "[ 十分である ]",
	    "1)申請",
	    "1.5",
	    "#1",
	    "a#",
	    "-5",
	    "+81",
	    "～42項",
	    "12:00~13:00",
	    "※ 注",
	    "a | b",
	    "C:\\temp",
	    "　字下げ",
	    "1234567890. a",
	    "!",
	    "~",
	    "`",
	    "==>",
	    "a = b",
	    "50%",
	    "\xc2\x85",
	    "\u00a0",
	    "𠮷ｶﾞ０",
	    "a@example.jp",
	};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		assert_escapes(escape_markdown, texts[i], texts[i]);
}

Test(render_escape, markdown_is_escaped_where_it_would_act)
{
	const struct {
		const char *text, *expected;
	} cases[] = {
	    {"-", "> \\-"},
	    {"* 注", "> \\* 注"},
	    {"1) 書面\n2) 面談", "> 1\\) 書面\\\n> 2\\) 面談"},
	    {"なし\n--", "> なし\\\n> \\--"},
	    {"題\n===", "> 題\\\n> \\==="},
	    {"# 題", "> \\# 題"},
	    {"> 引用", "> \\> 引用"},
	    {"* * *", "> \\* * *"},
	    {"    四つ", "> &#32;   四つ"},
	    {"\t字下げ", "> &#9;字下げ"},
	    {"末尾  ", "> 末尾 &#32;"},
	    {"<b>", "> \\<b>"},
	    {"&amp;", "> \\&amp;"},
	    {"*a*と_b_", "> \\*a\\*と_b_"},
	    {"`code`", "> \\`code\\`"},
	    {"![x](y)", "> ![x\\](y)"},
	    {"[a]: b", "> [a\\]: b"},
	    {"```", "> \\`\\`\\`"},
	    {"~~~", "> \\~\\~\\~"},
	    {"a\\", "> a\\\\"},
	    {"C:\\*", "> C:\\\\*"},
	    {"https://example.jp/a_b*を参照", "> <https://example.jp/a_b*>を参照"},
	    {"*a ~*b", "> \\*a ~\\*b"}, /* forges look through the ~ */
	    {"www.example.jp", "> www\\.example.jp"},
	    {"a | b\n--- | ---", "> a | b\\\n> \\--- | ---"},
	    {"a\nb", "> a\\\n> b"},
	    {"a\n\nb", "> a\n>\n> b"},
	    {"a\n\n\nb", "> a\n>\n> \\\n> b"},
	    {"\na", "> \\\n> a"},
	    {"a\n", "> a&#10;"},
	    {"a\n\n", "> a\\\n> &#10;"},
	    {"a\rb", "> a&#13;b"},
	    {"\x1b[31m", "> &#27;[31m"},
	    {"", ">"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_escapes(escape_markdown_quoted, cases[i].text, cases[i].expected);
}

Test(render_escape, cells_stay_on_one_line_of_one_column)
{
	const struct {
		const char *text, *expected;
	} cases[] = {
	    {"", ""},
	    {"1) 書面\n2) 面談", "1) 書面<br>2) 面談"},
	    {"- なし", "- なし"},
	    {"# 題", "# 題"},
	    {"a|b", "a\\|b"},
	    {"a\\|b", "a\\\\\\|b"},
	    {"\n", "<br>"},
	    {" a", "&#32;a"},
	    {"<br>", "\\<br>"},
	    {"第19条第8号_別表", "第19条第8号_別表"},
	    {"3 * 4", "3 * 4"},
	    {"注*", "注\\*"},
	    {"`", "\\`"},
	    {"1~2", "1\\~2"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf row = BUF_INIT;
		buf_puts(&row, "| ");
		escape_markdown_cell(&row, cases[i].text);
		cr_assert_str_eq(buf_text(&row) + 2, cases[i].expected, "%s\n→ %s", cases[i].text, buf_text(&row));
		buf_free(&row);
	}
}

/* {{words}} of a template may begin its line, or an item of a list. */
Test(render_escape, words_that_begin_a_line_begin_no_block)
{
	const struct {
		const char *before, *text, *expected;
	} cases[] = {
	    {"", "1) 書面", "1\\) 書面"},       {"表題\n", "===", "表題\n\\==="},
	    {"- ", "# 題", "- \\# 題"},         {"一\n  * ", "- なし", "一\n  * \\- なし"},
	    {"1. ", "1. 概要", "1. 1\\. 概要"}, {">", "> 引用", ">\\> 引用"},
	    {"> - ", "-", "> - \\-"},           {"## ", "1. 概要", "## 1. 概要"},
	    {"**", "1. 概要", "**1. 概要"},     {"番号 ", "1. 概要", "番号 1. 概要"},
	    {"2 ", "1. 概要", "2 1. 概要"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf out = BUF_INIT;
		buf_puts(&out, cases[i].before);
		escape_markdown_cell(&out, cases[i].text);
		cr_assert_str_eq(buf_text(&out), cases[i].expected, "%s", buf_text(&out));
		buf_free(&out);
	}
}

Test(render_escape, html)
{
	assert_escapes(escape_html, "", "");
	assert_escapes(escape_html, "a\x1b[31m\x07\x7f\tb\n", "a\uFFFD[31m\uFFFD\uFFFD\tb\n");
	assert_escapes(escape_html, "そのまま\n 𠮷", "そのまま\n 𠮷");
	assert_escapes(escape_html, "<a href=\"x\" title='y'>A & B &amp;</a>",
	               "&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;A &amp; B &amp;amp;&lt;/a&gt;");
}

/* Each delimiter looks for a partner: a long text of them must not take quadratic time. */
Test(render_escape, long_texts_are_quick, .timeout = 10)
{
	static const char *const units[] = {"*a ", "_a_ ", "`a",        "~a~", "[",   "](", "<a",
	                                    "&a",  "\\",   "http://a ", "\n",  "1. ", "("};
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		struct buf text = BUF_INIT, out = BUF_INIT;
		for (int j = 0; j < 100000; j++)
			buf_puts(&text, units[i]);
		escape_markdown_quoted(&out, buf_text(&text));
		escape_markdown_cell(&out, buf_text(&text));
		cr_assert_geq(out.length, 2 * text.length);
		buf_free(&text);
		buf_free(&out);
	}
}
