/* A stranger's folder: its names, links and pipes lead nowhere but into it, unless it is trusted (docs/security.md). */
#include "cli/fixture.h"

#include <sys/stat.h>
#include <unistd.h>

TestSuite(cli_trust, .init = fixture_open, .fini = fixture_close, .timeout = 60);

static char *path_of(const char *name)
{
	return arena_printf(arena, "%s/%s", folder, name);
}

static void link_to(const char *target, const char *name)
{
	write_file(arena_printf(arena, "%s.made", name), ""); /* the folders around it */
	cr_assert_eq(symlink(target, path_of(name)), 0, "%s", name);
}

static void make_pipe(const char *name)
{
	write_file(arena_printf(arena, "%s.made", name), "");
	cr_assert_eq(mkfifo(path_of(name), 0600), 0, "%s", name);
}

/* Refused with status 2, and not a word of the secret is told. */
static void refused(int status)
{
	cr_assert_eq(status, 2, "%s%s", out_text, err_text);
	cr_assert(!says(out_text, "秘密") && !says(err_text, "秘密"), "%s%s", out_text, err_text);
	cr_assert(says(out_text, "[file.unreadable]") || says(err_text, "[file.unreadable]"), "%s%s", out_text, err_text);
}

static void secrets(void)
{
	write_file("body/shikii.yaml", sound_body);
	write_file("body/a/assessment.yaml", sound_model);
	write_file("secret", "秘密: :\n");
	write_file("outside/sheet.md", "秘密\n");
	write_file("outside/house.yaml", "秘密: :\n");
}

Test(cli_trust, templates_that_lead_out)
{
	secrets();
	write_file("body/shikii.yaml", arena_printf(arena, "%stemplates: mine\n", sound_body));
	link_to("../../../outside/sheet.md", "body/mine/md/sheet.md");
	refused(RUN(ARG("render"), path_of("body"), ARG("--form=kiso")));
	refused(RUN(ARG("render"), path_of("body/a"), ARG("--form=kiso"), ARG("--templates"), path_of("body/mine")));
	cr_assert_eq(RUN(ARG("render"), path_of("body"), ARG("--form=kiso"), ARG("--trust")), 0, "%s", err_text);
	cr_assert(says(out_text, "秘密"), "%s", out_text);
}

Test(cli_trust, links_that_stay_inside_are_followed)
{
	secrets();
	write_file("body/shikii.yaml", arena_printf(arena, "%stemplates: mine\n", sound_body));
	write_file("body/common/sheet.md", "共通のひな形\n");
	link_to("../../common/sheet.md", "body/mine/md/sheet.md");
	cr_assert_eq(RUN(ARG("render"), path_of("body"), ARG("--form=kiso")), 0, "%s", err_text);
	cr_assert(says(out_text, "共通のひな形"), "%s", out_text);
	link_to("a/assessment.yaml", "body/b.yaml");
	cr_assert_eq(RUN(ARG("judge"), path_of("body/b.yaml")), 0, "%s", err_text);
}

Test(cli_trust, folders_that_shikii_yaml_names_outside)
{
	static const char *const named[] = {"rules: ../outside", "schema: ../outside", "templates: ../outside",
	                                    "rules: inner"};
	secrets();
	link_to("../outside", "body/inner");
	for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
		write_file("body/shikii.yaml", arena_printf(arena, "%s%s\n", sound_body, named[i]));
		refused(RUN(ARG("check"), path_of("body")));
		cr_assert(says(out_text, "shikii.yaml:4:") || says(err_text, "shikii.yaml:4:"), "%s: %s%s", named[i], out_text,
		          err_text);
	}
	RUN(ARG("check"), path_of("body"), ARG("--trust"));
	cr_assert(says(err_text, "秘密") || says(out_text, "秘密"), "%s%s", out_text, err_text);
	write_file("body/shikii.yaml", arena_printf(arena, "%srules: %s\n", sound_body, path_of("outside")));
	refused(RUN(ARG("check"), path_of("body")));
}

Test(cli_trust, a_body_or_model_that_leads_out)
{
	secrets();
	remove(path_of("body/shikii.yaml"));
	link_to("../secret", "body/shikii.yaml");
	refused(RUN(ARG("check"), path_of("body")));
	remove(path_of("body/shikii.yaml"));
	write_file("outside/model.yaml", "shikii: 1\n秘密: :\n");
	link_to("../outside/model.yaml", "body/b.yaml");
	refused(RUN(ARG("check"), path_of("body")));
	refused(RUN(ARG("cite"), path_of("body/b.yaml")));
	link_to("../secret", "body/c.yaml"); /* no model: passed over in a folder, refused by name */
	refused(RUN(ARG("check"), path_of("body/c.yaml")));
	write_file("outside/model.yaml", sound_model);
	cr_assert_eq(RUN(ARG("judge"), path_of("body/b.yaml"), ARG("--trust")), 0, "%s", err_text);
}

/* Files that an option names are read as those that stand alone: by a link that stays in its body's folder, by no other. */
Test(cli_trust, models_that_options_name)
{
	secrets();
	char *model = path_of("body/a/assessment.yaml"), *table = path_of("table.md"), *book = path_of("book.xlsx");
	link_to("../outside/model.yaml", "body/out.yaml");
	link_to("a/assessment.yaml", "body/in.yaml");
	write_file("outside/model.yaml", arena_printf(arena, "%s# 秘密\n", sound_model));
	cr_assert_eq(RUN(ARG("render"), ARG("--form=kiso"), ARG("-o"), book, model), 0, "%s", err_text);
	char *out = path_of("body/out.yaml"), *in = path_of("body/in.yaml");
	refused(RUN(ARG("render"), ARG("--compare"), out, ARG("-f"), ARG("md"), model));
	refused(RUN(ARG("history"), ARG("add"), ARG("--compare"), out, ARG("--date"), ARG("2026-01-01"), model));
	refused(RUN(ARG("import"), ARG("--into"), out, book));
	refused(RUN(ARG("import"), ARG("--add"), out, book));
	cr_assert_eq(RUN(ARG("render"), ARG("--compare"), in, ARG("-f"), ARG("md"), ARG("-o"), table, model), 0, "%s",
	             err_text);
	cr_assert_eq(RUN(ARG("import"), ARG("--into"), in, book), 0, "%s", err_text);
	cr_assert_eq(RUN(ARG("import"), ARG("--into"), out, ARG("--trust"), book), 0, "%s", err_text);
}

Test(cli_trust, pipes_and_devices_do_not_hang)
{
	secrets();
	make_pipe("pipe.yaml");
	refused(RUN(ARG("check"), path_of("pipe.yaml")));
	refused(RUN(ARG("import"), path_of("pipe.yaml")));
	refused(RUN(ARG("check"), path_of("body"), ARG("--baseline"), path_of("pipe.yaml")));
	make_pipe("body/mine/md/sheet.md");
	refused(RUN(ARG("render"), path_of("body"), ARG("--form=kiso"), ARG("--templates"), path_of("body/mine")));
	make_pipe("mine/house.yaml");
	refused(RUN(ARG("check"), path_of("body"), ARG("--rules"), path_of("mine")));
	remove(path_of("body/shikii.yaml"));
	make_pipe("body/shikii.yaml");
	refused(RUN(ARG("check"), path_of("body"), ARG("--trust")));
	remove(path_of("body/shikii.yaml"));
	link_to("/dev/zero", "body/shikii.yaml");
	refused(RUN(ARG("check"), path_of("body")));
	RUN(ARG("check"), ARG("/dev/null"));
	cr_assert(says(out_text, "[file.no-model]"), "%s%s", out_text, err_text);
}

/* Everything that render writes stands in out/, whatever files and folders are called. */
Test(cli_trust, names_of_outputs)
{
	static const char *const names[] = {"in/x/assessment.yaml", "in/...yaml", "in/..yaml", "in/a\nb\x1b[2J.yaml"};
	write_file("in/shikii.yaml", sound_body);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		write_file(names[i], sound_model);
	write_file("in/assessment.yaml", sound_model);
	char *inputs[] = {path_of("in/.."), path_of("in/x/.."), path_of("in/x/."), path_of("in/x/../assessment.yaml")};
	for (size_t i = 0; i < sizeof inputs / sizeof *inputs + sizeof names / sizeof *names; i++) {
		size_t known = sizeof inputs / sizeof *inputs;
		char *input = i < known ? inputs[i] : path_of(names[i - known]);
		RUN(ARG("render"), input, ARG("--form=kiso"), ARG("--out-dir"), path_of("in/w/out"));
		cr_assert_eq(access(path_of("in/w/kiso-2024.md"), F_OK), -1, "%s", input);
		cr_assert_eq(access(path_of("in/w/out/kiso-2024.md"), F_OK), -1, "%s", input);
		for (const char *c = err_text; *c; c++)
			cr_assert((unsigned char)*c >= ' ' || *c == '\n', "%s", err_text);
		cr_assert(!says(err_text, "/../") || says(err_text, "エラー"), "%s", err_text);
	}
	cr_assert_eq(access(path_of("in/w/out/_./kiso-2024.md"), F_OK), 0);
	cr_assert_eq(access(path_of("in/w/out/_/kiso-2024.md"), F_OK), 0);
	cr_assert_eq(access(path_of("in/w/out/a_b_[2J/kiso-2024.md"), F_OK), 0);
}

Test(cli_trust, output_through_a_link)
{
	secrets();
	write_file("out/made", "");
	link_to("../outside", "out/a");
	cr_assert_eq(RUN(ARG("render"), path_of("body"), ARG("--form=kiso"), ARG("--out-dir"), path_of("out")), 2);
	cr_assert_eq(access(path_of("outside/kiso-2024.md"), F_OK), -1, "%s", err_text);
	remove(path_of("out/a"));
	link_to("../../outside/new", "out/a/kiso-2024.md");
	cr_assert_eq(RUN(ARG("render"), path_of("body"), ARG("--form=kiso"), ARG("--out-dir"), path_of("out")), 2);
	cr_assert_eq(access(path_of("outside/new"), F_OK), -1, "%s", err_text);
	cr_assert(says(err_text, "リンク"), "%s", err_text);
	cr_assert_eq(
	    RUN(ARG("render"), path_of("body"), ARG("--form=kiso"), ARG("--trust"), ARG("--out-dir"), path_of("out")), 0,
	    "%s", err_text);
}

Test(cli_trust, a_parent_that_softens_is_named)
{
	const char *wrong = replaced(sound_model, "overview: 概要", "overview: 番号法第19条第8号 別表第二");
	write_file("body/a/assessment.yaml", wrong);
	write_file("body/shikii.yaml", arena_printf(arena, "%sseverity: {citation: off}\n", sound_body));
	RUN(ARG("check"), path_of("body/a"));
	cr_assert(says(err_text, "上のフォルダーの ") && says(err_text, "body/shikii.yaml"), "%s", err_text);
	RUN(ARG("check"), path_of("body"));
	cr_assert(!says(err_text, "上のフォルダー"), "%s", err_text);
	write_file("body/shikii.yaml",
	           arena_printf(arena, "%ssuppress: [{rule: citation, reason: 古い評価書}]\n", sound_body));
	RUN(ARG("check"), path_of("body/a/assessment.yaml"));
	cr_assert(says(err_text, "上のフォルダーの "), "%s", err_text);
	write_file("body/shikii.yaml", arena_printf(arena, "%sseverity: {citation: error}\n", sound_body));
	RUN(ARG("check"), path_of("body/a"));
	cr_assert(!says(err_text, "上のフォルダー"), "%s", err_text);
}
