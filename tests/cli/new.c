/* shikii new: a model to begin with, from flags or from answers at a terminal. */
#define _XOPEN_SOURCE 700 /* posix_openpt */
#include "cli/fixture.h"

#include <fcntl.h>
#include <unistd.h>

TestSuite(cli_new, .init = fixture_open, .fini = fixture_close);

static int new_with(const char *process, const char *subjects, const char *handlers)
{
	return RUN(ARG("new"), ARG("--process"), ARG(process), ARG("--subjects"), ARG(subjects), ARG("--handlers"),
	           ARG(handlers), ARG("--incident"), ARG("発生なし"), ARG("--as-of"), ARG("2026-02-01"), ARG("--agency"),
	           ARG("見本市長"), ARG("--out-dir"), ARG(folder));
}

static const char *made(const char *name)
{
	return file_text(arena, arena_printf(arena, "%s/%s", folder, name));
}

Test(cli_new, a_model_and_its_body_are_made)
{
	cr_assert_eq(new_with("kaigo", "61,234", "120"), 0, "%s", err_text);
	cr_expect(says(err_text, "しきい値判断: 基礎項目評価の実施が義務付けられる。作る評価書: 基礎項目評価書\n"), "%s",
	          err_text);
	const char *model = made("kaigo/assessment.yaml");
	cr_assert(model);
	cr_expect(says(model, "name: 介護保険に関する事務\n"), "%s", model);
	cr_expect(says(model, "    count: 61,234\n"), "%s", model);
	cr_expect(says(model, "    name: {proposed: 介護保険システム}\n"), "%s", model);
	cr_expect(says(model, "番号法第9条第1項　別表の100の項"), "%s", model);
	cr_expect(says(model, "\n    planned: 令和8年2月1日\n"), "%s", model);
	cr_expect(strstr(model, "\ndepartments:") < strstr(model, "\nthreshold:"), "%s", model);
	cr_expect(says(made("shikii.yaml"), "name: 見本市長\n"));
	cr_expect(says(made("shikii.yaml"), "incidents: []\n"));
}

Test(cli_new, what_is_made_is_clean_but_for_what_is_to_fill_in)
{
	new_with("kokuho", "310,000", "700");
	char *path = arena_printf(arena, "%s/kokuho", folder);
	cr_assert_eq(RUN(ARG("check"), path), 0, "%s", out_text);
	cr_expect(says(out_text, "「国民健康保険システム」は、まだ確かめていない案です（要確認） [answer.proposed]"), "%s",
	          out_text);
	cr_expect(!says(out_text, "[answer.missing]"), "%s", out_text);
	cr_expect(says(out_text, "「proposed: |-」の行を消し、上の行を「basis: |-」としてください"), "%s", out_text);
	cr_assert_eq(RUN(ARG("check"), ARG("--for"), ARG("publication"), path), 1);
	cr_expect(
	    says(out_text, "エラー: 「国民健康保険システム」は、まだ確かめていない案です（要確認） [answer.proposed]"),
	    "%s", out_text);
	cr_assert_eq(RUN(ARG("render"), ARG("--form"), ARG("kiso"), path), 0);
	cr_expect(says(out_text, "国民健康保険システム"), "%s", out_text);
}

Test(cli_new, a_confirmed_proposal_is_an_answer)
{
	write_file("shikii.yaml", sound_body);
	const char *proposed = replaced(sound_model, "name: 健康管理システム", "name: {proposed: 健康管理システム}");
	const char *path = write_file("a.yaml", proposed);
	cr_assert_eq(RUN(ARG("check"), ARG(path)), 1);
	cr_expect(says(out_text, "a.yaml:8:30: エラー: 「健康管理システム」は、まだ確かめていない案です（要確認）"), "%s",
	          out_text);
	write_file("a.yaml", sound_model);
	cr_expect_eq(RUN(ARG("check"), ARG(path)), 0, "%s", out_text);
}

Test(cli_new, proposals_within_texts_and_choices_are_read_and_cited)
{
	write_file("shikii.yaml", sound_body);
	const char *proposed =
	    replaced(sound_model, "{basis: 番号法第9条第1項}", "{basis: [{proposed: 番号法第9条第1項}, 別表の14の項]}");
	const char *path =
	    write_file("a.yaml", replaced(proposed, "performed: 実施しない", "performed: {proposed: 実施しない}"));
	RUN(ARG("check"), ARG(path));
	cr_expect(says(err_text, "エラー 2件"), "%s", err_text);
	cr_expect(says(out_text, "「実施しない」は、まだ"), "%s", out_text);
	RUN(ARG("cite"), ARG(path));
	cr_expect(says(out_text, "番号法第9条第1項"), "%s", out_text);
}

Test(cli_new, nothing_is_overwritten)
{
	cr_assert_eq(new_with("kaigo", "61,234", "120"), 0);
	cr_expect_eq(new_with("kaigo", "1", "1"), 2);
	cr_expect(says(err_text, "kaigo/assessment.yaml"), "%s", err_text);
	cr_expect(says(made("kaigo/assessment.yaml"), "61,234"));
	cr_expect_eq(new_with("jido-teate", "1,500", "2"), 0, "%s", err_text);
	cr_expect(!says(err_text, "shikii.yaml を作りました"), "%s", err_text);
}

Test(cli_new, what_is_lacking_or_wrong_is_told)
{
	cr_expect_eq(RUN(ARG("new")), 2);
	cr_expect(says(err_text, "事務を --process に書いてください"), "%s", err_text);
	cr_expect_eq(RUN(ARG("new"), ARG("--process"), ARG("kaigoo")), 2);
	cr_expect(says(err_text, "「kaigo」ではありませんか"), "%s", err_text);
	cr_expect_eq(RUN(ARG("new"), ARG("--process"), ARG("kaigo"), ARG("--output"), ARG("-")), 2);
	cr_expect(says(err_text, "対象人数（--subjects）が要ります"), "%s", err_text);
	cr_expect_eq(new_with("kaigo", "六万", "120"), 2);
	cr_expect(says(err_text, "対象人数（--subjects）に「六万」とは書けません"), "%s", err_text);
	cr_expect_eq(RUN(ARG("new"), ARG("--process"), ARG("kaigo"), ARG("--incident"), ARG("なし")), 2);
	cr_expect(says(err_text, "発生あり、発生なし"), "%s", err_text);
	static const char *const lines[][3] = {
	    {"agency", "見本市長\n別の行", "評価実施機関名（--agency）は一行で書いてください"},
	    {"number", "1\x1b[31m", "評価書番号（--number）は一行で書いてください"},
	    {"as-of", "9999-12-31", "--as-of 9999-12-31 の法令は分かりません"},
	};
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		cr_expect_eq(RUN(ARG("new"), ARG("--process"), ARG("kaigo"), ARG("--subjects"), ARG("9"), ARG("--handlers"),
		                 ARG("9"), ARG("--incident"), ARG("発生なし"), ARG("--output"), ARG("-"),
		                 arena_printf(arena, "--%s=%s", lines[i][0], lines[i][1])),
		             2);
		cr_expect(says(err_text, lines[i][2]), "%s", err_text);
	}
	cr_expect_null(made("shikii.yaml"));
}

Test(cli_new, the_list_names_every_process)
{
	cr_assert_eq(RUN(ARG("new"), ARG("--list")), 0);
	cr_expect(says(out_text, "kaigo "), "%s", out_text);
	cr_assert_eq(RUN(ARG("new"), ARG("--list"), ARG("--format"), ARG("json")), 0);
	cr_expect(says(out_text, "\"id\": \"kaigo\""), "%s", out_text);
}

Test(cli_new, a_small_process_is_voluntary_and_staff_is_exempt)
{
	cr_assert_eq(new_with("jido-teate", "900", "3"), 0, "%s", err_text);
	cr_expect(says(err_text, "作る評価書: 基礎項目評価書（任意）"), "%s", err_text);
	cr_expect(says(made("jido-teate/assessment.yaml"), "    voluntary: true\n"));
	cr_assert_eq(new_with("kyuyo", "900", "3"), 0, "%s", err_text);
	cr_expect(says(err_text, "作る評価書: なし"), "%s", err_text);
	cr_expect(says(made("kyuyo/assessment.yaml"), "exemption: 職員等"));
	cr_expect_eq(RUN(ARG("check"), ARG(folder)), 0, "%s", out_text);
}

/* Outside of sheets as in them: what nobody has answered is blank, and a contract of samples alone is none. */
Test(cli_new, samples_are_no_facts_of_the_register)
{
	cr_assert_eq(new_with("kokuho", "361,234", "1,200"), 0, "%s", err_text);
	static const char *const commands[] = {"register", "list", "judge", "draw"};
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
		cr_expect_eq(RUN(ARG(commands[i]), ARG(folder)), 0, "%s", err_text);
		cr_expect(says(out_text, "国民健康保険に関する事務"), "%s: %s", commands[i], out_text);
		cr_expect(!says(out_text, "ここに") && !says(out_text, "123人") && !says(out_text, "令和7年12月1日"), "%s: %s",
		          commands[i], out_text);
	}
	RUN(ARG("register"), ARG(folder));
	cr_expect(says(out_text, "361,234人") && says(out_text, "0件"), "%s", out_text);
}

Test(cli_new, the_declaration_names_the_body_that_is_there)
{
	write_file("shikii.yaml", "name: 見本市教育委員会\nkind: 地方公共団体等\nincidents: []\n");
	cr_assert_eq(RUN(ARG("new"), ARG("--process"), ARG("kaigo"), ARG("--subjects"), ARG("61,234"), ARG("--handlers"),
	                 ARG("120"), ARG("--out-dir"), ARG(folder)),
	             0, "%s", err_text);
	cr_expect(says(made("kaigo/assessment.yaml"), "見本市教育委員会は、介護保険に関する事務における"));
}

Test(cli_new, an_incident_that_happened_stands_in_the_model)
{
	cr_assert_eq(RUN(ARG("new"), ARG("--process"), ARG("kaigo"), ARG("--subjects"), ARG("61,234"), ARG("--handlers"),
	                 ARG("120"), ARG("--incident"), ARG("発生あり"), ARG("--out-dir"), ARG(folder)),
	             0, "%s", err_text);
	cr_expect(says(err_text, "重点項目評価書"), "%s", err_text);
	cr_expect(says(made("kaigo/assessment.yaml"), "stated: 発生あり"));
	cr_expect(!says(made("shikii.yaml"), "incidents:"));
}

/* What stands between `from` and `to` in a page of docs/. */
static const char *page_part(const char *page, const char *from, const char *to)
{
	const char *start = strstr(page, from);
	cr_assert(start, "%s", from);
	const char *end = strstr(start, to);
	cr_assert(end, "%s", to);
	return arena_copy(arena, start, (size_t)(end - start));
}

/* The first sheet of docs/first-sheet.md: what it begins with, its finished model, the judgement and the sheet. */
Test(cli_new, the_first_sheet_of_the_docs_comes_out_as_told)
{
	const char *page = file_text(arena, arena_printf(arena, "%s/docs/first-sheet.md", getenv("SHIKII_SOURCE_DIR")));
	const char *finished = page_part(page, "shikii: 1\n", "```");
	cr_assert_eq(chdir(folder), 0);
	cr_assert_eq(RUN(ARG("new"), ARG("--process"), ARG("kaigo"), ARG("--subjects"), ARG("61,234"), ARG("--handlers"),
	                 ARG("120"), ARG("--incident"), ARG("発生なし"), ARG("--as-of"), ARG("令和8年2月2日"),
	                 ARG("--number"), ARG("7"), ARG("--agency"), ARG("見本市長"), ARG("--kind"), ARG("地方公共団体等")),
	             0, "%s", err_text);
	cr_expect(says(page, err_text), "%s", err_text);
	RUN(ARG("check"), ARG("kaigo"));
	cr_expect(says(page, err_text), "%s", err_text);
	cr_expect(says(out_text, page_part(page, "kaigo/assessment.yaml:22:7", "  …（略）…")), "%s", out_text);
	cr_expect(says(out_text, page_part(page, "kaigo/assessment.yaml:32:12", "  …（略）…")), "%s", out_text);
	write_file("kaigo/assessment.yaml", finished);
	cr_expect_eq(RUN(ARG("check"), ARG("kaigo")), 0);
	cr_expect(says(page, err_text), "%s%s", out_text, err_text);
	RUN(ARG("judge"), ARG("kaigo"));
	cr_expect(says(page, out_text), "%s", out_text);
	write_file("kaigo/assessment.yaml",
	           replaced(finished, "    planned: 令和8年2月2日\n", page_part(page, "    publications:\n", "```")));
	cr_expect_eq(RUN(ARG("check"), ARG("--for"), ARG("publication"), ARG("kaigo")), 0, "%s", out_text);
	RUN(ARG("render"), ARG("kaigo"));
	cr_expect(says(out_text, page_part(page, "## Ⅱ", "```")), "%s", out_text);
}

/* Standard input is a terminal on which these lines are typed. Its other end, or -1: this machine has none. */
static int type_lines(const char *lines)
{
	int other = posix_openpt(O_RDWR | O_NOCTTY);
	if (other < 0 || grantpt(other) || unlockpt(other))
		return -1;
	int terminal = open(ptsname(other), O_RDWR | O_NOCTTY);
	if (terminal < 0 || dup2(terminal, STDIN_FILENO) < 0)
		return -1;
	size_t length = strlen(lines);
	return write(other, lines, length) == (ssize_t)length ? terminal : -1;
}

Test(cli_new, a_terminal_is_asked_for_what_is_missing)
{
	int terminal = type_lines("?\nkaigo\n61,234\n120\n発生なし\n\n7\n見本市長\n\n");
	cr_assert_geq(terminal, 0);
	char *argv[] = {ARG("shikii"), ARG("new"), ARG("--out-dir"), ARG(folder)};
	FILE *err = fdopen(dup(terminal), "w"), *out = fopen("/dev/null", "w");
	cr_assert_eq(shikii_main(4, argv, out, err), 0);
	fclose(out);
	fclose(err);
	const char *model = made("kaigo/assessment.yaml");
	cr_assert(model);
	cr_expect(says(model, "number: '7'\n") || says(model, "number: \"7\"\n"), "%s", model);
	cr_expect(!says(model, "planned"), "%s", model);
	cr_expect(says(made("shikii.yaml"), "name: 見本市長"));
}

Test(cli_new, an_answer_that_cannot_be_is_asked_for_again)
{
	int terminal =
	    type_lines("kaigoo\nkaigo\n6万人\n61,234\n\n120\nなし\n\n発生なし\n来年\n2026-04-01\n\n\n市町村\n\n");
	cr_assert_geq(terminal, 0);
	char *argv[] = {ARG("shikii"), ARG("new"), ARG("--out-dir"), ARG(folder)}, *told;
	size_t length;
	FILE *err = fdopen(dup(terminal), "w"), *out = open_memstream(&told, &length);
	cr_assert_eq(shikii_main(4, argv, out, err), 0);
	fclose(out);
	fclose(err);
	free(told);
	const char *model = made("kaigo/assessment.yaml");
	cr_assert(model);
	cr_expect(says(model, "count: 61,234\n") && says(model, "count: 120\n"), "%s", model);
	cr_expect(says(model, "planned: 令和8年4月1日"), "%s", model);
}
