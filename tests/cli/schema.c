/* shikii schema: the JSON Schemas that editors read. What they take and refuse is tested by tests/editor/. */
#include "cli/fixture.h"

#include <jansson.h>

TestSuite(cli_schema, .init = fixture_open, .fini = fixture_close, .timeout = 60);

static json_t *schema(char *kind, char *draft)
{
	cr_assert_eq(RUN(ARG("schema"), kind, ARG("--draft"), draft), 0, "%s", err_text);
	json_t *json = json_loads(out_text, 0, NULL);
	cr_assert(json, "%s", kind);
	return json;
}

static const char *words(json_t *json, const char *a, const char *b, const char *c)
{
	return json_string_value(json_object_get(json_object_get(json_object_get(json, a), b), c));
}

Test(cli_schema, names_and_helps_are_those_of_the_vocabulary)
{
	json_t *model = schema(ARG("model"), ARG("2020-12"));
	cr_assert_str_eq(json_string_value(json_object_get(model, "$id")), "urn:shikii:model:1");
	cr_assert_str_eq(json_string_value(json_object_get(model, "title")), "事務");
	cr_assert_str_eq(words(model, "properties", "number", "title"), "評価書番号");
	cr_assert_str_eq(words(model, "properties", "number", "description"), "計画管理書の評価書番号と同じ番号");
	json_t *options = json_object_get(json_object_get(json_object_get(model, "$defs"), "options.performed"), "enum");
	cr_assert_str_eq(json_string_value(json_array_get(options, 0)), "実施する");
	json_decref(model);
}

Test(cli_schema, the_older_draft_has_its_own_word_for_definitions)
{
	json_t *model = schema(ARG("rules"), ARG("07"));
	cr_assert_str_eq(json_string_value(json_object_get(model, "$schema")), "http://json-schema.org/draft-07/schema#");
	cr_assert(json_object_get(model, "definitions"));
	cr_assert_null(json_object_get(model, "$defs"));
	cr_assert_null(strstr(out_text, "$defs"));
	json_decref(model);
}

Test(cli_schema, those_in_the_docs_are_what_it_prints)
{
	const char *const kinds[] = {"model", "body", "rules", "form"}, *root = getenv("SHIKII_SOURCE_DIR");
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		json_decref(schema(ARG(kinds[i]), ARG("2020-12")));
		const char *path = arena_printf(arena, "%s/docs/schema/%s.json", root ? root : ".", kinds[i]);
		const char *written = file_text(arena, path);
		cr_assert(written && strcmp(written, out_text) == 0, "shikii schema %s --output %s", kinds[i], path);
	}
}

Test(cli_schema, what_there_is_not_is_told)
{
	cr_assert_eq(RUN(ARG("schema"), ARG("models")), 2);
	cr_assert(says(err_text, "model か body か rules か form"), "%s", err_text);
	cr_assert_eq(RUN(ARG("schema"), ARG("model"), ARG("body")), 2);
	cr_assert_eq(RUN(ARG("schema"), ARG("--draft"), ARG("04")), 2);
	cr_assert(says(err_text, "2020-12"), "%s", err_text);
}

Test(cli_schema, a_broken_vocabulary_is_told)
{
	char *own = ARG(arena_printf(arena, "%s/schema", folder));
	write_file("schema/files/rules.yaml", "version: 1\nmodel: nobody\noptions: {}\nrecords: {}\n");
	cr_assert_eq(RUN(ARG("schema"), ARG("rules"), ARG("--schema"), own), 2);
	cr_assert(says(err_text, "rules.yaml:1"), "%s", err_text);
}
