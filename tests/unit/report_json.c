#include "report/report_json.h"

#include "unit/model_fixture.h"

#include <stdlib.h>

TestSuite(report_json, .init = fixture_open, .fini = fixture_close);

/* As one line, keys in their order. */
static const char *line_of(json_t *json)
{
	char *text = json_dumps(json, 0);
	cr_assert(text);
	const char *copy = arena_string(fixture.arena, text);
	free(text);
	json_decref(json);
	return copy;
}

static struct span span_of(const char *path, const char *text, const char *word)
{
	const struct source *source = source_from_memory(fixture.arena, &fixture.diags, path, text, strlen(text));
	size_t start = (size_t)(strstr(text, word) - text);
	return (struct span){source, start, start + strlen(word)};
}

Test(report_json, a_finding)
{
	struct diag *diag =
	    diag_add(&fixture.diags, DIAG_MODEL_OPTION, span_of("a.yaml", "a: 1\n𠮷: 誤り\n", "誤り"), "「誤り」");
	diag->hint = "直してください";
	diag->source = "規則";
	diag->path = "threshold.result";
	diag->item = "III.result";
	cr_assert_str_eq(line_of(report_json_diag(diag, "a.yaml")),
	                 "{\"rule\": \"model.option\", \"severity\": \"error\", \"message\": \"「誤り」\", \"hint\": "
	                 "\"直してください\", "
	                 "\"source\": \"規則\", \"line\": 2, \"column\": 4, \"end_line\": 2, \"end_column\": 6, "
	                 "\"path\": \"threshold.result\", \"item\": \"III.result\", \"related\": null, \"insert\": null, "
	                 "\"fix\": null}");
	json_t *elsewhere = report_json_diag(diag, "b.yaml");
	cr_assert_str_eq(json_string_value(json_object_get(elsewhere, "file")), "a.yaml");
	json_decref(elsewhere);
}

Test(report_json, a_second_place)
{
	struct diag *diag =
	    diag_add(&fixture.diags, DIAG_MODEL_OPTION, span_of("a.yaml", "a: 1\na: 2\n", "a: 2"), "二度書かれています");
	diag->related = span_of("b.yaml", "x\na: 1\n", "a");
	diag->related_message = "初め";
	json_t *json = report_json_diag(diag, "a.yaml");
	cr_assert_str_eq(line_of(json_incref(json_object_get(json, "related"))),
	                 "{\"message\": \"初め\", \"line\": 2, \"column\": 1, \"end_line\": 2, \"end_column\": 2, "
	                 "\"file\": \"b.yaml\"}");
	json_decref(json);
}

Test(report_json, a_finding_without_a_place)
{
	struct diag *diag = diag_add(&fixture.diags, DIAG_CANNOT_READ, (struct span){0}, "読めません");
	diag->file = "a.yaml";
	cr_assert_str_eq(
	    line_of(report_json_diag(diag, "a.yaml")),
	    "{\"rule\": \"file.unreadable\", \"severity\": \"error\", \"message\": \"読めません\", \"hint\": null, "
	    "\"source\": null, "
	    "\"line\": null, \"column\": null, \"end_line\": null, \"end_column\": null, \"path\": null, \"item\": null, "
	    "\"related\": null, \"insert\": null, \"fix\": null}");
}

Test(report_json, words_of_strangers)
{
	struct diag *diag = diag_add(&fixture.diags, DIAG_MODEL_KEY, (struct span){0},
	                             "「予防接"
	                             "\xe7"
	                             "」「aあいう\xe3\x81"
	                             "」\"\\\033[31m\n");
	json_t *json = report_json_diag(diag, "a.yaml");
	cr_assert_str_eq(json_string_value(json_object_get(json, "message")), "「予防接」「aあいう」\"\\\033[31m\n");
	json_decref(json);
	json = report_json_file("\xff.yaml", &fixture.diags, NULL);
	cr_assert_str_eq(json_string_value(json_object_get(json, "path")), "\xef\xbf\xbd.yaml");
	json_decref(json);
}

static const struct judgement *judged(const char *yaml, struct value as_of)
{
	const struct judge_rules *rules = judge_load(fixture.arena, &fixture.diags, fixture.schema, &fixture.folders);
	const struct model *model = fixture_model(arena_printf(fixture.arena, "shikii: 1\n%s\n", yaml));
	return judge(fixture.arena, rules, fixture.schema, model, &as_of, NULL);
}

Test(report_json, judgements)
{
	cr_assert_str_eq(line_of(report_json_judgement(judged("threshold: {subjects: {count: 5000, stated: '1,000人未満'}}",
	                                                      value_date((struct date){2025, 12, 1})))),
	                 "{\"as_of\": \"2025-12-01\", \"exemption\": null, \"facts\": {\"subjects\": {\"answer\": "
	                 "\"1,000人以上1万人未満\", "
	                 "\"derived\": \"1,000人以上1万人未満\", \"stated\": \"1,000人未満\"}, "
	                 "\"handlers\": {\"answer\": null, \"derived\": null, \"stated\": null}, "
	                 "\"incident\": {\"answer\": null, \"derived\": null, \"stated\": null}}, "
	                 "\"result\": \"基礎項目評価の実施が義務付けられる\", \"source\": \"規則第4条第8号イ及び第5条\", "
	                 "\"owed\": [\"kiso\"], "
	                 "\"made\": [\"kiso\"], \"possible\": [\"基礎項目評価の実施が義務付けられる\"]}");
	json_t *open = report_json_judgement(judged("name: x", value_absent()));
	cr_assert(json_is_null(json_object_get(open, "as_of")));
	cr_assert(json_is_null(json_object_get(open, "result")));
	cr_assert(json_is_null(json_object_get(open, "owed")));
	cr_assert_eq(json_array_size(json_object_get(open, "possible")), 4);
	json_decref(open);
}

Test(report_json, a_file)
{
	diag_add(&fixture.diags, DIAG_MODEL_KEY, span_of("a.yaml", "b", "b"), "一");
	diag_add(&fixture.diags, DIAG_MODEL_KEY, span_of("a.yaml", "b", "b"), "二");
	json_t *file = report_json_file("a.yaml", &fixture.diags, json_null());
	cr_assert_str_eq(json_string_value(json_object_get(file, "path")), "a.yaml");
	cr_assert_eq(json_array_size(json_object_get(file, "findings")), 2);
	cr_assert(json_is_null(json_object_get(file, "judgement")));
	json_decref(file);
}
