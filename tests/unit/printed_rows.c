/* Texts of every kind -> rows of cells; markup -> text. */
#include "printed/rows.h"

#include "base/buf.h"
#include "base/diag.h"
#include "printed/markup.h"
#include "unit/findings_fixture.h"

#include <criterion/criterion.h>

#include <string.h>

TestSuite(printed_rows, .init = set_up, .fini = tear_down);

/* Rows as `line:cell|cell` in brackets when they are no table's; line breaks as /. */
static const char *rows_text(const char *text)
{
	struct buf out = BUF_INIT;
	const struct source *source = source_from_memory(arena, &diags, "a.txt", text, strlen(text));
	struct text_rows rows = rows_read(arena, source);
	for (size_t i = 0; i < rows.count; i++) {
		const struct text_row *row = &rows.items[i];
		buf_puts(&out, i ? " " : "");
		buf_puts(&out, row->table ? "" : "(");
		for (size_t j = 0; j < row->count; j++)
			buf_printf(&out, "%s%zu:%s", j ? "|" : "", row->cells[j].line, row->cells[j].text);
		buf_puts(&out, row->table ? "" : ")");
	}
	for (char *c = out.data; c && *c; c++)
		*c = *c == '\n' ? '/' : *c;
	const char *result = arena_copy(arena, buf_text(&out), out.length);
	buf_free(&out);
	return result;
}

Test(printed_rows, rows)
{
	static const struct {
		const char *text, *rows;
	} cases[] = {
	    {"", ""},
	    {"\n \n\t\t\n", ""},
	    {"文\n# 見出し\n#五\n", "(1:文) (2:見出し) (3:#五)"},
	    {"a\tb\n\tc\t\n", "1:a|1:b 2:|2:c|2:"},
	    {"a\tb\r\nc\td\r\n", "1:a|1:b 2:c|2:d"},
	    {"a\tb\n---\t--\nc\td\n", "1:a|1:b 3:c|3:d"},
	    {"-\t-\n--\n", "1:-|1:- (2:--)"}, /* answers, and no rule of a table */
	    {"| a | b |\n|---|:-:|\n| c<br>d | \\[ e \\| f \\] |\n", "1:a|1:b 3:c/d|3:[ e | f ]"},
	    {"| a |", "1:a"},
	    {"<table><tr><td>a<td>b</tr>\n<tr><th>c</th><td>d\n</table>後", "1:a|1:b 2:c|2:d (3:後)"},
	    {"前<table>\n<tr><td>\n a\n</td><td><table><tr><td>x</td><td>y</td></tr></table></td></tr></table>",
	     "(1:前) 2:a|4:x y"},
	    {"<table><tr><td>閉じない", "1:閉じない"},
	    {"</table><td>a", "(1:a)"},
	    {"a\t<table><tr><td>[ ]</td><td>b</td></tr></table>\n", "1:a|1:[ ] b"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		cr_expect_str_eq(rows_text(cases[i].text), cases[i].rows, "%s: %s", cases[i].text, rows_text(cases[i].text));
}

Test(printed_rows, markup)
{
	static const struct {
		const char *text, *plain;
	} cases[] = {
	    {"そのまま　の 文", "そのまま　の 文"},
	    {"<p>一</p> <p>二</p>", "一\n二"},
	    {"一<br>二<BR/>三", "一\n二\n三"},
	    {"一<br><br>二", "一\n\n二"},
	    {"<ul style=\"x\"> ・一 ・二 <p>三</p>", "・一 ・二\n三"},
	    {"<ul> <li>　・一</li> <li>・二</li> </ul>", "　・一\n・二"},
	    {"<選択肢> 1) a <国保連合会から>", "<選択肢> 1) a <国保連合会から>"},
	    {"<b>太</b>い<i/>字", "太い字"},
	    {"<abc>", "<abc>"},
	    {"a < b > c", "a < b > c"},
	    {"<p", "<p"},
	    {"&lt;選択肢&gt; &amp; &quot;&#x3042;&#12354;", "<選択肢> & \"ああ"},
	    {"&amp;lt; &及び &unknown; &#0; &#xD800; &#1114112; &", "&lt; &及び &unknown; &#0; &#xD800; &#1114112; &"},
	    {"&lt;p&gt;一&lt;/p&gt;&lt;p&gt;二&lt;/p&gt;", "一\n二"}, /* escaped twice over */
	    {"<p>&lt;p&gt;</p>", "<p>"},                              /* a text about HTML */
	    {"[<input type=\"radio\"/>] a", "[○] a"},
	    {"<input checked=\"\" type=\"checkbox\"/> a", MARK_LOST " a"},
	    {"<input name=q>a", "a"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		cr_expect_str_eq(markup_text(arena, cases[i].text, strlen(cases[i].text), true), cases[i].plain, "%s",
		                 cases[i].text);
}

Test(printed_rows, line_breaks_of_html_are_white_space)
{
	cr_expect_str_eq(markup_text(arena, "一\n二", strlen("一\n二"), true), "一\n二");
	cr_expect_str_eq(markup_text(arena, "a\n  b", strlen("a\n  b"), false), "a   b");
}

/* Each would look for its end through all that follows. */
Test(printed_rows, sections_that_do_not_end, .timeout = 60)
{
	struct buf page = BUF_INIT;
	buf_puts(&page, "<!DOCTYPE html>\n");
	for (size_t i = 0; i < 200000; i++)
		buf_puts(&page, "<section class=\"scroll\">");
	buf_puts(&page, "終わり");
	cr_expect(strstr(rows_text(buf_text(&page)), "終わり"));
	buf_free(&page);
}
