/* «Cannot be read» is not «is not there»: what cannot be read is told, and where it was needed for an answer, there is none. */
#include "cli/fixture.h"
#include "support/program.h"

#include <sys/stat.h>
#include <unistd.h>

TestSuite(cli_unreadable, .init = fixture_open, .fini = fixture_close, .timeout = 120);

static char *at(const char *name)
{
	return ARG(arena_printf(arena, "%s/%s", folder, name));
}

static const char *padded(size_t size)
{
	char *text = arena_alloc(arena, size + 1);
	memset(text, '#', size);
	text[size - 1] = '\n';
	text[size] = '\0';
	return arena_printf(arena, "%s%s", text, sound_model);
}

static const char *indented(const char *text)
{
	const char *all = "# 評価書\n---\n";
	for (; *text; text += strcspn(text, "\n") + 1)
		all = arena_printf(arena, "%s  %.*s\n", all, (int)strcspn(text, "\n"), text);
	return all;
}

/* Its lines end in another way. */
static const char *ended(const char *text, const char *end)
{
	const char *all = "";
	for (; *text; text += strcspn(text, "\n") + 1)
		all = arena_printf(arena, "%s%.*s%s", all, (int)strcspn(text, "\n"), text, end);
	return all;
}

/* Beside a good model, another one in each of these dresses is found, or it is told that it cannot be read. */
Test(cli_unreadable, models_in_a_folder)
{
	const struct {
		const char *name, *text;
		bool good;
	} cases[] = {
	    {"b.YAML", sound_model, true},
	    {"b.Yml", sound_model, true},
	    {"b.yaml", indented(sound_model), true},
	    {"b.yaml", padded(70000), true},
	    {"b.yaml", "name: x\nshikii: 1\n", true},
	    {"b.yaml", ended(sound_model, "\r\n"), true},
	    {"b.yaml", ended(sound_model, "\r"), true},
	    {"b.yaml", ended(sound_model, "\xe2\x80\xa8"), true},
	    {"b.yaml", replaced(sound_model, "shikii: 1", "? shikii\n: 1"), true},
	};
	write_file("shikii.yaml", sound_body);
	write_file("a.yaml", sound_model);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *path = write_file(cases[i].name, cases[i].text);
		RUN(ARG("list"), ARG("--format"), ARG("json"), ARG(folder));
		cr_assert(says(out_text, arena_printf(arena, "/%s", cases[i].name)), "%zu: %s%s", i, out_text, err_text);
		unlink(path);
	}
	static const char wide[] = "\xff\xfes\0h\0i\0k\0i\0i\0:\0 \0001\0\n\0";
	unlink(folder_write_bytes(arena, folder, "b.yaml", wide, sizeof wide - 1));
	folder_write_bytes(arena, folder, "b.yaml", wide, sizeof wide - 1);
	cr_assert_neq(RUN(ARG("check"), ARG(folder)), 0);
	cr_assert(says(out_text, "b.yaml:1:1: エラー: "), "%s", out_text);
}

/* What was a model, or should be one, does not go by without a word. */
Test(cli_unreadable, models_that_got_lost)
{
	const struct {
		const char *name, *text;
	} cases[] = {
	    {"b.yaml", ""},
	    {"b.yaml", "\n \n"},
	    {"b.yaml", replaced(sound_model, "shikii: 1\n", "")},
	    {"b.yaml", replaced(sound_model, "shikii: 1", "shikii\xe2\x80\x8b: 1")},
	    {"b.yaml", replaced(sound_model, "shikii: 1", "ｓhikii: 1")},
	    {"b.yaml", replaced(sound_model, "shikii: 1", "\"\\u0073hikii\": 1")},
	    {"b.yaml", "shikii：1\nname: x\n"},
	    {"b.yaml", "\tshikii: 1\n\tname: x\n"},
	    {"b/assessment.yaml", "# 途中\nname: x\n"},
	};
	write_file("shikii.yaml", sound_body);
	write_file("a.yaml", sound_model);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *path = write_file(cases[i].name, cases[i].text);
		cr_expect_neq(RUN(ARG("check"), ARG(folder)), 0, "%zu", i);
		bool told = says(out_text, cases[i].name) || says(err_text, cases[i].name);
		cr_expect(told, "%zu: %s%s", i, out_text, err_text);
		cr_expect_neq(RUN(ARG("judge"), ARG(folder)), 0, "%zu", i);
		cr_expect(says(err_text, arena_printf(arena, "/%s:", cases[i].name)), "%zu: %s%s", i, out_text, err_text);
		unlink(path);
	}
	cr_assert_eq(mkfifo(at("b.yaml"), 0600), 0);
	cr_assert_eq(RUN(ARG("check"), ARG(folder)), 2, "%s%s", out_text, err_text);
	cr_assert(says(out_text, "/b.yaml: エラー: "), "%s%s", out_text, err_text);
}

/* Links to folders are not followed; where models are missed by that, it is told. */
Test(cli_unreadable, models_behind_a_linked_folder)
{
	write_file("in/shikii.yaml", sound_body);
	write_file("in/a/b.yaml", sound_model);
	write_file("out/c.yaml", sound_model);
	write_file("none/d.yaml", "name: x\n");
	cr_assert_eq(symlink("a", at("in/inner")), 0);
	cr_assert_eq(symlink("../none", at("in/none")), 0);
	cr_assert_eq(RUN(ARG("check"), at("in")), 0, "%s%s", out_text, err_text);
	cr_assert_eq(symlink("../out", at("in/outer")), 0);
	cr_assert_eq(RUN(ARG("check"), at("in")), 2, "%s%s", out_text, err_text);
	cr_assert(says(err_text, "in/outer: エラー: "), "%s%s", out_text, err_text);
	RUN(ARG("check"), at("in"), at("in/outer"));
	cr_assert(says(err_text, "2 件のモデル"), "%s%s", out_text, err_text);
}

/* As bodies keep them: a folder for each, and one around those of a department. */
Test(cli_unreadable, models_further_in_behind_a_linked_folder)
{
	write_file("in/shikii.yaml", sound_body);
	write_file("in/a.yaml", sound_model);
	write_file("out/b/assessment.yaml", sound_model);
	write_file("deep/c/d/assessment.yaml", sound_model);
	cr_assert_eq(symlink("..", at("out/around")), 0);
	static const char *const targets[] = {"../out", "../deep"};
	for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
		cr_assert_eq(symlink(targets[i], at("in/outer")), 0);
		cr_expect_eq(RUN(ARG("check"), at("in")), 2, "%zu: %s%s", i, out_text, err_text);
		cr_expect(says(err_text, "in/outer: エラー: "), "%zu: %s%s", i, out_text, err_text);
		unlink(at("in/outer"));
	}
	write_file("none/.hidden/assessment.yaml", sound_model);
	cr_assert_eq(symlink("../none", at("in/outer")), 0);
	cr_expect_eq(RUN(ARG("check"), at("in")), 0, "%s%s", out_text, err_text);
}

/* A report or sheet does not take the place of what it is made from. */
Test(cli_unreadable, output_onto_what_is_read)
{
	char *model = ARG(write_file("a.yaml", sound_model)), *body = ARG(write_file("shikii.yaml", sound_body));
	char *other = at("link.json");
	cr_assert_eq(symlink("a.yaml", other), 0);
	char *const targets[] = {model, body, other};
	for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
		cr_expect_eq(RUN(ARG("check"), ARG("-o"), targets[i], model), 2, "%zu", i);
		cr_expect(says(err_text, "もう読んだファイルです"), "%s", err_text);
		cr_expect_eq(RUN(ARG("render"), ARG("--form=kiso"), ARG("-o"), targets[i], model), 2, "%zu", i);
		cr_expect_str_eq(file_text(arena, model), sound_model);
		cr_expect_str_eq(file_text(arena, body), sound_body);
	}
}

/* A job of a workflow may be called so. */
Test(cli_unreadable, a_key_further_in_makes_no_model)
{
	write_file("a.yaml", sound_model);
	write_file("shikii.yaml", sound_body);
	write_file("b.yaml", "jobs:\n  shikii:\n    runs-on: x\n");
	cr_assert_eq(RUN(ARG("check"), ARG("--fail-on"), ARG("error"), ARG(folder)), 0, "%s%s", out_text, err_text);
	cr_assert(!says(out_text, "b.yaml"), "%s", out_text);
}

Test(cli_unreadable, links_that_lead_nowhere)
{
	write_file("a.yaml", sound_model);
	cr_assert_eq(symlink("gone", at("b.yaml")), 0);
	cr_assert_eq(RUN(ARG("check"), ARG(folder)), 2);
	cr_assert(says(out_text, "b.yaml: エラー: "), "%s", out_text);
	unlink(at("b.yaml"));
	cr_assert_eq(symlink("shikii.yaml", at("shikii.yaml")), 0);
	cr_assert_eq(RUN(ARG("check"), ARG(folder)), 2);
	cr_assert(says(out_text, "shikii.yaml: エラー: "), "%s", out_text);
	unlink(at("shikii.yaml"));
	mkdir(at("shikii.yaml"), 0777);
	cr_assert_eq(RUN(ARG("check"), ARG(folder)), 2);
	cr_assert(says(out_text, "shikii.yaml: エラー: ファイルではなくフォルダーです"), "%s", out_text);
	rmdir(at("shikii.yaml"));
	cr_assert_eq(symlink("gone", at("base.yaml")), 0);
	unlink(at("base.yaml"));
	cr_assert_eq(symlink("base.yaml", at("base.yaml")), 0);
	unlink(at("b.yaml"));
	cr_assert_eq(RUN(ARG("check"), at("a.yaml"), ARG("--baseline"), at("base.yaml")), 2, "%s", err_text);
}

/* Whatever the program opens first would be read in its place. */
Test(cli_unreadable, standard_input_that_is_closed)
{
	folder_shell(arena, folder,
	             arena_printf(arena, "'%s' check - <&- >out 2>&1 || echo \"status $?\" >>out", built_program(arena)));
	const char *told = file_text(arena, at("out"));
	cr_assert(says(told, "標準入力が閉じられていて、読めません") && says(told, "status 2"), "%s", told);
}

Test(cli_unreadable, a_new_baseline_is_told)
{
	char *path = ARG(write_file("a.yaml", replaced(sound_model, "overview: 概要", "overview:")));
	RUN(ARG("check"), path, ARG("--baseline"), at("base.yaml"));
	cr_assert(says(err_text, "base.yaml」がなかったので作り、"), "%s", err_text);
	RUN(ARG("check"), path, ARG("--baseline"), at("base.yaml"));
	cr_assert(!says(err_text, "なかったので"), "%s", err_text);
}

/* What git has not is no state before: neither the text of shikii.yaml nor a folder's list. */
Test(cli_unreadable, objects_that_git_has_not)
{
	static const char *const lost[] = {"HEAD~1:shikii.yaml", "HEAD~1:in/a.yaml", "HEAD~1:in"};
	mkdir(at("in"), 0777);
	write_file("shikii.yaml", sound_body);
	write_file("in/a.yaml", sound_model);
	folder_shell(arena, folder, "git init -q -b main && git add -A && git commit -q -m 版");
	write_file("shikii.yaml", arena_printf(arena, "%s# 新\n", sound_body));
	write_file("in/a.yaml", replaced(sound_model, "健康推進課長", "課長"));
	folder_shell(arena, folder, "git add -A && git commit -q -m 版 && cp -r .git whole");
	cr_assert_neq(RUN(ARG("history"), ARG("check"), ARG("--since=HEAD~1"), at("in/a.yaml")), 2, "%s", err_text);
	for (size_t i = 0; i < sizeof lost / sizeof *lost; i++) {
		folder_shell(
		    arena, folder,
		    arena_printf(arena,
		                 "id=$(git rev-parse %s) && rm -f .git/objects/$(echo $id | cut -c1-2)/$(echo $id | cut "
		                 "-c3-)",
		                 lost[i]));
		cr_expect_eq(RUN(ARG("history"), ARG("add"), ARG("--since=HEAD~1"), at("in/a.yaml")), 2, "%s: %s%s", lost[i],
		             out_text, err_text);
		cr_expect_str_eq(file_text(arena, at("in/a.yaml")), replaced(sound_model, "健康推進課長", "課長"));
		folder_shell(arena, folder, "rm -rf .git && cp -r whole .git");
	}
}
