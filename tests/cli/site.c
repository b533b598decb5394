#include "cli/fixture.h"

TestSuite(cli_site, .init = fixture_open, .fini = fixture_close);

static const char *written(const char *name)
{
	const char *text = file_text(arena, arena_printf(arena, "%s/out/%s", folder, name));
	cr_assert(text, "%s\n%s", name, err_text);
	return text;
}

static int render(const char *format, const char *purpose)
{
	return RUN(ARG("render"), arena_string(arena, folder), ARG("--format"), ARG(format), ARG("--out-dir"),
	           arena_printf(arena, "%s/out", folder), purpose ? ARG("--for") : NULL, ARG(purpose ? purpose : ""));
}

Test(cli_site, a_folder_becomes_a_site)
{
	write_file("shikii.yaml", sound_body);
	write_file("b/assessment.yaml", sound_model);
	write_file("a a/あ.yaml", replaced(sound_model, "number: 12", "number: 102"));
	write_file("c.yaml", replaced(sound_model, "    publications: [{date: 2025-06-01, kind: 新規}]\n", ""));
	cr_expect_eq(render("html", NULL), 0, "%s", err_text);
	const char *index = written("index.html");
	cr_expect(!says(index, "（案）") && !says(index, "href=\"c/"), "%s", index);
	cr_expect_null(file_text(arena, arena_printf(arena, "%s/out/c/kiso-2024.html", folder)));
	cr_expect(says(err_text, "公表していない評価書 1件は、サイトに入れません（--drafts で入れます）"), "%s", err_text);
	cr_expect_eq(RUN(ARG("render"), ARG(folder), ARG("--format=html"), ARG("--drafts"), ARG("--out-dir"),
	                 arena_printf(arena, "%s/out", folder)),
	             0, "%s", err_text);
	cr_expect(!says(err_text, "--drafts") && says(written("c/kiso-2024.html"), "（案）"), "%s", err_text);
	index = written("index.html");
	cr_expect_eq(render("html", NULL), 0);
	cr_expect(says(err_text, "/out/c/kiso-2024.html」は前に書いた案です"), "%s", err_text);
	const char *twelve = strstr(index, ">12</td>"), *hundred = strstr(index, ">102</td>");
	cr_expect(twelve && hundred && twelve < hundred, "%s", index); /* by number, not by name */
	cr_expect(says(index,
	               "<a href=\"b/kiso-2024.html\">基礎項目評価書</a></td><td data-label=\"公表日\">令和7年6月1日</td>"));
	cr_expect(says(index, "<a href=\"a%20a/%E3%81%82/kiso-2024.html\">"), "%s", index);
	cr_expect(says(index, "<td data-label=\"公表日\">（案）</td>"), "%s", index);
	cr_expect(says(index, ">見本市長</h2>"));
	cr_expect(says(written("b/kiso-2024.html"), "<a href=\"../index.html\">評価書の一覧</a>"));
	cr_expect(says(written("a a/あ/kiso-2024.html"), "<a href=\"../../index.html\">"));
}

Test(cli_site, only_a_folder_of_pages_has_an_index)
{
	write_file("shikii.yaml", sound_body);
	const char *model = write_file("b/assessment.yaml", sound_model);
	cr_expect_eq(render("md", NULL), 0);
	cr_expect_eq(RUN(ARG("render"), arena_string(arena, model), ARG("--format=html"), ARG("--out-dir"),
	                 arena_printf(arena, "%s/out", folder)),
	             0);
	cr_expect_null(file_text(arena, arena_printf(arena, "%s/out/index.html", folder)));
	cr_expect_not(says(written("b/kiso-2024.html"), "index.html"));
}

Test(cli_site, what_is_withheld_is_in_no_published_file)
{
	static const char *const formats[] = {"md", "html", "json"};
	write_file("shikii.yaml", sound_body);
	write_file(
	    "b/assessment.yaml",
	    arena_printf(arena, "%swithhold: [{path: name, reason: 安全}, {path: 'systems[kanri]'}]\n", sound_model));
	for (size_t i = 0; i < 3; i++) {
		const char *name = arena_printf(arena, "b/kiso-2024.%s", formats[i]);
		cr_expect_eq(render(formats[i], i ? NULL : "publication"), 0, "%s", err_text);
		const char *text = written(name);
		cr_expect(says(text, "（非公表）") && !says(text, "予防接種に関する事務") && !says(text, "健康管理システム"),
		          "%s", text);
		cr_expect_eq(render(formats[i], "submission"), 0, "%s", err_text);
		text = written(arena_printf(arena, "b/kiso-2024-提出用.%s", formats[i]));
		cr_expect(!says(text, "（非公表）") && says(text, "予防接種に関する事務") && says(text, "健康管理システム"),
		          "%s", text);
	}
	render("html", "submission");
	cr_expect(!says(err_text, "index.html"), "%s", err_text);
	render("html", NULL);
	cr_expect(!says(written("index.html"), "予防接種に関する事務"));
}

Test(cli_site, a_wrong_path_of_withhold_prints_nothing)
{
	write_file("shikii.yaml", sound_body);
	write_file("b/assessment.yaml", arena_printf(arena, "%swithhold: [{path: nane}]\n", sound_model));
	cr_expect_eq(render("html", "publication"), 1);
	cr_expect(says(err_text, "[model.withhold]"), "%s", err_text);
	cr_expect_null(file_text(arena, arena_printf(arena, "%s/out/b/kiso-2024.html", folder)));
}

/* An index that leaves a model out would take its assessments from the public. */
Test(cli_site, an_index_is_whole)
{
	write_file("shikii.yaml", sound_body);
	write_file("a/assessment.yaml", sound_model);
	write_file("b/assessment.yaml", arena_printf(arena, "%snmae: 1\n", sound_model));
	cr_expect_eq(render("html", NULL), 1);
	cr_expect(says(err_text, "/index.html」は書きません"), "%s", err_text);
	cr_expect_null(file_text(arena, arena_printf(arena, "%s/out/index.html", folder)));
	written("a/kiso-2024.html");
}

Test(cli_site, mistakes_in_templates_are_told_once)
{
	static const struct {
		const char *name, *text, *says;
	} cases[] = {
	    {"t/html/index.html", "<p>\n{{#bodies}}", "index.html:2:1: エラー: "},
	    {"t/html/sheet.html", "{{> none}}", "sheet.html:1:1: エラー: 「none」というひな形はありません"},
	};
	write_file("b/shikii.yaml", sound_body);
	write_file("b/assessment.yaml", sound_model);
	for (size_t i = 0; i < 2; i++) {
		const char *path = write_file(cases[i].name, cases[i].text);
		cr_expect_eq(RUN(ARG("render"), arena_printf(arena, "%s/b", folder), ARG("--format=html"), ARG("--out-dir"),
		                 arena_printf(arena, "%s/out", folder), ARG("--templates"),
		                 arena_printf(arena, "%s/t", folder)),
		             2);
		const char *told = strstr(err_text, cases[i].says);
		cr_expect(told && !says(told + strlen(cases[i].says), "エラー: "), "%s", err_text);
		cr_expect_null(file_text(arena, arena_printf(arena, "%s/out/index.html", folder)));
		remove(path);
	}
}

Test(cli_site, templates_that_nothing_reads_are_told)
{
	static const char *const files[][2] = {
	    {"t/html/sheets.html", "「html/sheet.html」ではありませんか"},
	    {"t/sheet.html", "「html/sheet.html」ではありませんか"},
	    {"t/html/Row.html", "「html/row.html」ではありませんか"},
	    {"t/html/rows.html", NULL},
	    {"t/html/row.html~", NULL},
	    {"t/html/mine.html", NULL},
	    {"t/README.txt", NULL},
	};
	char *body = ARG(write_file("b/shikii.yaml", sound_body)),
	     *model = ARG(write_file("b/assessment.yaml", sound_model));
	(void)body;
	write_file("t/html/mine2.html", "{{> rows}}");
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		const char *path = ARG(write_file(files[i][0], "ひな形"));
		int status =
		    RUN(ARG("render"), model, ARG("--format=html"), ARG("--templates"), arena_printf(arena, "%s/t", folder));
		cr_expect_lt(status, 2, "%s", err_text);
		cr_expect(files[i][1] ? says(err_text, files[i][1]) && says(err_text, path) : !says(err_text, "使われません"),
		          "%s: %s", files[i][0], err_text);
		remove(path);
	}
}

Test(cli_site, a_review_copy)
{
	write_file("shikii.yaml", sound_body);
	char *model = arena_string(arena, write_file("a.yaml", replaced(sound_model, "    overview: 概要\n", "")));
	cr_expect_eq(RUN(ARG("render"), model, ARG("--format=html"), ARG("--with-findings")), 0, "%s", err_text);
	const char *row = strstr(out_text, "id=\"item-I-1-2\"");
	cr_assert(row, "%s", out_text);
	cr_expect(says(arena_copy(arena, row, (size_t)(strstr(row, "</tr>") - row)), "class=\"finding error\""), "%s", row);
	write_file("a.yaml", arena_printf(arena,
	                                  "%sother_agencies: ○○市\n"
	                                  "suppress: [{rule: threshold.as-of-old, reason: 次の公表で改める}]\n",
	                                  replaced(sound_model, "2025-04-01", "2023-04-01")));
	cr_expect_eq(RUN(ARG("render"), model, ARG("--format=html"), ARG("--with-findings")), 0, "%s", err_text);
	cr_expect(says(out_text, "wording.placeholder") && !says(out_text, "threshold.as-of-old"), "%s", out_text);
	write_file("shikii.yaml", arena_printf(arena, "%ssuppress: [{rule: nowhere, reason: a}]\n", sound_body));
	write_file("b.yaml", sound_model);
	cr_expect_eq(RUN(ARG("render"), ARG(folder), ARG("--format=html"), ARG("--with-findings"), ARG("--out-dir"),
	                 arena_printf(arena, "%s/out", folder)),
	             0);
	cr_expect(says(written("a/kiso-2024.html"), "「nowhere」という規則はありません"));
	cr_expect(says(written("b/kiso-2024.html"), "「nowhere」という規則はありません"));
	write_file("shikii.yaml", sound_body);
	cr_expect_eq(RUN(ARG("render"), model, ARG("--with-findings")), 2);
	cr_expect(says(err_text, "--format html"), "%s", err_text);
	cr_expect_eq(RUN(ARG("render"), model, ARG("--format=html"), ARG("--with-findings"), ARG("--for=publication")), 2);
}

Test(cli_site, one_page_holds_one_sheet)
{
	write_file("shikii.yaml", sound_body);
	write_file("a.yaml", sound_model);
	write_file("b.yaml", sound_model);
	cr_expect_eq(RUN(ARG("render"), arena_string(arena, folder), ARG("--format=html")), 2);
	cr_expect(says(err_text, "html は評価書一つずつです"), "%s", err_text);
	cr_expect_eq(RUN(ARG("render"), arena_string(arena, folder), ARG("--for=council")), 2);
	cr_expect(says(err_text, "使えるのは publication、submission です"), "%s", err_text);
}

/* Before any is made: a mistake in a template would be told. */
Test(cli_site, several_sheets_for_one_page_are_refused_unmade)
{
	write_file("shikii.yaml", sound_body);
	write_file("t/html/sheet.html", "{{> none}}");
	char *model =
	    ARG(write_file("a.yaml", replaced(sound_model, "sheets:\n", "sheets:\n  juten: {voluntary: true}\n")));
	char *templates = arena_printf(arena, "%s/t", folder);
	cr_expect_eq(RUN(ARG("render"), model, ARG("--format=html"), ARG("--templates"), templates), 2);
	cr_expect(says(err_text, "html は評価書一つずつです") && !says(err_text, "「none」"), "%s", err_text);
	cr_expect_eq(RUN(ARG("render"), model, ARG("--format=html"), ARG("--templates"), templates, ARG("--form=kiso")), 2);
	cr_expect(says(err_text, "「none」"), "%s", err_text);
}
