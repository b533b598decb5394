#include "render/render.h"

#include "model/row_name.h"
#include "render/markdown.h"
#include "unit/render_fixture.h"

TestSuite(render_html, .init = fixture_open, .fini = fixture_close);

static const char form[] =
    "cover: [{id: cover.name, label: 評価書名, type: line, value: name}]\n"
    "contents: {heading: 項目一覧, lines: [Ⅰ　情報]}\n"
    "sections:\n"
    "  - id: I\n"
    "    number: Ⅰ\n"
    "    heading: Ⅰ　情報\n"
    "    note: 2)は別の評価書\n"
    "    rows:\n"
    "      - {id: I.1, label: ①実施, type: choice, value: linkage.performed, options: [実施する, 実施しない],\n"
    "         significant: true, under: 連携}\n"
    "      - {id: I.2, label: ②根拠, type: text, value: linkage.basis, under: 連携}\n"
    "      - {id: I.3, label: ③概要, type: text, value: sheet.overview}\n"
    "      - {id: I.4, label: 委託しない, type: flag, value: size(contracts) == 0}\n"
    "    sections:\n"
    "      - id: 'I.5[]'\n"
    "        number: システム{n}\n"
    "        heading: システム{n}\n"
    "        each: {system: systems}\n"
    "        rows:\n"
    "          - {id: 'I.5[].1', label: 接続, type: boxes, value: system.connections, texts: [その他],\n"
    "             options: [税務システム, 宛名システム等, その他], groups: [{label: ・庁内, count: 2}]}\n"
    "  - id: annex1\n"
    "    number: （別添１）\n"
    "    heading: （別添１）\n"
    "    rows:\n"
    "      - {id: annex1, label: 内容, type: attachment, value: attachments}\n";

static const char model[] =
    "name: <見本> & 事務\n"
    "linkage: {performed: 実施しない, basis: \" 甲  乙\\n\\n丙\\r\\t<b>\"}\n"
    "contracts: []\n"
    "systems:\n"
    "  - {id: a, connections: [その他: 中間サーバー, 税務システム]}\n"
    "  - {id: b, connections: {unknown: かすれ}}\n"
    "attachments:\n"
    "  - {id: a, title: 流れ, text: 受付, remarks: 備え, table: {columns: [項番, 項目], rows: [[1, 'a|b']]}}\n"
    "  - {id: b, file: 図.pdf}\n"
    "sheets:\n"
    "  kiso:\n"
    "    overview: {markdown: '*概要* <script>alert(1)</script>'}\n"
    "    history: [{date: 令和7年4月1日, item: Ⅰ ②, before: 第19条第7号, after: 第19条第8号, timing: 事後, note: ''},\n"
    "              {date: 令和7年5月1日, item: Ⅰ ②, before: '', after: 新設, timing: 事後, note: ''}]\n";

static const char *rendered(const struct sheet *sheet, struct render_extras extras)
{
	struct buf out = BUF_INIT;
	struct renderer *renderer =
	    renderer_new(fixture.arena, &fixture.diags, &fixture.folders, render_format_named("html"));
	renderer_set_extras(renderer, extras);
	cr_assert(render_sheet(renderer, sheet, &out), "%s", findings_text(&fixture.diags, ""));
	const char *text = arena_copy(fixture.arena, buf_text(&out), out.length);
	buf_free(&out);
	return text;
}

static const char *page(const char *rows, const char *answers)
{
	return rendered(fixture_sheet(rows, answers), (struct render_extras){0});
}

Test(render_html, what_a_page_holds)
{
	static const char *const parts[] = {
	    "<html lang=\"ja\">",
	    "<title>&lt;見本&gt; &amp; 事務（案）</title>",
	    "<a class=\"skip\" href=\"#main\">",
	    "<li><a href=\"#I\">Ⅰ　情報</a>\n<ol>\n<li><a href=\"#I-5_1\">システム1</a></li>\n<li><a "
	    "href=\"#I-5_2\">システム2</a></li>\n</ol>",
	    "<h2 id=\"I\">Ⅰ　情報</h2>\n<p class=\"section-note\">2)は別の評価書</p>\n<table class=\"items\" "
	    "aria-labelledby=\"I\">",
	    "<th class=\"frame\" scope=\"row\" rowspan=\"2\">連携</th>\n<th scope=\"row\">①実施　※</th>",
	    "<p class=\"chosen\">[ <strong>実施しない</strong> ]</p>",
	    "<li>1) 実施する</li>\n<li>2) 実施しない</li>",
	    "<div class=\"text\"> 甲  乙\n\n丙&#13;\t&lt;b&gt;</div>",
	    "<th scope=\"row\" colspan=\"2\">③概要</th>",
	    "<p><em>概要</em> &lt;script&gt;alert(1)&lt;/script&gt;</p>",
	    "<th scope=\"row\" colspan=\"2\">委託しない</th>\n<td>\n<p class=\"flag selected\"><span "
	    "class=\"box\">[<span>○</span>]",
	    "<h3 id=\"I-5_1\">システム1</h3>",
	    "<p class=\"group\">・庁内</p>\n<ul class=\"boxes\">\n<li class=\"selected\"><span "
	    "class=\"box\">[<span>○</span>]</span> "
	    "<span>税務システム</span></li>",
	    "その他（<span class=\"words\">中間サーバー</span>）",
	    "（読み取れていません：かすれ）",
	    "[<span>？</span>]",
	    "<p class=\"title\">流れ</p>\n<div class=\"text\">受付</div>",
	    "aria-label=\"流れの表\"",
	    "<th scope=\"col\">項番</th><th scope=\"col\">項目</th>",
	    "<td>1</td><td>a|b</td>",
	    "別ファイルで添付します。（図.pdf）",
	    "<th scope=\"col\">変更日</th><th scope=\"col\">変更後の記載</th><th scope=\"col\">変更前の記載</th>",
	    "第19条第<ins>8</ins>号</td>",
	    "第19条第<del>7</del>号</td>",
	    "data-label=\"変更後の記載\">新設</td>", /* all of it is new: no marks */
	};
	const char *text = page(form, model);
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		cr_expect(strstr(text, parts[i]), "%s\n%s", parts[i], text);
	cr_expect_not(strstr(text, "<script"));
	cr_expect_not(strstr(text, "点検用"));
	cr_expect_not(strstr(text, "評価書の一覧"));
}

/* Two Ⅱ are told apart by their files, as two links of one name lead a reader nowhere. */
Test(render_html, contents_name_the_files)
{
	static const char two[] =
	    "cover: []\n"
	    "sections:\n"
	    "  - id: 'II[]'\n"
	    "    number: Ⅱ\n"
	    "    heading: Ⅱ　概要\n"
	    "    each: {block: blocks}\n"
	    "    sections:\n"
	    "      - id: 'II[].1'\n"
	    "        number: '1.'\n"
	    "        heading: １．ファイル名\n"
	    "        rows: [{id: 'II[].1', label: ファイル名, type: text, value: block.range}]\n"
	    "  - {id: III, number: Ⅲ, heading: Ⅲ　対策, rows: [{id: III, label: l, type: text, value: name}]}\n";
	const char *text =
	    page(two, "name: 事務\nblocks:\n  - {id: a, range: <甲>ファイル}\n  - {id: b, range: \"乙\\n丙\\n\"}\n");
	cr_expect(strstr(text, "<li><a href=\"#II_1\">Ⅱ　概要（&lt;甲&gt;ファイル）</a>"), "%s", text);
	cr_expect(strstr(text, "<li><a href=\"#II_2\">Ⅱ　概要（乙、丙）</a>"), "%s", text);
	cr_expect(strstr(text, "<li><a href=\"#III\">Ⅲ　対策</a>"), "%s", text);
	cr_expect(strstr(text, "<h2 id=\"II_1\">Ⅱ　概要</h2>"), "%s", text);
	text = page(two, "name: 事務\nblocks: [{id: a, range: 甲}]\n");
	cr_expect(strstr(text, "<li><a href=\"#II_1\">Ⅱ　概要</a>"), "%s", text);
}

static const struct {
	const char *entity, *character;
} entities[] = {{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}, {"&#13;", "\r"}, {"&amp;", "&"}};

/* What a reader copies from the page. */
static const char *plain(const char *html, size_t length)
{
	struct buf buf = BUF_INIT;
	for (const char *end = html + length; html < end;) {
		size_t i = 0, count = sizeof entities / sizeof *entities;
		while (i < count && strncmp(html, entities[i].entity, strlen(entities[i].entity)) != 0)
			i++;
		if (i < count)
			buf_puts(&buf, entities[i].character);
		else
			buf_putc(&buf, *html);
		html += i < count ? strlen(entities[i].entity) : 1;
	}
	const char *text = arena_copy(fixture.arena, buf_text(&buf), buf.length);
	buf_free(&buf);
	return text;
}

Test(render_html, answers_are_printed_as_they_were_typed)
{
	static const char *const answers[] = {
	    "-",
	    "* 注",
	    "1) 書面\n2) 面談",
	    "a\n\n\nb",
	    "\n",
	    " 先頭",
	    "末尾  \n次",
	    "\tタブ",
	    "　全角",
	    "𠮷野家",
	    "ｶﾞｷﾞ",
	    "０１２",
	    "<b>太字</b>",
	    "</div>",
	    "<!-- I.2 -->",
	    "&amp;",
	    "&#13;",
	    "a\r\nb",
	    "{{name}}",
	    "{{{block}}}",
	    "\"'",
	    "http://example.jp",
	};
	enum { COUNT = sizeof answers / sizeof *answers };
	struct buf rows = BUF_INIT, items = BUF_INIT;
	for (size_t i = 0; i < COUNT; i++) {
		json_t *string = json_string(answers[i]);
		char *quoted = json_dumps(string, JSON_ENCODE_ANY);
		buf_printf(&rows, "{id: I.%zu, label: l, type: text},", i + 1);
		buf_printf(&items, "      I.%zu: %s\n", i + 1, quoted);
		free(quoted);
		json_decref(string);
	}
	const char *text =
	    page(arena_printf(fixture.arena, "cover: []\nsections: [{id: I, number: '', heading: '', rows: [%s]}]\n",
	                      buf_text(&rows)),
	         arena_printf(fixture.arena, "sheets:\n  kiso:\n    items:\n%s", buf_text(&items)));
	for (size_t i = 0; i < COUNT; i++) {
		static const char opening[] = "<div class=\"text\">";
		const char *row = strstr(text, arena_printf(fixture.arena, "id=\"item-I-%zu\"", i + 1));
		const char *start = row ? strstr(row, opening) + strlen(opening) : NULL;
		cr_assert(start, "I.%zu", i + 1);
		const char *words = plain(start, (size_t)(strstr(start, "</div>") - start));
		cr_expect_str_eq(words, answers[i], "%s: %s", answers[i], words);
	}
	buf_free(&rows);
	buf_free(&items);
}

Test(render_html, markdown_does_nothing_but_be_read)
{
	static const struct {
		const char *markdown, *html;
	} cases[] = {
	    {"*a* **b**", "<p><em>a</em> <strong>b</strong></p>\n"},
	    {"- 甲\n- 乙", "<ul>\n<li>甲</li>\n<li>乙</li>\n</ul>\n"},
	    {"# 題\n\n本文", "<p><strong>題</strong></p>\n<p>本文</p>\n"}, /* the headings of the page are the form's */
	    {"[市](https://example.jp/)", "<p><a href=\"https://example.jp/\">市</a></p>\n"},
	    {"[](https://example.jp/)", "<p><a href=\"https://example.jp/\">https://example.jp/</a></p>\n"},
	    {"[悪](javascript:alert(1))", "<p>悪</p>\n"},
	    {"[悪](JaVaScRiPt:alert(1))", "<p>悪</p>\n"},
	    {"[悪](data:text/html,x)", "<p>悪</p>\n"},
	    {"<javascript:alert(1)>", "<p>javascript:alert(1)</p>\n"},
	    {"![図](https://example.jp/a.png)", "<p>図（https://example.jp/a.png）</p>\n"}, /* nothing is loaded */
	    {"[![図](a.png)](b)", "<p><a href=\"b\">図（a.png）</a></p>\n"},
	    {"a <b onclick=\"x\">c</b>", "<p>a &lt;b onclick=&quot;x&quot;&gt;c&lt;/b&gt;</p>\n"},
	    {"<script>\nalert(1)\n</script>", "<pre><code>&lt;script&gt;\nalert(1)\n&lt;/script&gt;\n</code></pre>\n"},
	    {"[a](\"onmouseover=x)", "<p><a href=\"%22onmouseover=x\">a</a></p>\n"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf out = BUF_INIT;
		markdown_html(&out, cases[i].markdown, true);
		const char *expected = arena_printf(fixture.arena, "<div class=\"markdown\">\n%s</div>", cases[i].html);
		cr_expect_str_eq(buf_text(&out), expected, "%s: %s", cases[i].markdown, buf_text(&out));
		buf_free(&out);
	}
}

Test(render_html, markdown_nested_too_deeply_is_plain)
{
	struct buf deep = BUF_INIT, out = BUF_INIT;
	for (size_t i = 0; i < 100; i++)
		buf_putc(&deep, '>');
	markdown_html(&out, buf_text(&deep), true);
	cr_expect(strncmp(buf_text(&out), "<div class=\"text\">&gt;&gt;", strlen("<div class=\"text\">&gt;&gt;")) == 0);
	buf_free(&deep);
	buf_free(&out);
}

/* A finding about one repetition of an item stands there and nowhere else. */
Test(render_html, a_review_copy_has_findings_beside_the_items)
{
	const struct sheet *sheet = fixture_sheet(form, model);
	struct diags findings;
	diags_init(&findings, fixture.arena);
	const struct row *row = sheet_row(sheet, "I.5[].1", (size_t[]){2}, 1);
	cr_assert(row);
	struct diag *diag = diag_add(&findings, DIAG_ANSWER_UNKNOWN, (struct span){0}, "「接続」は<b>");
	diag->item = row->item->id;
	diag->item_name = row_name(fixture.arena, &fixture.schema->calendar, sheet, row);
	diag_add(&findings, DIAG_JUDGE_UNKNOWN, (struct span){0}, "全体の指摘");
	diag = diag_add(&findings, DIAG_ANSWER_BLANK, (struct span){0}, "別の評価書の指摘");
	diag->item = "I.1";
	diag->item_name = "様式9 Ⅰ ①実施（案）";

	const char *text = rendered(sheet, (struct render_extras){.findings = &findings});
	const char *first = strstr(text, "id=\"item-I-5_1-1\""), *second = strstr(text, "id=\"item-I-5_2-1\"");
	const char *beside = strstr(first, "<p class=\"finding note\"><strong>注意</strong> 「接続」は&lt;b&gt;");
	cr_expect(beside && beside > second && !strstr(beside + strlen("<p class="), "class=\"finding"), "%s", text);
	cr_expect(strstr(text, "エラー 0件、警告 0件、注意 2件"));
	cr_expect(strstr(text, "<a href=\"#item-I-5_2-1\">様式0 Ⅰ システム2 接続（案）</a> 「接続」は"));
	cr_expect(strstr(text, "<li><strong>注意</strong> 全体の指摘</li>"));
	cr_expect_not(strstr(text, "別の評価書の指摘"));
}

static const char *without_tags(const char *text)
{
	struct buf out = BUF_INIT;
	for (; *text; text++) {
		while (*text == '<')
			text = strchr(text, '>') + 1;
		if (*text)
			buf_putc(&out, *text);
	}
	const char *words = arena_copy(fixture.arena, buf_text(&out), out.length);
	buf_free(&out);
	return words;
}

static const char citing[] =
    "linkage: {basis: "
    "\"番号法第19条第8号及び別表の1、2、44の項\\n同法<第9条>第1項・見本市条例第3条\\n別表第二主務省令第2条\"}\n"
    "sheets:\n"
    "  kiso:\n"
    "    overview: 国民健康保険法（以下「国保法」という。）第9条、国保法第113条の3\n"
    "    history: [{date: 令和7年4月1日, item: Ⅰ ②, before: 番号法第9条, after: 番号法第19条, timing: 事後, note: "
    "''}]\n";

/* Addresses are the registry's; the words are as before, and 変更箇所 has no link. */
Test(render_html, citations_lead_to_the_law)
{
	const struct sheet *sheet = fixture_sheet(form, citing);
	const struct law *law = law_load(fixture.arena, &fixture.diags, &fixture.folders);
	cr_assert(law, "%s", findings_text(&fixture.diags, ""));
	const char *plain = rendered(sheet, (struct render_extras){.law = NULL});
	const char *linked = rendered(sheet, (struct render_extras){.law = law});
	cr_expect_str_eq(without_tags(linked), without_tags(plain));
	cr_expect_not(strstr(plain, "e-gov"));
	const char *first = "<a href=\"https://laws.e-gov.go.jp/law/425AC0000000027\" "
	                    "aria-label=\"番号法第19条第8号（e-Gov 法令検索）\">番号法第19条第8号</a>及び<a ";
	cr_expect(strstr(linked, first), "%s", linked);
	cr_expect(strstr(linked, "、2、<a href") && strstr(linked, ">44の項</a>\n同法&lt;第9条&gt;"), "%s", linked);
	cr_expect(
	    strstr(linked,
	           "law/333AC0000000192\" aria-label=\"国保法第113条の3（国民健康保険法第113条の3、e-Gov 法令検索）\">"
	           "国保法第113条の3</a>"),
	    "%s", linked);
	cr_expect_not(strstr(strstr(linked, "id=\"history\""), "<a "), "%s", linked);
	cr_expect(strstr(linked, "条例第3条") && !strstr(linked, ">見本市条例第3条</a>"), "%s", linked);
}
