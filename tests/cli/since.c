/* --since: models beside what they were, in repositories whole and not. */
#include "cli/fixture.h"

#include <jansson.h>

#include <unistd.h>

TestSuite(cli_since, .init = fixture_open, .fini = fixture_close);

static void shell(const char *commands)
{
	folder_shell(arena, folder, commands);
}

static void save(const char *name, const char *office)
{
	write_file(name, replaced(sound_model, "head: 健康推進課長", arena_printf(arena, "head: %s", office)));
}

static void commit(void)
{
	shell("git add -A && git commit -q -m 版");
}

/* Three states of a.yaml, all of them published on the same day. */
static void begin(void)
{
	write_file("shikii.yaml", sound_body);
	shell("git init -q -b main");
	save("a.yaml", "一");
	commit();
	save("a.yaml", "二");
	commit();
	save("a.yaml", "三");
	commit();
}

static char *path(const char *name)
{
	return ARG(arena_printf(arena, "%s/%s", folder, name));
}

static int diff(const char *since, const char *name, const char *format)
{
	return RUN(ARG("diff"), ARG("--since"), ARG(since), ARG("--format"), ARG(format), path(name));
}

Test(cli_since, one_model)
{
	begin();
	cr_assert_eq(diff("HEAD~1", "a.yaml", "text"), 0, "%s", err_text);
	cr_expect(says(out_text, "    - 二\n    + 三\n"), "%s", out_text);
	cr_assert_eq(diff("HEAD", "a.yaml", "text"), 0);
	cr_expect(says(out_text, ": 0か所\n"), "%s", out_text);
	cr_assert_eq(diff("published", "a.yaml", "text"), 0);
	cr_expect(says(out_text, "    - 一\n    + 三\n"), "%s", out_text);
	cr_expect_str_eq(err_text, "");
}

/* As it is called most: in the folder itself. */
Test(cli_since, here)
{
	static const char *const paths[] = {NULL, ".", "./a.yaml", "a.yaml", "././a.yaml"};
	begin();
	save("a.yaml", "四");
	cr_assert_eq(chdir(folder), 0);
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		cr_expect_eq(RUN(ARG("diff"), ARG("--since=HEAD"), paths[i] ? ARG(paths[i]) : NULL), 0, "%s", err_text);
		cr_expect(says(out_text, "    - 三\n    + 四\n"), "%s: %s", paths[i] ? paths[i] : "", out_text);
	}
	cr_expect_eq(chdir("/"), 0);
}

Test(cli_since, models_that_one_side_has)
{
	begin();
	save("gone.yaml", "四");
	shell("mkdir .hidden && cp a.yaml .hidden && git add -f .hidden");
	commit();
	shell("git tag v1 && rm gone.yaml");
	write_file("new.yaml", replaced(sound_model, "number: 12", "number: 13"));
	cr_assert_eq(diff("v1", "", "text"), 0, "%s", err_text);
	cr_expect(says(out_text, "a.yaml から "), "%s", out_text);
	cr_expect(says(err_text, "new.yaml: v1 にはない、新しい事務です\n"), "%s", err_text);
	cr_expect(says(err_text, "gone.yaml: 今はない事務です\n"), "%s", err_text);
	cr_expect(!says(err_text, ".hidden"), "%s", err_text);

	cr_assert_eq(diff("v1", "", "md"), 0);
	cr_expect(says(out_text, "new.yaml\n\nv1 にはない、新しい事務です。\n"), "%s", out_text);
	cr_expect(says(out_text, "gone.yaml\n\n今はない事務です。\n"), "%s", out_text);

	cr_assert_eq(diff("v1", "", "json"), 0);
	json_t *root = json_loads(out_text, 0, NULL), *files = json_object_get(root, "files");
	cr_assert_eq(json_array_size(files), 3, "%s", out_text);
	json_t *new = json_array_get(files, 1), *gone = json_array_get(files, 2);
	cr_expect(json_is_null(json_object_get(new, "old")) && json_is_null(json_object_get(gone, "new")));
	cr_expect(says(json_string_value(json_object_get(new, "new")), "/new.yaml"));
	cr_expect(says(json_string_value(json_object_get(gone, "old")), "v1:"));
	cr_expect_eq(json_array_size(json_object_get(gone, "sheets")), 0);
	json_decref(root);
}

Test(cli_since, not_published_yet)
{
	begin();
	write_file("b.yaml", replaced(sound_model, "    publications: [{date: 2025-06-01, kind: 新規}]\n", ""));
	commit();
	cr_assert_eq(diff("published", "b.yaml", "text"), 0);
	cr_expect(says(err_text, "b.yaml: まだ公表していない事務です\n"), "%s", err_text);
}

/* A commit whose YAML is broken does not end the search. */
Test(cli_since, published_before_a_slip)
{
	begin();
	write_file("a.yaml", "shikii: [\n");
	commit();
	save("a.yaml", "四");
	commit();
	cr_assert_eq(diff("published", "a.yaml", "text"), 0, "%s", err_text);
	cr_expect(says(out_text, "    - 一\n    + 四\n"), "%s", out_text);
}

/* What was cut off is not taken for the beginning: a gate would let every change pass. */
Test(cli_since, published_in_a_shallow_repository)
{
	begin();
	shell("git clone -q --depth 1 \"file://$PWD\" one && git clone -q --depth 2 \"file://$PWD\" two");
	cr_expect_eq(diff("published", "one/a.yaml", "text"), 2);
	cr_expect(says(err_text, "浅く取り出したリポジトリー"), "%s", err_text);
	cr_expect_eq(diff("published", "two/a.yaml", "text"), 2);
	cr_expect(says(err_text, "git fetch --unshallow"), "%s", err_text);
	cr_expect_eq(RUN(ARG("history"), ARG("check"), ARG("--since"), ARG("published"), path("one/a.yaml")), 2);
	cr_expect_eq(diff("HEAD", "one/a.yaml", "text"), 0, "%s", err_text);
	cr_expect_eq(diff("HEAD~1", "one/a.yaml", "text"), 2);
}

/* Enough is there: an older 公表日 stands in what was not cut off. */
Test(cli_since, published_within_a_shallow_repository)
{
	begin();
	save("a.yaml", "四");
	write_file("a.yaml", replaced(sound_model, "date: 2025-06-01, kind: 新規}", "date: 2025-07-01, kind: 修正}"));
	commit();
	shell("git clone -q --depth 2 \"file://$PWD\" two");
	cr_expect_eq(diff("published", "two/a.yaml", "text"), 0, "%s", err_text);
	cr_expect(says(out_text, ": 0か所\n"), "%s", out_text);
}

/* Of another user, as a checkout in a container may be; only root can make one. */
Test(cli_since, no_repository)
{
	save("a.yaml", "一");
	save("b.yaml", "一");
	cr_expect_eq(RUN(ARG("check"), ARG("--since"), ARG("HEAD"), path("")), 2);
	cr_expect(says(err_text, "shikii: "), "%s", err_text);
	cr_expect(says(err_text, "/a.yaml: git のリポジトリーの中にありません（"), "%s", err_text);
	cr_expect(!says(err_text, "b.yaml"), "what holds for all is said once: %s", err_text);
}

Test(cli_since, a_repository_of_another)
{
	if (geteuid() != 0)
		return;
	begin();
	shell("chown -R 65534 .");
	cr_expect_eq(diff("HEAD", "a.yaml", "text"), 2);
	cr_expect(says(err_text, "持ち主が違います"), "%s", err_text);
	cr_expect(says(err_text, "git config --global --add safe.directory"), "%s", err_text);
}

/* Without the words of its cells a history cannot be read: then nothing is said of its rows. */
Test(cli_since, broken_cells)
{
	begin();
	write_file("shikii.yaml", arena_printf(arena, "%srules: own\n", sound_body));
	write_file("own/cells.yaml", "cells: {abov: [同上]}\n");
	cr_expect_eq(RUN(ARG("check"), ARG("--since"), ARG("HEAD~1"), path("a.yaml")), 2);
	cr_expect(says(out_text, "own/cells.yaml:1:9: エラー: 「abov」というキーはありません"), "%s", out_text);
	cr_expect(!says(out_text, "[history."), "%s", out_text);
	cr_expect(!says(err_text, "cells.yaml"), "%s", err_text);
	cr_expect(says(err_text, "エラー 1件"), "%s", err_text);
}

/* ---- render --since: the 新旧対照表 ---- */

static int render(const char *since, const char *name, const char *extra)
{
	return RUN(ARG("render"), ARG("--since"), ARG(since), path(name), ARG(extra));
}

/* A table says what that of `--compare` says of the same two states. */
Test(cli_since, table_of_one_model)
{
	begin();
	save("old.yaml", "二");
	cr_assert_eq(RUN(ARG("render"), ARG("--compare"), path("old.yaml"), path("a.yaml"), ARG("--format=html")), 0);
	const char *expected = out_text;
	cr_expect(says(expected, "<del>二</del>") && says(expected, "<ins>三</ins>"), "%s", expected);
	cr_assert_eq(render("HEAD~1", "a.yaml", "--format=html"), 0, "%s", err_text);
	cr_expect_str_eq(out_text, expected);
	cr_assert_eq(render("published", "a.yaml", "--format=md"), 0, "%s", err_text);
	cr_expect(says(out_text, "一") && !says(out_text, "二") && says(out_text, "三"), "%s", out_text);
	cr_assert_eq(render("HEAD", "a.yaml", "--format=md"), 0);
	cr_expect(says(out_text, "変更はありません\n"), "%s", out_text);
}

Test(cli_since, tables_of_a_folder)
{
	begin();
	save("gone.yaml", "四");
	commit();
	shell("rm gone.yaml");
	save("a.yaml", "五");
	write_file("new.yaml", replaced(sound_model, "number: 12", "number: 13"));
	cr_expect_eq(render("HEAD", "", "--format=md"), 2);
	cr_expect(says(err_text, "--out-dir を指定してください") && !*out_text, "%s", err_text);

	const char *out = arena_printf(arena, "%s/out", folder);
	cr_assert_eq(render("HEAD", "", arena_printf(arena, "--out-dir=%s", out)), 0, "%s", err_text);
	const char *changed = file_text(arena, arena_printf(arena, "%s/a/compare.md", out));
	const char *new = file_text(arena, arena_printf(arena, "%s/new/compare.md", out));
	cr_expect(changed && says(changed, "三") && says(changed, "五"), "%s", err_text);
	cr_expect(new &&says(new, "新たに作る評価書です\n") && !says(new, "| 項目"), "%s", new);
	cr_expect(says(err_text, "new.yaml: HEAD にはない、新しい事務です\n"), "%s", err_text);
	cr_expect(says(err_text, "gone.yaml: 今はない事務です\n"), "%s", err_text);
}

/* Two models may not claim one file. */
Test(cli_since, tables_of_one_name)
{
	begin();
	shell("mkdir b c && cp a.yaml b/ && cp a.yaml c/");
	commit();
	const char *out = arena_printf(arena, "--out-dir=%s/out", folder);
	cr_expect_eq(RUN(ARG("render"), ARG("--since=HEAD"), path("b/a.yaml"), path("c/a.yaml"), ARG(out)), 2);
	cr_expect(says(err_text, "b/a.yaml」の評価書と同じ名前です"), "%s", err_text);
}

Test(cli_since, tables_that_cannot_be)
{
	begin();
	cr_expect_eq(RUN(ARG("render"), ARG("--compare"), path("a.yaml"), path("a.yaml"), ARG("--since=HEAD")), 2);
	cr_expect(says(err_text, "--compare と --since はどちらか一方です") && !*out_text, "%s", err_text);
	cr_expect_eq(render("HEAD", "a.yaml", "--format=json"), 2);
	cr_expect(says(err_text, "shikii diff"), "%s", err_text);
	cr_expect_eq(render("HEAD", "a.yaml", "--set=number=3"), 2);
	cr_expect(says(err_text, "--set と一緒には指定できません"), "%s", err_text);
	cr_expect_eq(render("nowhere", "a.yaml", "--format=md"), 2);
	cr_expect(says(err_text, "nowhere") && !*out_text, "%s", err_text);
	save("a.yaml", "[");
	cr_expect_eq(render("HEAD", "a.yaml", "--format=md"), 1);
	cr_expect(!*out_text, "%s", out_text);
}

/* A small repository that holds one model at a hundred thousand places, or one of many bytes at a few hundred: told soon, and read
 * one at a time. */
Test(cli_since, one_model_at_very_many_places, .timeout = 120)
{
	static const char *const bombs[] = {"5", "2"};
	begin();
	for (size_t i = 0; i < sizeof bombs / sizeof *bombs; i++) {
		if (i) /* more than is read, in less than are too many */
			shell("{ cat a.yaml; head -c 3000000 /dev/zero | tr '\\0' '#'; } >large && git hash-object -w large >blob");
		else
			shell("git hash-object -w a.yaml >blob");
		shell(arena_printf(
		    arena,
		    "t=$(for i in 0 1 2 3 4 5 6 7 8 9; do printf '100644 blob %%s\\ta%%s.yaml\\n' $(cat blob) $i; done | "
		    "git mktree); for k in $(seq %s); do t=$(for i in 0 1 2 3 4 5 6 7 8 9; do "
		    "printf '040000 tree %%s\\td%%s\\n' $t $i; done | git mktree); done; "
		    "git tag v%zu $(git commit-tree -m 大 $t)",
		    bombs[i], i));
		write_file("b.yaml", replaced(sound_model, "number: 12", "number: 13"));
		cr_expect_eq(diff(arena_printf(arena, "v%zu", i), "b.yaml", "text"), 2, "%s", err_text);
		cr_expect(says(err_text, "ファイルが多すぎる"), "%s", err_text);
	}
}
