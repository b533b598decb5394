/* Every character of an answer survives: model → json, and model → md → its words as CommonMark has them. */
#include "cli/fixture.h"
#include "support/markdown_text.h"

#include <jansson.h>

TestSuite(cli_round_trip, .init = fixture_open, .fini = fixture_close, .timeout = 240);

static const char *const answers[] = {
    "-",
    "－",
    "* 注",
    "+ 注",
    "1) 一",
    "1. 一",
    "１．一",
    "# 一",
    "> 一",
    "なし\n--",
    "なし\n==",
    "---",
    "***",
    "　字下げ",
    "  字下げ",
    "    字下げ",
    "末尾 ",
    "末尾  ",
    "末尾　",
    "\t表",
    "𠮷野",
    "ｶﾞｷﾞ",
    "か\u3099",
    "１２３",
    "=1+1",
    "@x",
    "<b>太</b>",
    "<!-- 注 -->",
    "&amp;",
    "&#32;",
    "\\",
    "\\*",
    "`x`",
    "**強**",
    "_x_",
    "[a](b)",
    "[a]: b",
    "![a](b)",
    "|a|b|",
    "https://example.jp/?a=1&b=2",
    "<https://x>",
    "~~x~~",
    "一\n二",
    "一\n\n二",
    "一\n\n\n二",
    "\n一",
    "一\n",
    " ",
    "　",
    "①※〜",
    "a\\\nb",
    "{{name}}",
    "{unknown: x}",
    "null",
    "~",
    "\u00a0",
    "\ufeffx",
    "- [ ] x",
    "「-」",
    "```\nx\n```",
    "| a |\n| --- |",
};
enum { ANSWERS = sizeof answers / sizeof *answers };

/* Places of the model that 様式2 prints as they are, and the items that print them. */
static const struct {
	const char *yaml, *item, *next;
} slots[] = {
    {"number_use: {basis: %s}\n", "I.3", "### ４．"},
    {"other_agencies: %s\n", "I.6", "### ７．"},
    {"disclosure: {desk: %s}\n", "I.7", "### ８．"},
    {"inquiries: {contact: %s}\n", "I.8", "### ９．"},
    {"sheets: {kiso: {overview: %s, ", "I.1.2", "<!-- I.1.3"},
    {"declaration: %s, ", "cover.declaration", "<!-- cover.remarks"},
    {"remarks: %s, publications: [{date: 2025-06-01}]}}\n", "cover.remarks", "<!-- cover.agency"},
};
enum { SLOTS = sizeof slots / sizeof *slots };

/* A scalar in double quotes, which is JSON's string as well. */
static const char *quoted(const char *text)
{
	json_t *string = json_string(text);
	char *written = json_dumps(string, JSON_ENCODE_ANY);
	const char *copy = arena_string(arena, written);
	free(written);
	json_decref(string);
	return copy;
}

static const char *json_value(json_t *sections, const char *id)
{
	size_t i;
	json_t *section, *row;
	json_array_foreach (sections, i, section) {
		size_t j;
		json_array_foreach (json_object_get(section, "rows"), j, row)
			if (strcmp(json_string_value(json_object_get(row, "id")), id) == 0)
				return json_string_value(json_object_get(row, "value"));
		const char *value = json_value(json_object_get(section, "sections"), id);
		if (value)
			return value;
	}
	return NULL;
}

static const char *json_answer(json_t *sheet, const char *id)
{
	json_t *cover = json_pack("[{s:O}]", "rows", json_object_get(sheet, "cover"));
	const char *value = json_value(cover, id);
	json_decref(cover);
	return value ? value : json_value(json_object_get(sheet, "sections"), id);
}

/* The words of the quote between an item's comment and what follows it. */
static const char *md_answer(const char *markdown, const char *id, const char *next)
{
	const char *comment = strstr(markdown, arena_printf(arena, "<!-- %s ", id));
	cr_assert(comment, "%s: %s", id, markdown);
	const char *quote = strstr(comment, "**\n\n");
	const char *end = strstr(comment, arena_printf(arena, "\n\n%s", next));
	cr_assert(quote && end && quote < end, "%s: %s", id, comment);
	quote += strlen("**\n\n");
	struct buf words = BUF_INIT;
	cr_assert(markdown_text(arena_copy(arena, quote, (size_t)(end - quote)), &words), "%s: %.300s", id, quote);
	const char *text = arena_string(arena, buf_text(&words));
	buf_free(&words);
	return text;
}

static void check_answers(const char *const *texts)
{
	struct buf yaml = BUF_INIT;
	buf_puts(&yaml, "shikii: 1\nname: x\n");
	for (size_t i = 0; i < SLOTS; i++) {
		const char *mark = strstr(slots[i].yaml, "%s");
		buf_printf(&yaml, "%.*s%s%s", (int)(mark - slots[i].yaml), slots[i].yaml, quoted(texts[i]), mark + 2);
	}
	char *path = ARG(write_file("a.yaml", buf_text(&yaml)));
	buf_free(&yaml);
	cr_assert_eq(RUN(ARG("render"), path, ARG("--form=kiso"), ARG("-fjson")), 0, "%s", err_text);
	json_t *sheet = json_loads(out_text, 0, NULL);
	cr_assert(sheet);
	cr_assert_eq(RUN(ARG("render"), path, ARG("--form=kiso")), 0, "%s", err_text);
	for (size_t i = 0; i < SLOTS; i++) {
		const char *value = json_answer(sheet, slots[i].item);
		cr_assert_str_eq(value, texts[i], "json %s: %s, not %s", slots[i].item, quoted(value), quoted(texts[i]));
		const char *words = md_answer(out_text, slots[i].item, slots[i].next);
		cr_assert_str_eq(words, texts[i], "md %s: %s, not %s", slots[i].item, quoted(words), quoted(texts[i]));
	}
	json_decref(sheet);
}

Test(cli_round_trip, every_awkward_answer_at_every_place)
{
	for (size_t i = 0; i < ANSWERS; i++) {
		const char *texts[SLOTS];
		for (size_t j = 0; j < SLOTS; j++)
			texts[j] = answers[(i + j) % ANSWERS];
		check_answers(texts);
	}
}

/* Two answers as lines of one: what is harmless alone may be markup after the line before it. */
Test(cli_round_trip, every_pair_of_lines)
{
	const char *texts[SLOTS];
	size_t count = 0;
	for (size_t i = 0; i < ANSWERS; i++) {
		for (size_t j = 0; j < ANSWERS; j++) {
			texts[count++] = arena_printf(arena, "%s\n%s", answers[i], answers[j]);
			if (count == SLOTS) {
				check_answers(texts);
				count = 0;
			}
		}
	}
}

Test(cli_round_trip, block_scalars)
{
	char *path = ARG(write_file("a.yaml", "shikii: 1\nname: x\nother_agencies: |2\n   字下げ\n  - 注 \n\n  二\n"));
	cr_assert_eq(RUN(ARG("render"), path, ARG("--form=kiso")), 0, "%s", err_text);
	cr_assert_str_eq(md_answer(out_text, "I.6", "### ７．"), " 字下げ\n- 注 \n\n二");
}

Test(cli_round_trip, words_in_brackets_and_cells)
{
	for (size_t i = 0; i < ANSWERS; i++) {
		const char *answer = quoted(answers[i]);
		char *path = ARG(write_file(
		    "a.yaml",
		    arena_printf(arena,
		                 "shikii: 1\nname: x\nsystems: [{id: a, connections: [その他: %s]}]\n"
		                 "sheets: {zenkomoku: {history: [{date: 2025-06-01, item: %s, before: %s, after: %s}]}}\n",
		                 answer, answer, answer, answer)));
		cr_assert_eq(RUN(ARG("render"), path, ARG("--form=zenkomoku"), ARG("-fjson")), 0, "%s", err_text);
		json_t *sheet = json_loads(out_text, 0, NULL);
		json_t *change = json_array_get(json_object_get(sheet, "history"), 0);
		cr_assert_str_eq(json_string_value(json_object_get(change, "before")), answers[i]);
		cr_assert_str_eq(json_string_value(json_object_get(change, "after")), answers[i]);
		cr_assert(says(out_text, arena_printf(arena, "\"texts\": {\n                \"その他\": %s", answer)) ||
		              says(out_text, arena_printf(arena, "\"その他\": %s", answer)),
		          "%s", answer);
		json_decref(sheet);
	}
}

static const char *samples(void)
{
	return arena_printf(arena, "%s/assessments", getenv("SHIKII_SOURCE_DIR"));
}

Test(cli_round_trip, samples_are_exemplary)
{
	cr_assert_eq(RUN(ARG("check"), ARG(samples()), ARG("--fail-on=warning")), 0, "%s", out_text);
	cr_assert(says(err_text, "エラー 0件、警告 0件、"), "%s", err_text);
	cr_assert_eq(RUN(ARG("check"), ARG(samples()), ARG("--for=publication"),
	                 ARG("--set=sheets.kiso.publications=[{date: 2026-02-02}]")),
	             0, "%s", out_text);
}

Test(cli_round_trip, the_same_input_gives_the_same_bytes)
{
	cr_assert_eq(RUN(ARG("render"), ARG(samples())), 0, "%s", err_text);
	const char *first = out_text;
	cr_assert_gt(strlen(first), 100000);
	RUN(ARG("render"), ARG(samples()));
	cr_assert_str_eq(out_text, first);
}
