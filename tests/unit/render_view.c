#include "render/view.h"

#include "support/folder.h"
#include "unit/render_fixture.h"

TestSuite(render_view, .init = fixture_open, .fini = fixture_close);

static const char form[] =
    "cover: [{id: cover.number, label: 評価書番号, type: number, value: number, help: 通し番号}]\n"
    "contents: {heading: 項目一覧, lines: [Ⅰ　情報, '　（別添１）']}\n"
    "sections:\n"
    "  - id: I\n"
    "    number: Ⅰ\n"
    "    heading: Ⅰ　情報\n"
    "    note: 注意書き\n"
    "    rows:\n"
    "      - {id: I.1, label: ①実施, type: choice, value: linkage.performed, options: [実施する, 実施しない, 未定],\n"
    "         significant: true, under: 連携}\n"
    "      - {id: I.2, label: ②根拠, type: text, value: linkage.basis, under: 連携, sub: true}\n"
    "      - {id: I.3, label: ③時点, type: date, value: threshold.subjects.as_of, format: '{} 時点', under: 計数}\n"
    "      - {id: I.4, label: 委託しない, type: flag, value: size(contracts) == 0}\n"
    "    sections:\n"
    "      - id: 'I.5[]'\n"
    "        number: システム{n}\n"
    "        heading: システム{n}\n"
    "        significant: true\n"
    "        option_mark: '{n}） '\n"
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
    "number: 12\n"
    "linkage: {performed: 実施しない, basis: {markdown: '*法*'}}\n"
    "threshold: {subjects: {as_of: 令和7年9月}}\n"
    "contracts: {unknown: かすれている}\n"
    "systems:\n"
    "  - {id: a, connections: [その他: 中間サーバー, 税務システム]}\n"
    "  - {id: b, connections: {unknown: かすれている}}\n"
    "attachments:\n"
    "  - {id: a, title: 流れ, text: 受付, remarks: 備え, table: {columns: [項番, 項目], rows: [[1, 氏名, 余り], "
    "[2]]}}\n"
    "  - {id: b, file: 図.pdf}\n"
    "sheets:\n"
    "  kiso:\n"
    "    history: [{date: 令和7年4月1日, item: Ⅰ ②, before: 前, after: 後, timing: 事後, note: ''}]\n";

static void print_block(struct buf *out, const char *text, bool markdown)
{
	buf_printf(out, "%s<%s>", markdown ? "md" : "", text);
}

/* sections/0/rows, or NULL */
static json_t *find(json_t *json, const char *path)
{
	while (json && *path) {
		size_t length = strcspn(path, "/");
		const char *key = arena_copy(fixture.arena, path, length);
		json = json_is_array(json) ? json_array_get(json, strtoul(key, NULL, 10)) : json_object_get(json, key);
		path += length + (path[length] == '/');
	}
	return json;
}

/* The same as JSON, with ' for ". */
static const char *at(json_t *view, const char *path)
{
	json_t *json = find(view, path);
	if (!json)
		return "(none)";
	char *text = json_dumps(json, JSON_ENCODE_ANY);
	char *copy = arena_string(fixture.arena, text);
	free(text);
	for (char *quote = copy; (quote = strchr(quote, '"'));)
		*quote = '\'';
	return copy;
}

static const char *keys_at(json_t *view, const char *path)
{
	const char *keys = "", *key;
	json_t *value;
	json_object_foreach (find(view, path), key, value)
		keys = arena_printf(fixture.arena, "%s %s", keys, key);
	return keys;
}

Test(render_view, what_templates_see)
{
	static const struct {
		const char *path;
		const char *value;
	} cases[] = {
	    {"form", "'f-1'"},
	    {"title", "'見本評価書（案）'"},
	    {"kind", "'kiso'"},
	    {"style", "'様式0'"},
	    {"stamp", "'[令和7年　様式０]'"},
	    {"draft", "true"},
	    {"contents_heading", "'項目一覧'"},
	    {"contents", "['Ⅰ　情報', '　（別添１）']"},
	    {"history_heading", "'変更箇所'"},
	    {"history_columns", "['変更日', '変更後の記載', '変更前の記載']"},
	    {"has_history", "true"},
	    {"history/0/cells", "['令和7年4月1日', '後', '前']"},
	    {"history/0/timing", "'事後'"},
	    /* places */
	    {"cover/0/key", "'cover.number'"},
	    {"cover/0/help", "'通し番号'"},
	    {"sections/0/level", "2"},
	    {"sections/0/hashes", "'##'"},
	    {"sections/0/note", "'注意書き'"},
	    {"sections/0/key", "'I'"},
	    {"sections/0/sections/0/key", "'I.5[1]'"},
	    {"sections/0/sections/0/number", "'Ⅰ システム1'"},
	    {"sections/0/sections/0/hashes", "'###'"},
	    {"sections/0/sections/0/note", "''"},
	    {"sections/0/sections/0/annex", "false"},
	    {"sections/0/sections/1/rows/0/key", "'I.5[2].1'"},
	    {"sections/0/rows/0/under", "'連携'"},
	    {"sections/0/rows/0/under_begins", "true"},
	    {"sections/0/rows/1/under_begins", "false"},
	    {"sections/0/rows/1/sub", "true"},
	    {"sections/0/rows/2/under_begins", "true"},
	    {"sections/0/rows/3/under", "''"},
	    /* ※ is printed at the label, or at the heading around it */
	    {"sections/0/rows/0/marked", "true"},
	    {"sections/0/rows/1/marked", "false"},
	    {"sections/0/sections/0/rows/0/significant", "true"},
	    {"sections/0/sections/0/rows/0/marked", "false"},
	    /* answers */
	    {"sections/0/rows/0/is_choice", "true"},
	    {"sections/0/rows/0/printed", "'実施しない'"},
	    {"sections/0/rows/0/choices/1",
	     "{'label': '実施しない', 'number': '2) ', 'selected': true, 'mark': '○', 'text': '', 'has_text': false}"},
	    {"sections/0/rows/1/is_text", "true"},
	    {"sections/0/rows/1/block", "'md<*法*>'"},
	    {"sections/0/rows/2/value", "'令和7年9月'"},
	    {"sections/0/rows/2/printed", "'令和7年9月 時点'"},
	    {"sections/0/rows/2/block", "'<令和7年9月 時点>'"},
	    {"sections/0/rows/3/is_flag", "true"},
	    {"sections/0/rows/3/unknown", "true"},
	    {"sections/0/rows/3/choices/0/mark", "'？'"},
	    {"sections/0/sections/0/rows/0/is_boxes", "true"},
	    {"sections/0/sections/0/rows/0/groups/0/label", "'・庁内'"},
	    {"sections/0/sections/0/rows/0/groups/0/first", "true"},
	    {"sections/0/sections/0/rows/0/groups/0/choices/1/label", "'宛名システム等'"},
	    {"sections/0/sections/0/rows/0/groups/0/choices/2", "(none)"},
	    {"sections/0/sections/0/rows/0/groups/1/label", "''"},
	    {"sections/0/sections/0/rows/0/groups/1/choices/0", "{'label': 'その他', 'number': '3） ', 'selected': true, "
	                                                        "'mark': '○', 'text': '中間サーバー', 'has_text': true}"},
	    {"sections/0/sections/0/rows/0/unlisted", "''"},
	    {"sections/0/sections/1/rows/0/answered", "false"},
	    {"sections/0/sections/1/rows/0/unknown", "true"},
	    {"sections/0/sections/1/rows/0/reason", "'かすれている'"},
	    {"sections/0/sections/1/rows/0/choices/2",
	     "{'label': 'その他', 'number': '3） ', 'selected': false, 'mark': '？', 'text': '', 'has_text': true}"},
	    {"cover/0/choices", "[]"},
	    {"cover/0/attachments", "[]"},
	    /* attachments: the table is made even, nothing is dropped */
	    {"sections/1/rows/0/is_attachment", "true"},
	    {"sections/1/rows/0/attachments/0",
	     "{'title': '流れ', 'text': '受付', 'block': '<受付>', 'has_table': true, 'columns': ['項番', '項目', ''],"
	     " 'rows': [['1', '氏名', '余り'], ['2', '', '']], 'file': '', 'figure': '', 'figure_text': '', 'figure_data': "
	     "'', 'remarks': '備え'}"},
	    {"sections/1/rows/0/attachments/1",
	     "{'title': '', 'text': '', 'block': '<>', 'has_table': false, 'columns': [], 'rows': [], 'file': '図.pdf',"
	     " 'figure': '', 'figure_text': '', 'figure_data': '', 'remarks': ''}"},
	};
	json_t *view = view_json(fixture_sheet(form, model), print_block, NULL, NULL, NULL);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		cr_expect_str_eq(at(view, cases[i].path), cases[i].value, "%s: %s", cases[i].path, at(view, cases[i].path));
	json_decref(view);
}

/* Templates fail on a name that is not there: all of a kind have the same keys, whatever stands in them. */
Test(render_view, keys_are_always_there)
{
	static const struct {
		const char *full;
		const char *empty;
	} pairs[] = {
	    {"", ""},
	    {"sections/0", "sections/0"},
	    {"sections/0/sections/0", "sections/0"},
	    {"cover/0", "cover/0"},
	    {"cover/0", "sections/0/rows/0"},
	    {"sections/0/rows/0", "sections/0/rows/0"},
	    {"sections/0/rows/3", "sections/0/rows/3"},
	    {"sections/0/sections/0/rows/0", "sections/0/rows/1"},
	    {"sections/1/rows/0", "sections/1/rows/0"},
	};
	json_t *full = view_json(fixture_sheet(form, model), print_block, NULL, NULL, NULL);
	json_t *empty = view_json(fixture_sheet(form, "number:"), print_block, NULL, NULL, NULL);
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		const char *keys = keys_at(full, pairs[i].full);
		cr_expect(*keys, "%s", pairs[i].full);
		cr_expect_str_eq(keys, keys_at(empty, pairs[i].empty), "%s, %s", pairs[i].full, pairs[i].empty);
	}
	json_decref(full);
	json_decref(empty);
}

/* 備考 has a row of its own in some forms, and is not printed twice. */
Test(render_view, remarks_of_attachments)
{
	static const char rows[] =
	    "cover: []\n"
	    "sections: [{id: annex1, number: '', heading: '', rows: [\n"
	    "  {id: annex1, label: 内容, type: attachment, value: attachments},\n"
	    "  {id: annex1.note, label: （備考）, type: text, value: first(attachments).remarks}]}]\n";
	json_t *view = view_json(fixture_sheet(rows, model), print_block, NULL, NULL, NULL);
	cr_expect_str_eq(at(view, "sections/0/rows/0/attachments/0/remarks"), "''");
	cr_expect_str_eq(at(view, "sections/0/rows/1/block"), "'<備え>'");
	json_decref(view);
}

static void check_documented(const char *page, json_t *json)
{
	const char *key;
	json_t *value;
	size_t index;
	json_array_foreach (json, index, value)
		check_documented(page, value);
	json_object_foreach (json, key, value) {
		bool told = strstr(page, arena_printf(fixture.arena, "`%s`", key)) ||
		            strstr(page, arena_printf(fixture.arena, "\"%s\"", key));
		cr_expect(told, "%s", key);
		if (strcmp(key, "texts") != 0) /* its keys are labels */
			check_documented(page, value);
	}
}

Test(render_view, every_key_is_documented)
{
	const char *root = getenv("SHIKII_SOURCE_DIR");
	const char *templates =
	    file_text(fixture.arena, arena_printf(fixture.arena, "%s/docs/templates.md", root ? root : "."));
	const char *json = file_text(fixture.arena, arena_printf(fixture.arena, "%s/docs/json.md", root ? root : "."));
	cr_assert(templates && json);
	json_t *view = view_json(fixture_sheet(form, model), print_block, NULL, NULL, NULL);
	check_documented(arena_printf(fixture.arena, "%s%s", templates, json), view);
	json_decref(view);
}
