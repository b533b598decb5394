#include "check/check.h"

#include "unit/model_fixture.h"

static struct official *official;
static struct assess_options options;

static void set_up(void)
{
	fixture_open();
	options = (struct assess_options){0};
	official = official_load(fixture.arena, &fixture.diags, &fixture.folders);
	cr_assert(official, "%s", findings_text(&fixture.diags, ""));
}

TestSuite(check_check, .init = set_up, .fini = fixture_close);

/* A 様式2 without a flaw, published under the form of its day. */
static const char body_text[] = "name: 見本市長\n"
                                "kind: 地方公共団体等\n"
                                "incidents: []\n"
                                "desks: [{id: madoguchi, text: 行政情報課}]\n";
static const char sound[] = "shikii: 1\n"
                            "number: 12\n"
                            "name: 予防接種に関する事務\n"
                            "departments: [{id: ka, office: 健康推進課, head: 健康推進課長}]\n"
                            "threshold:\n"
                            "  subjects: {count: 86500, as_of: 2025-04-01}\n"
                            "  handlers: {count: 60, as_of: 2025-04-01}\n"
                            "systems: [{id: kanri, name: 健康管理システム}]\n"
                            "files: [{id: file, name: 予防接種情報ファイル}]\n"
                            "number_use: {basis: 番号法第9条第1項}\n"
                            "linkage: {performed: 実施しない}\n"
                            "outsourcing: 委託しない\n"
                            "sharing: 提供・移転しない\n"
                            "risks:\n"
                            "  - id: risk\n"
                            "    acquisition: {unintended: {sufficient: 十分である}}\n"
                            "    use: {linkage: {sufficient: 十分である}, unauthorized: {sufficient: 十分である}}\n"
                            "    storage: {leak: {sufficient: 十分である}}\n"
                            "safeguards:\n"
                            "  audits: [自己点検]\n"
                            "  training: {answer: 十分に行っている}\n"
                            "  manual_work: {none: true}\n"
                            "  priority: {measure: 従業者に対する教育・啓発, basis: 研修}\n"
                            "disclosure: {desk: {desk: madoguchi}}\n"
                            "inquiries: {contact: 健康推進課}\n"
                            "sheets:\n"
                            "  kiso:\n"
                            "    declaration: 宣言\n"
                            "    overview: 概要\n"
                            "    publications: [{date: 2025-06-01, kind: 新規}]\n";

/* text with its first `from` replaced. */
static const char *replaced(const char *text, const char *from, const char *to)
{
	const char *at = strstr(text, from);
	cr_assert(at, "%s", from);
	return arena_printf(fixture.arena, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
}

/* Everything `check` says of a model, with severities: `E 5:3 rule message → hint`. */
static const char *check(const char *yaml)
{
	fixture_body(body_text);
	const struct model *model = fixture_model(yaml);
	cr_assert(model, "%s", fixture_findings());
	const struct assessment *assessment = assess(fixture.arena, &fixture.diags, official, model, &options);
	check_assessment(fixture.arena, &fixture.diags, official, assessment);
	const char *errors =
	    arena_printf(fixture.arena, "%zu/%zu/%zu\n", diags_count(&fixture.diags, SEVERITY_ERROR),
	                 diags_count(&fixture.diags, SEVERITY_WARNING), diags_count(&fixture.diags, SEVERITY_NOTE));
	return arena_printf(fixture.arena, "%s%s", errors, fixture_findings());
}

struct change {
	const char *from, *to, *findings;
};

static void check_changes(const struct change *cases, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const char *findings = check(replaced(sound, cases[i].from, cases[i].to));
		cr_assert_str_eq(findings, cases[i].findings, "%s: %s", cases[i].to, findings);
	}
}
#define CHECK_CHANGES(cases) check_changes(cases, sizeof(cases) / sizeof *(cases))

Test(check_check, a_sound_sheet_has_no_findings)
{
	cr_assert_str_eq(check(sound), "0/0/0\n");
}

Test(check_check, a_missing_answer_points_at_what_lacks_it)
{
	const struct change cases[] = {
	    {"    declaration: 宣言\n", "",
	     "1/0/0\n27:3 answer.missing 「個人のプライバシー等の権利利益の保護の宣言」の答えがありません → "
	     "「sheets」の「kiso」の「declaration」に書いてください（この事務で個人のプライバシー等の権利利益の保護に取り組"
	     "むことを宣言する文章）"
	     "\n"},
	    {"number: 12\n", "",
	     "1/0/0\n1:1 answer.missing 「評価書番号」の答えがありません → 「number」に書いてください\n"},
	    {"unintended: {sufficient: 十分である}", "unintended: {}",
	     "1/0/0\n16:31 answer.missing 「目的外の入手が行われるリスクへの対策は十分か」の答えがありません → "
	     "「risks」の「risk」の「acquisition」の「unintended」の「sufficient」に書いてください\n"},
	    {"number_use: {basis: 番号法第9条第1項}\n", "number_use:\n  basis:\n",
	     "1/0/0\n11:3 answer.blank 「法令上の根拠」が空欄です\n"},
	    {"basis: 番号法第9条第1項", "basis: {unknown: 汚れ}",
	     "0/0/1\n10:21 answer.unknown 「法令上の根拠」は読み取れていません → 元の評価書を見て、答えを書いてください\n"},
	    {"systems: [{id: kanri, name: 健康管理システム}]\n", "systems: []\n", NULL},
	};
	check_changes(cases, 5);
	cr_assert_eq(check(replaced(sound, cases[5].from, cases[5].to))[0], '1');
}

/* Marked by an import until a person has looked at it. */
Test(check_check, a_doubtful_answer)
{
	const struct change cases[] = {
	    {"    declaration: 宣言\n", "    declaration: 宣言\n    doubts:\n      I.3: 順番で当てました（3行目）\n",
	     "0/0/1\n30:12 answer.doubtful 取り込みで疑わしい答えです: 順番で当てました（3行目） → "
	     "元の評価書と見比べ、合っていれば doubts の「I.3」を消してください\n"},
	    {"    declaration: 宣言\n", "    declaration: 宣言\n    doubts:\n", NULL},
	};
	check_changes(cases, 1);
	cr_assert_eq(check(replaced(sound, cases[1].from, cases[1].to))[0], '0');
}

Test(check_check, a_missing_derived_answer_points_at_its_facts)
{
	const struct change cases[] = {
	    {"{count: 86500, as_of: 2025-04-01}", "{as_of: 2025-04-01}",
	     "2/0/0\n6:13 answer.missing 「評価対象の事務の対象人数は何人か」の答えがありません → "
	     "「threshold」の「subjects」の「count」に書いてください\n"
	     "6:13 answer.missing 「しきい値判断結果」の答えがありません → 「対象人数」が要ります\n"},
	};
	CHECK_CHANGES(cases);
	fixture_body("name: 見本市長\n");
	const struct model *model = fixture_model(replaced(sound, "{desk: madoguchi}", "窓口"));
	const struct assessment *assessment = assess(fixture.arena, &fixture.diags, official, model, &options);
	check_assessment(fixture.arena, &fixture.diags, official, assessment);
	const char *findings = fixture_findings();
	cr_assert(strstr(findings, "shikii.yaml:1:1 answer.missing "
	                           "「過去１年以内に、評価実施機関において特定個人情報に関する重大事故が発生したか」の"
	                           "答えがありません → 「重大事故」が要ります\n"),
	          "%s", findings);
}

Test(check_check, a_draft_is_not_blamed)
{
	const char *draft = replaced(sound, "publications: [{date: 2025-06-01, kind: 新規}]", "planned: 2025-06-01");
	cr_assert_str_eq(check(draft), "0/0/0\n");
	const char *lacking = replaced(draft, "    overview: 概要\n", "");
	cr_assert_eq(strncmp(check(lacking), "0/1/0\n27:3 answer.missing ", 24), 0, "%s", check(lacking));
	options.for_publication = true;
	cr_assert_eq(strncmp(check(lacking), "2/0/0\n", 6), 0, "%s", check(lacking));
	cr_assert(strstr(check(draft), "「公表日」の答えがありません"), "%s", check(draft));
}

Test(check_check, printed_answers_that_disagree)
{
	const struct change cases[] = {
	    {"count: 86500,", "count: 86500, stated: 10万人以上30万人未満,",
	     "0/1/0\n6:36 sheet.stated "
	     "印刷した答え「10万人以上30万人未満」が、事実から導いた答え「1万人以上10万人未満」と違います → "
	     "事実か、印刷した答えのどちらかを改めてください\n"},
	    {"count: 86500,", "count: 86500, stated: 1万人以上10万人未満,", "0/0/0\n"},
	    {"threshold:\n", "threshold:\n  result: {stated: 基礎項目評価及び重点項目評価の実施が義務付けられる}\n",
	     "1/0/0\n6:20 threshold.result "
	     "印刷した答え「基礎項目評価及び重点項目評価の実施が義務付けられる」が、事実から導いた答え"
	     "「基礎項目評価の実施が義務付けられる」と違います → 事実か、印刷した答えのどちらかを改めてください\n"},
	    {"threshold:\n", "threshold:\n  submitted: {stated: 基礎項目評価書及び全項目評価書}\n",
	     "1/0/0\n6:23 threshold.result "
	     "印刷した答え「基礎項目評価書及び全項目評価書」が、事実から導いた答え「基礎項目評価書」と違います → "
	     "事実か、印刷した答えのどちらかを改めてください\n"},
	    {"threshold:\n", "threshold:\n  incident: {stated: 発生あり}\n",
	     "1/0/0\n6:22 threshold.result 印刷した答え「発生あり」が、事実から導いた答え「発生なし」と違います → "
	     "事実か、印刷した答えのどちらかを改めてください\n"},
	    {"  kiso:\n", "  kiso:\n    items: {I.1.1: 別の事務}\n",
	     "0/1/0\n28:20 sheet.stand-in items の答え「別の事務」がモデルの答え「予防接種に関する事務」と違います → "
	     "どちらかを改めるか、モデルから導けない答えだけを items に書いてください\n"},
	    {"  kiso:\n", "  kiso:\n    items: {I.1.9: 別の事務}\n",
	     "1/0/0\n28:13 sheet.unknown-item 様式2に項目「I.1.9」はありません → 「I.1.1」ではありませんか\n"},
	};
	CHECK_CHANGES(cases);
}

Test(check_check, a_printed_result_that_no_facts_could_give)
{
	const char *undecided = replaced(
	    sound,
	    "threshold:\n  subjects: {count: 86500, as_of: 2025-04-01}\n  handlers: {count: 60, as_of: 2025-04-01}\n",
	    "threshold:\n  subjects: {count: 86500, as_of: 2025-04-01}\n  handlers: {as_of: 2025-04-01}\n  result: "
	    "{stated: X}\n");
	const char *possible = check(replaced(undecided, "X", "基礎項目評価及び重点項目評価の実施が義務付けられる"));
	cr_assert(!strstr(possible, "threshold.result"), "%s", possible);
	const char *impossible = check(replaced(undecided, "X", "基礎項目評価及び全項目評価の実施が義務付けられる"));
	cr_assert(strstr(impossible,
	                 "8:20 threshold.result 印刷した答え「基礎項目評価及び全項目評価の実施が義務付けられる」は、"
	                 "分かっている事実からはあり得ません → 事実か、印刷した答えのどちらかを改めてください\n"),
	          "%s", impossible);
}

Test(check_check, sheets_that_are_owed)
{
	const struct change cases[] = {
	    {"count: 86500", "count: 150000",
	     "1/0/0\n26:1 threshold.sheet-missing 義務付けられた重点項目評価書がありません → 「sheets」の「juten」"
	     "に書いてください\n"},
	};
	const char *findings = check(replaced(sound, cases[0].from, cases[0].to));
	cr_assert(strstr(findings, "26:1 threshold.sheet-missing ") &&
	              strstr(findings, "「sheets」の「juten」に書いてください"),
	          "%s", findings);
	findings = check(replaced(replaced(sound, "count: 86500", "count: 150000"), "sheets:\n",
	                          "sheets:\n  juten: {unknown: 別に公表}\n"));
	cr_assert(!strstr(findings, "threshold.sheet-missing"), "%s", findings);
	findings = check("shikii: 1\nname: 事務\nthreshold: {subjects: {count: 5000}}\n");
	cr_assert_str_eq(findings, "1/0/0\n1:1 threshold.sheet-missing 義務付けられた基礎項目評価書がありません → "
	                           "「sheets」の「kiso」に書いてください\n");
	cr_assert_str_eq(check("shikii: 1\nname: 事務\nthreshold: {subjects: {count: 500}}\n"), "0/0/0\n");
	findings = check("shikii: 1\nname: 事務\nthreshold: {subjects: {count: 5000}}\nsheet: {kiso: {}}\n");
	cr_assert_str_eq(findings, "1/0/0\n4:1 model.unknown-key 「事務」に「sheet」というキーはありません → "
	                           "「sheets」ではありませんか\n");
}

Test(check_check, forms_of_the_wrong_day)
{
	const struct change cases[] = {
	    {"    declaration", "    form: kiso-2024\n    declaration", "0/0/0\n"},
	    {"    declaration", "    form: kiso-2023\n    declaration",
	     "1/0/0\n28:11 model.option 様式「kiso-2023」はありません\n"},
	    {"    declaration", "    form: juten-2018\n    declaration",
	     "1/0/0\n28:11 model.option 様式「juten-2018」はありません\n"},
	};
	CHECK_CHANGES(cases);
	const char *old = check(replaced(sound, "    declaration", "    form: kiso-2019\n    declaration"));
	cr_assert(strstr(old, "sheet.form 様式2 [平成31年１月　様式２] は 令和7年6月1日 には使われていません"), "%s", old);
	const char *before = check(replaced(sound, "date: 2025-06-01", "date: 平成27年1月5日"));
	cr_assert(strstr(before, "sheet.form 様式2 "), "%s", before);
	cr_assert(strstr(before, " は 平成27年1月5日 には使われていません"), "%s", before);
}

Test(check_check, a_form_that_may_have_been_superseded)
{
	const char *juten = replaced(replaced(sound, "count: 86500", "count: 150000"), "sheets:\n",
	                             "sheets:\n  juten: {publications: [{date: DATE}]}\n");
	const char *late = check(replaced(juten, "DATE", "2025-06-01"));
	const char *note = strstr(late, "sheet.form-superseded ");
	cr_assert(note && !strstr(note + 1, "sheet.form-superseded "), "one note: %s", late);
	cr_assert(!strstr(check(replaced(juten, "DATE", "2024-06-01")), "sheet.form-superseded"));
}

Test(check_check, findings_name_the_item_and_its_ground)
{
	fixture_body(body_text);
	const struct model *model = fixture_model(replaced(sound, "    overview: 概要\n", ""));
	const struct assessment *assessment = assess(fixture.arena, &fixture.diags, official, model, &options);
	check_assessment(fixture.arena, &fixture.diags, official, assessment);
	cr_assert_eq(fixture.diags.count, 1);
	const struct diag *diag = fixture.diags.items[0];
	cr_assert_str_eq(diag->item, "I.1.2");
	cr_assert_str_eq(diag->item_name, "様式2 Ⅰ 1. ②事務の概要 · 公表日 令和7年6月1日");
	cr_assert_str_eq(diag->path, "sheets.kiso.overview");
	cr_assert_str_eq(diag->source, "[令和6年10月　様式２]");
}

Test(check_check, one_mistake_makes_one_finding)
{
	const struct change cases[] = {
	    {"count: 86500", "count: 約9万",
	     "1/0/0\n6:21 model.count 「約9万」は数として読めません → 61234 又は 61,234 "
	     "のように、単位を付けずに書いてください\n"},
	    {"performed: 実施しない", "performed: いいえ",
	     "1/0/0\n11:22 model.option 「いいえ」は選択肢にありません → "
	     "選択肢は「実施する」、「実施しない」、「未定」です\n"},
	    {"date: 2025-06-01", "date: 2025-06-31",
	     "1/0/0\n30:27 model.date 「2025-06-31」は日付として読めません → 暦にない日です\n"},
	};
	CHECK_CHANGES(cases);
}

Test(check_check, the_form_that_is_asked_for)
{
	const struct {
		const char *form, *id;
	} cases[] = {{"kiso", "kiso-2024"},
	             {"kiso-2019", "kiso-2019"},
	             {"juten", "juten-2018"},
	             {"zenkomoku-2018", "zenkomoku-2018"}};
	fixture_body(body_text);
	const struct model *model = fixture_model(sound);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		options.form = cases[i].form;
		const struct assessment *assessment = assess(fixture.arena, &fixture.diags, official, model, &options);
		cr_assert_eq(assessment->sheet_count, 1);
		cr_assert_str_eq(assessment->sheets[0]->form->id, cases[i].id);
	}
}

Test(check_check, revisions_by_day)
{
	const struct {
		struct date day;
		const char *form;
	} cases[] = {
	    {{2024, 9, 30}, "kiso-2019"}, {{2024, 10, 1}, "kiso-2024"}, {{2030, 1, 1}, "kiso-2024"},
	    {{2019, 1, 1}, "kiso-2019"},  {{2010, 1, 1}, "kiso-2019"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct value day = value_date(cases[i].day);
		cr_assert_str_eq(official_form_of(official, "kiso", &day)->id, cases[i].form);
	}
	struct value none = value_absent();
	cr_assert_str_eq(official_form_of(official, "kiso", &none)->id, "kiso-2024");
	cr_assert_null(official_form_of(official, "kis", &none));
	cr_assert_null(official_form(official, "kiso"));
}
