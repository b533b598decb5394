/* On several threads everything is found and told as on one, in the same order. */
#include "cli/fixture.h"

#include "support/rules.h"

TestSuite(cli_jobs, .init = fixture_open, .fini = fixture_close, .timeout = 240);

enum { MODELS = 24 };

/* Models of two bodies, one with a house rule and suppressions; some with findings, some that cannot be read. */
static char *many_models(void)
{
	static const char *const changes[][2] = {
	    {"name: 健康管理システム", "name: ○○システム"},
	    {"number: 12", "number: [12"},
	    {"count: 86500", "count: 301000"},
	    {"basis: 番号法第9条第1項", "basis: 番号法第19条第7号 別表第二"},
	    {"departments: ", "haed: 1\ndepartments: "},
	    {"  subjects: {count: 86500, as_of: 2025-04-01}\n", "  subjects: {unknown: 読めない}\n"},
	};
	write_file("m/shikii.yaml", sound_body);
	write_file("m/b/shikii.yaml", arena_printf(arena,
	                                           "%srules: own\nstamp: 1\nsuppress:\n"
	                                           "  - {rule: wording.placeholder, reason: 課の名は後で決まる}\n"
	                                           "  - {rule: threshold.near, reason: 使われない}\n",
	                                           sound_body));
	write_file("m/b/own/house.yaml", RULE_HEAD "  when: number == '12'\n" RULE_EXAMPLES);
	for (size_t i = 0; i < MODELS; i++) {
		const char *const *change = changes[i % 6];
		const char *text = i % 7 == 0 ? sound_model : replaced(sound_model, change[0], change[1]);
		write_file(arena_printf(arena, "m/%s%zu/assessment.yaml", i % 3 == 0 ? "b/" : "", i), text);
	}
	return ARG(arena_printf(arena, "%s/m", folder));
}

static void expect_same(char **arguments)
{
	char *with_jobs[16] = {NULL};
	size_t count = 0;
	for (; arguments[count]; count++)
		with_jobs[count] = arguments[count];
	with_jobs[count] = ARG("--jobs=1");
	int status = run(with_jobs);
	const char *out = out_text, *err = err_text;
	cr_assert_gt(strlen(out), 1000, "%s", err);
	for (size_t jobs = 2; jobs < 6; jobs++) {
		with_jobs[count] = ARG(arena_printf(arena, "-j%zu", jobs));
		cr_expect_eq(run(with_jobs), status, "%zu", jobs);
		cr_expect_str_eq(out_text, out, "%zu", jobs);
		cr_expect_str_eq(err_text, err, "%zu", jobs);
	}
}

Test(cli_jobs, tell_the_same)
{
	char *path = many_models();
	expect_same((char *[]){ARG("check"), path, NULL});
	cr_expect(says(out_text, "[house.test]"), "%s", out_text);
	cr_expect(says(out_text, "「haed」というキーはありません"), "%s", out_text);
	expect_same((char *[]){ARG("check"), path, ARG("--format=json"), ARG("--set=incident=発生あり"), NULL});
	expect_same(
	    (char *[]){ARG("check"), path, ARG("--format=md"), ARG("--for=publication"), ARG("--as-of=today"), NULL});
	expect_same((char *[]){ARG("list"), path, NULL});
}

/* Half of the models have changed since, one has moved, one is gone, and one was broken then. */
Test(cli_jobs, changes_since_then_are_the_same)
{
	char *path = many_models();
	write_file("m/2/assessment.yaml", "shikii: 1\nname: [\n");
	write_file("m/gone/assessment.yaml", replaced(sound_model, "number: 12", "number: 99"));
	folder_shell(arena, folder, "git init -q -b main && git add -A && git commit -q -m 版");
	for (size_t i = 0; i < MODELS; i += 2)
		write_file(arena_printf(arena, "m/%s%zu/assessment.yaml", i % 3 == 0 ? "b/" : "", i),
		           replaced(sound_model, "head: 健康推進課長", "head: 健康づくり課長"));
	folder_shell(arena, folder, "mv m/b/3 m/moved && rm -r m/gone && mkdir m/new && cp m/8/assessment.yaml m/new");
	expect_same((char *[]){ARG("check"), path, ARG("--since=HEAD"), NULL});
	cr_expect(says(out_text, "[history.row-missing]"), "%s", out_text);
	cr_expect(says(out_text, "m/gone/assessment.yaml"), "%s", out_text);
	cr_expect(says(err_text, "m/2/assessment.yaml"), "%s", err_text);
	expect_same((char *[]){ARG("check"), path, ARG("--since=published"), ARG("--format=json"), NULL});
	expect_same((char *[]){ARG("check"), path, ARG("--since=v0"), NULL}); /* which is not there: told once */
}

static const char *page_with_jobs(char *path, const char *page, const char *jobs)
{
	char *out = ARG(arena_printf(arena, "--out-dir=%s/out%s", folder, jobs));
	RUN(ARG("render"), path, ARG("--format=html"), out, ARG(arena_printf(arena, "-j%s", jobs)));
	return file_text(arena, arena_printf(arena, "%s/out%s/%s", folder, jobs, page));
}

Test(cli_jobs, sheets_are_the_same)
{
	static const char *const pages[] = {"b/3/kiso-2024.html", "b/12/kiso-2024.html"};
	char *path = many_models();
	expect_same((char *[]){ARG("render"), path, ARG("--format=md"), ARG("--for=submission"), NULL});
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
		const char *page = page_with_jobs(path, pages[i], "1");
		cr_assert(page && says(page, "</html>"), "%s: %s", pages[i], err_text);
		cr_expect_str_eq(page_with_jobs(path, pages[i], "4"), page, "%s", pages[i]);
	}
}

/* As where one thread renders: what the first sheet shows of it. */
Test(cli_jobs, a_broken_template_is_told_once)
{
	write_file("templates/md/sheet.md", "{{#sheet}}\n");
	char *path = many_models(), *templates = ARG(arena_printf(arena, "--templates=%s/templates", folder));
	cr_expect_eq(RUN(ARG("render"), path, templates, ARG("--format=md"), ARG("-j1")), 2);
	const char *err = err_text;
	cr_assert(says(err, "sheet.md:1"), "%s", err);
	for (size_t i = 0; i < 3; i++) {
		cr_expect_eq(RUN(ARG("render"), path, templates, ARG("--format=md"), ARG("-j4")), 2);
		cr_expect_str_eq(err_text, err);
	}
}

Test(cli_jobs, baselines_are_the_same)
{
	char *path = many_models();
	char *one = ARG(arena_printf(arena, "--baseline=%s/one", folder));
	char *four = ARG(arena_printf(arena, "--baseline=%s/four", folder));
	RUN(ARG("check"), path, one, ARG("--jobs=1"));
	RUN(ARG("check"), path, four, ARG("--jobs=4"));
	const char *text = file_text(arena, arena_printf(arena, "%s/one", folder));
	cr_assert(says(text, "assessment.yaml"), "%s", text);
	cr_expect_str_eq(file_text(arena, arena_printf(arena, "%s/four", folder)), text);
	RUN(ARG("check"), path, one, ARG("--jobs=4"));
	cr_expect(says(err_text, "/one にある指摘 "), "%s", err_text);
}

/* A form that is broken is found by each thread, and told once. */
Test(cli_jobs, broken_official_data_is_told_once)
{
	const char *form =
	    file_text(arena, arena_printf(arena, "%s/schema/forms/kiso-2024.yaml", getenv("SHIKII_SOURCE_DIR")));
	write_file("schema/forms/kiso-2024.yaml", replaced(form, "value: sheet.overview", "value: sheet.overwiew"));
	write_file("schema/forms/juten-2018.yaml", "a: [\n");
	write_file("schema/forms/zenkomoku-2018.yaml", "a: [\n"); /* the same mistake at the same place of another file */
	write_file("rules/law/acts.yaml", "a: [\n");
	char *path = many_models();
	char *const options[] = {ARG(arena_printf(arena, "--schema=%s/schema", folder)),
	                         ARG(arena_printf(arena, "--rules=%s/rules", folder))};
	static const char *const told[] = {"「overview」ではありませんか", "acts.yaml"};
	for (size_t i = 0; i < 2; i++) {
		cr_expect_eq(RUN(ARG("check"), path, options[i], ARG("--set=threshold.subjects.count=90000"), ARG("-j1")), 2);
		const char *err = err_text, *out = out_text;
		cr_assert(says(err, told[i]), "%s", err);
		for (size_t jobs = 4; jobs <= 12; jobs += 4) {
			char *threads = ARG(arena_printf(arena, "-j%zu", jobs));
			cr_expect_eq(RUN(ARG("check"), path, options[i], ARG("--set=threshold.subjects.count=90000"), threads), 2);
			cr_expect_str_eq(err_text, err);
			cr_expect_str_eq(out_text, out);
		}
	}
}

Test(cli_jobs, is_a_number)
{
	static const char *const wrong[] = {"0", "-1", "", "2x", " 2", "99999999999999999999x"};
	char *path = many_models();
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		cr_expect_eq(RUN(ARG("check"), path, ARG(arena_printf(arena, "--jobs=%s", wrong[i]))), 2, "%s", wrong[i]);
		cr_expect(says(err_text, "--jobs"), "%s", err_text);
	}
	cr_expect_eq(RUN(ARG("check"), path, ARG("--jobs=99999999999999999999")), 1); /* more than there are files */
	cr_expect(says(err_text, "件のモデルを調べました"), "%s", err_text);
}
