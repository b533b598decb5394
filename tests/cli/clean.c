/* Words of strangers in every output: names of folders and files are shown, and harm nothing. */
#include "base/clean.h"
#include "base/utf8.h"
#include "cli/fixture.h"

#include <sys/stat.h>

TestSuite(cli_clean, .init = fixture_open, .fini = fixture_close, .timeout = 200);

/* ESC, C1 (U+009B), a sign that turns the direction of writing, a line break, a byte that is no UTF-8. */
static const char name[] = "x\x1b[31m\xc2\x9b"
                           "2J\xe2\x80\xae\ny\xff";

static void assert_clean(const char *text, const char *what, bool terminal)
{
	cr_expect_eq(utf8_valid(text, strlen(text)), strlen(text), "%s: no UTF-8: %s", what, text);
	for (size_t at = 0, length = strlen(text); terminal && at < length;) {
		int32_t point;
		at += utf8_decode(text + at, length - at, &point);
		cr_assert(point == '\n' || !clean_is_harmful(point), "%s: U+%04X: %s", what, (unsigned)point, text);
	}
}

Test(cli_clean, names_of_folders)
{
	static const char *const commands[][4] = {
	    {"check"},
	    {"check", "--format", "md"},
	    {"check", "--format", "json"},
	    {"check", "--format", "sarif"},
	    {"check", "--format", "junit"},
	    {"check", "--format", "github"},
	    {"judge"},
	    {"judge", "--format", "json"},
	    {"list"},
	    {"list", "--format", "json"},
	    {"cite"},
	    {"cite", "--format", "csv"},
	    {"cite", "--format", "json"},
	    {"render"},
	    {"render", "--format", "html"},
	    {"render", "--format", "json"},
	    {"render", "--format", "plan"},
	    {"render", "--out-dir", "out"},
	    {"diff", "--since", "HEAD~1"},
	    {"diff", "--since", "HEAD"},
	    {"history", "check", "--since=HEAD~1"},
	    {"history", "add", "--since=HEAD"},
	};
	folder = arena_printf(arena, "%s/%s", folder, name);
	cr_assert_eq(mkdir(folder, 0777), 0);
	write_file("shikii.yaml", sound_body);
	char *path =
	    ARG(write_file("a.yaml", replaced(sound_model, "番号法第9条第1項", "番号法第9条第1項 別表第二の42の項")));
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
		const char *const *c = commands[i];
		const char *third = c[2] && strcmp(c[2], "out") == 0 ? arena_printf(arena, "%s/out", folder) : c[2];
		run((char *[]){ARG(c[0]), path, c[1] ? ARG(c[1]) : NULL, third ? ARG(third) : NULL, NULL});
		const char *what = arena_printf(arena, "%s %s %s", c[0], c[1] ? c[1] : "", c[2] ? c[2] : "");
		bool terminal = !c[2] || strcmp(c[1], "--format") != 0;
		assert_clean(out_text, what, terminal && strcmp(c[0], "render") != 0);
		assert_clean(err_text, what, true);
		write_file("a.yaml", replaced(sound_model, "番号法第9条第1項", "番号法第9条第1項 別表第二の42の項"));
	}
}

/* Each kind of output, and what it does to each kind of character. */
Test(cli_clean, kinds)
{
	const struct {
		const char *text, *terminal, *utf8, *workbook, *sheet;
	} cases[] = {
	    {"あa", "あa", "あa", "あa", "あa"},
	    {"a\nb\tc", "a b c", "a\nb\tc", "a\nb\tc", "a b c"},
	    {"a\x1b", "a ", "a\x1b", "a\uFFFD", "a\uFFFD"},
	    {"\xc2\x9b\xe2\x80\xae", "\uFFFD\uFFFD", "\xc2\x9b\xe2\x80\xae", "\xc2\x9b\xe2\x80\xae",
	     "\xc2\x9b\xe2\x80\xae"},
	    {"\xef\xbf\xbe\xef\xbf\xbf", "\xef\xbf\xbe\xef\xbf\xbf", "\xef\xbf\xbe\xef\xbf\xbf", "\uFFFD\uFFFD",
	     "\uFFFD\uFFFD"},
	    {"a\xff\xfe"
	     "b\xe3\x81",
	     "a\uFFFD\uFFFDb\uFFFD\uFFFD", "a\uFFFD\uFFFDb\uFFFD\uFFFD", "a\uFFFD\uFFFDb\uFFFD\uFFFD",
	     "a\uFFFD\uFFFDb\uFFFD\uFFFD"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		cr_expect_str_eq(clean_text(arena, CLEAN_TERMINAL, cases[i].text), cases[i].terminal, "%zu", i);
		cr_expect_str_eq(clean_text(arena, CLEAN_TEXT, cases[i].text), cases[i].utf8, "%zu", i);
		cr_expect_str_eq(clean_text(arena, CLEAN_WORKBOOK, cases[i].text), cases[i].workbook, "%zu", i);
		cr_expect_str_eq(clean_text(arena, CLEAN_SHEET, cases[i].text), cases[i].sheet, "%zu", i);
	}
}
