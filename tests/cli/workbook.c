/* The cells of a workbook say what the sheet says: the plan is read back and held against the JSON, for every sample. */
#include "cli/fixture.h"

#include "base/buf.h"
#include "base/list.h"
#include "base/map.h"
#include "support/plan_text.h"

#include <jansson.h>

#include <signal.h>
#include <sys/resource.h>

TestSuite(cli_workbook, .init = fixture_open, .fini = fixture_close, .timeout = 240);

/* A named answer: 「item.I.3」 and its text. Boxes are named one by one. */
struct answer {
	const char *name;
	const char *text;
};

struct answers {
	struct answer *items;
	size_t count;
	size_t capacity;
};

/* item.x = C5:C8: the cells of one column, one after the other. */
static void add_answer(struct answers *answers, const struct map *cells, const char *line)
{
	char column[4], last_column[4];
	unsigned row, last;
	const char *equals = strstr(line, " = ");
	int read = sscanf(equals + 3, "%3[A-Z]%u:%3[A-Z]%u", column, &row, last_column, &last);
	struct buf text = BUF_INIT;
	for (unsigned i = row; i <= (read == 4 ? last : row); i++) {
		const char *cell = map_get(cells, arena_printf(arena, "%s%u", column, i));
		buf_puts(&text, cell ? cell : "");
	}
	struct answer answer = {arena_copy(arena, line, (size_t)(equals - line)), arena_string(arena, buf_text(&text))};
	list_push(arena, answers, answer);
	buf_free(&text);
}

static struct answers answers_of(const char *plan)
{
	struct answers answers = {0};
	struct map cells = {0};
	for (const char *at = plan; *at;) {
		const char *line = arena_copy(arena, at, strcspn(at, "\n"));
		at += strlen(line);
		at += *at == '\n';
		if (strncmp(line, "==", 2) == 0)
			map_init(&cells, arena);
		else if (strncmp(line, "  ", 2) == 0)
			map_put(&cells, arena_copy(arena, line + 2, strcspn(line + 2, ": ")),
			        arena_string(arena, plan_words(arena, line)));
		else if (strncmp(line, "item.", 5) == 0)
			add_answer(&answers, &cells, line);
	}
	return answers;
}

static const char *string_of(json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));
	return text ? text : "";
}

static bool has_label(json_t *list, const char *label)
{
	size_t i;
	json_t *each;
	json_array_foreach (list, i, each)
		if (strcmp(json_string_value(each), label) == 0)
			return true;
	return false;
}

/* The boxes of a row, in order, with the words of those that have some; gives what follows them. */
static size_t check_boxes(const struct answers *answers, size_t at, json_t *row)
{
	json_t *options = json_object_get(row, "options"), *selected = json_object_get(row, "selected");
	size_t i;
	json_t *option;
	json_array_foreach (options, i, option) {
		const char *label = json_string_value(option);
		const struct answer *box = &answers->items[at++];
		const char *mark = strcmp(string_of(row, "state"), "unknown") == 0 ? "？"
		                   : has_label(selected, label)                    ? "○"
		                                                                   : "";
		cr_assert(strstr(box->name, arena_printf(arena, ".box%zu", i + 1)), "%s", box->name);
		cr_expect_str_eq(box->text, mark, "%s %s", box->name, label);
		const struct answer *words = at < answers->count ? &answers->items[at] : NULL;
		bool worded = words && strstr(words->name, arena_printf(arena, ".text%zu", i + 1));
		cr_expect_str_eq(worded ? words->text : "", string_of(json_object_get(row, "texts"), label), "%s", box->name);
		at += worded;
	}
	return at + (at < answers->count && strstr(answers->items[at].name, ".unlisted") != NULL);
}

static size_t choices; /* answers so far beside or above their options */

static size_t check_row(const struct answers *answers, size_t at, json_t *row)
{
	json_t *options = json_object_get(row, "options");
	const char *value = *string_of(row, "stated") ? string_of(row, "stated") : string_of(row, "value");
	cr_assert_lt(at, answers->count, "%s", string_of(row, "id"));
	const struct answer *answer = &answers->items[at];
	bool flag = json_array_size(options) == 1 && has_label(options, string_of(row, "label"));
	if (strstr(answer->name, ".box1"))
		return check_boxes(answers, at, row);
	if (flag)
		cr_expect_str_eq(answer->text, json_array_size(json_object_get(row, "selected")) ? "○" : "", "%s",
		                 answer->name);
	else if (strcmp(string_of(row, "state"), "unknown") == 0)
		cr_expect(says(answer->text, "読み取れていません"), "%s: %s", answer->name, answer->text);
	else if (!*value || !says(answer->text, " 時点"))
		cr_expect_str_eq(answer->text, value, "%s", answer->name);
	else
		cr_expect_str_eq(answer->text, arena_printf(arena, "%s 時点", value), "%s", answer->name);
	choices +=
	    json_array_size(options) > 0 && !flag && strcmp(string_of(row, "id"), "III.result") != 0; /* it is no choice */
	return at + 1;
}

/* 別添: text and tables have no one cell; all their words are there. */
static size_t check_attachments(const struct answers *answers, size_t at, json_t *row, const char *plan)
{
	const char *id = string_of(row, "id");
	size_t length = strcspn(id, "[");
	for (const char *line = string_of(row, "value"); *line;) {
		size_t end = strcspn(line, "\n\t");
		cr_expect(strstr(plan, arena_copy(arena, line, end)), "%s: %.*s", id, (int)end, line);
		line += end + (line[end] != '\0');
	}
	while (at < answers->count && strncmp(answers->items[at].name + strlen("item."), id, length) == 0 &&
	       !strstr(answers->items[at].name, ".note"))
		at++;
	return at;
}

static bool is_attachment(json_t *row)
{
	const char *id = string_of(row, "id");
	return strcmp(id, "annex1") == 0 || strcmp(id, "annex2") == 0 || strcmp(id, "appendix[]") == 0;
}

static size_t check_rows(const struct answers *answers, size_t at, json_t *rows, const char *plan)
{
	size_t i;
	json_t *row;
	json_array_foreach (rows, i, row)
		at = is_attachment(row) ? check_attachments(answers, at, row, plan) : check_row(answers, at, row);
	return at;
}

static size_t check_sections(const struct answers *answers, size_t at, json_t *sections, const char *plan)
{
	size_t i;
	json_t *section;
	json_array_foreach (sections, i, section) {
		const char *heading = string_of(section, "heading");
		cr_expect(!*heading || strstr(plan, arena_printf(arena, "「%s」", heading)), "%s", heading);
		at = check_rows(answers, at, json_object_get(section, "rows"), plan);
		at = check_sections(answers, at, json_object_get(section, "sections"), plan);
	}
	return at;
}

/* The column's cells, one after the other. */
static const char *history_column(const char *plan, char column)
{
	struct buf text = BUF_INIT;
	const char *page = strstr(plan, "\n== 変更箇所"), *line = strstr(page, "\n3: ");
	const char *start = arena_printf(arena, "\n  %c", column);
	for (line = strstr(line, start); line; line = strstr(line + 1, start)) {
		buf_puts(&text, plan_words(arena, arena_copy(arena, line + 1, strcspn(line + 1, "\n"))));
	}
	const char *copy = arena_string(arena, buf_text(&text));
	buf_free(&text);
	return copy;
}

static void check_history(json_t *history, const char *plan)
{
	static const char *const fields[] = {"date", "item", "before", "after", "timing", "note"};
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
		struct buf text = BUF_INIT;
		size_t j;
		json_t *change;
		json_array_foreach (history, j, change)
			buf_puts(&text, string_of(change, fields[i]));
		cr_expect_str_eq(history_column(plan, (char)('A' + i)), buf_text(&text), "%s", fields[i]);
		buf_free(&text);
	}
}

static void check_sheet(const char *model, const char *form)
{
	const char *path = arena_printf(arena, "%s/%s", getenv("SHIKII_SOURCE_DIR"), model);
	RUN(ARG("render"), ARG(path), ARG("--form"), ARG(form), ARG("--format"), ARG("json"));
	json_t *sheet = json_loads(out_text, 0, NULL);
	RUN(ARG("render"), ARG(path), ARG("--form"), ARG(form), ARG("--format"), ARG("plan"));
	cr_assert(sheet && *out_text, "%s %s: %s", model, form, err_text);
	struct answers answers = answers_of(out_text);
	choices = 0;
	size_t at = check_rows(&answers, 0, json_object_get(sheet, "cover"), out_text);
	at = check_sections(&answers, at, json_object_get(sheet, "sections"), out_text);
	cr_expect_eq(at + 1, answers.count, "%s %s: %zu of %zu", model, form, at, answers.count); /* and the history */
	cr_expect_eq(times(out_text, "選択肢"), choices, "%s %s: %zu of %zu", model, form, times(out_text, "選択肢"),
	             choices);
	check_history(json_object_get(sheet, "history"), out_text);
	json_decref(sheet);
}

Test(cli_workbook, cells_say_what_the_sheet_says)
{
	check_sheet("assessments/mihon-yobosesshu", "kiso");
	check_sheet("assessments/mihon-kaigo", "kiso");
	check_sheet("assessments/mihon-kaigo", "juten");
	check_sheet("assessments/mihon-kokuho", "kiso");
	check_sheet("assessments/mihon-kokuho", "zenkomoku");
	check_sheet("assessments/kenpo/tekiyo-kyufu", "zenkomoku");
	check_sheet("tests/golden/states/in.yaml", "kiso-2024");
}

/* A model whose overview is `text`. */
static const char *model_with(const char *text)
{
	return replaced(replaced(sound_model, "    overview: 概要\n", ""), "    declaration: 宣言\n",
	                arena_printf(arena, "    declaration: 宣言\n    overview: |\n      %s\n", text));
}

/* A cell's text goes on in another one only where a page begins. */
static void check_breaks(const char *plan)
{
	char column[4], last_column[4];
	unsigned row, last;
	size_t count = 0;
	for (const char *at = plan; at; at = strchr(at + 1, '\n')) {
		const char *line = arena_copy(arena, at + 1, strcspn(at + 1, "\n"));
		if (!plan_goes_on(line))
			continue;
		cr_assert_eq(sscanf(line, "  %3[A-Z]%u:%3[A-Z]%u", column, &row, last_column, &last), 4, "%s", line);
		const char *next = strstr(at, arena_printf(arena, "\n%u: ", last + 1));
		cr_expect(next && says(arena_copy(arena, next + 1, strcspn(next + 1, "\n")), "改ページ"), "%.30s", line);
		count++;
	}
	cr_expect_gt(count, 10);
}

Test(cli_workbook, long_answers_run_on)
{
	struct buf text = BUF_INIT;
	for (size_t i = 0; i < 4000; i++)
		buf_puts(&text, "特定個人情報を取り扱う");
	write_file("shikii.yaml", sound_body);
	write_file("a.yaml", model_with(buf_text(&text)));
	RUN(ARG("render"), ARG(arena_printf(arena, "%s/a.yaml", folder)), ARG("--format"), ARG("plan"));
	struct answers answers = answers_of(out_text);
	for (size_t i = 0; i < answers.count; i++)
		if (strcmp(answers.items[i].name, "item.I.1.2") == 0)
			cr_expect_str_eq(answers.items[i].text, buf_text(&text));
	buf_free(&text);
	check_breaks(out_text);
	cr_expect(says(out_text, "「②事務の概要（続き）」"));
	unsigned row;
	int height;
	for (const char *line = out_text; line; line = strchr(line + 1, '\n'))
		if (sscanf(line, "\n%u: %d", &row, &height) == 2)
			cr_expect_leq(height, 409, "row %u", row);
}

/* The row of a box with one line has more room than the line. */
Test(cli_workbook, boxes_of_a_picture_have_room_for_their_words)
{
	const char *model = arena_printf(arena, "%s/assessments/mihon-kokuho", getenv("SHIKII_SOURCE_DIR"));
	RUN(ARG("render"), ARG(model), ARG("--form"), ARG("zenkomoku"), ARG("--format"), ARG("plan"));
	char column[4], last_column[4];
	unsigned row, last;
	int height = 0, of_row;
	size_t count = 0;
	for (const char *line = out_text; line; line = strchr(line + 1, '\n')) {
		height = sscanf(line, "\n%u: %d", &row, &of_row) == 2 ? of_row : height;
		if (sscanf(line, "\n  %3[A-Z]%u:%3[A-Z]%u box t", column, &row, last_column, &last) != 4 || row != last ||
		    strncmp(strchr(line + 3, ' '), " box t", strlen(" box t")) != 0)
			continue;
		cr_expect_geq(height, 14, "%.80s", line);
		count++;
	}
	cr_expect_gt(count, 5, "%zu", count);
}

Test(cli_workbook, commonmark_is_printed_without_its_marks)
{
	write_file("shikii.yaml", sound_body);
	write_file("a.yaml", replaced(replaced(sound_model, "    overview: 概要\n", ""), "    declaration: 宣言\n",
	                              "    declaration: {markdown: \"**宣言**\\n\\n- 一\\n- 二\"}\n"
	                              "    overview: {markdown: \"1. 甲\\n2. [乙](https://example.jp/)\"}\n"));
	RUN(ARG("render"), ARG(arena_printf(arena, "%s/a.yaml", folder)), ARG("--format"), ARG("plan"));
	cr_expect(says(out_text, "「宣言\\n\\n・一\\n・二」"), "%s", out_text);
	cr_expect(says(out_text, "「1. 甲\\n2. 乙（https://example.jp/）」"), "%s", out_text);
}

Test(cli_workbook, workbooks_go_to_files)
{
	write_file("shikii.yaml", sound_body);
	const char *model = write_file("a.yaml", sound_model), *out = arena_printf(arena, "%s/out.xlsx", folder);
	const char *path = arena_printf(arena, "%s/a.yaml", folder);
	(void)model;
	cr_expect_eq(RUN(ARG("render"), ARG(path), ARG("--format"), ARG("xlsx")), 2);
	cr_expect(says(err_text, "--output か --out-dir を指定してください"), "%s", err_text);
	cr_expect_eq(RUN(ARG("render"), ARG(path), ARG("--format"), ARG("xlsx"), ARG("-o"), ARG(out)), 0, "%s", err_text);
	FILE *file = fopen(out, "rb");
	char magic[2] = "";
	cr_assert(file && fread(magic, 1, 2, file) == 2, "%s", out);
	fclose(file);
	cr_expect(magic[0] == 'P' && magic[1] == 'K');
}

/* The library's own files are larger than the workbook, which is compressed: where they are cut off, it does not tell. */
Test(cli_workbook, a_temporary_file_that_is_cut_off_is_told)
{
	const char *sample = arena_printf(arena, "%s/assessments/mihon-kokuho", getenv("SHIKII_SOURCE_DIR"));
	const char *path = arena_printf(arena, "%s/a.xlsx", folder);
	struct rlimit before;
	cr_assert(signal(SIGXFSZ, SIG_IGN) != SIG_ERR && getrlimit(RLIMIT_FSIZE, &before) == 0);
	const rlim_t sizes[] = {3 << 16, 1 << 20}; /* in between the workbook and its largest part; enough */
	for (size_t i = 0; i < 2; i++) {
		setrlimit(RLIMIT_FSIZE, &(struct rlimit){sizes[i], before.rlim_max});
		int status = RUN(ARG("render"), ARG(sample), ARG("--form"), ARG("zenkomoku"), ARG("--format"), ARG("xlsx"),
		                 ARG("--output"), ARG(path));
		setrlimit(RLIMIT_FSIZE, &before);
		cr_assert_eq(status, i ? 0 : 2, "%zu: %d %s", i, status, err_text);
		cr_assert(i || says(err_text, "欠けています"), "%s", err_text);
		cr_assert_eq(file_text(arena, path) != NULL, i == 1);
	}
}

/* XML holds no controls and no U+FFFE; a drop-down, a text with changed words, heads and tabs are other parts than cells. */
Test(cli_workbook, what_xml_cannot_hold_is_replaced)
{
	const char *bad = "\"x\\v\\e\\x01\\uFFFE\\uFFFF\\x9by\"";
	const char *text = replaced(sound_model, "予防接種に関する事務", bad);
	text = replaced(text, "概要", bad);
	text = replaced(text, "健康管理システム", bad);
	text = replaced(text, "行政情報課", bad);
	text =
	    arena_printf(arena, "%s    history: [{date: 2025-06-01, item: %s, before: %s, after: \"x\\v\\e\\uFFFFz\"}]\n",
	                 text, bad, bad);
	write_file("shikii.yaml", replaced(sound_body, "見本市長", bad));
	const char *path = write_file("a.yaml", text), *book = arena_printf(arena, "%s/a.xlsx", folder);
	int status = RUN(ARG("render"), ARG(path), ARG("--format"), ARG("xlsx"), ARG("--output"), ARG(book));
	cr_assert_neq(status, 2, "%s", err_text);
	cr_assert(file_text(arena, book));
}
