/* What used to pass in silence: each has a finding, at its place. */
#include "cli/fixture.h"

TestSuite(cli_calm, .init = fixture_open, .fini = fixture_close, .timeout = 120);

/* Checks a model in a body of its own. */
static void check_model(const char *text)
{
	write_file("b/shikii.yaml", sound_body);
	write_file("b/a.yaml", text);
	RUN(ARG("check"), ARG(arena_printf(arena, "%s/b", folder)));
}

static void read_standard(const char *text)
{
	cr_assert(freopen(write_file("typed.yaml", text), "r", stdin));
}

Test(cli_calm, a_model_that_makes_no_sheet)
{
	check_model("shikii: 1\n");
	cr_expect(says(out_text, "このモデルからは、評価書が一つもできません [threshold.no-sheet]"), "%s", out_text);
	check_model(sound_model);
	cr_expect(!says(out_text, "threshold.no-sheet"), "%s", out_text);
}

/* ---- one number, two assessments ---- */

Test(cli_calm, a_number_given_twice)
{
	const char *other = replaced(sound_model, "予防接種に関する事務", "介護保険に関する事務");
	write_file("b/shikii.yaml", sound_body);
	write_file("b/a.yaml", sound_model);
	write_file("b/c.yaml", replaced(other, "number: 12", "number: １２"));
	write_file("b/d.yaml", replaced(other, "number: 12", "number: 13"));
	char *path = ARG(arena_printf(arena, "%s/b", folder));
	RUN(ARG("check"), path);
	const char *words = arena_printf(arena,
	                                 "b/c.yaml:2:9: 警告: 評価書番号「１２」は、%s/b/a.yaml:2 の評価書にもあります "
	                                 "[model.duplicate-number]",
	                                 folder);
	cr_expect(says(out_text, words), "%s", out_text);
	cr_expect(!says(out_text, "b/a.yaml:2:9") && !says(out_text, "b/d.yaml:2:9"), "%s", out_text);
	RUN(ARG("check"), ARG(arena_printf(arena, "%s/b/c.yaml", folder)));
	cr_expect(!says(out_text, "duplicate-number"), "only what the run reads is compared: %s", out_text);
}

/* Each agency counts for itself: that of another body, or one that the model names. */
Test(cli_calm, numbers_of_other_agencies)
{
	write_file("b/shikii.yaml", sound_body);
	write_file("b/a.yaml", sound_model);
	write_file("b/board.yaml", replaced(sound_model, "number: 12", "number: 12\nagency: 見本市教育委員会"));
	write_file("c/shikii.yaml", replaced(sound_body, "見本市長", "見本町長"));
	write_file("c/a.yaml", sound_model);
	RUN(ARG("check"), ARG(arena_string(arena, folder)));
	cr_expect(!says(out_text, "duplicate-number"), "%s", out_text);
	write_file("d/a.yaml", sound_model); /* nobody knows of whom */
	write_file("d/b.yaml", sound_model);
	RUN(ARG("check"), ARG(arena_printf(arena, "%s/d", folder)));
	cr_expect(!says(out_text, "duplicate-number"), "%s", out_text);
}

/* ---- standard input in the place of a file ---- */

Test(cli_calm, standard_input_has_a_name)
{
	write_file("b/shikii.yaml", sound_body);
	char *path = ARG(arena_printf(arena, "%s/b/new/a.yaml", folder));
	read_standard(replaced(sound_model, "number: 12", "numbr: 12"));
	cr_expect_eq(RUN(ARG("check"), ARG("-"), ARG("--stdin-filename"), path), 1);
	cr_expect(says(out_text, "b/new/a.yaml:2:1: エラー: "), "%s", out_text);
	cr_expect(!says(out_text, "評価実施機関名"), "its shikii.yaml is found: %s", out_text);
	read_standard(sound_model);
	cr_expect_eq(RUN(ARG("check"), ARG("--stdin-filename"), path), 0, "%s", out_text);
}

/* What is typed counts, not what is saved. */
Test(cli_calm, standard_input_stands_for_its_file)
{
	write_file("b/shikii.yaml", sound_body);
	const char *path = write_file("b/a.yaml", replaced(sound_model, "number: 12", "numbr: 12"));
	write_file("b/c.yaml", replaced(sound_model, "number: 12", "number: 13"));
	char *const orders[][2] = {{ARG("-"), ARG(arena_printf(arena, "%s/b", folder))},
	                           {ARG(arena_printf(arena, "%s/b", folder)), ARG("-")}};
	for (size_t i = 0; i < 2; i++) {
		read_standard(sound_model);
		cr_expect_eq(RUN(ARG("check"), orders[i][0], orders[i][1], ARG("--stdin-filename"), ARG(path)), 0, "%s",
		             out_text);
		cr_expect(says(err_text, "2 件のモデル"), "%s", err_text);
	}
}

Test(cli_calm, other_commands_read_it)
{
	char *const commands[] = {ARG("judge"), ARG("list"), ARG("cite"), ARG("render")};
	write_file("b/shikii.yaml", sound_body);
	char *path = ARG(arena_printf(arena, "%s/b/a.yaml", folder));
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
		read_standard(sound_model);
		cr_expect_eq(RUN(commands[i], ARG("--stdin-filename"), path), 0, "%s: %s", commands[i], err_text);
	}
	read_standard(sound_model);
	cr_expect_eq(RUN(ARG("cite"), ARG("--fix"), ARG("--stdin-filename"), path), 2);
	cr_expect(says(err_text, "標準入力は書き換えられません"), "%s", err_text);
}

/* ---- citations ---- */

/* The sound model as a draft that cites this for 個人番号の利用. */
static void check_basis(const char *basis, const char *planned)
{
	const char *model = replaced(sound_model, "番号法第9条第1項", basis);
	const char *published = strstr(model, "    publications:");
	model = arena_printf(arena, "%.*s%s", (int)(published - model), model, planned);
	check_model(model);
}

Test(cli_calm, a_draft_without_a_day_is_judged)
{
	static const char *const plans[] = {"", "    planned: 令和9年\n"};
	for (size_t i = 0; i < 2; i++) {
		check_basis("番号法第9条第1項　番号法別表の999の項、番号法別表第一の30の項", plans[i]);
		cr_expect(says(out_text, "警告: 「番号法別表の999の項」はありません [citation.no-such]"), "%s", out_text);
		cr_expect(
		    says(out_text,
		         "番号を確かめてください。公表の予定日（planned）が分からないので、令和8年7月17日の法で判断しました"),
		    "%s", out_text);
		cr_expect(says(out_text, "「番号法別表第一の30の項」は令和6年5月27日に別の所に移っています"), "%s", out_text);
	}
	check_basis("番号法第9条第1項　番号法別表の999の項", "    planned: 令和7年12月1日\n");
	cr_expect(says(out_text, "エラー: 「番号法別表の999の項」はありません") && !says(out_text, "分からないので"), "%s",
	          out_text);
	check_basis("番号法第9条第1項　番号法別表の14の項", "");
	cr_expect(!says(out_text, "citation"), "%s", out_text);
}

/* Law that is known up to a day says nothing of later rows. */
Test(cli_calm, beyond_the_last_day_nothing_is_denied)
{
	check_basis("番号法第9条第1項　番号法別表の999の項", "    planned: 令和8年8月3日\n");
	cr_expect(
	    says(out_text, "注意: 「番号法別表の999の項」は、登録した法令（令和8年7月17日まで確認）では確かめられません"),
	    "%s", out_text);
	cr_expect(!says(out_text, "の項」はありません"), "%s", out_text);
}

Test(cli_calm, a_row_for_another_law)
{
	check_basis("番号法第9条第1項　番号法別表の81の項", "    planned: 令和7年12月1日\n");
	cr_expect(
	    says(out_text,
	         "注意: "
	         "「番号法別表の81の項」は「児童手当法」の項ですが、この事務の文章に、その法律に当たる言葉がありません "
	         "[citation.stranger]"),
	    "%s", out_text);
	cr_expect(says(out_text, "この事務の法律の項は、番号法別表の14の項です"), "%s", out_text);
	static const char *const known[] = {
	    "番号法第9条第1項　番号法別表の14の項",               /* its own */
	    "番号法第9条第1項　番号法別表の81の項（児童手当法）", /* named beside it */
	};
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		check_basis(known[i], "    planned: 令和7年12月1日\n");
		cr_expect(!says(out_text, "citation.stranger"), "%s: %s", known[i], out_text);
	}
	const char *text = replaced(sound_model, "番号法第9条第1項", "番号法第9条第1項　番号法別表の81の項");
	check_model(replaced(text, "予防接種情報ファイル", "児童手当の受給者ファイル"));
	cr_expect(!says(out_text, "citation.stranger"), "a file is named after it: %s", out_text);
	check_model(replaced(text, "予防接種に関する事務", "見本に関する事務"));
	cr_expect(!says(out_text, "citation.stranger"), "its own law is not known: %s", out_text);
}

/* ---- texts ---- */

/* Each at its place; what is a comment or meant is not told. */
Test(cli_calm, what_yaml_makes_of_a_text)
{
	const struct {
		const char *from, *to, *words;
	} cases[] = {
	    {"number_use: {basis: 番号法第9条第1項}\n",
	     "number_use:\n  basis: ・番号法第9条第1項\n    ・番号法別表の14の項\n",
	     "b/a.yaml:11:19: 注意: 行の終わりと次の行の初めの間に、空白が入ります（1 か所） [wording.joined]"},
	    {"number_use: {basis: 番号法第9条第1項}\n", "number_use:\n  basis: 番号法第9条第1項（短縮番号 #7119）\n",
	     "b/a.yaml:11:25: 注意: 「#7119）」は、コメントとして読まれ、印刷されません [wording.cut]"},
	    {"name: 予防接種に関する事務\n", "name: 予防接種に関する事務 # 旧: 予防接種事務\n", NULL},
	    {"name: 予防接種に関する事務\n", "name: \"予防接種に\u202E関する事務\"\n",
	     "b/a.yaml:3:13: 注意: 目に見えない文字（文字の向きを逆にする指定 U+202E）が 1 か所にあります "
	     "[wording.invisible]"},
	    {"name: 予防接種に関する事務\n", "name: 葛\U000E0100城市の予防接種に関する事務\n", NULL},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		check_model(replaced(sound_model, cases[i].from, cases[i].to));
		cr_expect(cases[i].words ? says(out_text, cases[i].words) : !says(out_text, "[wording"), "%zu: %s", i,
		          out_text);
	}
}

/* A missing answer is told at what should hold it, the whole sheet here. */
Test(cli_calm, a_missing_answer_hides_no_slip)
{
	const char *draft = replaced(sound_model, "number: 12\n", "");
	check_model(replaced(draft, "予防接種に関する事務", "指適した事項に関する事務"));
	cr_expect(says(out_text, "[answer.missing]") && says(out_text, "[wording.no-word]"), "%s", out_text);
}
