/* Words of strangers in every output: names of folders and files are shown, and harm nothing. */
#define _XOPEN_SOURCE 700 /* posix_openpt */
#include "base/clean.h"
#include "base/utf8.h"
#include "cli/fixture.h"
#include "model/schema.h"
#include "report/csv.h"
#include "yaml/node.h"
#include "yaml/node_write.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

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
		const char *text, *terminal, *screen, *utf8, *workbook, *sheet;
	} cases[] = {
	    {"あa", "あa", "あa", "あa", "あa", "あa"},
	    {"a\nb\tc", "a b c", "a\nb\tc", "a\nb\tc", "a\nb\tc", "a b c"},
	    {"a\x1b", "a ", "a\uFFFD", "a\x1b", "a\uFFFD", "a\uFFFD"},
	    {"\xc2\x9b\xe2\x80\xae", "\uFFFD\uFFFD", "\uFFFD\uFFFD", "\xc2\x9b\xe2\x80\xae", "\xc2\x9b\xe2\x80\xae",
	     "\xc2\x9b\xe2\x80\xae"},
	    {"\xef\xbf\xbe\xef\xbf\xbf", "\uFFFD\uFFFD", "\uFFFD\uFFFD", "\xef\xbf\xbe\xef\xbf\xbf", "\uFFFD\uFFFD",
	     "\uFFFD\uFFFD"},
	    {"a\xff\xfe"
	     "b\xe3\x81",
	     "a\uFFFD\uFFFDb\uFFFD\uFFFD", "a\uFFFD\uFFFDb\uFFFD\uFFFD", "a\uFFFD\uFFFDb\uFFFD\uFFFD",
	     "a\uFFFD\uFFFDb\uFFFD\uFFFD", "a\uFFFD\uFFFDb\uFFFD\uFFFD"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		cr_expect_str_eq(clean_text(arena, CLEAN_TERMINAL, cases[i].text), cases[i].terminal, "%zu", i);
		cr_expect_str_eq(clean_text(arena, CLEAN_SCREEN, cases[i].text), cases[i].screen, "%zu", i);
		cr_expect_str_eq(clean_text(arena, CLEAN_TEXT, cases[i].text), cases[i].utf8, "%zu", i);
		cr_expect_str_eq(clean_text(arena, CLEAN_WORKBOOK, cases[i].text), cases[i].workbook, "%zu", i);
		cr_expect_str_eq(clean_text(arena, CLEAN_SHEET, cases[i].text), cases[i].sheet, "%zu", i);
	}
}

/* A document keeps what its author wrote; shown on a terminal, none of it acts there. */
Test(cli_clean, documents_on_a_terminal)
{
	write_file("shikii.yaml", sound_body);
	char *path = ARG(write_file("a.yaml", replaced(sound_model, "name: 予防接種に関する事務",
	                                               "name: \"予防接種\\e[31m\\u009b\\u202eに関する事務\"")));
	cr_expect_leq(RUN(ARG("draw"), ARG("--format"), ARG("mermaid"), path), 1, "%s", err_text);
	cr_expect(says(out_text, "\xc2\x9b\xe2\x80\xaeに関する事務"), "%s", out_text);

	int reader = posix_openpt(O_RDWR | O_NOCTTY);
	cr_assert(reader >= 0 && !grantpt(reader) && !unlockpt(reader));
	int terminal = open(ptsname(reader), O_RDWR | O_NOCTTY);
	FILE *out = terminal >= 0 ? fdopen(terminal, "w") : NULL;
	cr_assert(out);
	char *arguments[] = {ARG("shikii"), ARG("draw"), ARG("--format"), ARG("mermaid"), path, NULL}, shown[4096];
	cr_expect_leq(shikii_main(5, arguments, out, stderr), 1);
	fflush(out);
	ssize_t length = read(reader, shown, sizeof shown - 1);
	cr_assert_gt(length, 0);
	shown[length] = '\0';
	cr_expect(says(shown, "[31m\uFFFD\uFFFDに関する事務"), "%s", shown);
	cr_expect(!says(shown, "\x1b"), "%s", shown);
	fclose(out);
	close(reader);
}

Test(cli_clean, cells_of_csv)
{
	const struct {
		const char *text, *cell;
	} cases[] = {
	    {"=1", "\"'=1\","}, {"\t=1", "\"'\t=1\","},          {"\r\n@a", "\"'\r\n@a\","},
	    {" -", "\" -\","},  {"a\"\x1b\x7f", "\"a\"\"  \","}, {"", "\"\","},
	    {"\t", "\"\t\","},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf out = BUF_INIT;
		csv_put(&out, cases[i].text, ",");
		cr_expect_str_eq(buf_text(&out), cases[i].cell, "%zu", i);
		buf_free(&out);
	}
}

/* ---- every field ---- */

/* ESC, C0, U+009B, what turns the direction of writing, and what XML cannot hold; then what acts in a page or a cell. */
static const char hostile[] = "\x1b[2J\x01\x0b\xc2\x9b\xe2\x80\xae\xef\xbf\xbe\xef\xbf\xbf<b>&=1+1|`*_";

static void poison(const struct answer_type *type, struct node *node);

static void poison_record(const struct record_type *record, struct node *node)
{
	for (size_t i = 0; i < node->count; i++) {
		int field = type_field(&record->type, node->items[i]->key->text);
		if (field >= 0 && strcmp(node->items[i]->key->text, "id") != 0)
			poison(record->answers[field], node->items[i]);
	}
}

/* Free texts get the hostile characters behind their words. */
static void poison(const struct answer_type *type, struct node *node)
{
	bool text = type->kind == ANSWER_TEXT || type->kind == ANSWER_LINE;
	if (text && node->kind == NODE_SCALAR && node->length) {
		node->text = arena_printf(arena, "%s%s", node->text, hostile);
		node->length = strlen(node->text);
		node->style = NODE_DOUBLE_QUOTED;
	} else if (type->kind == ANSWER_RECORD && node->kind == NODE_MAPPING) {
		poison_record(type->record, node);
	} else if (type->kind == ANSWER_LIST && node->kind == NODE_SEQUENCE) {
		for (size_t i = 0; i < node->count; i++)
			poison(type->element, node->items[i]);
	}
}

static char *poisoned(const struct record_type *record, const char *text, const char *file)
{
	struct diags diags;
	struct buf out = BUF_INIT;
	diags_init(&diags, arena);
	struct node *root = node_read(arena, &diags, source_from_memory(arena, &diags, file, text, strlen(text)));
	poison_record(record, root);
	node_write(&out, root, NULL, NULL);
	char *path = ARG(write_file(file, buf_text(&out)));
	buf_free(&out);
	return path;
}

Test(cli_clean, every_field_of_every_output)
{
	static const char *const commands[][2] = {
	    {"check", "text"},  {"check", "md"},    {"check", "json"}, {"judge", "text"},
	    {"judge", "json"},  {"list", "text"},   {"list", "json"},  {"cite", "table"},
	    {"cite", "csv"},    {"cite", "json"},   {"render", "md"},  {"render", "html"},
	    {"render", "json"}, {"render", "plan"}, {"draw", "svg"},   {"draw", "mermaid"},
	};
	static const char *const plain[] = {"svg", "mermaid", "csv"}; /* of which XML is one */
	struct diags diags;
	diags_init(&diags, arena);
	const struct schema *schema = schema_load(arena, &diags, &(struct data_folders){0});
	poisoned(schema->body, sample_file("shikii.yaml"), "shikii.yaml");
	char *path = poisoned(schema->process, sample_file("mihon-yobosesshu/assessment.yaml"), "a.yaml");
	for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
		const char *format = commands[i][1], *what = arena_printf(arena, "%s %s", commands[i][0], format);
		bool render = strcmp(commands[i][0], "render") == 0;
		int status = RUN(ARG(commands[i][0]), path, ARG("--format"), ARG(format), render ? ARG("--form=kiso") : NULL);
		bool terminal = strcmp(format, "text") == 0 || strcmp(format, "table") == 0;
		cr_expect_leq(status, 1, "%s: %s", what, err_text);
		cr_expect(*out_text, "%s", what);
		assert_clean(out_text, what, terminal);
		assert_clean(err_text, what, true);
		cr_expect(strcmp(format, "html") != 0 || !says(out_text, "<b>"), "%s", what);
		for (size_t j = 0; j < sizeof plain / sizeof *plain; j++)
			for (const char *at = out_text; strcmp(format, plain[j]) == 0 && *at; at++)
				cr_assert((unsigned char)*at >= ' ' || strchr("\r\n\t", *at), "%s: %02X", what, (unsigned)*at);
	}
	char *book = ARG(arena_printf(arena, "%s/a.xlsx", folder));
	cr_expect_leq(RUN(ARG("render"), path, ARG("--form=kiso"), ARG("--format=xlsx"), ARG("--output"), book), 1, "%s",
	              err_text);
	cr_expect_eq(RUN(ARG("import"), book), 0, "%s", err_text);
	assert_clean(err_text, "import", true);
}
