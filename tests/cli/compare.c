/* shikii render --compare: the 新旧対照表 says what `shikii diff` says, in every format. */
#include "cli/fixture.h"

#include "base/buf.h"
#include "base/list.h"
#include "support/plan_text.h"

#include <jansson.h>

TestSuite(cli_compare, .init = fixture_open, .fini = fixture_close);

/* `text` without the part between two marks. */
static const char *without(const char *text, const char *from, const char *to)
{
	const char *start = strstr(text, from);
	cr_assert(start, "%s", from);
	const char *end = strstr(start + 1, to);
	cr_assert(end, "%s", to);
	return arena_printf(arena, "%.*s%s", (int)(start - text), text, end);
}

/* The sample as it was: a recipient more, a contract less, other words in a long text, another choice. */
static const char *older_sample(void)
{
	const char *text = sample_file("mihon-kokuho/assessment.yaml");
	write_file("shikii.yaml", sample_file("shikii.yaml"));
	write_file("new.yaml", text);
	text = replaced(text, "庁内連携システムを通じて日次で連携する", "庁内連携システムを通じて一日に二回連携する");
	text = without(text, "  - id: saikoku\n", "  - id: taino-hoshu\n");
	text = replaced(text, "    sufficient: 十分である", "    sufficient: 課題が残されている");
	return replaced(text, "transfers:\n",
	                "  - id: mihon-kyosai\n"
	                "    name: 見本共済組合\n"
	                "    use: <給付> & 調整 | 資格の確認\n"
	                "transfers:\n");
}

static int compare(const char *format, const char *extra)
{
	return RUN(ARG("render"), ARG("--compare"), ARG(arena_printf(arena, "%s/old.yaml", folder)),
	           ARG(arena_printf(arena, "%s/new.yaml", folder)), ARG("--format"), ARG(format), ARG(extra));
}

static json_t *differences(void)
{
	RUN(ARG("diff"), ARG(arena_printf(arena, "%s/old.yaml", folder)), ARG(arena_printf(arena, "%s/new.yaml", folder)),
	    ARG("--format=json"));
	json_t *root = json_loads(out_text, 0, NULL);
	cr_assert(root, "%s", err_text);
	return root;
}

/* ---- what the tables say: texts in the order 項目, 変更前, 変更後, for each change ---- */

struct texts {
	const char **items;
	size_t count;
	size_t capacity;
};

static void add(struct texts *texts, const char *text)
{
	list_push(arena, texts, text);
}

static struct texts texts_of_json(json_t *root)
{
	static const char *const keys[] = {"place", "before", "after"};
	struct texts texts = {0};
	size_t i, j;
	json_t *sheet, *change;
	json_t *file = json_array_get(json_object_get(root, "files"), 0);
	json_array_foreach (json_object_get(file, "sheets"), i, sheet) {
		json_array_foreach (json_object_get(sheet, "changes"), j, change) {
			for (size_t k = 0; k < 3; k++)
				add(&texts, arena_string(arena, json_string_value(json_object_get(change, keys[k]))));
		}
	}
	return texts;
}

/* HTML without its tags and entities. */
static const char *words_of_html(const char *text, size_t length)
{
	static const char *const entities[][2] = {
	    {"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}};
	char *copy = arena_copy(arena, text, length), *to = copy;
	for (const char *at = copy; *at;) {
		if (*at == '<') {
			at = strchr(at, '>') + 1;
			continue;
		}
		size_t i = 0;
		while (i < 5 && strncmp(at, entities[i][0], strlen(entities[i][0])) != 0)
			i++;
		*to++ = i < 5 ? *entities[i][1] : *at;
		at += i < 5 ? strlen(entities[i][0]) : 1;
	}
	*to = '\0';
	return copy;
}

static struct texts texts_of_html(const char *page)
{
	static const char *const starts[] = {"<th class=\"item\"", "<td class=\"before\"", "<td class=\"after\""};
	struct texts texts = {0};
	for (const char *at = page; (at = strstr(at, starts[texts.count % 3]));) {
		at = strchr(at, '>') + 1;
		const char *end = strstr(at, texts.count % 3 ? "</td>" : "</th>");
		add(&texts, words_of_html(at, (size_t)(end - at)));
	}
	return texts;
}

static struct texts texts_of_plan(const char *plan)
{
	static const char columns[] = "ADE";
	struct texts texts = {0};
	for (const char *at = plan; at && *at; at = strchr(at, '\n'), at += at != NULL) {
		const char *line = arena_copy(arena, at, strcspn(at, "\n"));
		const char *column = strncmp(line, "  ", 2) == 0 && says(line, " cell*") ? strchr(columns, line[2]) : NULL;
		if (!column)
			continue;
		const char *words = plan_words(arena, line);
		if (!plan_continues(line)) {
			add(&texts, words);
			continue;
		}
		const char **above = &texts.items[texts.count - 3 + (size_t)(column - columns)];
		*above = arena_printf(arena, "%s%s", *above, words);
	}
	return texts;
}

static void expect_same(const struct texts *texts, const struct texts *expected, const char *format)
{
	cr_assert_eq(texts->count, expected->count, "%s: %zu, not %zu", format, texts->count, expected->count);
	for (size_t i = 0; i < texts->count; i++)
		cr_expect_str_eq(texts->items[i], expected->items[i], "%s %zu", format, i);
}

Test(cli_compare, says_what_diff_says)
{
	write_file("old.yaml", older_sample());
	json_t *root = differences();
	struct texts expected = texts_of_json(root);
	cr_assert_gt(expected.count, 3 * 5);
	cr_expect_eq(compare("html", "--output=-"), 0, "%s", err_text);
	struct texts html = texts_of_html(out_text);
	expect_same(&html, &expected, "html");
	cr_expect_eq(compare("plan", "--output=-"), 0, "%s", err_text);
	struct texts plan = texts_of_plan(out_text);
	expect_same(&plan, &expected, "plan");
	json_decref(root);
}

/* A row that Excel could not show runs on over further ones. */
Test(cli_compare, long_texts_run_on)
{
	struct buf text = BUF_INIT;
	for (size_t i = 0; i < 1500; i++)
		buf_puts(&text, "特定個人情報を取り扱う");
	write_file("shikii.yaml", sound_body);
	write_file("old.yaml",
	           replaced(sound_model, "overview: 概要", arena_printf(arena, "overview: %s", buf_text(&text))));
	write_file("new.yaml",
	           replaced(sound_model, "overview: 概要", arena_printf(arena, "overview: %s。", buf_text(&text))));
	buf_free(&text);
	json_t *root = differences();
	struct texts expected = texts_of_json(root);
	json_decref(root);
	compare("plan", "--output=-");
	struct texts plan = texts_of_plan(out_text);
	expect_same(&plan, &expected, "plan");
	unsigned row, rows = 0;
	int height;
	for (const char *line = out_text; line; line = strchr(line + 1, '\n')) {
		if (sscanf(line, "\n%u: %d", &row, &height) != 2)
			continue;
		cr_expect_leq(height, 409, "row %u", row);
		rows++;
	}
	cr_expect_gt(rows, 5);
}

Test(cli_compare, words_are_marked)
{
	write_file("old.yaml", older_sample());
	compare("html", "--form=zenkomoku");
	cr_expect(says(out_text, "庁内連携システムを通じて<del>一日に二回</del>連携する"), "%s", out_text);
	cr_expect(says(out_text, "庁内連携システムを通じて<ins>日次で</ins>連携する"), "%s", out_text);
	cr_expect(says(out_text, "\n⑦再委託の有無: 再委託しない</td>"), "%s", out_text);
	cr_expect(says(out_text, "&lt;給付&gt; &amp; 調整 | 資格の確認"), "%s", out_text);
	cr_expect_not(says(out_text, "（基礎項目評価書）"));
	compare("plan", "--form=zenkomoku");
	cr_expect(says(out_text, "庁内連携システムを通じて{日次で}連携する"), "%s", out_text);
	cr_expect(says(out_text, "（横）") && says(out_text, "\n表 A3:E"), "%s", out_text);
	compare("md", "--form=zenkomoku");
	cr_expect(says(out_text, "通じて<del>一日に二回</del>連携する"), "%s", out_text);
	cr_expect(says(out_text, "| ※ | 追加 |  | 委託事項: "), "%s", out_text);
	cr_expect(says(out_text, "調整 \\| 資格の確認"), "%s", out_text);
}

/* Titles of the columns are the form's; a sheet on one side is said in a line, and has no table. */
Test(cli_compare, a_sheet_on_one_side)
{
	write_file("shikii.yaml", sound_body);
	write_file("old.yaml", sound_model);
	write_file("new.yaml", replaced(replaced(sound_model, "count: 86500", "count: 120000"),
	                                "    publications: [{date: 2025-06-01, kind: 新規}]\n", ""));
	cr_expect_eq(compare("md", "--output=-"), 0, "%s", err_text);
	cr_expect(says(out_text, "| 項目 | ※ | 変更 | 変更前の記載 | 変更後の記載 |\n"), "%s", out_text);
	cr_expect(says(out_text, "変更前は令和7年6月1日公表、変更後は案\n"), "%s", out_text);
	cr_expect(says(out_text, "（重点項目評価書）\n\n案\n\n新たに作る評価書です\n"), "%s", out_text);
	compare("plan", "--output=-");
	cr_expect(says(strstr(out_text, "（重点項目評価書）"), "「新たに作る評価書です」"), "%s", out_text);
	write_file("old.yaml", file_text(arena, arena_printf(arena, "%s/new.yaml", folder)));
	compare("md", "--form=kiso");
	cr_expect(says(out_text, "\n\n案からの変更\n"), "%s", out_text);
	write_file("old.yaml", sound_model);
	write_file("new.yaml", sound_model);
	compare("html", "--output=-");
	cr_expect(says(out_text, "令和7年6月1日公表の評価書からの変更。"), "%s", out_text);
	cr_expect(says(out_text, "変更はありません。") && !says(out_text, "<table"), "%s", out_text);
}

Test(cli_compare, goes_to_files)
{
	write_file("shikii.yaml", sound_body);
	write_file("old.yaml", sound_model);
	write_file("new.yaml", replaced(sound_model, "head: 健康推進課長", "head: =1+1"));
	const char *out = arena_printf(arena, "%s/out", folder);
	cr_expect_eq(compare("xlsx", arena_printf(arena, "--out-dir=%s", out)), 0, "%s", err_text);
	const char *path = arena_printf(arena, "%s/new/compare.xlsx", out);
	cr_expect(says(err_text, path), "%s", err_text);
	const char *book = file_text(arena, path);
	cr_assert(book && strncmp(book, "PK", 2) == 0, "%s", path);
	cr_expect_eq(compare("xlsx", "--form=kiso"), 2);
	cr_expect(says(err_text, "--output か --out-dir"), "%s", err_text);
}

Test(cli_compare, mistakes)
{
	write_file("shikii.yaml", sound_body);
	write_file("old.yaml", sound_model);
	const char *new = write_file("new.yaml", sound_model);
	cr_expect_eq(compare("json", "--output=-"), 2);
	cr_expect(says(err_text, "shikii diff"), "%s", err_text);
	cr_expect_eq(compare("html", "--with-findings"), 2);
	cr_expect_eq(compare("html", "--set=number=3"), 2);
	cr_expect_eq(RUN(ARG("render"), ARG("--compare"), ARG("none.yaml"), ARG(new)), 2);
	cr_expect(says(err_text, "none.yaml") && !*out_text, "%s", err_text);
	cr_expect_eq(RUN(ARG("render"), ARG("--compare"), ARG(new), ARG(arena_string(arena, folder))), 2);
	cr_expect(says(err_text, "新しいモデルを一つだけ"), "%s", err_text);
	write_file("old.yaml", replaced(sound_model, "count: 86500", "count: 多数"));
	cr_expect_eq(compare("html", "--output=-"), 1);
	cr_expect(says(err_text, "「多数」は数として読めません") && !*out_text, "%s", err_text);
}
