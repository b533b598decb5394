/* Documents in memory over those of the disk. */
#include "base/files.h"

#include "support/folder.h"

#include <criterion/criterion.h>

#include <string.h>

static struct arena *arena;

static void begin(void)
{
	arena = arena_new();
}

static void end(void)
{
	arena_free(arena);
}

TestSuite(files, .init = begin, .fini = end);

Test(files, paths_are_made_normal)
{
	const char *const cases[][2] = {
	    {".", ""},
	    {"./a", "a"},
	    {"a/./b//c/", "a/b/c"},
	    {"a/../b", "b"},
	    {"../a", "../a"},
	    {"a/../../b", "../b"},
	    {"/a/../b", "/b"},
	    {"/..", "/"},
	    {"/", "/"},
	    {"../../x/..", "../.."},
	    {"a/..", ""},
	    {"..a/b", "..a/b"},
	    {"a/...", "a/..."},
	    {"/a/b/../..", "/"},
	    {"", ""},
	};
	char normal[PATH_LIMIT];
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		cr_assert_str_eq(path_normal(cases[i][0], normal), cases[i][1], "%s", cases[i][0]);
	char *longest = arena_alloc(arena, PATH_LIMIT + 2);
	memset(longest, 'a', PATH_LIMIT);
	cr_assert_null(path_normal(longest, normal));
	longest[PATH_LIMIT - 1] = '\0';
	cr_assert_not_null(path_normal(longest, normal));
}

static const char *joined(const struct files *files, const char *folder)
{
	struct file_names names;
	const char *text = "";
	if (!files_list(arena, files, folder, &names))
		return NULL;
	for (size_t i = 0; i < names.count; i++)
		if (strcmp(names.items[i], ".") != 0 && strcmp(names.items[i], "..") != 0)
			text = arena_printf(arena, "%s%s%s", text, *text ? " " : "", names.items[i]);
	return text;
}

static const char *text_at(const struct files *files, const char *path)
{
	struct diags diags;
	diags_init(&diags, arena);
	const struct source *source = files_load(arena, &diags, files, path);
	cr_assert_eq(!source, diags.count == 1, "%s", path);
	return source ? source->text : NULL;
}

Test(files, memory_alone)
{
	const struct document documents[] = {
	    {"a/b/c.yaml", "x", 1, NULL}, {"a/d.yaml", "yy", 2, NULL}, {"e.yaml", "", 0, NULL}};
	const struct files files = {documents, 3, true, false, false};
	cr_assert_eq(files_kind(&files, "."), FILE_FOLDER);
	cr_assert_eq(files_kind(&files, "./a/b/"), FILE_FOLDER);
	cr_assert_eq(files_kind(&files, "a/d.yaml"), FILE_REGULAR);
	cr_assert_eq(files_kind(&files, "a/d"), FILE_NONE);
	cr_assert_eq(files_kind(&files, "/"), FILE_NONE);
	cr_assert_str_eq(joined(&files, "."), "a e.yaml");
	cr_assert_str_eq(joined(&files, "a"), "b d.yaml");
	cr_assert_null(joined(&files, "/tmp"));
	cr_assert_str_eq(text_at(&files, "./a/../a/d.yaml"), "yy");
	cr_assert_null(text_at(&files, "/etc/passwd"));
	cr_assert_null(text_at(&files, "-"));
}

Test(files, memory_over_the_disk)
{
	const char *folder = folder_new(arena);
	folder_write(arena, folder, "a/one.yaml", "disk");
	folder_write(arena, folder, "a/two.yaml", "disk");
	const struct document documents[] = {{arena_printf(arena, "%s/a/new/three.yaml", folder), "memory", 6, NULL},
	                                     {arena_printf(arena, "%s/a/one.yaml", folder), "memory", 6, NULL}};
	const struct files files = {documents, 2, false, false, false};
	const char *inner = arena_printf(arena, "%s/a", folder);
	cr_assert_str_eq(joined(&files, inner), "new one.yaml two.yaml");
	cr_assert_str_eq(joined(NULL, inner), "one.yaml two.yaml");
	cr_assert_str_eq(text_at(&files, arena_printf(arena, "%s/one.yaml", inner)), "memory");
	cr_assert_str_eq(text_at(&files, arena_printf(arena, "%s/two.yaml", inner)), "disk");
	char head[4];
	size_t length;
	cr_assert(files_peek(&files, documents[0].path, head, sizeof head, &length));
	cr_assert_eq(length, 4);
	cr_assert_not(files_peek(&files, arena_printf(arena, "%s/none", inner), head, sizeof head, &length));
}
