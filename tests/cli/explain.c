/* shikii explain, and that the catalogue in docs/ is what it prints. */
#include "cli/fixture.h"

#include "support/rules.h"

#include <jansson.h>

#include <unistd.h>

TestSuite(cli_explain, .init = fixture_open, .fini = fixture_close, .timeout = 120);

Test(cli_explain, one_rule)
{
	cr_assert_eq(RUN(ARG("explain"), ARG("threshold.near")), 0);
	static const char *const parts[] = {"threshold.near（注意）\n",
	                                    "    指摘: ",
	                                    "    ヒント: ",
	                                    "    なぜ: ",
	                                    "    根拠: ",
	                                    "指摘する例",
	                                    "指摘しない例",
	                                    "subjects: {count: 10501}"};
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		cr_assert(says(out_text, parts[i]), "%s", parts[i]);
	cr_assert_eq(RUN(ARG("explain"), ARG("answer.missing")), 0);
	cr_assert_str_eq(out_text, "answer.missing（エラー）\n    要る答えがない\n"
	                           "    ヒント: 様式が答えを求める項目です。モデルの示した所に書き足します。\n"
	                           "    プログラムが構造から見つけるもの（規則のファイルにはありません）\n\n");
	for (char **fixed = (char *[]){ARG("yaml.syntax"), ARG("law.registry"), NULL}; *fixed; fixed++) {
		cr_assert_eq(RUN(ARG("explain"), *fixed), 0);
		cr_assert(says(out_text, "    止めることも重さを変えることもできません\n"), "%s", out_text);
	}
}

/* Words for people; --format json has the messages as they are written, for programs. */
Test(cli_explain, places_of_a_message_are_readable)
{
	cr_assert_eq(RUN(ARG("explain"), ARG("wording.era-letter")), 0);
	cr_assert(says(out_text, "    指摘: 「○○」のように、元号を略した日付が ○○ か所あります\n"), "%s", out_text);
	cr_assert_eq(RUN(ARG("explain"), ARG("--format"), ARG("md")), 0);
	for (const char *line = out_text; *line; line += strcspn(line, "\n"), line += *line == '\n')
		if (strncmp(line, "- 指摘: ", strlen("- 指摘: ")) == 0 ||
		    strncmp(line, "- ヒント: ", strlen("- ヒント: ")) == 0)
			cr_expect(strcspn(line, "{") >= strcspn(line, "\n"), "%.120s", line);
}

Test(cli_explain, a_family_and_all)
{
	cr_assert_eq(RUN(ARG("explain"), ARG("threshold")), 0);
	cr_assert(says(out_text, "threshold.near") && says(out_text, "threshold.result") && !says(out_text, "wording."));
	cr_assert_eq(RUN(ARG("explain")), 0);
	cr_assert(says(out_text, "threshold.near ") && says(out_text, "yaml.syntax "));
}

Test(cli_explain, unknown)
{
	cr_assert_eq(RUN(ARG("explain"), ARG("threshold.nera")), 2);
	cr_assert(says(err_text, "「threshold.nera」という規則はありません（threshold.near ではありませんか）"), "%s",
	          err_text);
}

Test(cli_explain, json)
{
	cr_assert_eq(RUN(ARG("explain"), ARG("--format"), ARG("json"), ARG("threshold.near"), ARG("answer.missing")), 0);
	json_t *root = json_loads(out_text, 0, NULL);
	const json_t *rules = json_object_get(root, "rules");
	cr_assert_eq(json_array_size(rules), 2);
	const json_t *rule = json_array_get(rules, 0);
	cr_assert_str_eq(json_string_value(json_object_get(rule, "rule")), "threshold.near");
	cr_assert_str_eq(json_string_value(json_object_get(rule, "severity")), "note");
	cr_assert(json_is_false(json_object_get(rule, "engine")));
	cr_assert_eq(json_array_size(json_object_get(rule, "failing")), 2);
	const json_t *engine = json_array_get(rules, 1);
	cr_assert(json_is_true(json_object_get(engine, "engine")) && json_is_true(json_object_get(engine, "suppressible")));
	cr_assert(json_is_string(json_object_get(engine, "hint")) && json_is_null(json_object_get(engine, "why")));
	const char *key;
	json_t *value;
	json_object_foreach (json_array_get(rules, 0), key, value)
		cr_expect(json_object_get(engine, key), "%s", key);
	cr_assert_eq(json_object_size(engine), json_object_size(rule));
	json_decref(root);
}

/* Rules, tests and the catalogue have the same ids because the catalogue is made from the rules. */
Test(cli_explain, the_catalogue_is_up_to_date)
{
	cr_assert_eq(RUN(ARG("explain"), ARG("--format"), ARG("md")), 0);
	const char *root = getenv("SHIKII_SOURCE_DIR");
	const char *written = file_text(arena, arena_printf(arena, "%s/docs/rules.md", root ? root : "."));
	cr_assert(written && strcmp(written, out_text) == 0,
	          "docs/rules.md を作り直してください: build/shikii explain --format md >docs/rules.md");
}

Test(cli_explain, examples_of_house_rules)
{
	write_file("rules/house.yaml", RULE_HEAD "  when: number == '1'\n  failing: 'number: 1'\n  passing: 'number: 2'\n");
	char *rules = ARG(arena_printf(arena, "%s/rules", folder));
	cr_assert_eq(RUN(ARG("explain"), ARG("--rules"), rules, ARG("house")), 0);
	cr_assert(says(out_text, "house.test（警告）"));
	cr_assert_eq(RUN(ARG("explain"), ARG("--test"), ARG("--rules"), rules, ARG("house")), 0);
	cr_assert_str_eq(out_text, "例 2件のうち、規則の言うとおりでないもの 0件\n");
	write_file("rules/house.yaml", RULE_HEAD "  when: number == '2'\n  failing: 'number: 1'\n  passing: 'number: 2'\n");
	cr_assert_eq(RUN(ARG("explain"), ARG("--test"), ARG("--rules"), rules, ARG("house")), 1);
	cr_assert(says(out_text, "failing の例で、規則が何も知らせません [rule.example]"), "%s", out_text);
	const struct {
		const char *failing, *says;
	} mistakes[] = {
	    {"  failing: |\n    number: 1\n    nmae: a\n",
	     "house.yaml:10:5: エラー: 「事務」に「nmae」というキーはありません"},
	    {"  failing: |\n    number: 1\n    files: [{id: a}\n", "house.yaml:10:12: エラー: 「[」で始まるリスト"},
	    {"  failing: 'files: a'\n", "house.yaml:8:20: エラー: ここには「- 」で始まる並びを書きます"},
	};
	for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
		write_file(
		    "rules/house.yaml",
		    arena_printf(arena, RULE_HEAD "  when: number == '1'\n%s  passing: 'number: 2'\n", mistakes[i].failing));
		cr_expect_eq(RUN(ARG("explain"), ARG("--test"), ARG("--rules"), rules, ARG("house")), 1);
		cr_expect(says(out_text, mistakes[i].says), "%s", out_text);
	}
	write_file("rules/house.yaml", RULE_HEAD "  when: nmae == '2'\n  failing: 'number: 1'\n  passing: 'number: 2'\n");
	cr_assert_eq(RUN(ARG("explain"), ARG("--rules"), rules), 2);
	cr_assert(says(err_text, "house.yaml:7:9: エラー: 「nmae」という名前はありません"), "%s", err_text);
}

/* Broken data of the body in the working folder is not passed over for what is built in. */
Test(cli_explain, broken_data_of_the_body_here)
{
	write_file("shikii.yaml", arena_printf(arena, "%srules: own\n", sound_body));
	write_file("own/threshold.yaml", "tabels: {}\n");
	cr_assert_eq(chdir(folder), 0);
	cr_expect_eq(RUN(ARG("explain"), ARG("--test")), 2);
	cr_expect(says(err_text, "own/threshold.yaml:1:1: エラー: "), "%s", err_text);
	cr_expect_str_eq(out_text, "");
}

/* The rule files that docs/house-rules.md shows are whole and do as their examples say. */
Test(cli_explain, the_walk_in_the_docs)
{
	const char *root = getenv("SHIKII_SOURCE_DIR");
	const char *page = file_text(arena, arena_printf(arena, "%s/docs/house-rules.md", root ? root : "."));
	char *rules = ARG(arena_printf(arena, "%s/rules", folder));
	size_t count = 0;
	cr_assert(page);
	for (const char *block = page; (block = strstr(block, "```yaml\n"));) {
		block += strlen("```yaml\n");
		const char *end = strstr(block, "```");
		if (strncmp(block, "rules:\n", 7) != 0 && strncmp(block, "tables:\n", 8) != 0)
			continue;
		write_file("rules/house.yaml", arena_copy(arena, block, (size_t)(end - block)));
		cr_expect_eq(RUN(ARG("explain"), ARG("--test"), ARG("--rules"), rules, ARG("house")), 0, "%.60s: %s%s", block,
		             out_text, err_text);
		cr_expect(says(out_text, "例 2件のうち、規則の言うとおりでないもの 0件"), "%s", out_text);
		count++;
	}
	cr_assert_eq(count, 3);
}

Test(cli_explain, a_form_is_explained_item_by_item)
{
	cr_assert_eq(RUN(ARG("explain"), ARG("--form"), ARG("kiso")), 0, "%s", err_text);
	cr_expect(
	    says(out_text,
	         "I.5.2 ②所属長の役職名\n  その部署の長の役職名だけを書き、氏名は書かない。\n  出典: Shikii の助言\n"),
	    "%s", out_text);
	cr_assert_eq(RUN(ARG("explain"), ARG("--form"), ARG("zenkomoku"), ARG("--format"), ARG("json")), 0);
	cr_expect(says(out_text, "\"form\": \"zenkomoku-2018\""), "%s", out_text);
	cr_expect(says(out_text, "\"id\": \"II[].4.c[].8\""), "%s", out_text);
}
