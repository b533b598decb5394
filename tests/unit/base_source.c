#include "base/source.h"

#include "base/diag.h"
#include "unit/findings_fixture.h"

#include <criterion/criterion.h>

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

TestSuite(base_source, .init = set_up, .fini = tear_down);

static struct source *read_bytes(const char *bytes, size_t length)
{
	return source_from_memory(arena, &diags, "a.yaml", bytes, length);
}

static void assert_position(const struct source *source, size_t offset, size_t line, size_t column)
{
	struct position position = source_position(source, offset);
	cr_assert(position.line == line && position.column == column, "offset %zu: %zu:%zu", offset, position.line,
	          position.column);
}

Test(base_source, lines_end_with_lf_crlf_or_cr)
{
	const struct {
		const char *text;
		const char *lines[5];
	} cases[] = {
	    {"", {""}},
	    {"a", {"a"}},
	    {"a\n", {"a", ""}},
	    {"一\n二\r\n三\r四", {"一", "二", "三", "四"}},
	    {"\n\r\n\r", {"", "", "", ""}},
	    {"a\n\rb", {"a", "", "b"}},
	    {"a\xc2\x85"
	     "b\xe2\x80\xa8"
	     "c",
	     {"a\xc2\x85"
	      "b\xe2\x80\xa8"
	      "c"}}, /* NEL and LS do not end a line */
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct source *source = read_bytes(cases[i].text, strlen(cases[i].text));
		size_t count = 0;
		for (; count < 5 && cases[i].lines[count]; count++) {
			cr_assert_leq(count, source->line_count, "case %zu", i);
			struct span line = source_line(source, count + 1);
			cr_assert_str_eq(arena_copy(arena, source->text + line.start, line.end - line.start), cases[i].lines[count],
			                 "case %zu, line %zu", i, count + 1);
		}
		cr_assert_eq(source->line_count, count, "case %zu", i);
	}
}

Test(base_source, positions_count_code_points)
{
	struct source *source = read_bytes("a: b\r\n番号: 𠮷x\n", 20);
	assert_position(source, 0, 1, 1);
	assert_position(source, 3, 1, 4);
	assert_position(source, 6, 2, 1);
	assert_position(source, 9, 2, 2);
	assert_position(source, 14, 2, 5);
	assert_position(source, 18, 2, 6);
	assert_position(source, 20, 3, 1);
}

Test(base_source, positions_on_long_lines)
{
	enum { COUNT = 100000 };
	char *text = arena_alloc(arena, 2 + 3 * COUNT + 2);
	memcpy(text, "x\n", 2);
	for (size_t i = 0; i < COUNT; i++)
		memcpy(text + 2 + 3 * i, "長", 3);
	memcpy(text + 2 + 3 * COUNT, "\ny", 2);
	struct source *source = read_bytes(text, 2 + 3 * COUNT + 2);
	for (size_t i = 0; i <= COUNT; i += 77)
		assert_position(source, 2 + 3 * i, 2, i + 1);
	assert_position(source, 2 + 3 * COUNT + 1, 3, 1);
	assert_position(source, 2 + 3 * COUNT + 2, 3, 2);
}

Test(base_source, a_byte_order_mark_is_no_text)
{
	struct source *source = read_bytes("\xef\xbb\xbf評価", 9);
	cr_assert_str_eq(source->text, "評価");
	assert_position(source, 3, 1, 2);
}

Test(base_source, wrong_bytes_are_reported_at_their_place)
{
	const struct {
		const char *bytes;
		size_t length;
		const char *rule, *message;
		size_t line, column;
	} cases[] = {
	    {"評価: a\n番号\xff法", 18, "file.not-utf8", "UTF-8 として読めないバイト「0xFF」があります", 2, 3},
	    {"評価\xe6\xb3", 8, "file.not-utf8", "UTF-8 として読めないバイト「0xE6」があります", 1, 3},
	    {"name: \x95\x5d\x89\xbf\x8f\x91\n", 13, "file.not-utf8",
	     "UTF-8 として読めないバイト「0x95」があります（Shift_JIS で保存されたファイルのようです）", 1, 7},
	    {"\xff\xfe"
	     "a\0:\0",
	     6, "file.not-utf8", "UTF-8 として読めないバイト「0xFF」があります（UTF-16 で保存されたファイルのようです）", 1,
	     1},
	    {"\0a\0:\0 \0b", 8, "file.not-utf8",
	     "UTF-8 として読めないバイト「0x00」があります（UTF-16 で保存されたファイルのようです）", 1, 1},
	    {"yr\x9a[\0"
	     "0\n\0",
	     8, "file.not-utf8", /* 特定 and a wide space, the first byte behind the second */
	     "UTF-8 として読めないバイト「0x9A」があります（UTF-16 で保存されたファイルのようです）", 1, 3},
	    {"ry[\x9a\0\n", 6, "file.not-utf8",
	     "UTF-8 として読めないバイト「0x9A」があります（UTF-16 で保存されたファイルのようです）", 1, 4},
	    {"\xc9\xbe\xb2\xc1\xbd\xf1: \xff", 9, "file.not-utf8", "UTF-8 として読めないバイト「0xB2」があります", 1, 2},
	    {"評価\n書\0\xff", 12, "file.nul", "NUL 文字（0x00）があります", 2, 2},
	    {"評価\xff\0", 8, "file.not-utf8", "UTF-8 として読めないバイト「0xFF」があります", 1, 3},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		cr_assert_null(read_bytes(cases[i].bytes, cases[i].length), "case %zu", i);
		cr_assert_eq(diags.count, i + 1, "case %zu: one finding", i);
		const struct diag *diag = diags.items[i];
		cr_assert_str_eq(diag->rule, cases[i].rule);
		cr_assert_str_eq(diag->message, cases[i].message);
		cr_assert_str_eq(diag->span.source->path, "a.yaml");
		assert_position(diag->span.source, diag->span.start, cases[i].line, cases[i].column);
	}
	cr_assert(!diags.environment);
}

Test(base_source, too_large_a_file_is_refused)
{
	char *bytes = arena_alloc(arena, SOURCE_LIMIT + 1);
	memset(bytes, 'x', SOURCE_LIMIT + 1);
	cr_assert_not_null(read_bytes(bytes, SOURCE_LIMIT));
	cr_assert_null(read_bytes(bytes, SOURCE_LIMIT + 1));
	cr_assert_eq(diags.count, 1);
	cr_assert_str_eq(diags.items[0]->rule, "file.too-large");
	cr_assert_str_eq(diags.items[0]->message, "ファイルが上限の 32 MiB を超えています");
	cr_assert_str_eq(diags.items[0]->file, "a.yaml");
}

Test(base_source, files_are_read_or_reported)
{
	char path[] = "source-XXXXXX";
	FILE *file = fdopen(mkstemp(path), "wb");
	fputs("\xef\xbb\xbf番号: 1\r\n", file);
	fclose(file);
	struct source *source = source_load(arena, &diags, path);
	cr_assert_str_eq(source->text, "番号: 1\r\n");
	cr_assert_str_eq(source->path, path);
	chmod(path, 0);
	if (geteuid() != 0) {
		cr_assert_null(source_load(arena, &diags, path));
		cr_assert_str_eq(diags.items[0]->message, "ファイルを読む権限がありません");
	}
	unlink(path);

	const char *const missing[][2] = {
	    {path, "ファイルが見つかりません"},
	    {"/dev/null/x", "ファイルが見つかりません"},
	    {"", "ファイルが見つかりません"},
	    {".", "ファイルではなくフォルダーです"},
	};
	for (size_t i = 0; i < sizeof missing / sizeof *missing; i++) {
		cr_assert_null(source_load(arena, &diags, missing[i][0]));
		const struct diag *diag = diags.items[diags.count - 1];
		cr_assert_str_eq(diag->rule, "file.unreadable");
		cr_assert_str_eq(diag->message, missing[i][1]);
		cr_assert_str_eq(diag->file, missing[i][0]);
		cr_assert(diags.environment);
	}
}

Test(base_source, an_endless_file_is_not_read_to_its_end)
{
	cr_assert_null(source_load(arena, &diags, "/dev/zero"));
	cr_assert_str_eq(diags.items[0]->rule, "file.too-large");
}

Test(base_source, standard_input)
{
	FILE *file = tmpfile();
	fputs("番号: 1", file);
	rewind(file);
	cr_assert_eq(dup2(fileno(file), STDIN_FILENO), STDIN_FILENO);
	fclose(file);
	struct source *source = source_load(arena, &diags, "-");
	cr_assert_str_eq(source->text, "番号: 1");
	cr_assert_str_eq(source->path, "<標準入力>");
}
