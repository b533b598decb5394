/* shikii history, and check --since: a process over the years, in a repository of its own. */
#include "cli/fixture.h"

#include <jansson.h>

TestSuite(cli_history, .init = fixture_open, .fini = fixture_close, .timeout = 120);

static const char body[] = "name: 見本市長\nkind: 地方公共団体等\nincidents: []\n";

/* 様式2 and 様式3, three files and Ⅱs; one contract for all of them. */
static const char first[] = "# 見本市の介護保険\n"
                            "shikii: 1\n"
                            "number: 7\n"
                            "name: 介護保険に関する事務\n"
                            "departments:\n"
                            "  - {office: 介護保険課, head: 介護保険課長}\n"
                            "threshold:\n"
                            "  subjects: {count: 120000, as_of: 2024-04-01}\n"
                            "  handlers: {count: 60, as_of: 2024-04-01}\n"
                            "systems:\n"
                            "  - {id: kaigo, name: 介護保険システム}\n"
                            "files:\n"
                            "  - {id: shikaku, name: 資格ファイル}\n"
                            "  - {id: fuka, name: 賦課ファイル}\n"
                            "  - {id: kyufu, name: 給付ファイル}\n"
                            "number_use:\n"
                            "  basis: 番号法第9条第1項　別表第一の68の項\n"
                            "blocks:\n"
                            "  - {id: shikaku, files: [shikaku], kind: システム用ファイル, range: 被保険者}\n"
                            "  - {id: fuka, files: [fuka], kind: システム用ファイル, range: 被保険者}\n"
                            "  - {id: kyufu, files: [kyufu], kind: システム用ファイル, range: 被保険者}\n"
                            "contracts:\n"
                            "  - id: hoshu\n"
                            "    name: システムの保守\n"
                            "    content: 介護保険システムの保守を行う。\n"
                            "    contractor: 見本システム株式会社\n"
                            "# 評価書ごとのこと\n"
                            "sheets:\n"
                            "  kiso:\n"
                            "    overview: |\n"
                            "      介護保険の事務を行う。\n"
                            "      納付の督捉を行う。\n"
                            "    publications:\n"
                            "      - {date: 2024-04-20, kind: 新規}\n"
                            "  juten:\n"
                            "    content: 介護保険の事務を行う。\n"
                            "    publications:\n"
                            "      - {date: 2024-04-20, kind: 新規}\n";

static const char *model; /* the text of a.yaml, as the story goes */

static void git(const char *command)
{
	folder_shell(arena, folder, arena_printf(arena, "git %s", command));
}

static void commit(const char *message)
{
	git("add -A");
	git(arena_printf(arena, "commit -q -m '%s'", message));
}

static const char *path(void)
{
	return arena_printf(arena, "%s/a.yaml", folder);
}

static void save(const char *text)
{
	model = text;
	write_file("a.yaml", text);
}

static void edit(const char *from, const char *to)
{
	save(replaced(model, from, to));
}

static void load(void)
{
	FILE *file = fopen(path(), "rb");
	static char text[256 * 1024];
	cr_assert(file);
	size_t length = fread(text, 1, sizeof text - 1, file);
	fclose(file);
	model = arena_copy(arena, text, length);
}

static void begin(void)
{
	git("init -q -b main");
	write_file("shikii.yaml", body);
	save(first);
	commit("最初の公表");
}

/* The gate: the rows against the changes since the last commit. */
static int gate(void)
{
	return RUN(ARG("history"), ARG("check"), ARG("--since"), ARG("HEAD"), ARG(path()));
}

static int add(const char *date, const char *significance)
{
	int status =
	    significance
	        ? RUN(ARG("history"), ARG("add"), ARG("--since"), ARG("HEAD"), ARG("--date"), ARG(date),
	              ARG("--significance"), ARG(significance), ARG("--reason"), ARG("見本の理由"), ARG(path()))
	        : RUN(ARG("history"), ARG("add"), ARG("--since"), ARG("HEAD"), ARG("--date"), ARG(date), ARG(path()));
	load();
	return status;
}

/* Publishes both sheets again. */
static void publish(const char *old, const char *new, const char *kind)
{
	const char *from = arena_printf(arena, "{date: %s, kind: 新規}\n", old);
	const char *to = arena_printf(arena, "{date: %s, kind: 新規}\n      - {date: %s, kind: %s}\n", old, new, kind);
	const char *text = replaced(model, from, to), *second = strstr(text, to) + strlen(to);
	text = arena_printf(arena, "%.*s%s", (int)(second - text), text, replaced(second, from, to));
	save(text);
}

Test(cli_history, nothing_changed)
{
	begin();
	cr_assert_eq(gate(), 0, "%s%s", out_text, err_text);
	cr_assert_str_eq(out_text, "");
	cr_assert_eq(add("2024-09-01", NULL), 0);
	cr_assert(says(err_text, "加える行はありません"));
	cr_assert_str_eq(model, first);
}

/* A contractor's name is a correction; the contract stands in three Ⅱs: three rows. */
Test(cli_history, a_contractor)
{
	begin();
	edit("見本システム株式会社", "新見本システム株式会社");
	cr_assert_eq(gate(), 1);
	cr_expect_eq(times(out_text, "[history.row-missing]"), 3, "%s", out_text);
	cr_expect(says(out_text, "⑥委託先名") || says(out_text, "委託先名"), "%s", out_text);
	cr_expect(says(out_text, "評価書を速やかに修正して"), "%s", out_text);
	cr_expect(!says(out_text, "再実施し、基礎項目評価書と併せて"), "%s", out_text);
	cr_expect(says(out_text, "記載が変わりましたが、公表日が前と同じです [history.not-published]"), "%s", out_text);

	const char *before = model;
	cr_assert_eq(add("2024-09-01", NULL), 0, "%s", err_text);
	cr_expect_eq(times(model, "contractor]"), 0);
	cr_expect_eq(times(model, "paths: ['contracts[hoshu].contractor']"), 3, "%s", model);
	cr_expect_eq(times(model, "timing: 事後"), 3);
	cr_expect(strncmp(model, before, strlen(before)) == 0, "what was there stays as it was");
	publish("2024-04-20", "2024-09-20", "修正");
	cr_assert_eq(gate(), 0, "%s", out_text);

	cr_assert_eq(add("2024-09-02", NULL), 0);
	cr_expect(says(err_text, "加える行はありません"), "%s", err_text);
	cr_expect_eq(times(model, "timing: 事後"), 3, "twice adds nothing");
}

/* A new 委託事項 may be a 重要な変更: Shikii asks, a person decides. */
Test(cli_history, a_contract)
{
	begin();
	edit("# 評価書ごとのこと\n",
	     "  - id: insatsu\n    blocks: [fuka]\n    name: 通知書の印刷\n"
	     "    content: 通知書を印刷し、封入する。\n    contractor: 見本印刷株式会社\n# 評価書ごとのこと\n");
	cr_assert_eq(gate(), 1);
	cr_expect(says(out_text, "委託事項２」の変更の行が"), "%s", out_text);
	cr_expect(says(out_text, "※の項目の変更が重要な変更に当たるかを判断し"), "%s", out_text);

	cr_assert_eq(add("2024-09-01", NULL), 0);
	cr_expect(says(err_text, "重要な変更に当たるかを判断し"), "%s", err_text);
	cr_expect(says(model, "before: （記載なし）\n"), "%s", model);
	cr_assert_eq(gate(), 1, "%s", out_text);
	cr_expect(says(out_text, "[history.row-undecided]"), "%s", out_text);
	cr_expect(!says(out_text, "[history.row-missing]"), "%s", out_text);

	write_file(
	    "a.yaml",
	    replaced(first, "# 評価書ごとのこと\n",
	             "  - id: insatsu\n    blocks: [fuka]\n    name: 通知書の印刷\n"
	             "    content: 通知書を印刷し、封入する。\n    contractor: 見本印刷株式会社\n# 評価書ごとのこと\n"));
	cr_assert_eq(add("2024-09-01", "重要な変更"), 0);
	cr_expect(says(model, "timing: 事前\n"), "%s", model);
	publish("2024-04-20", "2024-09-20", "再実施");
	cr_assert_eq(gate(), 0, "%s", out_text);
	cr_expect(says(out_text, "変更の前に評価を再実施し、基礎項目評価書と併せて"), "%s", out_text);
}

/* A typing error in a ※ item, and in one that is none. */
Test(cli_history, a_typing_error)
{
	begin();
	edit("督捉", "督促");
	edit("{id: fuka, files: [fuka], kind: システム用ファイル, range: 被保険者}",
	     "{id: fuka, files: [fuka], kind: システム用ファイル, range: 被保険者。}");
	cr_assert_eq(add("2024-09-01", "誤字脱字"), 0, "%s", err_text);
	cr_expect(says(model, "          納付の督捉を行う。\n"), "%s", model);
	cr_expect_eq(times(model, "significance: 誤字脱字\n"), 1, "only of the ※ item: %s", model);
	cr_expect(says(model, "誤字脱字の修正であり、重要な変更に当たらない。"), "%s", model);
	publish("2024-04-20", "2024-09-20", "修正");
	cr_assert_eq(gate(), 0, "%s", out_text);
}

/* Two ※ items that changed for two reasons. */
Test(cli_history, judges_each_row)
{
	begin();
	edit("{id: fuka, files: [fuka], kind: システム用ファイル, range: 被保険者}",
	     "{id: fuka, files: [fuka], kind: システム用ファイル, range: 被保険者。}");
	edit("別表第一の68の項", "別表の100の項");
	char *juten[] = {ARG("juten[1]=形式的: 項の移動"), ARG("juten[2]=誤字脱字")};
	int status = RUN(ARG("history"), ARG("add"), ARG("--since"), ARG("HEAD"), ARG("--date"), ARG("2024-09-01"),
	                 ARG("--judge"), juten[0], ARG("--judge"), juten[1], ARG(path()));
	load();
	cr_assert_eq(status, 0, "%s", err_text);
	cr_expect_eq(times(model, "significance: 形式的\n"), 1, "%s", model);
	cr_expect_eq(times(model, "reason: 項の移動\n"), 1, "%s", model);
	cr_expect_eq(times(model, "significance: 誤字脱字\n"), 1, "%s", model);
}

/* The others are written when they are judged, too. */
Test(cli_history, writes_only_what_was_judged)
{
	begin();
	edit("{id: fuka, files: [fuka], kind: システム用ファイル, range: 被保険者}",
	     "{id: fuka, files: [fuka], kind: システム用ファイル, range: 被保険者。}");
	edit("別表第一の68の項", "別表の100の項");
	int status = RUN(ARG("history"), ARG("add"), ARG("--since=HEAD"), ARG("--date=2024-09-01"), ARG("--judged-only"),
	                 ARG("--judge=juten[1]=形式的: 項の移動"), ARG(path()));
	load();
	cr_assert_eq(status, 0, "%s", err_text);
	cr_expect_eq(times(model, "significance: 形式的\n"), 1, "%s", model);
	cr_expect_eq(times(model, "- date: 2024-09-01\n"), 1, "%s", model);
}

/* Rows of ※ items that nobody has judged are due as before; the others are written. */
Test(cli_history, leaves_out_what_is_to_be_judged)
{
	begin();
	edit("{id: fuka, files: [fuka], kind: システム用ファイル, range: 被保険者}",
	     "{id: fuka, files: [fuka], kind: システム用ファイル, range: 被保険者。}");
	edit("別表第一の68の項", "別表の100の項");
	int status = RUN(ARG("history"), ARG("add"), ARG("--since=HEAD"), ARG("--date=2024-09-01"), ARG("--decided-only"),
	                 ARG(path()));
	load();
	cr_assert_eq(status, 0, "%s", err_text);
	cr_expect_eq(times(model, "- date: 2024-09-01\n"), 1, "%s", model);
	cr_expect_eq(times(model, "significance:"), 0, "%s", model);
	RUN(ARG("history"), ARG("add"), ARG("--since=HEAD"), ARG("--date=2024-09-01"), ARG("--decided-only"),
	    ARG("--judge=juten[1]=形式的: 項の移動"), ARG("--judge=juten[2]=誤字脱字"), ARG(path()));
	load();
	cr_expect_eq(times(model, "- date: 2024-09-01\n"), 3, "%s", model);
}

Test(cli_history, judges_only_rows_that_are_due)
{
	static const char *const wrong[] = {"juten[9]=形式的", "juten[1]", "juten[1]=軽微"};
	static const char *const words[] = {"「juten[9]」はありません", "行=判断", "--judge に「軽微」はありません"};
	begin();
	edit("別表第一の68の項", "別表の100の項");
	const char *before = model;
	for (size_t i = 0; i < 3; i++) {
		cr_expect_eq(RUN(ARG("history"), ARG("add"), ARG("--since"), ARG("HEAD"), ARG("--date"), ARG("2024-09-01"),
		                 ARG("--judge"), ARG(wrong[i]), ARG(path())),
		             2);
		cr_expect(says(err_text, words[i]), "%s", err_text);
	}
	load();
	cr_expect_str_eq(model, before);
}

/* New numbers of the law: ※, but only in form. */
Test(cli_history, citations)
{
	begin();
	edit("別表第一の68の項", "別表の100の項");
	cr_assert_eq(add("2024-09-01", "形式的"), 0, "%s", err_text);
	cr_expect_eq(times(model, "before: 番号法第9条第1項　別表第一の68の項\n"), 2, "様式2 and 様式3: %s", model);
	cr_expect_eq(times(model, "significance: 形式的\n"), 1, "%s", model);
	cr_expect(says(model, "形式的な変更であり、重要な変更に当たらない。"), "%s", model);
	publish("2024-04-20", "2024-09-20", "修正");
	cr_assert_eq(gate(), 0, "%s", out_text);
}

/* A new revision of 様式2: one row, whatever it asks anew. */
Test(cli_history, a_form)
{
	begin();
	publish("2024-04-20", "2025-04-20", "修正");
	cr_assert_eq(gate(), 1);
	cr_expect_eq(times(out_text, "[history.row-missing]"), 1, "%s", out_text);
	cr_expect(says(out_text, "「様式の変更」の変更の行が"), "%s", out_text);
	cr_assert_eq(add("2025-04-20", NULL), 0, "%s", err_text);
	cr_expect_eq(times(model, "item: 様式の変更\n"), 1, "%s", model);
	cr_assert_eq(gate(), 0, "%s", out_text);
}

/* Under 100,000 people, then over it: 様式2 is corrected, 様式3 is owed, with an empty 変更箇所. */
Test(cli_history, over_the_threshold_and_back)
{
	git("init -q -b main");
	write_file("shikii.yaml", body);
	const char *small = replaced(replaced(first, "count: 120000", "count: 98000"),
	                             "  juten:\n    content: 介護保険の事務を行う。\n    publications:\n"
	                             "      - {date: 2024-04-20, kind: 新規}\n",
	                             "");
	save(small);
	commit("最初の公表");
	edit("count: 98000, as_of: 2024-04-01", "count: 103000, as_of: 2025-04-01");
	cr_assert_eq(RUN(ARG("check"), ARG("--since"), ARG("HEAD"), ARG("--format"), ARG("md"), ARG(path())), 1);
	cr_expect(says(out_text, "しきい値判断: 基礎項目評価の実施が義務付けられる → "
	                         "**基礎項目評価及び重点項目評価の実施が義務付けられる**"),
	          "%s", out_text);
	cr_expect(says(out_text, "先に基礎項目評価書を修正し、この評価を新たに実施する"), "%s", out_text);
	cr_expect(says(out_text, "history.row-missing"), "%s", out_text);

	cr_assert_eq(add("2025-04-20", NULL), 0, "%s", err_text);
	edit("      - {date: 2024-04-20, kind: 新規}\n",
	     "      - {date: 2024-04-20, kind: 新規}\n      - {date: 2024-09-20, kind: 修正}\n");
	save(arena_printf(arena,
	                  "%s  juten:\n    content: 介護保険の事務を行う。\n    publications:\n"
	                  "      - {date: 2025-06-01, kind: 新規}\n",
	                  model));
	cr_assert_eq(gate(), 0, "%s", out_text);
	cr_expect(says(out_text, "新たに作る評価書です"), "%s", out_text);
	commit("重点項目評価");

	edit("count: 103000, as_of: 2025-04-01", "count: 97000, as_of: 2026-04-01");
	edit("  juten:\n", "  juten:\n    voluntary: true\n");
	gate();
	cr_expect(says(out_text, "任意に続けてもよい"), "%s", out_text);
}

/* The gate fails where a row is missing, false, late or under the wrong item. */
static const char *with_row(const char *text, const char *item, const char *before, const char *after)
{
	return arena_printf(arena,
	                    "%s    history:\n      - {date: 2025-04-01, item: %s, before: %s, after: %s, timing: 事後, "
	                    "note: 重要な変更に当たらない。}\n",
	                    text, item, before, after);
}

Test(cli_history, rows_that_are_wrong)
{
	static const struct {
		const char *item, *before, *after, *rule;
	} cases[] = {
	    {"①部署", "介護保険課", "高齢介護課", NULL},
	    {"①部署", "介護保険室", "高齢介護課", "history.row-false"},
	    {"①部署", "介護保険課", "高齢介護部", "history.row-false"},
	    {"Ⅰ　基本情報　１．特定個人情報ファイルを取り扱う事務　①事務の名称", "介護保険課", "高齢介護課",
	     "history.row-misplaced"},
	    {"Ⅰ　基本情報　１．特定個人情報ファイルを取り扱う事務　①事務の名称", "介護事務", "介護保険に関する事務",
	     "history.row-late"},
	    {"Ⅰ　基本情報　１．特定個人情報ファイルを取り扱う事務　①事務の名称", "介護事務", "介護に関する事務",
	     "history.row-false"},
	};
	begin();
	edit("office: 介護保険課", "office: 高齢介護課");
	cr_assert_eq(gate(), 1);
	cr_expect_eq(times(out_text, "[history.row-missing]"), 2, "%s", out_text);
	publish("2024-04-20", "2024-09-20", "修正");
	const char *changed =
	    replaced(model, "  juten:\n",
	             "    history: [{date: 2024-09-01, item: ①部署, before: 介護保険課, after: 高齢介護課, timing: 事後}]\n"
	             "  juten:\n");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		save(with_row(changed, cases[i].item, cases[i].before, cases[i].after));
		int status = gate();
		cr_expect_eq(status, cases[i].rule != NULL, "%s %s→%s: %s", cases[i].item, cases[i].before, cases[i].after,
		             out_text);
		cr_expect(!cases[i].rule || says(out_text, arena_printf(arena, "[%s]", cases[i].rule)), "%s: %s", cases[i].rule,
		          out_text);
	}
}

/* One of several Ⅱs is called by the name of its file. */
Test(cli_history, a_row_names_the_file_of_its_part)
{
	static const struct {
		const char *file;
		bool told;
	} cases[] = {{"賦課ファイル", true}, {"資格ファイル", false}, {"給付ファイル", false}};
	begin();
	edit("files: [fuka], kind: システム用ファイル, range: 被保険者",
	     "files: [fuka], kind: システム用ファイル, range: 納付義務者");
	publish("2024-04-20", "2024-09-20", "修正");
	const char *changed = model;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		save(with_row(changed, arena_printf(arena, "Ⅱ（%s）２．③対象となる本人の範囲", cases[i].file), "被保険者",
		              "納付義務者"));
		cr_expect_eq(gate(), 1);
		cr_expect_eq(says(out_text, "[history.row-misplaced]"), !cases[i].told, "%s: %s", cases[i].file, out_text);
	}
}

/* Rows that tell a part of a change, or nothing of it. */
Test(cli_history, rows_that_tell_too_little)
{
	static const struct {
		const char *before, *after, *words; /* words: of the finding; NULL: the row will do */
	} cases[] = {
	    {"（略）", "（略）", "の変更の行が、変更箇所にありません"},
	    {"納付の督捉を行う。", "納付の督促を行う。",
	     "のうち「保険証の交付を行う。」が、変更箇所のどの行にもありません"},
	    {"（記載なし）", "保険証の交付を行う。", "のうち「納付の督促を行う。」が"},
	    {"（記載なし）", "\"納付の督促を行う。\\n保険証の交付を行う。\"", "のうち「納付の督捉を行う。」が"},
	    {"納付の督捉を行う。", "削除", "のうち「納付の督促を行う。」が"},
	    {"捉", "促", "の変更の行が、変更箇所にありません"},
	    {"納付の督捉を行う。", "\"納付の督促を行う。\\n保険証の交付を行う。\"", NULL},
	    {"前略　納付の督捉を行う。", "\"（略）\\n納付の督促を行う。\\n保険証の交付を行う。\"", NULL},
	};
	begin();
	publish("2024-04-20", "2024-09-20", "修正");
	edit("      納付の督捉を行う。\n", "      納付の督促を行う。\n      保険証の交付を行う。\n");
	const char *changed = model;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		save(replaced(changed, "  juten:\n",
		              arena_printf(arena,
		                           "    history:\n      - {date: 2024-09-01, item: ②事務の概要, before: %s, after: %s, "
		                           "timing: 事後}\n  juten:\n",
		                           cases[i].before, cases[i].after)));
		cr_expect_eq(gate(), cases[i].words != NULL, "%s→%s: %s", cases[i].before, cases[i].after, out_text);
		cr_expect(!cases[i].words || says(out_text, cases[i].words), "%s→%s: %s", cases[i].before, cases[i].after,
		          out_text);
	}
}

/* Of a long text the paragraphs that changed are quoted, each in its line, and （略） stands for those between. */
Test(cli_history, paragraphs_are_quoted_one_by_one)
{
	static const char same[] =
	    "      介護保険の資格の得喪に関する届出を受け付け、被保険者台帳に記録し、被保険者証を交付する。%d\n";
	begin();
	const char *around = arena_printf(arena, same, 1), *between = arena_printf(arena, same, 2);
	edit("      介護保険の事務を行う。\n      納付の督捉を行う。\n",
	     arena_printf(arena, "%s      保険料の賦課を行う。\n      納付の督捉を行う。\n%s      給付を行う。\n", around,
	                  between));
	commit("long");
	edit("      保険料の賦課を行う。\n      納付の督捉を行う。\n",
	     "      保険料を賦課する。\n      納付の督促を行う。\n");
	edit("      給付を行う。\n", "      給付の決定を行う。\n");
	cr_assert_eq(add("2024-09-01", "形式的"), 0, "%s", err_text);
	cr_expect(
	    says(model,
	         "        before: |-\n          （略）\n          保険料の賦課を行う。\n          納付の督捉を行う。\n"
	         "          （略）\n          給付を行う。\n"),
	    "%s", model);
	cr_expect(says(model,
	               "        after: |-\n          （略）\n          保険料を賦課する。\n          納付の督促を行う。\n"
	               "          （略）\n          給付の決定を行う。\n"),
	          "%s", model);
}

/* What add writes passes the gate: paragraphs that change places, one that stands twice, a contract that goes. */
Test(cli_history, what_add_writes_will_do)
{
	static const char *const changes[][2] = {
	    {"      介護保険の事務を行う。\n      納付の督捉を行う。\n",
	     "      納付の督捉を行う。\n      介護保険の事務を行う。\n"},
	    {"      納付の督捉を行う。\n", "      納付の督捉を行う。\n      納付の督捉を行う。\n"},
	    {"  - id: hoshu\n    name: システムの保守\n    content: 介護保険システムの保守を行う。\n    contractor: "
	     "見本システム株式会社\n",
	     "  - id: insatsu\n    name: 通知書の印刷\n    content: 通知書を印刷する。\n    contractor: "
	     "見本印刷株式会社\n"},
	    {"name: 賦課ファイル", "name: 賦課台帳"},
	};
	begin();
	for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
		save(first);
		publish("2024-04-20", "2024-09-20", "修正");
		edit(changes[i][0], changes[i][1]);
		cr_assert_eq(add("2024-09-01", "形式的"), 0, "%s", err_text);
		const char *once = model;
		cr_expect_eq(gate(), 0, "%zu: %s", i, out_text);
		cr_assert_eq(add("2024-09-02", "形式的"), 0);
		cr_expect_str_eq(model, once);
	}
}

/* Items that are named like their headings: the name stands once, and the row is still the item's. */
Test(cli_history, a_heading_is_named_once)
{
	static const char training[] =
	    "risks: [{id: a}]\nsafeguards:\n  training: {answer: 十分に行っている, how: 研修を行う。}\nsheets:\n";
	begin();
	save(replaced(replaced(first, "sheets:\n", training), "  juten:\n", "  juten:\n    voluntary: true\n"));
	commit("研修");
	publish("2024-04-20", "2024-09-20", "修正");
	edit("{answer: 十分に行っている, how: 研修を行う。}",
	     "{answer: 特に力を入れて行っている, how: 毎年度、研修を行う。}");
	edit("{count: 120000,", "{count: 98000,");
	cr_assert_eq(add("2024-09-01", "形式的"), 0, "%s", err_text);
	cr_expect(says(model, "item: Ⅲ　しきい値判断結果\n"), "%s", model);
	cr_expect(says(model, "item: Ⅲ　リスク対策　９．従業者に対する教育・啓発\n"), "%s", model);
	cr_expect(says(model, "item: Ⅲ　リスク対策　９．従業者に対する教育・啓発　具体的な方法\n"), "%s", model);
	const char *once = model;
	cr_expect_eq(gate(), 0, "%s", out_text);
	cr_assert_eq(add("2024-09-02", "形式的"), 0);
	cr_expect_str_eq(model, once);
}

/* White space is no change; and what was moved by a space only is not asked for. */
Test(cli_history, white_space)
{
	begin();
	edit("納付の督捉を行う。", "納付の 督捉を行う。");
	cr_assert_eq(gate(), 0, "%s", out_text);
	cr_expect(!says(out_text, "history."), "%s", out_text);
}

/* Numbers mean other items in the next revision: 監査 was Ⅳ８ and is Ⅳ９. Nothing changed but the form. */
Test(cli_history, numbers_of_another_form)
{
	begin();
	edit("systems:\n", "safeguards:\n  audits: [自己点検]\n  training: {answer: 十分に行っている}\nsystems:\n");
	edit("  kiso:\n", "  kiso:\n    form: kiso-2019\n");
	commit("答え");
	edit("form: kiso-2019", "form: kiso-2024");
	cr_assert_eq(gate(), 1);
	cr_expect_eq(times(out_text, "[history.row-missing]"), 1, "%s", out_text);
	cr_expect(says(out_text, "「様式の変更」"), "%s", out_text);
}

Test(cli_history, a_model_that_moves)
{
	begin();
	git("mv a.yaml b.yaml");
	write_file("b.yaml", replaced(first, "見本システム株式会社", "新見本システム株式会社"));
	cr_assert_eq(RUN(ARG("history"), ARG("check"), ARG("--since"), ARG("HEAD"), ARG(folder)), 1);
	cr_expect_eq(times(out_text, "[history.row-missing]"), 3, "%s", out_text);
	cr_expect(!says(out_text, "history.model-gone"), "%s", out_text);
	cr_expect_eq(RUN(ARG("history"), ARG("check"), ARG("--since"), ARG("published"), ARG(folder)), 1);
}

/* A history that was cut off says nothing of what was published. */
Test(cli_history, a_shallow_repository)
{
	begin();
	edit("見本システム株式会社", "新見本システム株式会社");
	commit("委託先");
	git("clone -q --depth 1 \"file://$PWD\" shallow");
	char *there = ARG(arena_printf(arena, "%s/shallow/a.yaml", folder));
	cr_expect_eq(RUN(ARG("history"), ARG("check"), ARG("--since"), ARG("published"), there), 2);
	cr_expect(says(err_text, "git fetch --unshallow"), "%s", err_text);
	cr_expect_eq(RUN(ARG("history"), ARG("add"), ARG("--date"), ARG("2024-09-01"), there), 2);
	cr_expect_eq(RUN(ARG("history"), ARG("check"), ARG("--since"), ARG("published"), ARG(path())), 1);
}

/* A mistake on either side is told; one that the change mends does not stop it. */
Test(cli_history, mistakes_on_either_side)
{
	begin();
	save(replaced(first, "count: 60,", "count: 多数,"));
	cr_expect_eq(gate(), 2);
	cr_expect(says(err_text, "モデルに誤りがあるので、前の版と比べられません"), "%s", err_text);
	cr_expect(says(out_text, "[model.count]"), "the mistake itself: %s", out_text);
	commit("誤り");
	save(first);
	cr_expect_eq(gate(), 1, "%s", out_text);
	cr_expect(says(err_text, "前の版に誤りがあります。読めた所だけを比べます"), "%s", err_text);
	cr_expect(says(out_text, "２．取扱者数"), "%s", out_text);
}

Test(cli_history, a_published_row_that_is_rewritten)
{
	begin();
	save(with_row(first, "①部署", "介護室", "介護保険課"));
	commit("行");
	edit("重要な変更に当たらない。", "形式的な変更である。");
	cr_assert_eq(gate(), 0, "%s", out_text);
	cr_expect(says(out_text, "「①部署」）が書き換えられています [history.row-gone]"), "%s", out_text);
}

/* A row that was left out at a publication stays when somebody says why; without --since nobody misses the finding. */
Test(cli_history, a_late_row_with_a_reason)
{
	begin();
	save(arena_printf(arena, "%ssuppress:\n  - {rule: history.row-late, reason: 前の公表で漏れた行}\n",
	                  with_row(first, "①部署", "介護室", "介護保険課")));
	cr_assert_eq(gate(), 0, "%s", out_text);
	cr_assert_eq(RUN(ARG("history"), ARG("check"), ARG(path())), 0);
	cr_expect(!says(out_text, "suppress.unused"), "%s", out_text);
	save(replaced(model, "suppress:\n", "suppress:\n  - {rule: history.row-gone, reason: 見本}\n"));
	cr_assert_eq(gate(), 0);
	RUN(ARG("check"), ARG("--since"), ARG("HEAD"), ARG(path()));
	cr_expect(says(out_text, "止める「history.row-gone」の指摘は、もうありません"), "%s", out_text);
}

/* A published row that is taken away or rewritten. */
Test(cli_history, a_row_that_is_gone)
{
	begin();
	save(with_row(first, "①部署", "介護室", "介護保険課"));
	commit("行");
	save(first);
	cr_assert_eq(gate(), 0);
	cr_expect(says(out_text, "[history.row-gone]"), "%s", out_text);
}

/* A model that is taken away would slip past otherwise. */
Test(cli_history, a_model_that_is_gone)
{
	begin();
	write_file("b.yaml", replaced(first, "number: 7", "number: 8"));
	commit("二つ目");
	cr_assert_eq(system(arena_printf(arena, "rm '%s/b.yaml'", folder)), 0);
	cr_assert_eq(RUN(ARG("history"), ARG("check"), ARG("--since"), ARG("HEAD"), ARG(folder)), 1);
	cr_expect(says(out_text, "b.yaml: エラー: HEAD にあった評価書のモデルがありません [history.model-gone]"), "%s",
	          out_text);
	cr_expect_eq(RUN(ARG("check"), ARG("--since"), ARG("HEAD"), ARG("--only"), ARG("threshold"), ARG(folder)), 0);
	cr_expect_eq(RUN(ARG("history"), ARG("check"), ARG("--since"), ARG("HEAD~1"), ARG(folder)), 0, "%s", out_text);
}

/* --since published: the commit with which the last 公表日 came, whatever was committed since. */
Test(cli_history, since_the_last_publication)
{
	begin();
	edit("office: 介護保険課", "office: 高齢介護課");
	commit("課の名");
	edit("head: 介護保険課長", "head: 高齢介護課長");
	commit("長の名");
	cr_assert_eq(RUN(ARG("history"), ARG("check"), ARG("--since"), ARG("published"), ARG(path())), 1);
	cr_expect_eq(times(out_text, "[history.row-missing]"), 4, "%s", out_text);
	cr_assert_eq(RUN(ARG("history"), ARG("add"), ARG("--date"), ARG("2024-09-01"), ARG(path())), 0, "%s", err_text);
	load();
	cr_expect_eq(times(model, "date: 2024-09-01\n"), 4, "%s", model);
	cr_expect(says(model, "before: 介護保険課\n"), "%s", model);
}

Test(cli_history, dry_run_writes_nothing)
{
	begin();
	edit("office: 介護保険課", "office: 高齢介護課");
	const char *before = model;
	cr_assert_eq(RUN(ARG("history"), ARG("add"), ARG("--dry-run"), ARG("--date"), ARG("2025-04-01"), ARG(path())), 0);
	cr_expect(says(out_text, "+        after: 高齢介護課\n"), "%s", out_text);
	load();
	cr_expect_str_eq(model, before);
	cr_assert_eq(RUN(ARG("history"), ARG("add"), ARG(path())), 2);
	cr_expect(says(err_text, "変更日が分かりません"), "%s", err_text);
}

/* ---- what cannot be done ---- */

Test(cli_history, wrong_usage)
{
	begin();
	cr_expect_eq(RUN(ARG("history")), 2);
	cr_expect(says(err_text, "history の次に check か add を指定してください"), "%s", err_text);
	cr_expect_eq(RUN(ARG("history"), ARG("ad"), ARG(path())), 2);
	cr_expect_eq(RUN(ARG("history"), ARG("check"), ARG("--date"), ARG("2025-04-01"), ARG(path())), 2);
	cr_expect_eq(RUN(ARG("history"), ARG("add"), ARG("--date"), ARG("2025-13-01"), ARG(path())), 2);
	cr_expect_eq(RUN(ARG("history"), ARG("add"), ARG("--date"), ARG("2025-04-01"), ARG("--significance"), ARG("軽微"),
	                 ARG(path())),
	             2);
	cr_expect(says(err_text, "--significance に「軽微」はありません"), "%s", err_text);
}

Test(cli_history, revisions_that_are_not_there)
{
	write_file("shikii.yaml", body);
	save(first);
	cr_expect_eq(gate(), 2);
	cr_expect(says(err_text, "git のリポジトリーの中にありません"), "%s", err_text);
	git("init -q -b main");
	cr_expect_eq(gate(), 2);
	cr_expect(says(err_text, "git に「HEAD」という版はありません"), "%s", err_text);
	git("add shikii.yaml");
	git("commit -q -m 機関");
	cr_expect_eq(gate(), 0, "%s", err_text);
	cr_expect(says(out_text, "新しい事務です"), "%s", out_text);
	cr_expect_eq(RUN(ARG("check"), ARG("--since"), ARG("v1"), ARG(path())), 2);
	cr_expect(says(err_text, "git に「v1」という版はありません"), "%s", err_text);
	cr_expect(says(err_text, "。前の版とは比べられませんでした\n"), "%s", err_text);
	cr_expect_eq(RUN(ARG("history"), ARG("check"), ARG("--since"), ARG("published"), ARG(path())), 0, "%s", err_text);
}

Test(cli_history, a_link_and_a_broken_model_then)
{
	git("init -q -b main");
	write_file("shikii.yaml", body);
	save(first);
	git("add shikii.yaml");
	cr_assert_eq(system(arena_printf(arena, "cd '%s' && mv a.yaml b.yaml && ln -s b.yaml a.yaml", folder)), 0);
	commit("リンク");
	cr_assert_eq(system(arena_printf(arena, "cd '%s' && rm a.yaml && mv b.yaml a.yaml", folder)), 0);
	cr_expect_eq(gate(), 2);
	cr_expect(says(err_text, "普通のファイルではありません"), "%s", err_text);
	write_file("a.yaml", "shikii: 1\nnumber: [\n");
	commit("壊れた版");
	save(first);
	cr_expect_eq(gate(), 2);
	cr_expect(says(err_text, "HEAD:"), "%s", err_text);
	cr_expect(says(err_text, "前の版に誤りがあるので、比べられません"), "%s", err_text);
}

/* A body's own consequences with a mistake: told at its place, and nothing is said of the models. */
Test(cli_history, broken_consequences)
{
	begin();
	char *rules = ARG(arena_printf(arena, "%s/rules", folder));
	cr_assert_eq(system(arena_printf(arena, "mkdir '%s'", rules)), 0);
	edit("office: 介護保険課", "office: 高齢介護課");
	write_file("rules/consequences.yaml",
	           "consequences: {timing: [{when: significnt, timing: 事後, note: x}], form_row: {item: 様式, words: []}, "
	           "words: {added: a, removed: r, left_out: l}, important: 重要な変更, steps: []}\n");
	cr_assert_eq(RUN(ARG("history"), ARG("check"), ARG("--since"), ARG("HEAD"), ARG("--rules"), rules, ARG(path())), 2);
	cr_expect(says(err_text, "consequences.yaml:1:32: エラー: 「significnt」という名前はありません"), "%s", err_text);
	cr_expect(!says(out_text, "新しい事務です"), "%s", out_text);
	write_file("rules/consequences.yaml", "consequences: {timing: [], form_row: {item: 様式, words: []}, "
	                                      "words: {added: a, removed: r, left_out: l}, important: 軽微, steps: []}\n");
	cr_assert_eq(RUN(ARG("history"), ARG("check"), ARG("--since"), ARG("HEAD"), ARG("--rules"), rules, ARG(path())), 2);
	cr_expect(says(err_text, "significance に「軽微」はありません"), "%s", err_text);
}

Test(cli_history, json)
{
	begin();
	edit("office: 介護保険課", "office: 高齢介護課");
	cr_assert_eq(RUN(ARG("check"), ARG("--since"), ARG("HEAD"), ARG("--format"), ARG("json"), ARG(path())), 1);
	json_error_t error;
	json_t *root = json_loads(out_text, 0, &error);
	cr_assert(root, "%s", error.text);
	json_t *since = json_object_get(json_array_get(json_object_get(root, "files"), 0), "since");
	json_t *sheet = json_array_get(json_object_get(since, "sheets"), 0);
	json_t *row = json_array_get(json_object_get(sheet, "rows"), 0);
	cr_expect_str_eq(json_string_value(json_object_get(sheet, "kind")), "kiso");
	cr_expect_str_eq(json_string_value(json_object_get(row, "before")), "介護保険課");
	cr_expect_str_eq(json_string_value(json_object_get(row, "path")), "departments");
	cr_expect(json_is_false(json_object_get(row, "covered")));
	cr_expect_str_eq(json_string_value(json_object_get(json_array_get(json_object_get(sheet, "steps"), 0), "id")),
	                 "correct");
	json_decref(root);
}
