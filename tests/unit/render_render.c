#include "render/render.h"

#include "support/folder.h"
#include "support/markdown_text.h"
#include "unit/render_fixture.h"

#include <jansson.h>

TestSuite(render_render, .init = fixture_open, .fini = fixture_close);

static const char form[] =
    "cover: [{id: cover.number, label: 評価書番号, type: number, value: number}]\n"
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
    "        frame_limit: 1\n"
    "        rows:\n"
    "          - {id: 'I.5[].1', label: 接続, type: boxes, value: system.connections, texts: [その他],\n"
    "             options: [税務システム, 宛名システム等, その他], groups: [{label: ・庁内, count: 2}, {label: ・庁外, "
    "count: 1}]}\n"
    "  - id: annex1\n"
    "    number: （別添１）\n"
    "    heading: （別添１）\n"
    "    rows:\n"
    "      - {id: annex1, label: 内容, type: attachment, value: attachments}\n";

static const char model[] =
    "number: 12\n"
    "linkage: {performed: 実施しない, basis: \"- 甲\\n* 乙\"}\n"
    "contracts: []\n"
    "systems:\n"
    "  - {id: a, connections: [その他: 中間サーバー, 税務システム]}\n"
    "  - {id: b, connections: {unknown: かすれ}}\n"
    "attachments:\n"
    "  - {id: a, title: 流れ, text: 受付, remarks: 備え, table: {columns: [項番, 項目], rows: [[1, 'a|b']]}}\n"
    "  - {id: b, file: 図.pdf}\n"
    "sheets:\n"
    "  kiso:\n"
    "    overview: {markdown: \"*概要*\\n\\n甲<b>\"}\n"
    "    history: [{date: 令和7年4月1日, item: Ⅰ ②, before: \"前\\n* a\", after: '', timing: 事後, note: ''}]\n";

static const char expected[] = "# 見本評価書（案）\n"
                               "\n"
                               "<!-- cover.number -->\n"
                               "**評価書番号**\n"
                               "\n"
                               "> 12\n"
                               "\n"
                               "## 項目一覧\n"
                               "\n"
                               "- Ⅰ　情報\n"
                               "\n"
                               "## Ⅰ　情報\n"
                               "\n"
                               "*2)は別の評価書*\n"
                               "\n"
                               "**連携**\n"
                               "\n"
                               "<!-- I.1 -->\n"
                               "**①実施　※**\n"
                               "\n"
                               "> [ 実施しない ]\n"
                               "\n"
                               "＜選択肢＞　1) 実施する　2) 実施しない\n"
                               "\n"
                               "<!-- I.2 -->\n"
                               "**②根拠**\n"
                               "\n"
                               "> \\- 甲\\\n"
                               "> \\* 乙\n"
                               "\n"
                               "<!-- I.3 -->\n"
                               "**③概要**\n"
                               "\n"
                               "> *概要*\n"
                               ">\n"
                               "> 甲\\<b\\>\n"
                               "\n"
                               "<!-- I.4 -->\n"
                               "> [○] 委託しない\n"
                               "\n"
                               "### システム1\n"
                               "\n"
                               "<!-- I.5[1].1 -->\n"
                               "**接続**\n"
                               "\n"
                               "> ・庁内\n"
                               "> - [○] 税務システム\n"
                               "> - [　] 宛名システム等\n"
                               ">\n"
                               "> ・庁外\n"
                               "> - [○] その他（中間サーバー）\n"
                               "\n"
                               "### （別紙）システム2\n"
                               "\n"
                               "<!-- I.5[2].1 unknown -->\n"
                               "**接続**\n"
                               "\n"
                               "> （読み取れていません：かすれ）\n"
                               ">\n"
                               "> ・庁内\n"
                               "> - [？] 税務システム\n"
                               "> - [？] 宛名システム等\n"
                               ">\n"
                               "> ・庁外\n"
                               "> - [？] その他（　）\n"
                               "\n"
                               "## （別添１）\n"
                               "\n"
                               "<!-- annex1 -->\n"
                               "**内容**\n"
                               "\n"
                               "**流れ**\n"
                               "\n"
                               "> 受付\n"
                               "\n"
                               "| 項番 | 項目 |\n"
                               "| --- | --- |\n"
                               "| 1 | a\\|b |\n"
                               "\n"
                               "（備考）備え\n"
                               "\n"
                               "別ファイルで添付します。（図.pdf）\n"
                               "\n"
                               "## 変更箇所\n"
                               "\n"
                               "| 変更日 | 変更後の記載 | 変更前の記載 |\n"
                               "| --- | --- | --- |\n"
                               "| 令和7年4月1日 |  | 前<br>\\* a |\n";

static const char *rendered(const char *format, const struct sheet *sheet)
{
	struct buf out = BUF_INIT;
	struct renderer *renderer =
	    renderer_new(fixture.arena, &fixture.diags, &fixture.folders, render_format_named(format));
	bool done = render_sheet(renderer, sheet, &out);
	cr_assert_eq(done, fixture.diags.count == 0, "%s", findings_text(&fixture.diags, ""));
	const char *text = done ? arena_copy(fixture.arena, buf_text(&out), out.length) : NULL;
	buf_free(&out);
	return text;
}

Test(render_render, markdown)
{
	const char *text = rendered("md", fixture_sheet(form, model));
	cr_assert(text);
	cr_expect_str_eq(text, expected, "%s", text);
}

Test(render_render, what_is_not_answered_is_seen_to_be_empty)
{
	static const char rows[] = "cover: []\n"
	                           "sections: [{id: I, number: '', heading: '', rows: [\n"
	                           "  {id: I.1, label: a, type: text, value: name},\n"
	                           "  {id: I.2, label: b, type: choice, value: linkage.performed, options: [実施する]},\n"
	                           "  {id: I.3, label: c, type: flag, value: emergency.applied},\n"
	                           "  {id: I.4, label: d, type: text, value: reason.benefit}]}]\n";
	const char *text = rendered("md", fixture_sheet(rows, "name:\nreason: {benefit: {unknown: }}"));
	cr_assert(text);
	cr_expect_str_eq(text,
	                 "# 見本評価書（案）\n"
	                 "\n<!-- I.1 blank -->\n**a**\n\n>\n"
	                 "\n<!-- I.2 absent -->\n**b**\n\n> [ 　 ]\n\n＜選択肢＞　1) 実施する\n"
	                 "\n<!-- I.3 absent -->\n> [　] c\n"
	                 "\n<!-- I.4 unknown -->\n**d**\n\n> （読み取れていません）\n"
	                 "\n## 変更箇所\n\n| 変更日 | 変更後の記載 | 変更前の記載 |\n| --- | --- | --- |\n",
	                 "%s", text);
}

/* Answers that Markdown or a template would change. */
static const char *const awkward[] = {
    "-",
    "−",
    "--",
    "* 注",
    "1) 書面\n2) 面談",
    "なし\n--",
    "題\n===",
    "> 引用",
    "# 題",
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
    "<!-- I.2 -->",
    "-->",
    "&amp;",
    "`a`",
    "*a* _b_",
    "[a](b)",
    "[a]: b",
    "![a](b)",
    "| a |\n| - |",
    "{{name}}",
    "\\",
    "a\\\nb",
    "http://example.jp",
    "[○] 紙",
    "（読み取れていません）",
};

/* The block quote behind the marker of I.`number`. */
static const char *quote_of(const char *text, size_t number)
{
	const char *at = strstr(text, arena_printf(fixture.arena, "<!-- I.%zu -->\n", number));
	cr_assert(at, "I.%zu", number);
	const char *start = strstr(at, "\n>") + 1, *end = start;
	while (*end == '>')
		end += strcspn(end, "\n") + 1;
	return arena_copy(fixture.arena, start, (size_t)(end - start));
}

Test(render_render, answers_read_back_from_markdown)
{
	enum { COUNT = sizeof awkward / sizeof *awkward };
	struct buf rows = BUF_INIT, items = BUF_INIT;
	for (size_t i = 0; i < COUNT; i++) {
		json_t *string = json_string(awkward[i]);
		char *quoted = json_dumps(string, JSON_ENCODE_ANY);
		buf_printf(&rows, "{id: I.%zu, label: l, type: text},", i + 1);
		buf_printf(&items, "      I.%zu: %s\n", i + 1, quoted);
		free(quoted);
		json_decref(string);
	}
	const char *all = arena_printf(
	    fixture.arena, "cover: []\nsections: [{id: I, number: '', heading: '', rows: [%s]}]\n", buf_text(&rows));
	const char *answers = arena_printf(fixture.arena, "sheets:\n  kiso:\n    items:\n%s", buf_text(&items));
	const char *text = rendered("md", fixture_sheet(all, answers));
	cr_assert(text);
	for (size_t i = 0; i < COUNT; i++) {
		struct buf words = BUF_INIT;
		const char *quote = quote_of(text, i + 1);
		cr_expect(markdown_text(quote, &words), "%s", quote);
		cr_expect_str_eq(buf_text(&words), awkward[i], "%s: %s", awkward[i], quote);
		buf_free(&words);
	}
	buf_free(&rows);
	buf_free(&items);
}

Test(render_render, json)
{
	const char *text = rendered("json", fixture_sheet("cover: []\nsections: []\n", "name: a"));
	cr_expect_str_eq(text, "{\n  \"form\": \"f-1\",\n  \"title\": \"見本評価書（案）\",\n  \"cover\": [],\n"
	                       "  \"sections\": [],\n  \"history\": []\n}\n");
}

Test(render_render, a_body_changes_a_part)
{
	const char *folder = folder_new(fixture.arena);
	folder_write(fixture.arena, folder, "md/row.md", "{{key}}={{printed}}\n");
	folder_write(fixture.arena, folder, "md/history.md", "");
	fixture.folders.templates = folder;
	const char *text = rendered(
	    "md", fixture_sheet("cover: [{id: a_b, label: l, type: number, value: number}]\nsections: []\n", "number: 5"));
	cr_expect_str_eq(text, "# 見本評価書（案）\na_b=5\n");
}

Test(render_render, a_mistake_in_a_template_is_reported)
{
	const char *folder = folder_new(fixture.arena);
	folder_write(fixture.arena, folder, "md/sheet.md", "# {{titel}}\n");
	fixture.folders.templates = folder;
	cr_expect_null(rendered("md", fixture_sheet("cover: []\nsections: []\n", "number: 5")));
	const char *findings = fixture_findings();
	cr_expect(strstr(findings, "titel"), "%s", findings);
}
