#include "render/sheet_json.h"

#include "unit/render_fixture.h"

TestSuite(render_sheet_json, .init = fixture_open, .fini = fixture_close);

static const char form[] =
    "cover: [{id: cover.number, label: 評価書番号, type: number, value: number}]\n"
    "sections:\n"
    "  - id: I\n"
    "    number: Ⅰ\n"
    "    heading: Ⅰ　情報　※\n"
    "    significant: true\n"
    "    rows:\n"
    "      - {id: I.1, label: ①対象人数, type: choice, value: \"band(threshold.subjects.count, 'subjects')\",\n"
    "         stated: threshold.subjects.stated,\n"
    "         options: [{value: '1,000人未満', label: 千人未満（任意実施）}, '1,000人以上1万人未満']}\n"
    "      - {id: I.2, label: ②概要, type: text, value: sheet.overview, significant: false}\n"
    "    sections:\n"
    "      - id: 'I.3[]'\n"
    "        number: システム{n}\n"
    "        heading: システム{n}\n"
    "        each: {system: systems}\n"
    "        frames: [システム1]\n"
    "        frame_limit: 1\n"
    "        rows:\n"
    "          - {id: 'I.3[].1', label: 接続, type: boxes, value: system.connections,\n"
    "             options: [税務システム, その他], texts: [その他]}\n"
    "      - {id: I.4, number: '', heading: '', rows: [{id: I.4.none, label: 委託しない, type: flag, value: "
    "size(contracts) == 0}]}\n";

static const char model[] =
    "number: 12\n"
    "threshold: {subjects: {count: 61234, stated: '1,000人未満'}}\n"
    "systems:\n"
    "  - {id: a, connections: [その他: 中間サーバー, 税務システム]}\n"
    "  - {id: b, connections: []}\n"
    "contracts: []\n"
    "sheets:\n"
    "  kiso:\n"
    "    overview: {unknown: 印刷が薄い}\n"
    "    history:\n"
    "      - {date: 令和7年4月, item: Ⅰ ②, before: \"a\\nb\", after: '', timing: 事後, note: '-'}\n";

/* The whole of it: keys, their order, and what stands in them. */
static const char expected[] =
    "{'form': 'f-1', 'title': '見本評価書（案）', 'cover': ["
    "{'id': 'cover.number', 'index': [], 'number': '', 'label': '評価書番号', 'value': '12', 'stated': null,"
    " 'options': [], 'selected': [], 'texts': {}, 'state': 'answered', 'significant': false, 'path': 'number'}],"
    " 'sections': [{'heading': 'Ⅰ　情報　※', 'sections': ["
    "{'heading': 'システム1', 'sections': [], 'rows': ["
    "{'id': 'I.3[].1', 'index': [1], 'number': 'Ⅰ システム1', 'label': '接続',"
    " 'value': '税務システム、その他（中間サーバー）', 'stated': null, 'options': ['税務システム', 'その他'],"
    " 'selected': ['税務システム', 'その他'], 'texts': {'その他': '中間サーバー'}, 'state': 'answered',"
    " 'significant': true, 'path': 'systems[a].connections'}]}, "
    "{'heading': '（別紙）システム2', 'sections': [], 'rows': ["
    "{'id': 'I.3[].1', 'index': [2], 'number': 'Ⅰ システム2', 'label': '接続', 'value': '', 'stated': null,"
    " 'options': ['税務システム', 'その他'], 'selected': [], 'texts': {}, 'state': 'answered',"
    " 'significant': true, 'path': 'systems[b].connections'}]}, "
    "{'heading': '', 'sections': [], 'rows': ["
    "{'id': 'I.4.none', 'index': [], 'number': 'Ⅰ', 'label': '委託しない', 'value': '委託しない', 'stated': null,"
    " 'options': ['委託しない'], 'selected': ['委託しない'], 'texts': {}, 'state': 'answered', 'significant': true,"
    " 'path': 'contracts'}]}], 'rows': ["
    "{'id': 'I.1', 'index': [], 'number': 'Ⅰ', 'label': '①対象人数', 'value': '1万人以上10万人未満',"
    " 'stated': '千人未満（任意実施）', 'options': ['千人未満（任意実施）', '1,000人以上1万人未満'],"
    " 'selected': ['千人未満（任意実施）'], 'texts': {}, 'state': 'answered', 'significant': true,"
    " 'path': 'threshold.subjects.count'}, "
    "{'id': 'I.2', 'index': [], 'number': 'Ⅰ', 'label': '②概要', 'value': '', 'stated': null, 'options': [],"
    " 'selected': [], 'texts': {}, 'state': 'unknown', 'significant': false, 'path': 'sheets.kiso.overview'}]}],"
    " 'history': [{'date': '令和7年4月', 'date_iso': '2025-04', 'item': 'Ⅰ ②', 'before': 'a\\nb', 'after': '',"
    " 'timing': '事後', 'note': '-'}]}";

static const char *dump(const json_t *json)
{
	char *text = json_dumps(json, 0);
	char *copy = arena_string(fixture.arena, text);
	free(text);
	for (char *quote = copy; (quote = strchr(quote, '"'));)
		*quote = '\'';
	return copy;
}

Test(render_sheet_json, the_whole_sheet)
{
	json_t *json = sheet_json(fixture_sheet(form, model));
	cr_expect_str_eq(dump(json), expected, "%s", dump(json));
	json_decref(json);
}

Test(render_sheet_json, states)
{
	static const char rows[] =
	    "cover: []\n"
	    "sections: [{id: I, number: Ⅰ, heading: Ⅰ, rows: [{id: I.1, label: a, type: text, value: name}]}]\n";
	static const struct {
		const char *model;
		const char *state;
		const char *value;
	} cases[] = {
	    {"number: 1", "absent", ""},          {"name:", "blank", ""},         {"name: ''", "blank", ""},
	    {"name: {unknown: }", "unknown", ""}, {"name: '-'", "answered", "-"}, {"name: なし", "answered", "なし"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		json_t *json = sheet_json(fixture_sheet(rows, cases[i].model));
		const char *state, *value;
		cr_assert_eq(json_unpack(json, "{s:[{s:[{s:s,s:s}]}]}", "sections", "rows", "state", &state, "value", &value),
		             0);
		cr_expect_str_eq(state, cases[i].state, "%s", cases[i].model);
		cr_expect_str_eq(value, cases[i].value, "%s", cases[i].model);
		json_decref(json);
	}
}

Test(render_sheet_json, a_published_sheet_is_no_draft)
{
	json_t *json = sheet_json(fixture_sheet(form, "sheets: {kiso: {publications: [{date: 2025-12-01, kind: 新規}]}}"));
	cr_expect_str_eq(json_string_value(json_object_get(json, "title")), "見本評価書");
	json_decref(json);
}
