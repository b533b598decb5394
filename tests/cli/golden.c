/* Cases of tests/golden/: in.yaml with its shikii.yaml (and a small schema/ of its own), and what the program makes
 * of it. check.txt, out.md, out.json, out.plan, out.svg, out.mermaid and register.* are compared where they are there; UPDATE_GOLDEN=1 writes them anew. */
#include "cli/fixture.h"

#include <dirent.h>
#include <unistd.h>

TestSuite(cli_golden, .init = fixture_open, .fini = fixture_close);

/* One expected file against what a command printed. */
static void compare(const char *name, const char *file, const char *text)
{
	const char *expected = file_text(arena, file);
	if (!expected || strcmp(expected, text) == 0)
		return;
	if (getenv("UPDATE_GOLDEN"))
		folder_write(arena, ".", file, text);
	else
		cr_expect_fail("%s/%s differs; UPDATE_GOLDEN=1 writes it anew:\n%s", name, file, text);
}

static int run_in_case(const char *command, const char *format)
{
	bool own_schema = access("schema", F_OK) == 0;
	return RUN(ARG(command), ARG("in.yaml"), ARG("--format"), ARG(format), own_schema ? ARG("--schema=schema") : NULL);
}

static void draw_in_case(const char *name, const char *format)
{
	RUN(ARG("draw"), ARG("in.yaml"), ARG("--format"), ARG(format));
	compare(name, arena_printf(arena, "out.%s", format), out_text);
}

static void check_case(const char *path, const char *name)
{
	cr_assert_eq(chdir(path), 0, "%s", path);
	int status = run_in_case("check", "text");
	compare(name, "check.txt", arena_printf(arena, "%s終了コード %d\n", out_text, status));
	const char *const formats[] = {"md", "json", "plan"};
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
		run_in_case("render", formats[i]);
		compare(name, arena_printf(arena, "out.%s", formats[i]), out_text);
	}
	draw_in_case(name, "svg");
	draw_in_case(name, "mermaid");
	const char *const registers[] = {"csv", "json", "html", "plan"};
	for (size_t i = 0; i < sizeof registers / sizeof *registers; i++) {
		RUN(ARG("register"), ARG("in.yaml"), ARG("--format"), ARG(registers[i]), ARG("--as-of=2026-12-01"));
		compare(name, arena_printf(arena, "register.%s", registers[i]), out_text);
	}
}

Test(cli_golden, all_cases)
{
	const char *root = arena_printf(arena, "%s/tests/golden", getenv("SHIKII_SOURCE_DIR"));
	DIR *directory = opendir(root);
	cr_assert(directory, "%s", root);
	size_t count = 0;
	for (struct dirent *entry; (entry = readdir(directory));) {
		if (entry->d_name[0] == '.')
			continue;
		check_case(arena_printf(arena, "%s/%s", root, entry->d_name), entry->d_name);
		count++;
	}
	closedir(directory);
	cr_assert_geq(count, 6);
}
