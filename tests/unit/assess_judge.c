#include "assess/judge.h"

#include "model/sheet.h"
#include "support/folder.h"
#include "unit/model_fixture.h"

static const struct judge_rules *rules;

static void set_up(void)
{
	fixture_open();
	rules = judge_load(fixture.arena, &fixture.diags, fixture.schema, &fixture.folders);
	cr_assert(rules, "%s", findings_text(&fixture.diags, ""));
}

TestSuite(check_judge, .init = set_up, .fini = fixture_close);

static const char without_incident[] = "incidents: []\n";
static const char with_incident[] = "incidents: [{id: a, date: 2025-06-01, concerns: 特定個人情報}]\n";

static const struct judgement *judged_on(struct date day, const char *body, const char *yaml)
{
	fixture.body = NULL;
	if (body)
		fixture_body(body);
	const struct model *model = fixture_model(arena_printf(fixture.arena, "shikii: 1\n%s\n", yaml));
	struct value as_of = day.year ? value_date(day) : value_absent();
	return judge(fixture.arena, rules, fixture.schema, model, &as_of, NULL);
}

static const struct judgement *judged(const char *body, const char *yaml)
{
	return judged_on((struct date){2025, 12, 1}, body, yaml);
}

static const char *words(const char *const *list)
{
	const char *text = "";
	for (; list && *list; list++)
		text = arena_printf(fixture.arena, "%s%s%s", text, *text ? " " : "", *list);
	return text;
}

#define NOTHING "特定個人情報保護評価の実施が義務付けられない"
#define KISO "基礎項目評価の実施が義務付けられる"
#define JUTEN "基礎項目評価及び重点項目評価の実施が義務付けられる"
#define ZENKOMOKU "基礎項目評価及び全項目評価の実施が義務付けられる"

/* 特定個人情報保護評価に関する規則 第4条第3号・第8号、第6条第1項、第7条、第8条: every side of every threshold. */
Test(check_judge, all_cells_of_the_official_table)
{
	const struct {
		int subjects, handlers;
		bool incident;
		const char *result;
	} cells[] = {
	    {999, 499, false, NOTHING},      {999, 499, true, NOTHING},       {999, 500, false, NOTHING},
	    {999, 500, true, NOTHING},       {1000, 499, false, KISO},        {1000, 499, true, KISO},
	    {1000, 500, false, KISO},        {1000, 500, true, KISO},         {9999, 499, false, KISO},
	    {9999, 499, true, KISO},         {9999, 500, false, KISO},        {9999, 500, true, KISO},
	    {10000, 499, false, KISO},       {10000, 499, true, JUTEN},       {10000, 500, false, JUTEN},
	    {10000, 500, true, JUTEN},       {99999, 499, false, KISO},       {99999, 499, true, JUTEN},
	    {99999, 500, false, JUTEN},      {99999, 500, true, JUTEN},       {100000, 499, false, JUTEN},
	    {100000, 499, true, ZENKOMOKU},  {100000, 500, false, ZENKOMOKU}, {100000, 500, true, ZENKOMOKU},
	    {299999, 499, false, JUTEN},     {299999, 499, true, ZENKOMOKU},  {299999, 500, false, ZENKOMOKU},
	    {299999, 500, true, ZENKOMOKU},  {300000, 499, false, ZENKOMOKU}, {300000, 499, true, ZENKOMOKU},
	    {300000, 500, false, ZENKOMOKU}, {300000, 500, true, ZENKOMOKU},
	};
	cr_assert_eq(sizeof cells / sizeof *cells, 32);
	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
		const char *yaml = arena_printf(fixture.arena, "threshold: {subjects: {count: %d}, handlers: {count: %d}}",
		                                cells[i].subjects, cells[i].handlers);
		const struct judgement *judgement = judged(cells[i].incident ? with_incident : without_incident, yaml);
		const char *result = cells[i].result;
		const char *owed = strcmp(result, NOTHING) == 0 ? ""
		                   : strcmp(result, KISO) == 0  ? "kiso"
		                   : strcmp(result, JUTEN) == 0 ? "kiso juten"
		                                                : "kiso zenkomoku";
		cr_assert(judgement->row, "%s", yaml);
		cr_assert_str_eq(judgement->row->result, result, "%s, incident %d: %s", yaml, cells[i].incident,
		                 judgement->row->result);
		cr_assert_str_eq(words(judgement->row->owed), owed, "%s, incident %d", yaml, cells[i].incident);
		cr_assert_str_eq(words(judgement->made), owed, "%s, incident %d", yaml, cells[i].incident);
		cr_assert(*judgement->row->source);
		cr_assert_eq(judgement->possible_count, 1);
	}
}

Test(check_judge, missing_facts_leave_what_is_possible)
{
	const struct {
		const char *body, *yaml;
		const char *possible[5];
	} cases[] = {
	    {without_incident, "threshold: {handlers: {count: 10}}", {NOTHING, KISO, JUTEN, ZENKOMOKU}},
	    {NULL, "name: x", {NOTHING, KISO, JUTEN, ZENKOMOKU}},
	    {NULL, "threshold: {subjects: {count: 500}}", {NOTHING}},
	    {NULL, "threshold: {subjects: {count: 5000}}", {KISO}},
	    {NULL, "threshold: {subjects: {count: 50000}}", {KISO, JUTEN}},
	    {NULL, "threshold: {subjects: {count: 50000}, handlers: {count: 500}}", {JUTEN}},
	    {without_incident, "threshold: {subjects: {count: 50000}}", {KISO, JUTEN}},
	    {with_incident, "threshold: {subjects: {count: 50000}}", {JUTEN}},
	    {NULL, "threshold: {subjects: {count: 200000}, handlers: {count: 499}}", {JUTEN, ZENKOMOKU}},
	    {with_incident, "threshold: {subjects: {count: 200000}}", {ZENKOMOKU}},
	    {NULL, "threshold: {subjects: {count: 300000}}", {ZENKOMOKU}},
	    {NULL,
	     "threshold: {subjects: {count: {unknown: x}}, handlers: {count: 1}, incident: {stated: 発生なし}}",
	     {NOTHING, KISO, JUTEN, ZENKOMOKU}},
	    {NULL,
	     "threshold: {subjects: {count: 約6万}, handlers: {count: 1}, incident: {stated: 発生なし}}",
	     {NOTHING, KISO, JUTEN, ZENKOMOKU}},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct judgement *judgement = judged(cases[i].body, cases[i].yaml);
		size_t count = 0;
		for (; cases[i].possible[count]; count++)
			cr_assert(judgement_allows(judgement, cases[i].possible[count]), "%s: %s", cases[i].yaml,
			          cases[i].possible[count]);
		cr_assert_eq(judgement->possible_count, count, "%s: %zu", cases[i].yaml, judgement->possible_count);
		cr_assert_eq(judgement->row != NULL, count == 1, "%s", cases[i].yaml);
	}
}

Test(check_judge, the_incident_counts_for_one_year)
{
	const struct {
		const char *incidents, *answer;
	} cases[] = {
	    {"[]", "発生なし"},
	    {"[{id: a, date: 2024-12-01, concerns: 特定個人情報}]", "発生あり"},
	    {"[{id: a, date: 2024-12-02, concerns: 特定個人情報}]", "発生あり"},
	    {"[{id: a, date: 2024-11-30, concerns: 特定個人情報}]", "発生なし"},
	    {"[{id: a, date: 2024-11-30, known: 2024-12-01, concerns: 特定個人情報}]", "発生あり"},
	    {"[{id: a, date: 2023-01-01, known: 2024-11-30, concerns: 特定個人情報}]", "発生なし"},
	    {"[{id: a, date: 令和7年6月1日, concerns: 個人情報}]", "発生なし"},
	    {"[{id: a, date: 2025-06-01, concerns: 個人情報}, {id: b, date: 2025-06-01, concerns: 特定個人情報}]",
	     "発生あり"},
	    {"[{id: a, date: 2025-06-01}]", NULL},
	    {"[{id: a, concerns: 特定個人情報}]", NULL},
	    {"[{id: a, concerns: 個人情報}]", "発生なし"},
	    {"{unknown: x}", NULL},
	    {"", NULL},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct judgement *judgement =
		    judged(arena_printf(fixture.arena, "incidents: %s\n", cases[i].incidents), "name: x");
		const char *answer = judgement->facts[2].answer;
		cr_assert(cases[i].answer ? answer && strcmp(answer, cases[i].answer) == 0 : !answer, "%s: %s",
		          cases[i].incidents, answer);
	}
	const struct date leap = {2024, 2, 29};
	cr_assert_str_eq(
	    judged_on(leap, "incidents: [{id: a, date: 2023-02-28, concerns: 特定個人情報}]\n", "name: x")->facts[2].answer,
	    "発生あり");
	cr_assert_str_eq(judged_on((struct date){0}, without_incident, "name: x")->facts[2].answer, "発生なし");
	cr_assert_null(judged_on((struct date){0}, with_incident, "name: x")->facts[2].answer,
	               "without a day of judgement, an incident may be old or not");
}

Test(check_judge, exemption_comes_first)
{
	const struct judgement *judgement =
	    judged(with_incident, "exemption: 手作業処理用ファイル（規則第4条第2号）\nthreshold: {subjects: {count: "
	                          "400000}, handlers: {count: 900}}");
	cr_assert_str_eq(judgement->exemption, "手作業処理用ファイル（規則第4条第2号）");
	cr_assert_str_eq(judgement->row->result, NOTHING);
	cr_assert_str_eq(words(judgement->row->owed), "");
	cr_assert_str_eq(words(judgement->made), "");
	cr_assert_str_eq(
	    words(judged(with_incident,
	                 "exemption: 手作業処理用ファイル（規則第4条第2号）\nsheets: {kiso: {voluntary: true}}")
	              ->made),
	    "kiso");
	cr_assert_null(judged(without_incident, "exemption:\nthreshold: {subjects: {count: 1}}")->exemption);
}

Test(check_judge, facts_that_a_sheet_only_prints)
{
	const struct judgement *judgement = judged(NULL, "threshold: {subjects: {stated: 30万人以上}, handlers: {count: "
	                                                 "499, stated: 500人以上}, incident: {stated: 発生なし}}");
	cr_assert_str_eq(judgement->row->result, ZENKOMOKU);
	cr_assert_str_eq(judgement->facts[0].answer, "30万人以上");
	cr_assert_null(judgement->facts[0].derived);
	cr_assert_str_eq(judgement->facts[1].answer, "500人未満", "a fact is worth more than what was printed");
	cr_assert_str_eq(judgement->facts[1].stated, "500人以上");
	cr_assert_str_eq(judged(without_incident, "threshold: {incident: {stated: 発生あり}}")->facts[2].answer,
	                 "発生なし");
}

Test(check_judge, sheets_that_are_made)
{
	const struct {
		const char *yaml, *made;
	} cases[] = {
	    {"threshold: {subjects: {count: 500}}", ""},
	    {"threshold: {subjects: {count: 500}}\nsheets: {kiso: {voluntary: true}}", "kiso"},
	    {"threshold: {subjects: {count: 500}}\nsheets: {kiso: {}}", ""},
	    {"threshold: {subjects: {count: 500}}\nsheets: {zenkomoku: {voluntary: true}}", "kiso zenkomoku"},
	    {"threshold: {subjects: {count: 5000}}\nsheets: {juten: {voluntary: true}, zenkomoku: {voluntary: false}}",
	     "kiso juten"},
	    {"threshold: {subjects: {count: 50000}, handlers: {count: 500}}\nsheets: {zenkomoku: {voluntary: true}}",
	     "kiso zenkomoku"},
	    {"threshold: {subjects: {count: 400000}}\nsheets: {juten: {voluntary: true}}", "kiso zenkomoku"},
	    {"sheets: {juten: {}}", "kiso juten"},
	    {"name: x", ""},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *made = words(judged(without_incident, cases[i].yaml)->made);
		cr_assert_str_eq(made, cases[i].made, "%s: %s", cases[i].yaml, made);
	}
}

Test(check_judge, trials_stand_in_for_facts)
{
	fixture_body(without_incident);
	const struct model *model =
	    fixture_model("shikii: 1\nthreshold: {subjects: {count: 20000}, handlers: {count: 10}}\n");
	const struct judge_trial items[] = {{"incident", "発生あり"}};
	const struct judge_trials trials = {items, 1};
	struct value as_of = value_date((struct date){2025, 12, 1});
	cr_assert_str_eq(judge(fixture.arena, rules, fixture.schema, model, &as_of, NULL)->row->result, KISO);
	const struct judgement *judgement = judge(fixture.arena, rules, fixture.schema, model, &as_of, &trials);
	cr_assert_str_eq(judgement->row->result, JUTEN);
	cr_assert(judgement->facts[2].given && !judgement->facts[0].given);
}

Test(check_judge, places_of_facts)
{
	const struct judgement *judgement =
	    judged(without_incident, "threshold:\n  subjects: {count: '61,234'}\n  handlers: {}\n");
	cr_assert_str_eq(judgement->facts[0].path, "threshold.subjects.count");
	cr_assert_str_eq(judgement->facts[0].place->text, "61,234");
	cr_assert_str_eq(judgement->facts[1].path, "threshold.handlers.count");
	cr_assert_str_eq(judgement->facts[2].place->span.source->path, "shikii.yaml");
}

Test(check_judge, what_forms_see_of_it)
{
	struct value value = judged(with_incident, "threshold: {subjects: {count: 20000}, handlers: {count: 10}}")->value;
	const char *names[] = {"subjects", "handlers", "incident", "result", "owed", "made"};
	const char *texts[] = {"1万人以上10万人未満", "500人未満", "発生あり", JUTEN, "[kiso, juten]", "[kiso, juten]"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct value field = record_get(&value, names[i]);
		cr_assert_str_eq(fixture_text(&field), texts[i]);
	}
	value = judged(NULL, "name: x")->value;
	cr_assert_eq(record_get(&value, "result").kind, VALUE_ABSENT);
	cr_assert_eq(record_get(&value, "owed").kind, VALUE_ABSENT);
	cr_assert_eq(record_get(&value, "made").kind, VALUE_LIST);
}

Test(check_judge, broken_rules_are_told_at_their_place)
{
	const struct {
		const char *from, *to, *findings;
	} cases[] = {
	    {"threshold:", "treshold:", "1:1 data.missing-key 「threshold」がありません\n"},
	    {"subjects.count, 'subjects')", "subject.count, 'subjects')", "8:"},
	    {"options: handlers", "options: handler", "9:126 data.bad-value 選択肢「handler」はありません\n"},
	    {"[500人未満]", "[499人未満]", "13:26 data.bad-value 「499人未満」は「取扱者数」の選択肢ではありません\n"},
	    {"{handlers: [", "{handler: [", "13:15 data.bad-value 「handler」は inputs の一つで、答えを並びで書きます\n"},
	    {"owed: []", "owde: []", "12:"},
	    {"has(exemption)", "exemption", "6:"},
	    {"inputs:", "inputs: []\n  table: []\nx:", NULL},
	};
	const char *good = "threshold:\n"
	                   "  title: 判断\n"
	                   "  source: 規則\n"
	                   "  kinds: [kiso]\n"
	                   "  exempt:\n"
	                   "    {when: has(exemption), value: exemption, result: なし, source: 規則}\n"
	                   "  inputs:\n"
	                   "    subjects: {label: 対象人数, value: \"band(threshold.subjects.count, 'subjects')\", stated: "
	                   "threshold.subjects.stated, options: subjects}\n"
	                   "    handlers: {label: 取扱者数, value: handlers, stated: x, options: handlers}\n"
	                   "  table:\n"
	                   "    -\n"
	                   "      {when: {}, owed: [], result: なし, source: 規則}\n"
	                   "    - {when: {handlers: [500人未満]}, owed: [kiso], result: あり, source: 規則}\n";
	good = arena_printf(
	    fixture.arena, "%.*svalue: \"band(threshold.handlers.count, 'handlers')\", stated: threshold.handlers.stated%s",
	    (int)(strstr(good, "value: handlers, stated: x") - good), good,
	    strstr(good, "value: handlers, stated: x") + strlen("value: handlers, stated: x"));
	const char *folder = folder_new(fixture.arena);
	struct data_folders folders = {.rules = folder};
	const char *path = folder_write(fixture.arena, folder, "threshold.yaml", good);
	cr_assert(judge_load(fixture.arena, &fixture.diags, fixture.schema, &folders), "%s",
	          findings_text(&fixture.diags, path));
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *at = strstr(good, cases[i].from);
		cr_assert(at, "%s", cases[i].from);
		folder_write(
		    fixture.arena, folder, "threshold.yaml",
		    arena_printf(fixture.arena, "%.*s%s%s", (int)(at - good), good, cases[i].to, at + strlen(cases[i].from)));
		diags_init(&fixture.diags, fixture.arena);
		cr_assert_null(judge_load(fixture.arena, &fixture.diags, fixture.schema, &folders), "%s", cases[i].to);
		const char *findings = findings_text(&fixture.diags, path);
		cr_assert(*findings, "%s", cases[i].to);
		if (cases[i].findings)
			cr_assert_eq(strncmp(findings, cases[i].findings, strlen(cases[i].findings)), 0, "%s: %s", cases[i].to,
			             findings);
	}
}
