/* Files of git as arguments of `shikii diff`, and git that calls it; checks in shards. */
#include "cli/fixture.h"
#include "support/program.h"

#include <jansson.h>

#include <unistd.h>

TestSuite(cli_states, .init = fixture_open, .fini = fixture_close, .timeout = 60);

static void shell(const char *commands)
{
	folder_shell(arena, folder, commands);
}

static void save(const char *name, const char *head)
{
	write_file(name, replaced(sound_model, "head: 健康推進課長", arena_printf(arena, "head: %s", head)));
}

static void commit(const char *tag)
{
	shell(arena_printf(arena, "git add -A && git commit -q -m 版 && git tag %s", tag));
}

/* v1 and v2 differ in the model and in the name of the body. */
static void begin(void)
{
	shell("git init -q -b main && mkdir -p 市/a");
	write_file("市/shikii.yaml", sound_body);
	save("市/a/assessment.yaml", "一");
	commit("v1");
	write_file("市/shikii.yaml", replaced(sound_body, "name: ", "name: 新"));
	save("市/a/assessment.yaml", "二");
	commit("v2");
	cr_assert_eq(chdir(folder), 0);
}

static int diff(const char *old, const char *new)
{
	return RUN(ARG("diff"), ARG(old), ARG(new));
}

Test(cli_states, two_revisions_with_the_body_of_each)
{
	begin();
	cr_assert_eq(diff("v1:市/a/assessment.yaml", "v2:市/a/assessment.yaml"), 0, "%s", err_text);
	cr_expect(says(out_text, "    - 一\n    + 二\n"), "%s", out_text);
	cr_expect(says(out_text, "評価実施機関名"), "the body's name has changed, too: %s", out_text);
	cr_assert_eq(diff("v1:市/a/assessment.yaml", "v1:市/a/assessment.yaml"), 0, "%s", err_text);
	cr_expect(says(out_text, ": 0か所\n"), "%s", out_text);
}

Test(cli_states, a_revision_and_the_disk)
{
	begin();
	save("市/a/assessment.yaml", "三");
	cr_assert_eq(diff("v2:市/a/assessment.yaml", "市/a/assessment.yaml"), 0, "%s", err_text);
	cr_expect(says(out_text, "    - 二\n    + 三\n"), "%s", out_text);
	cr_expect(!says(out_text, "評価実施機関名"), "%s", out_text);
}

/* A file of the disk with a colon in its name is that file. */
Test(cli_states, names_with_a_colon)
{
	begin();
	save("v1:b.yaml", "四");
	cr_assert_eq(diff("v1:b.yaml", "市/a/assessment.yaml"), 0, "%s", err_text);
	cr_expect(says(out_text, "    - 四\n    + 二\n"), "%s", out_text);
}

Test(cli_states, what_there_is_not)
{
	begin();
	cr_expect_eq(diff("v9:市/a/assessment.yaml", "市/a/assessment.yaml"), 2);
	cr_expect(says(err_text, "v9"), "%s", err_text);
	cr_expect_eq(diff("v1:市/none.yaml", "市/a/assessment.yaml"), 2);
	cr_expect(says(err_text, "その版に、このモデルはありません"), "%s", err_text);
	cr_expect_eq(diff("v1:../x.yaml", "市/a/assessment.yaml"), 2);
	cr_expect_eq(diff("v1:市/shikii.yaml", "市/a/assessment.yaml"), 2);
	cr_expect_eq(RUN(ARG("check"), ARG("v1:市/a/assessment.yaml")), 2, "only diff knows revisions");
}

/* ---- called by git ---- */

/* What git shows, with the program that was built beside the tests. */
static const char *git(const char *arguments)
{
	shell(arena_printf(arena,
	                   "printf '**/assessment.yaml diff=shikii\\n' >.git/info/attributes && "
	                   "git -c diff.shikii.command=\"'%s' diff\" %s >.git/out 2>&1",
	                   built_program(arena), arguments));
	return file_text(arena, arena_printf(arena, "%s/.git/out", folder));
}

Test(cli_states, git_log_in_the_words_of_the_form)
{
	begin();
	const char *log = git("log -p --ext-diff -1");
	cr_expect(says(log, "    - 一\n    + 二\n"), "%s", log);
	cr_expect(says(log, "評価実施機関名"), "the body is that of each commit: %s", log);
	log = git("log -p --ext-diff");
	cr_expect(says(log, "新しいファイルです"), "%s", log);
}

Test(cli_states, git_diff_of_the_work_tree_the_index_and_branches)
{
	begin();
	save("市/a/assessment.yaml", "三");
	cr_expect(says(git("diff"), "    - 二\n    + 三\n"), "%s", git("diff"));
	shell("git add -A");
	cr_expect(says(git("diff --cached"), "    - 二\n    + 三\n"), "%s", git("diff --cached"));
	cr_expect(says(git("diff v1 v2"), "    - 一\n    + 二\n"), "%s", git("diff v1 v2"));
	shell("git checkout -q -f -b other v1");
	save("市/a/assessment.yaml", "五");
	commit("v5");
	cr_expect(says(git("diff main other"), "    - 二\n    + 五\n"), "%s", git("diff main other"));
}

/* Git stops at a program that fails: it never does. */
Test(cli_states, what_cannot_be_compared_is_said_and_git_goes_on)
{
	begin();
	write_file("市/b/assessment.yaml", "shikii: 1\n");
	commit("v3");
	write_file("市/a/assessment.yaml", "shikii: [\n");
	write_file("市/b/assessment.yaml", "name: no model\n");
	const char *shown = git("diff");
	cr_expect(says(shown, "市/a/assessment.yaml: モデルとして読めないので、比べられません"), "%s", shown);
	cr_expect(says(shown, "市/b/assessment.yaml: モデルとして読めないので、比べられません"), "%s", shown);
	shell("rm 市/a/assessment.yaml");
	cr_expect(says(git("diff"), "市/a/assessment.yaml: 今はない事務です"), "%s", git("diff"));
	shell("git checkout -q -f . && git mv 市/a 市/c");
	cr_expect(says(git("diff -M --cached"), ": 0か所\n"), "%s", git("diff -M --cached"));
}

/* ---- shards ---- */

static int check(char *shard, char *more)
{
	return RUN(ARG("check"), ARG("--shard"), shard, ARG("--format"), ARG("json"), ARG(folder), more);
}

static size_t checked(void)
{
	json_t *report = json_loads(out_text, 0, NULL), *file;
	size_t i, models = 0;
	json_array_foreach (json_object_get(report, "files"), i, file)
		models += !says(json_string_value(json_object_get(file, "path")), "shikii.yaml");
	json_decref(report);
	return models;
}

Test(cli_states, shards_check_every_model_once)
{
	write_file("shikii.yaml", arena_printf(arena, "%ssuppress:\n- {rule: wording, reason: 無用}\n", sound_body));
	for (int i = 0; i < 5; i++)
		write_file(arena_printf(arena, "%d.yaml", i),
		           replaced(sound_model, "number: ", arena_printf(arena, "number: %d", i + 1)));
	size_t all = 0;
	for (int i = 1; i <= 3; i++) {
		int status = check(ARG(arena_printf(arena, "%d/3", i)), NULL);
		cr_expect_lt(status, 2, "%s", err_text);
		cr_expect(!says(out_text, "suppress.unused"), "another shard may need it: %s", out_text);
		all += checked();
	}
	cr_expect_eq(all, 5, "%zu", all);
	cr_expect_lt(check(ARG("7/7"), NULL), 2, "a shard may be empty: %s", err_text);
}

Test(cli_states, shards_that_are_none)
{
	static const char *const cases[] = {"0/3", "4/3", "1", "a/b", "1/", "/3", "1/3/5", "-1/3", "1/0", "99999999999/1"};
	write_file("shikii.yaml", sound_body);
	write_file("a.yaml", sound_model);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		cr_expect_eq(check(ARG(cases[i]), NULL), 2, "%s", cases[i]);
	char *baseline = ARG(arena_printf(arena, "--baseline=%s/none", folder));
	cr_expect_eq(check(ARG("1/2"), baseline), 2);
	cr_expect(says(err_text, "--baseline"), "%s", err_text);
}
