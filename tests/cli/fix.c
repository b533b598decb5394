/* check --fix: what is certain is mended, all of it or nothing; the same in json and sarif. */
#include "cli/fixture.h"

#include "shikii.h"

#include <jansson.h>
#include <unistd.h>

TestSuite(cli_fix, .init = fixture_open, .fini = fixture_close, .timeout = 120);

/* A citation that moved, and slips of the pen; with a comment that stays. */
static const char *faulty_model(void)
{
	const char *model =
	    replaced(sound_model, "{basis: 番号法第9条第1項}", "{basis: 番号法第9条第1項 別表第一の10の項} # 根拠");
	return replaced(model, "overview: 概要", "overview: 𠮷の特定個情報と、バッチ処置");
}

static const char *mended_model(void)
{
	const char *model = replaced(faulty_model(), "別表第一の10の項", "別表の14の項");
	model = replaced(model, "特定個情報", "特定個人情報");
	return replaced(model, "バッチ処置", "バッチ処理");
}

static char *model_path(void)
{
	return ARG(arena_printf(arena, "%s/a.yaml", folder));
}

static void write_faulty(void)
{
	write_file("shikii.yaml", sound_body);
	write_file("a.yaml", faulty_model());
}

Test(cli_fix, mends_and_tells_what_is_left)
{
	write_faulty();
	cr_assert_eq(RUN(ARG("check"), ARG(folder)), 1);
	cr_assert_eq(RUN(ARG("check"), ARG("--fix"), ARG(folder)), 0, "%s%s", out_text, err_text);
	cr_assert_str_eq(file_text(arena, model_path()), mended_model());
	cr_assert(says(err_text, "a.yaml: 指摘 3件を直しました"), "%s", err_text);
	cr_assert_not(says(out_text, "wording.typo") || says(out_text, "citation.moved"), "%s", out_text);
	cr_assert_eq(RUN(ARG("check"), ARG("--fix"), ARG(folder)), 0);
	cr_assert_not(says(err_text, "直しました"), "nothing is left to mend");
}

Test(cli_fix, what_cannot_be_mended_stays_and_counts)
{
	write_faulty();
	write_file("a.yaml", replaced(faulty_model(), "performed: 実施しない", "performed: しない"));
	cr_assert_eq(RUN(ARG("check"), ARG("--fix"), ARG("-f"), ARG("line"), ARG(folder)), 1);
	cr_assert(says(out_text, "[model.option]"), "%s", out_text);
	cr_assert(says(file_text(arena, model_path()), "特定個人情報と、バッチ処理"));
}

Test(cli_fix, diff_writes_nothing)
{
	write_faulty();
	cr_assert_eq(RUN(ARG("check"), ARG("--diff"), ARG(folder)), 1);
	cr_assert_str_eq(file_text(arena, model_path()), faulty_model());
	cr_assert(says(out_text, "-number_use: {basis: 番号法第9条第1項 別表第一の10の項} # 根拠\n"
	                         "+number_use: {basis: 番号法第9条第1項 別表の14の項} # 根拠\n"),
	          "%s", out_text);
	cr_assert(says(err_text, "指摘 3件を直せます"), "%s", err_text);
	cr_assert_eq(RUN(ARG("check"), ARG("--diff"), ARG("--exit-zero"), ARG(folder)), 0);
	write_file("a.yaml", mended_model());
	cr_assert_eq(RUN(ARG("check"), ARG("--diff"), ARG(folder)), 0);
	cr_assert_str_empty(out_text);
}

/* What a stranger calls a folder acts neither on the terminal nor on who reads the diff or the log. */
Test(cli_fix, names_that_would_act)
{
	static const char name[] = "x\x1b[31m\n::error::y\"";
	write_file("shikii.yaml", sound_body);
	const char *path = write_file(arena_printf(arena, "%s/a.yaml", name), faulty_model());
	cr_assert_eq(RUN(ARG("check"), ARG("--diff"), ARG(folder)), 1, "%s", err_text);
	cr_assert(says(out_text, "/x\\033[31m\\012::error::y\\042/a.yaml\"\n+++ \""), "%s", out_text);
	cr_assert_not(says(err_text, "\x1b") || says(err_text, "\n::"), "%s", err_text);
	cr_assert_eq(link(path, arena_printf(arena, "%s/other", folder)), 0);
	RUN(ARG("check"), ARG("--fix"), ARG(folder));
	cr_assert(says(err_text, "指摘 3件を直しました"), "%s", err_text);
	cr_assert_not(says(err_text, "\x1b") || says(err_text, "\n::"), "%s", err_text);
	RUN(ARG("new"), ARG("--process"), ARG(name));
	cr_assert_not(says(err_text, "\x1b") || says(err_text, "\n::"), "%s", err_text);
}

Test(cli_fix, only_what_is_told)
{
	write_faulty();
	RUN(ARG("check"), ARG("--fix"), ARG("--only"), ARG("citation"), ARG(folder));
	cr_assert(says(file_text(arena, model_path()), "別表の14の項") &&
	          says(file_text(arena, model_path()), "特定個情報"));
	write_file("a.yaml", arena_printf(arena, "%ssuppress: [{rule: citation, reason: 検討中}]\n", faulty_model()));
	RUN(ARG("check"), ARG("--fix"), ARG(folder));
	cr_assert(says(file_text(arena, model_path()), "別表第一の10の項"), "a suppressed finding is not mended");
	write_file("a.yaml", faulty_model());
	char *known = ARG(arena_printf(arena, "%s/known.yaml", folder));
	RUN(ARG("check"), ARG("--baseline"), known, ARG(folder));
	RUN(ARG("check"), ARG("--fix"), ARG("--baseline"), known, ARG(folder));
	cr_assert_str_eq(file_text(arena, model_path()), faulty_model(), "nor is a known one");
}

/* A row of 変更箇所 quotes the slip: the text and what was published about it belong together. */
Test(cli_fix, words_of_a_row_stay)
{
	write_faulty();
	const char *model = arena_printf(arena,
	                                 "%s    history: [{date: 2025-06-01, item: ②事務の概要, before: 概要, "
	                                 "after: 𠮷の特定個情報と、バッチ, timing: 事後}]\n",
	                                 faulty_model());
	write_file("a.yaml", model);
	RUN(ARG("check"), ARG("--fix"), ARG(folder));
	const char *text = file_text(arena, model_path());
	cr_assert(says(text, "overview: 𠮷の特定個情報と、バッチ処理"), "%s", text);
}

/* A passage of the body: once, for models that agree; not at all when one of them is older. */
Test(cli_fix, a_shared_text_is_mended_once)
{
	static const char passage[] = "passages: [{id: kyotsu, text: 番号法別表第一の10の項と特定個情報}]\n";
	const char *body = arena_printf(arena, "%s%s", sound_body, passage);
	const char *model = replaced(sound_model, "{basis: 番号法第9条第1項}", "{basis: {passage: kyotsu}}");
	char *shared = ARG(write_file("shikii.yaml", body));
	write_file("a.yaml", model);
	write_file("b.yaml", replaced(replaced(model, "number: 12", "number: 13"), "2025-06-01", "2023-06-01"));
	RUN(ARG("check"), ARG("--fix"), ARG(folder));
	cr_assert(says(file_text(arena, shared), "別表第一の10の項と特定個人情報"),
	          "the models disagree about the citation: %s", file_text(arena, shared));
	write_file("shikii.yaml", body);
	write_file("b.yaml", replaced(model, "number: 12", "number: 13"));
	cr_assert_eq(RUN(ARG("check"), ARG("--fix"), ARG(folder)), 0, "%s%s", out_text, err_text);
	cr_assert_str_eq(file_text(arena, shared),
	                 replaced(replaced(body, "別表第一の10", "別表の14"), "個情報", "個人情報"));
}

Test(cli_fix, what_makes_no_sense)
{
	write_faulty();
	cr_assert_eq(RUN(ARG("check"), ARG("--diff"), ARG("-f"), ARG("json"), ARG(folder)), 2);
	cr_assert(says(err_text, "--diff は差分だけを書きます"), "%s", err_text);
	cr_assert_eq(RUN(ARG("check"), ARG("--fix"), ARG("--set"), ARG("incident=発生あり"), ARG(folder)), 2);
	cr_assert(freopen(model_path(), "r", stdin));
	cr_assert_eq(RUN(ARG("check"), ARG("--fix"), ARG("-")), 2);
	cr_assert(says(err_text, "--diff を付けると"), "%s", err_text);
	cr_assert_eq(RUN(ARG("check"), ARG("--diff"), ARG("--stdin-filename"), model_path()), 1, "%s", err_text);
	cr_assert(says(out_text, "+number_use"), "%s", out_text);
	cr_assert_str_eq(file_text(arena, model_path()), faulty_model());
}

/* The changes of a fix, made in lines and code points as its reader would. */
static size_t offset_of(const char *text, json_int_t line, json_int_t column)
{
	const char *at = text;
	while (--line)
		at = strchr(at, '\n') + 1;
	while (--column)
		for (at++; ((unsigned char)*at & 0xc0) == 0x80;)
			at++;
	return (size_t)(at - text);
}

static const char *changed(const char *text, const json_t *change, const char *const keys[4], const char *words)
{
	json_int_t place[4];
	for (size_t i = 0; i < 4; i++)
		place[i] = json_integer_value(json_object_get(change, keys[i]));
	size_t from = offset_of(text, place[0], place[1]), to = offset_of(text, place[2], place[3]);
	return arena_printf(arena, "%.*s%s%s", (int)from, text, words, text + to);
}

Test(cli_fix, json_and_sarif_have_the_same_changes)
{
	static const char *const json_keys[] = {"line", "column", "end_line", "end_column"};
	static const char *const sarif_keys[] = {"startLine", "startColumn", "endLine", "endColumn"};
	write_faulty();
	RUN(ARG("check"), ARG("-f"), ARG("json"), ARG(folder));
	json_t *json = json_loads(out_text, 0, NULL);
	const json_t *findings = json_object_get(json_array_get(json_object_get(json, "files"), 0), "findings");
	const char *text = faulty_model();
	for (size_t i = json_array_size(findings); i-- > 0;) { /* from the end: places stay */
		const json_t *changes = json_object_get(json_object_get(json_array_get(findings, i), "fix"), "changes");
		for (size_t j = json_array_size(changes); j-- > 0;)
			text = changed(text, json_array_get(changes, j), json_keys,
			               json_string_value(json_object_get(json_array_get(changes, j), "text")));
	}
	json_decref(json);
	cr_assert_str_eq(text, mended_model());
	RUN(ARG("check"), ARG("-f"), ARG("sarif"), ARG("--only"), ARG("citation.moved"), ARG(folder));
	json_t *sarif = json_loads(out_text, 0, NULL);
	const json_t *results = json_object_get(json_array_get(json_object_get(sarif, "runs"), 0), "results");
	const json_t *fix = json_array_get(json_object_get(json_array_get(results, 0), "fixes"), 0);
	const json_t *artifact = json_array_get(json_object_get(fix, "artifactChanges"), 0);
	const json_t *replacement = json_array_get(json_object_get(artifact, "replacements"), 0);
	const char *words = json_string_value(json_object_get(json_object_get(replacement, "insertedContent"), "text"));
	cr_assert(words, "%s", out_text);
	text = changed(faulty_model(), json_object_get(replacement, "deletedRegion"), sarif_keys, words);
	cr_assert(says(text, "別表の14の項"), "%s", text);
	json_decref(sarif);
}

Test(cli_fix, the_library_hands_the_files_over)
{
	shikii_session *session = shikii_open();
	const char *model = faulty_model(), *paths[] = {"x/a.yaml"};
	shikii_use_disk(session, 0);
	shikii_put(session, "x/a.yaml", model, strlen(model));
	shikii_put(session, "x/shikii.yaml", sound_body, strlen(sound_body));
	shikii_result *result = shikii_run(session, "check", &(shikii_option){"fix", NULL}, 1, paths, 1);
	cr_assert_eq(shikii_status(result), SHIKII_OK, "%s", shikii_messages(result, NULL));
	cr_assert_eq(shikii_file_count(result), 1);
	cr_assert_str_eq(shikii_file_bytes(result, 0, NULL), mended_model());
	cr_assert_geq(shikii_edit_count(result), 3);
	cr_assert_not(says(shikii_report(result, NULL), "wording.typo"), "the report is about what is left");
	shikii_free(result);
	result = shikii_run(session, "check", NULL, 0, paths, 1);
	cr_assert(says(shikii_report(result, NULL), "wording.typo"), "the session's own document is as it was");
	shikii_free(result);
	shikii_close(session);
}
