/* What programs and printers add to a text that comes through them: it must not change what is read. */
#include "base/buf.h"
#include "base/utf8.h"
#include "import_fixture.h"
#include "printed/copied.h"
#include "support/outside.h"
#include "support/seeds.h"

#include <criterion/criterion.h>

#include <string.h>

TestSuite(import_copied, .init = set_up, .fini = tear_down, .timeout = 120);

Test(import_copied, as_it_was_typed)
{
	static const char *const cases[][2] = {
	    {"", ""},
	    {"　段落の 初め　と\t中", "　段落の 初め　と\t中"},
	    {"見本市長　\n　\n 後 　\r\n", "見本市長\n\n 後\r\n"},
	    {"一　\t二 \f三　", "一\t二\f三"},
	    {"行\v\n次\v行", "行\n次\v行"},
	    {"a\u00a0b\u2009c\u202fd", "a b c d"},
	    {"番\u200b号\u00ad法\u2060の\u200e", "番号法の"},
	    {"か\u3099き\u309bハ\u309aヒ\u309c", "がぎパピ"},
	    {"亜\u3099", "亜\u3099"},
	    {"住\u2ea0の⽇⽉", "住民の日月"},
	    {"葛\U000e0100城", "葛\U000e0100城"}, /* the variant is the name's own */
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		size_t length = strlen(cases[i][0]);
		const char *text = copied_text(arena, cases[i][0], &length);
		cr_expect_eq(length, strlen(cases[i][1]), "%s", cases[i][0]);
		cr_expect(length == strlen(cases[i][1]) && memcmp(text, cases[i][1], length) == 0, "%s", cases[i][0]);
	}
}

/* The text as it comes through Word, a browser and a PDF's fonts, all at once. Tags stay as they are. */
static const char *disturbed(const struct source *source, size_t *length)
{
	static const char *const others[][2] = {{" ", "\u00a0"},    {"日", "⽇"},       {"民", "\u2ea0"},
	                                        {"が", "か\u3099"}, {"プ", "フ\u309c"}, {"の", "\u200bの"},
	                                        {"\n", "　\n"}};
	struct buf out = BUF_INIT;
	bool tag = false;
	for (const char *at = source->text; *at; at += utf8_step(at)) {
		const char *put = NULL;
		tag = *at == '<' || (tag && *at != '>');
		for (size_t i = 0; !tag && i < sizeof others / sizeof *others; i++)
			if (strncmp(at, others[i][0], strlen(others[i][0])) == 0)
				put = others[i][1];
		if (put)
			buf_puts(&out, put);
		else
			buf_append(&out, at, utf8_step(at));
	}
	*length = out.length;
	const char *text = arena_copy(arena, buf_text(&out), out.length);
	buf_free(&out);
	return text;
}

static const char *imported(const struct source *source)
{
	const char *reason = import_text(arena, official, source, 1, &import);
	cr_assert_null(reason, "%s", reason);
	const char *yaml = arena_copy(arena, buf_text(&import.yaml), import.yaml.length);
	buf_free(&import.yaml);
	return yaml;
}

/* The number at the foot of each page, with words around it. */
static const char *with_feet(const struct source *source, size_t *length)
{
	struct buf out = BUF_INIT;
	int page = 1;
	for (const char *at = source->text; *at;) {
		size_t size = strcspn(at, "\n\f") + 1, spaces = strspn(at, " ");
		const char *number = arena_printf(arena, "%d\n", page);
		if (strncmp(at + spaces, number, strlen(number)) == 0)
			buf_printf(&out, "%*s見本市　評価書　%d/22\n", (int)spaces, "", page++);
		else
			buf_append(&out, at, size);
		at += size;
	}
	*length = out.length;
	const char *text = arena_copy(arena, buf_text(&out), out.length);
	buf_free(&out);
	return text;
}

static const char *with_narrow_brackets(const struct source *source, size_t *length)
{
	struct buf out = BUF_INIT;
	for (const char *at = source->text; *at; at += utf8_step(at)) {
		bool opens = strncmp(at, "（", strlen("（")) == 0, closes = strncmp(at, "）", strlen("）")) == 0;
		if (opens || closes)
			buf_putc(&out, opens ? '(' : ')');
		else
			buf_append(&out, at, utf8_step(at));
	}
	*length = out.length;
	const char *text = arena_copy(arena, buf_text(&out), out.length);
	buf_free(&out);
	return text;
}

static void expect_same(const char *path, const char *(*change)(const struct source *source, size_t *length))
{
	size_t length;
	const struct source *source = source_load(arena, &diags, path);
	cr_assert(source);
	const char *text = change(source, &length);
	cr_assert(strcmp(text, source->text) != 0);
	cr_expect_str_eq(imported(source_from_memory(arena, &diags, path, text, length)), imported(source), "%s", path);
}

Test(import_copied, tables)
{
	const char *path = seed_path(arena, "001");
	if (path)
		expect_same(path, disturbed);
}

Test(import_copied, lines_without_tables)
{
	const char *folder = outside_folder("SHIKII_SEEDS_WORKBOOKS");
	expect_same(arena_printf(arena, "%s/002.raw.txt", folder), disturbed);
	expect_same(arena_printf(arena, "%s/002.layout.txt", folder), disturbed);
}

Test(import_copied, feet_of_pages)
{
	expect_same(arena_printf(arena, "%s/002.layout.txt", outside_folder("SHIKII_SEEDS_WORKBOOKS")), with_feet);
}

/* The words of the answers are narrow then, too: both are compared so. */
Test(import_copied, narrow_brackets)
{
	size_t length, narrow_length;
	const char *path = arena_printf(arena, "%s/001.raw.txt", outside_folder("SHIKII_SEEDS_WORKBOOKS"));
	const struct source *source = source_load(arena, &diags, path);
	cr_assert(source);
	const char *text = with_narrow_brackets(source, &length);
	const char *wide = imported(source), *narrow = imported(source_from_memory(arena, &diags, path, text, length));
	struct diags none;
	diags_init(&none, arena);
	const struct source *yaml = source_from_memory(arena, &none, path, wide, strlen(wide));
	cr_expect_str_eq(utf8_fold(arena, narrow), utf8_fold(arena, with_narrow_brackets(yaml, &narrow_length)));
}
