/* What strangers may hand over: each gives one clear message at its place and the right exit status, soon. Ten times as much, which
 * would take the sanitizers long: torture/large.py. */
#include "base/buf.h"
#include "base/utf8.h"
#include "cli/fixture.h"

#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

TestSuite(cli_hostile, .init = fixture_open, .fini = fixture_close, .timeout = 120);

enum {
	PATIENCE = 20
}; /* seconds of the processor for one command, under the sanitizers: however busy the machine is */

static time_t seconds_used(void)
{
	struct rusage own, children;
	getrusage(RUSAGE_SELF, &own);
	getrusage(RUSAGE_CHILDREN, &children);
	return own.ru_utime.tv_sec + children.ru_utime.tv_sec;
}

static const char *const commands[] = {"check", "judge", "list", "render"};

/* Runs every command on the file; all exit with `status` and say `words`, but for `list`, which counts findings. */
static void try_file(const char *path, int status, const char *words)
{
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
		time_t start = seconds_used();
		int got = RUN(ARG(commands[i]), ARG(path));
		cr_assert_leq(seconds_used() - start, PATIENCE, "%s %s", commands[i], path);
		const char *text = arena_printf(arena, "%s%s", out_text, err_text);
		bool listed = got == status && strcmp(commands[i], "list") == 0; /* it counts findings, and prints none */
		cr_assert_eq(got, status, "%s %s: exit status %d\n%.2000s", commands[i], path, got, text);
		cr_assert(says(text, words) || listed, "%s %s: %.2000s", commands[i], path, text);
		for (const char *c = text; *c; c++)
			cr_assert((unsigned char)*c >= ' ' || *c == '\n', "a control character reaches the terminal: %.2000s",
			          text);
		cr_assert_eq(utf8_valid(text, strlen(text)), strlen(text));
	}
}

static void try_text(const char *text, int status, const char *words)
{
	try_file(write_file("a.yaml", text), status, words);
}

static void try_buf(struct buf *text, int status, const char *words)
{
	const char *path = folder_write_bytes(arena, folder, "a.yaml", buf_text(text), text->length);
	buf_free(text);
	try_file(path, status, words);
}

Test(cli_hostile, broken_yaml)
{
	const struct {
		const char *text, *words;
	} cases[] = {
	    {"shikii: 1\nname: x\n\tnumber: 1\n", "a.yaml:3:1: エラー: "},
	    {"shikii: 1\nname: \"x\nnumber: 1\n", "a.yaml:2:7: エラー: "},
	    {"shikii: 1\nname: 'x\n", "a.yaml:2:7: エラー: "},
	    {"shikii: 1\nname: \xff\n", "a.yaml:2:7: エラー: UTF-8 として読めない"},
	    {"shikii: 1\nname: \xe3\x81", "a.yaml:2:7: エラー: UTF-8 として読めない"},
	    {"shikii: 1\nname: [x\n", "a.yaml:"},
	    {"shikii: 1\nname: x: y\n", "a.yaml:2:"},
	    {"shikii: 1\nname: x\nname: y\n", "a.yaml:3:1: エラー: "},
	    {"shikii: 1\nname: &a x\nnumber: *a\n", "a.yaml:2:7: エラー: "},
	    {"shikii: 1\nname: !!python/object x\n", "a.yaml:2:7: エラー: "},
	    {"shikii: 1\n---\nshikii: 1\n", "a.yaml:2:1: エラー: "},
	    {"shikii: 1\n? [a]\n: b\n", "a.yaml:2:"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		write_file("a.yaml", cases[i].text);
		RUN(ARG("check"), ARG(arena_printf(arena, "%s/a.yaml", folder)));
		cr_assert(says(out_text, cases[i].words), "%s: %s", cases[i].words, out_text);
		cr_assert_leq(strlen(out_text), 3000, "%s", out_text);
	}
}

Test(cli_hostile, empty_and_binary)
{
	try_text("", 2, "[file.no-model]");
	try_text("\n\n", 2, "[file.no-model]");
	try_text("\xef\xbb\xbf", 2, "[file.no-model]");
	struct buf binary = BUF_INIT;
	buf_append(&binary,
	           "\x7f"
	           "ELF\x02\x01\x01\0\0\0\0\xff\xfe",
	           14);
	const char *path = folder_write_bytes(arena, folder, "binary.yaml", buf_text(&binary), binary.length);
	buf_free(&binary);
	try_file(path, 1, "binary.yaml:1:");
	path = folder_write_bytes(arena, folder, "nul.yaml", "shikii: 1\nname: a\0b\n", 20);
	try_file(path, 1, "nul.yaml:2:8: エラー: ");
}

Test(cli_hostile, wrong_types_everywhere)
{
	const char *const values[] = {"[]",
	                              "{}",
	                              "x",
	                              "[[[]]]",
	                              "{a: {b: c}}",
	                              "[x, {y: z}, [1]]",
	                              "1",
	                              "''",
	                              "{unknown: x}",
	                              "{unknown: [x]}",
	                              "{markdown: {}}",
	                              "~"};
	const char *const keys[] = {"shikii",     "number",    "departments", "exemption", "emergency",  "threshold",
	                            "systems",    "files",     "blocks",      "contracts", "provisions", "risks",
	                            "safeguards", "procedure", "attachments", "reviews",   "ended",      "sheets"};
	write_file("shikii.yaml", sound_body);
	for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
		struct buf text = BUF_INIT;
		for (size_t j = 1; j < sizeof keys / sizeof *keys; j++)
			buf_printf(&text, "%s: %s\n", keys[j], values[i]);
		const char *path = write_file("a.yaml", arena_printf(arena, "shikii: 1\n%s", buf_text(&text)));
		buf_free(&text);
		for (size_t j = 0; j < sizeof commands / sizeof *commands; j++) {
			int status = RUN(ARG(commands[j]), ARG(path));
			cr_assert(status == 0 || status == 1, "%s of %s: %d %s", commands[j], values[i], status, err_text);
		}
		write_file("b.yaml", arena_printf(arena, "shikii: %s\nname: x\n", values[i]));
		int status = RUN(ARG("check"), ARG(arena_printf(arena, "%s/b.yaml", folder)));
		cr_assert(status == 1 || strcmp(values[i], "1") == 0, "%s: %d", values[i], status);
		struct buf body = BUF_INIT;
		for (size_t j = 0; j < 4; j++)
			buf_printf(&body, "%s: %s\n", (const char *const[]){"name", "incidents", "desks", "systems"}[j], values[i]);
		write_file("c/shikii.yaml", buf_text(&body));
		write_file("c/a.yaml",
		           replaced(sound_model, "systems: [{id: kanri, name: 健康管理システム}]", "systems: [{shared: a}]"));
		status = RUN(ARG("check"), ARG(arena_printf(arena, "%s/c", folder)));
		cr_assert(status == 0 || status == 1, "shikii.yaml of %s: %d %s", values[i], status, err_text);
		write_file("c/shikii.yaml", values[i]);
		status = RUN(ARG("check"), ARG(arena_printf(arena, "%s/c", folder)));
		cr_assert_eq(status, 1, "shikii.yaml of %s: %d %s", values[i], status, err_text);
		buf_free(&body);
	}
}

static void put_times(struct buf *out, const char *word, size_t count)
{
	while (count--)
		buf_puts(out, word);
}

Test(cli_hostile, depth)
{
	struct buf text = BUF_INIT;
	buf_puts(&text, "shikii: 1\nname: ");
	put_times(&text, "[", 10000);
	try_buf(&text, 1, "[yaml.depth]");
	text = (struct buf)BUF_INIT;
	buf_puts(&text, "shikii: 1\nname: ");
	put_times(&text, "{a: ", 10000);
	put_times(&text, "}", 10000);
	try_buf(&text, 1, "[yaml.depth]");
	text = (struct buf)BUF_INIT;
	buf_puts(&text, "shikii: 1\n");
	for (int i = 0; i < 1000; i++)
		buf_printf(&text, "%*sa:\n", i, "");
	try_buf(&text, 1, "[yaml.depth]");
	text = (struct buf)BUF_INIT;
	buf_puts(&text, "shikii: 1\nblocks: [{id: x}]\ncontracts: [{id: c, ");
	put_times(&text, "differences: {x: {", 29);
	put_times(&text, "}}", 29);
	buf_puts(&text, "}]\n");
	try_buf(&text, 0, "");
}

Test(cli_hostile, alias_bomb)
{
	struct buf text = BUF_INIT;
	buf_puts(&text, "shikii: 1\na: &a [x, x, x, x, x, x, x, x, x]\n");
	for (char c = 'b'; c < 'z'; c++)
		buf_printf(&text, "%c: &%c [*%c, *%c, *%c, *%c, *%c, *%c, *%c, *%c, *%c]\n", c, c, c - 1, c - 1, c - 1, c - 1,
		           c - 1, c - 1, c - 1, c - 1, c - 1);
	try_buf(&text, 1, "a.yaml:2:4: エラー: ");
}

Test(cli_hostile, hundred_megabytes)
{
	const char *path = write_file("a.yaml", "shikii: 1\nname: x\n");
	cr_assert_eq(truncate(path, 100 << 20), 0);
	try_file(path, 1, "[file.too-large]");
	cr_assert_eq(truncate(path, (off_t)5 << 30), 0);
	try_file(path, 1, "[file.too-large]");
}

Test(cli_hostile, many_unknown_keys)
{
	struct buf text = BUF_INIT;
	buf_puts(&text, "shikii: 1\n");
	for (int i = 0; i < 20000; i++)
		buf_printf(&text, "知らないキー%d: x\n", i);
	try_buf(&text, 1, "指摘が 1000 件を超えたので、残りを省きました [file.too-many]");
}

Test(cli_hostile, many_members)
{
	write_file("shikii.yaml", sound_body);
	struct buf text = BUF_INIT;
	buf_puts(&text, "shikii: 1\nname: x\nnumber: 1\nthreshold: {subjects: {count: 400000}}\nsheets: {zenkomoku: {}, "
	                "kiso: {}}\nblocks:\n");
	for (int i = 0; i < 60; i++)
		buf_printf(&text, "- {id: b%d, files: [f%d]}\n", i, i);
	buf_puts(&text, "contracts:\n");
	for (int i = 0; i < 30; i++)
		buf_printf(&text, "- {id: c%d}\n", i);
	buf_puts(&text, "files:\n");
	for (int i = 0; i < 400; i++)
		buf_printf(&text, "- {id: f%d}\n", i);
	buf_puts(&text, "systems:\n");
	for (int i = 0; i < 400; i++)
		buf_printf(&text, "- {id: s%d, name: x}\n", i);
	const char *path = folder_write_bytes(arena, folder, "a.yaml", buf_text(&text), text.length);
	buf_free(&text);
	time_t start = seconds_used();
	RUN(ARG("check"), ARG(path));
	cr_assert_leq(seconds_used() - start, PATIENCE, "check");
	start = seconds_used();
	RUN(ARG("render"), ARG(path), ARG("--form=zenkomoku"));
	cr_assert_leq(seconds_used() - start, PATIENCE, "render");
}

Test(cli_hostile, many_references_that_point_nowhere)
{
	struct buf text = BUF_INIT;
	buf_puts(&text, "shikii: 1\nblocks: [{id: x, files: [");
	for (int i = 0; i < 5000; i++)
		buf_printf(&text, "%sa%d", i ? ", " : "", i);
	buf_puts(&text, "]}]\nfiles: [");
	for (int i = 0; i < 5000; i++)
		buf_printf(&text, "%s{id: b%d}", i ? ", " : "", i);
	buf_puts(&text, "]\n");
	try_buf(&text, 1, "[file.too-many]");
}

Test(cli_hostile, many_ids_that_are_right)
{
	struct buf text = BUF_INIT;
	buf_puts(&text, "shikii: 1\nname: x\nblocks: [{id: x, files: [");
	for (int i = 0; i < 20000; i++)
		buf_printf(&text, "%sa%d", i ? ", " : "", i);
	buf_puts(&text, "]}]\nfiles: [");
	for (int i = 0; i < 20000; i++)
		buf_printf(&text, "%s{id: a%d, name: x}", i ? ", " : "", i);
	buf_puts(&text, "]\n");
	const char *path = folder_write_bytes(arena, folder, "a.yaml", buf_text(&text), text.length);
	buf_free(&text);
	time_t start = seconds_used();
	RUN(ARG("check"), ARG(path));
	cr_assert_leq(seconds_used() - start, PATIENCE);
}

Test(cli_hostile, terminal_escapes)
{
	try_text("shikii: 1\nname: \x1b[31m赤\n", 1, "a.yaml:2:7: エラー: ");
	try_text("shikii: 1\nname: \"\\e[2J\\a\"\n\"\\e]0;題\\a\": 1\nreviews: [{date: \"\\e[31m\"}]\n", 1, "␛[31m");
	try_text("shikii: 1\nname: \"\\u202e逆\"\nlinkage: {performed: \"\\u202e\"}\n", 1, "[model.option]");
}

Test(cli_hostile, long_lines_and_words)
{
	struct buf text = BUF_INIT;
	buf_puts(&text, "shikii: 1\nreviews: [{date: ");
	put_times(&text, "長", 1000000);
	buf_puts(&text, "}]\n");
	try_buf(&text, 1, "[model.date]");
	text = (struct buf)BUF_INIT;
	buf_puts(&text, "shikii: 1\n");
	put_times(&text, "長", 300);
	buf_puts(&text, ": 1\n");
	try_buf(&text, 1, "a.yaml:2:1: エラー: ");
}

/* Signs and citations without end, in an answer that all rules read: time grows with their number, not with its square. */
Test(cli_hostile, one_thing_again_and_again)
{
	static const char *const things[] = {"_", "x", "別表"};
	enum { BYTES = 100000 };
	for (size_t i = 0; i < sizeof things / sizeof *things; i++) {
		struct buf text = BUF_INIT;
		put_times(&text, things[i], BYTES / strlen(things[i]));
		const char *basis = arena_printf(arena, "basis: \"番号法%s\"", buf_text(&text));
		buf_free(&text);
		write_file("shikii.yaml", sound_body);
		const char *path = write_file("a.yaml", replaced(sound_model, "basis: 番号法第9条第1項", basis));
		time_t start = seconds_used();
		int status = RUN(ARG("check"), ARG(path));
		cr_expect_leq(seconds_used() - start, PATIENCE, "%s", things[i]);
		cr_expect_leq(status, 1, "%s: %.2000s", things[i], err_text);
	}
}
