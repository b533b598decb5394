/* Living with rules: severities, suppressions, --only, --ignore and the baseline. */
#include "cli/fixture.h"

#include "support/rules.h"

TestSuite(cli_gate, .init = fixture_open, .fini = fixture_close, .timeout = 120);

/* The sound model with old counts (two notes: threshold.as-of-old) and one more finding. */
static char *old_model(const char *body, const char *model)
{
	write_file("b/shikii.yaml", arena_printf(arena, "%s%s", sound_body, body));
	const char *text = replaced(replaced(sound_model, "2025-04-01", "2023-04-01"), "2025-04-01", "2023-04-01");
	write_file("b/a.yaml", arena_printf(arena, "%s%s", text, model));
	return ARG(arena_printf(arena, "%s/b", folder));
}

Test(cli_gate, rules_are_checked)
{
	char *path = old_model("", "");
	cr_assert_eq(RUN(ARG("check"), path), 0);
	cr_assert_eq(times(out_text, "[threshold.as-of-old]"), 2, "%s", out_text);
	cr_assert_eq(RUN(ARG("check"), path, ARG("--fail-on"), ARG("note")), 1);
}

Test(cli_gate, only_and_ignore)
{
	char *path = old_model("", "other_agencies: ○○市\n");
	const struct {
		const char *option, *names;
		size_t old, placeholder;
	} cases[] = {
	    {"--only", "threshold", 2, 0},           {"--only", "threshold.as-of-old,wording.placeholder", 2, 1},
	    {"--only", "wording.placeholder", 0, 1}, {"--ignore", "threshold", 0, 1},
	    {"--ignore", "threshold,wording", 0, 0},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		cr_expect_eq(RUN(ARG("check"), path, ARG(cases[i].option), ARG(cases[i].names)), cases[i].placeholder ? 1 : 0);
		cr_expect_eq(times(out_text, "[threshold.as-of-old]"), cases[i].old, "%s: %s", cases[i].names, out_text);
		cr_expect_eq(times(out_text, "[wording.placeholder]"), cases[i].placeholder, "%s: %s", cases[i].names,
		             out_text);
	}
	cr_assert_eq(RUN(ARG("check"), path, ARG("--only"), ARG("threshold.as-of-odl")), 2);
	cr_assert(says(err_text,
	               "--only の「threshold.as-of-odl」という規則はありません（threshold.as-of-old ではありませんか）"));
}

/* Rules of one body are known, even when the first file is of another. */
Test(cli_gate, only_a_house_rule)
{
	char *path = old_model("rules: own\n", "");
	write_file("b/own/house.yaml", RULE_HEAD "  when: number == '12'\n" RULE_EXAMPLES);
	write_file("b/1/shikii.yaml", sound_body);
	write_file("b/1/a.yaml", sound_model);
	cr_assert_eq(RUN(ARG("check"), path, ARG("--only"), ARG("threshold.near,house")), 0, "%s", err_text);
	cr_assert_eq(times(out_text, "[house.test]"), 1, "%s", out_text);
	cr_assert_eq(times(out_text, "[threshold.as-of-old]"), 0, "%s", out_text);
	cr_assert_eq(RUN(ARG("check"), path, ARG("--only"), ARG("threshold,hose")), 2);
	cr_assert(says(err_text, "--only の「hose」という規則はありません"), "%s", err_text);
}

Test(cli_gate, severities)
{
	const struct {
		const char *body;
		int status;
		const char *says, *says_not;
	} cases[] = {
	    {"severity: {threshold.as-of-old: error}\n", 1, "エラー: 計数の時点", "注意: 計数の時点"},
	    {"severity: {threshold: off}\n", 0, "", "threshold.as-of-old"},
	    {"severity: {threshold: off, threshold.as-of-old: warning}\n", 0, "警告: 計数の時点", "注意: 計数"},
	    {"severity: {threshold.as-of-odl: off}\n", 0, "「threshold.as-of-odl」という規則はありません", "エラー"},
	    {"severity: {threshold.as-of-old: fatal}\n", 1, "重さは error、warning、note、off のどれかです", ""},
	    {"severity: {yaml.syntax: off}\n", 0, "「yaml.syntax」の指摘は、止めることも重さを変えることもできません",
	     "という規則はありません"},
	    {"severity: off\n", 1, "ここには「規則: 重さ」の組を書きます", ""},
	    {"passages: [{id: p, text: {passage: q}}]\n", 1, "shikii.yaml の中では、passages を引けません", ""},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int status = RUN(ARG("check"), old_model(cases[i].body, ""));
		cr_expect_eq(status, cases[i].status, "%s: %d", cases[i].body, status);
		cr_expect(says(out_text, cases[i].says), "%s: %s", cases[i].body, out_text);
		cr_expect(!*cases[i].says_not || !says(out_text, cases[i].says_not), "%s: %s", cases[i].body, out_text);
	}
}

Test(cli_gate, suppressions)
{
	const struct {
		const char *suppress; /* of the model or of shikii.yaml */
		const char *as_of;
		size_t left;
		const char *says;
	} cases[] = {
	    {"suppress: [{rule: threshold.as-of-old, reason: 数え直している}]\n", NULL, 0, ""},
	    {"suppress: [{rule: threshold, reason: 数え直している}]\n", NULL, 0, ""},
	    {"suppress: [{rule: threshold.as-of-old, at: threshold.handlers, reason: 数え直している}]\n", NULL, 1, ""},
	    {"suppress: [{rule: threshold.as-of-old, at: threshold.hand, reason: 数え直している}]\n", NULL, 2,
	     "この行を消すか、at の場所を確かめてください"},
	    {"suppress: [{rule: threshold.as-of-old, at: II.2.asof, reason: 数え直している}]\n", NULL, 1, ""},
	    {"suppress: [{rule: threshold.as-of-old}]\n", NULL, 2, "[suppress.no-reason]"},
	    {"suppress: [{rule: threshold.as-of-old, reason: ここに理由を書く}]\n", NULL, 2, "[suppress.no-reason]"},
	    {"suppress: [{rule: threshold.as-of-odl, reason: a}]\n", NULL, 2, "「threshold.as-of-old」ではありませんか"},
	    {"suppress: [{reason: a}]\n", NULL, 2, "[suppress.unknown-rule]"},
	    {"suppress: [{rule: wording.typo, reason: a}]\n", NULL, 2, "[suppress.unused]"},
	    {"suppress: [{rule: threshold.as-of-old, reason: a, until: 2025-12-31}]\n", NULL, 0, ""},
	    {"suppress: [{rule: threshold.as-of-old, reason: a, until: 2025-12-31}]\n", "2025-12-31", 0, ""},
	    {"suppress: [{rule: threshold.as-of-old, reason: a, until: 2025-12-31}]\n", "2026-01-01", 2,
	     "[suppress.expired]"},
	};
	for (size_t i = 0; i < 2 * (sizeof cases / sizeof *cases); i++) {
		const char *suppress = cases[i / 2].suppress, *as_of = cases[i / 2].as_of;
		char *path = i % 2 ? old_model(suppress, "") : old_model("", suppress);
		if (as_of)
			RUN(ARG("check"), path, ARG("--as-of"), ARG(as_of));
		else
			RUN(ARG("check"), path);
		cr_expect_eq(times(out_text, "[threshold.as-of-old]"), cases[i / 2].left, "%zu %s: %s", i % 2, suppress,
		             out_text);
		cr_expect(says(out_text, cases[i / 2].says), "%zu %s: %s", i % 2, suppress, out_text);
		cr_expect(*cases[i / 2].says || !says(out_text, "[suppress."), "%s: %s", suppress, out_text);
		cr_expect(cases[i / 2].left == 2 || says(err_text, "理由を書いて止めた指摘 "), "%s: %s", suppress, err_text);
	}
}

/* What is hidden by --only is not unused; a single file cannot tell what others of its shikii.yaml need. */
Test(cli_gate, not_unused)
{
	char *path =
	    old_model("suppress: [{rule: wording.typo, reason: a}]\n", "suppress: [{rule: wording.doubled, reason: a}]\n");
	RUN(ARG("check"), path, ARG("--only"), ARG("threshold"));
	cr_assert(!says(out_text, "[suppress.unused]"), "%s", out_text);
	RUN(ARG("check"), ARG(arena_printf(arena, "%s/a.yaml", path)));
	cr_assert_eq(times(out_text, "[suppress.unused]"), 1, "%s", out_text);
	RUN(ARG("check"), path);
	cr_assert_eq(times(out_text, "[suppress.unused]"), 2, "%s", out_text);
}

/* Each body has its own rules, whichever is met last. */
Test(cli_gate, unused_suppressions_of_two_bodies)
{
	char *path = old_model("rules: own\nsuppress: [{rule: house.test, reason: a}]\n", "");
	write_file("b/own/house.yaml", RULE_HEAD "  when: number == '99'\n  failing: 'number: 99'\n  passing: '{}'\n");
	write_file("c/shikii.yaml", sound_body);
	write_file("c/a.yaml", sound_model);
	RUN(ARG("check"), path);
	cr_expect_eq(times(out_text, "[suppress.unused]"), 1, "%s", out_text);
	RUN(ARG("check"), ARG(folder));
	cr_expect_eq(times(out_text, "[suppress.unused]"), 1, "%s", out_text);
}

Test(cli_gate, baseline)
{
	char *path = old_model("", "");
	char *file = ARG(arena_printf(arena, "%s/known.yaml", folder));
	cr_assert_eq(RUN(ARG("check"), path, ARG("--baseline"), file, ARG("--fail-on"), ARG("note")), 0);
	cr_assert_eq(times(out_text, "[threshold.as-of-old]"), 0, "%s", out_text);
	const char *first = file_text(arena, file);
	cr_assert_eq(times(first, "threshold.as-of-old"), 2, "%s", first);
	cr_assert(says(first, "at: \"threshold.subjects.as_of\""), "%s", first);

	/* lines may move, and other words may change */
	old_model("# 一行\n", "# 末尾\n");
	write_file("b/a.yaml", arena_printf(arena, "# 頭\n\n%s",
	                                    replaced(file_text(arena, arena_printf(arena, "%s/a.yaml", path)),
	                                             "name: 予防接種に関する事務", "name: 別の事務")));
	cr_assert_eq(RUN(ARG("check"), path, ARG("--baseline"), file, ARG("--fail-on"), ARG("note")), 0);
	cr_assert_str_eq(file_text(arena, file), first);

	/* other words at the place: new, and the old entry is stale */
	const char *text = file_text(arena, arena_printf(arena, "%s/a.yaml", path));
	write_file("b/a.yaml", replaced(text, "2023-04-01", "2022-04-01"));
	cr_assert_eq(RUN(ARG("check"), path, ARG("--baseline"), file, ARG("--fail-on"), ARG("note")), 1);
	cr_assert_eq(times(out_text, "[threshold.as-of-old]"), 1, "%s", out_text);
	cr_assert(says(err_text, "1件は、もうありません（--prune で消せます）"), "%s", err_text);
	cr_assert_eq(RUN(ARG("check"), path, ARG("--baseline"), file, ARG("--prune")), 0);
	cr_assert_eq(times(file_text(arena, file), "threshold.as-of-old"), 1);
	cr_assert(says(err_text, "1件は、もうありません（消します）"), "%s", err_text);
}

/* A suppression of shikii.yaml that nothing needs is known at the end of the run only. */
Test(cli_gate, baseline_takes_unused_suppressions)
{
	char *path = old_model("suppress: [{rule: wording.typo, reason: a}]\n", "");
	char *file = ARG(arena_printf(arena, "%s/known.yaml", folder));
	for (size_t i = 0; i < 2; i++) {
		cr_assert_eq(RUN(ARG("check"), path, ARG("--baseline"), file, ARG("--fail-on"), ARG("note")), 0, "%s",
		             out_text);
		cr_assert_eq(times(file_text(arena, file), "rule: suppress.unused"), 1, "%s", file_text(arena, file));
		cr_assert(says(err_text, "known.yaml にある指摘 3件"), "%s", err_text);
	}
	old_model("", "");
	RUN(ARG("check"), path, ARG("--baseline"), file, ARG("--prune"));
	cr_assert_eq(times(file_text(arena, file), "suppress.unused"), 0, "%s", file_text(arena, file));
}

/* Where something could not be checked nobody knows what is gone: not of git, where there is none. */
Test(cli_gate, baseline_keeps_what_could_not_be_checked)
{
	char *path = old_model("", "");
	const char *known = arena_printf(arena,
	                                 "baseline:\n- {rule: history.row-missing, file: \"%s/a.yaml\", at: \"\", value: "
	                                 "\"0123456789abcdef\"}\n",
	                                 path);
	char *file = ARG(write_file("known.yaml", known));
	RUN(ARG("check"), path, ARG("--baseline"), file, ARG("--prune"), ARG("--since=HEAD"));
	cr_expect_str_eq(file_text(arena, file), known);
	cr_expect(says(err_text, "は書きません"), "%s", err_text);
}

/* A new baseline of a run that could not be done whole would lack what was not read. */
Test(cli_gate, no_new_baseline_of_half_a_run)
{
	char *path = ARG(write_file("b/a.yaml", "shikii: 1\nname: 見本\n"));
	char *file = ARG(arena_printf(arena, "%s/baseline.yaml", folder));
	cr_expect_eq(RUN(ARG("check"), path, ARG("none.yaml"), ARG("--baseline"), file), 2);
	cr_expect(says(err_text, "は書きません"), "%s", err_text);
	cr_expect_null(file_text(arena, file));
	cr_expect_eq(RUN(ARG("check"), path, ARG("--baseline"), file), 0, "%s", out_text);
	cr_expect(file_text(arena, file));
}

/* What the run did not ask about is neither gone nor pruned: other rules, other files, a file with a mistake. */
Test(cli_gate, baseline_keeps_what_was_not_asked)
{
	char *path = old_model("passages: [{id: p, text: ○○市の措置}]\n", "reason: {necessity: {passage: p}}\n");
	write_file("b/c.yaml", replaced(replaced(sound_model, "2025-04-01", "2023-04-01"), "number: 12", "number: 13"));
	char *file = ARG(arena_printf(arena, "%s/known.yaml", folder)), *one = ARG(arena_printf(arena, "%s/c.yaml", path));
	RUN(ARG("check"), path, ARG("--baseline"), file);
	const char *first = file_text(arena, file);
	cr_assert_eq(times(first, "rule:"), 4, "%s", first);

	const struct {
		char *path, *option, *names;
	} cases[] = {
	    {path, ARG("--only"), ARG("people")},
	    {path, ARG("--ignore"), ARG("threshold")},
	    {one, ARG("--only"), ARG("wording")},
	    {one, ARG("--fail-on"), ARG("error")},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		RUN(ARG("check"), cases[i].path, cases[i].option, cases[i].names, ARG("--baseline"), file, ARG("--prune"));
		cr_expect_str_eq(file_text(arena, file), first, "%s", cases[i].names);
		cr_expect(!says(err_text, "もうありません"), "%s", err_text);
	}
	write_file("b/c.yaml", "shikii: 1\nname: [\n");
	RUN(ARG("check"), path, ARG("--baseline"), file, ARG("--prune"));
	cr_assert_str_eq(file_text(arena, file), first);

	remove(one);
	RUN(ARG("check"), path, ARG("--baseline"), file, ARG("--prune"));
	cr_assert_eq(times(file_text(arena, file), "rule:"), 3, "%s", file_text(arena, file));
	old_model("", "");
	RUN(ARG("check"), path, ARG("--baseline"), file, ARG("--prune"));
	cr_assert_eq(times(file_text(arena, file), "rule:"), 2, "%s", file_text(arena, file));
}

/* What is suppressed or known is not told, but counted. */
Test(cli_gate, untold_findings_are_counted)
{
	const char *suppress = "suppress: [{rule: threshold.as-of-old, at: threshold.handlers, reason: 数え直している}]\n";
	char *path = old_model("", "other_agencies: ○○市\n");
	char *file = ARG(arena_printf(arena, "%s/known.yaml", folder));
	RUN(ARG("check"), path, ARG("--baseline"), file, ARG("--ignore"), ARG("wording"));
	old_model("", arena_printf(arena, "other_agencies: ○○市\n%s", suppress));
	RUN(ARG("check"), path);
	cr_assert(says(err_text, "エラー 1件、警告 0件、注意 1件（ほかに、理由を書いて止めた指摘 1件）\n"), "%s", err_text);
	RUN(ARG("check"), path, ARG("--baseline"), file);
	const char *end = arena_printf(arena, "注意 0件（ほかに、理由を書いて止めた指摘 1件、%s にある指摘 1件）\n", file);
	cr_assert(says(err_text, end), "%s", err_text);
	RUN(ARG("check"), path, ARG("--baseline"), file, ARG("--format"), ARG("json"));
	cr_assert(says(out_text,
	               "\"summary\": {\"error\": 1, \"warning\": 0, \"note\": 0, \"suppressed\": 1, \"baselined\": 1}}"),
	          "%s", out_text);
}

Test(cli_gate, baseline_mistakes)
{
	char *path = old_model("", "");
	cr_assert_eq(RUN(ARG("check"), path, ARG("--prune")), 2);
	cr_assert(says(err_text, "--prune には --baseline が要ります"));
	char *file = ARG(write_file("known.yaml", "baseline: [{rule: a, fiel: b}]\n"));
	cr_assert_eq(RUN(ARG("check"), path, ARG("--baseline"), file), 2);
	cr_assert(says(err_text, "known.yaml:1:22: エラー: 「fiel」というキーはありません"), "%s", err_text);
	file = ARG(write_file("known.yaml", "findings: []\n"));
	cr_assert_eq(RUN(ARG("check"), path, ARG("--baseline"), file), 2);
	cr_assert_eq(RUN(ARG("check"), path, ARG("--baseline"), ARG(arena_printf(arena, "%s/none/known.yaml", folder))), 2);
	cr_assert(says(err_text, "known.yaml」に書けません"), "%s", err_text);
}

/* Words of shikii.yaml are told once, however many models use them. */
Test(cli_gate, shared_words_are_told_once)
{
	char *path = old_model("passages: [{id: p, text: ○○市の措置}]\n", "reason: {necessity: {passage: p}}\n");
	write_file("b/c.yaml", arena_printf(arena, "%sreason: {necessity: {passage: p}}\n", sound_model));
	RUN(ARG("check"), path);
	cr_assert_eq(times(out_text, "[wording.placeholder]"), 1, "%s", out_text);
	cr_assert(says(out_text, "b/shikii.yaml:4:26: エラー"), "%s", out_text);
}

Test(cli_gate, broken_house_rules)
{
	char *path = old_model("rules: own\n", "");
	write_file("b/own/house.yaml", RULE_HEAD "  when: nmae == '1'\n" RULE_EXAMPLES);
	cr_assert_eq(RUN(ARG("check"), path), 2);
	cr_assert(says(err_text, "own/house.yaml:7:9: エラー: 「nmae」という名前はありません"), "%s\n%s", out_text,
	          err_text);
	cr_assert_eq(RUN(ARG("list"), path), 2);
	write_file("b/own/house.yaml", RULE_HEAD "  when: number == '12'\n" RULE_EXAMPLES);
	cr_assert_eq(RUN(ARG("check"), path), 0);
	cr_assert_eq(times(out_text, "見つけました [house.test]"), 1, "%s", out_text);
	char *rules = ARG(arena_printf(arena, "%s/b/own", folder));
	write_file("b/own/house.yaml", RULE_HEAD "  when: number > 12\n" RULE_EXAMPLES);
	cr_assert_eq(RUN(ARG("check"), path, ARG("--rules"), rules), 2);
	cr_assert(says(err_text, "house.yaml:7:9"), "%s\n%s", out_text, err_text);
}

/* A folder that is not there is told with the line that names it; .yml is read like .yaml. */
Test(cli_gate, folders_of_house_rules)
{
	char *path = old_model("rules: onw\n", "");
	write_file("b/own/house.yml", RULE_HEAD "  when: number == '12'\n" RULE_EXAMPLES);
	cr_assert_eq(RUN(ARG("check"), path), 2);
	cr_assert(says(out_text, "b/onw: エラー: フォルダーがありません"), "%s", out_text);
	cr_assert(says(out_text, "b/shikii.yaml:4:8: ここで指定しています"), "%s", out_text);
	old_model("rules: own\n", "");
	RUN(ARG("check"), path);
	cr_assert_eq(times(out_text, "[house.test]"), 1, "%s", out_text);
	write_file("b/own/periods.yaml", "a: b\n");
	cr_assert_eq(RUN(ARG("check"), path), 2);
	cr_assert(says(out_text, "own/periods.yaml:1:1: エラー: 「periods」がありません"), "%s", out_text);
}

/* A pattern that is given up is no clean result. */
Test(cli_gate, endless_patterns)
{
	char *path = old_model("rules: own\n", "");
	write_file("b/own/house.yaml", RULE_HEAD "  pattern: '(a+)+$'\n" RULE_EXAMPLES);
	RUN(ARG("check"), path, ARG("--only"), ARG("house"));
	cr_assert(!says(out_text, "[rule.too-long]"), "%s", out_text);
	old_model("rules: own\n", "other_agencies: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\n");
	RUN(ARG("check"), path, ARG("--only"), ARG("house"));
	cr_assert_eq(times(out_text, "規則「house.test」の正規表現は、探すのに手間がかかりすぎる"), 1, "%s", out_text);
	/* few steps from each letter, but to the end of a long text */
	write_file("b/own/house.yaml", RULE_HEAD "  pattern: '(?:a|b)*?(?:c|d)'\n" RULE_EXAMPLES);
	RUN(ARG("check"), path, ARG("--only"), ARG("house"));
	cr_assert(!says(out_text, "[rule.too-long]"), "%s", out_text);
	char *longer = arena_alloc(arena, 30001);
	memset(longer, 'a', 30000);
	longer[30000] = '\0';
	old_model("rules: own\n", arena_printf(arena, "other_agencies: %s\n", longer));
	RUN(ARG("check"), path, ARG("--only"), ARG("house"));
	cr_assert_eq(times(out_text, "規則「house.test」の正規表現は、探すのに手間がかかりすぎる"), 1, "%s", out_text);
}

/* The samples are what we show: clean, but for what time brings. */
Test(cli_gate, samples_are_clean)
{
	const char *root = getenv("SHIKII_SOURCE_DIR");
	char *path = ARG(arena_printf(arena, "%s/assessments", root ? root : "."));
	cr_assert_eq(RUN(ARG("check"), path, ARG("--fail-on"), ARG("note"), ARG("--ignore"),
	                 ARG("sheet.form-superseded,threshold.near")),
	             0, "%s", out_text);
}
