/* The formats of `check` for other programs: what they promise, and that no text of strangers acts in any of them. */
#include "base/utf8.h"
#include "cli/fixture.h"

#include <jansson.h>
#include <unistd.h>

TestSuite(cli_reports, .init = fixture_open, .fini = fixture_close, .timeout = 120);

static json_t *parsed(const char *text)
{
	json_error_t error;
	json_t *json = json_loads(text, 0, &error);
	cr_assert(json, "%s: %.400s", error.text, text);
	return json;
}

static const char *string_at(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));
	return text ? text : "";
}

static json_int_t number_at(const json_t *object, const char *key)
{
	return json_integer_value(json_object_get(object, key));
}

static const char *in_folder(const char *name)
{
	return arena_printf(arena, "%s/%s", folder, name);
}

/* check -f FORMAT of the folder. */
static int report_of(const char *format)
{
	return RUN(ARG("check"), ARG("-f"), ARG(format), ARG(folder));
}

static json_t *results_of(json_t *sarif)
{
	return json_object_get(json_array_get(json_object_get(sarif, "runs"), 0), "results");
}

static const json_t *region_of(const json_t *result)
{
	const json_t *place = json_array_get(json_object_get(result, "locations"), 0);
	return json_object_get(json_object_get(place, "physicalLocation"), "region");
}

/* The first with this rule. */
static const json_t *found(const json_t *list, const char *key, const char *rule)
{
	for (size_t i = 0; i < json_array_size(list); i++)
		if (strcmp(string_at(json_array_get(list, i), key), rule) == 0)
			return json_array_get(list, i);
	cr_assert(false, "no %s", rule);
	return NULL;
}

static void write_sound(const char *model)
{
	write_file("shikii.yaml", sound_body);
	write_file("a.yaml", model);
}

/* Two errors behind a character beyond the BMP, and a note that is suppressed with a reason. */
static const char *faulty_model(void)
{
	const char *model = replaced(sound_model, "{performed: 実施しない}", "{𠮷: 1, performed: しない}");
	model = replaced(model, "declaration: 宣言", "declaration: 特定個情報");
	return arena_printf(arena, "%ssuppress: [{rule: wording, reason: 窓口の名}]\n", model);
}

/* ---- hostile text ---- */

/* A YAML scalar. */
static const char quoted_poison[] =
    "\"%0A\\n::error::x\\r]]><b>&\\e]0;x\\a\\u202e,:##[add-mask]x| `y` [z](javascript:1)\"";

static void write_poison(void)
{
	const char *model = replaced(sound_model, "{id: file,", arena_printf(arena, "{id: %s,", quoted_poison));
	model = replaced(model, "{performed: 実施しない}",
	                 arena_printf(arena, "{%s: 1, performed: %s}", quoted_poison, quoted_poison));
	model = replaced(model, "declaration: 宣言", "declaration: 特定個情報");
	model = arena_printf(arena, "%ssuppress: [{rule: wording, reason: %s}]\n", model, quoted_poison);
	write_file("shikii.yaml", sound_body);
	write_file(arena_printf(arena, "%s.yaml", "%0A\n::error::x]]><b>&\x1b]0;x\xe2\x80\xae,:"), model);
}

/* Nothing that acts on a terminal or turns the direction of writing. */
static void assert_calm(const char *format, const char *text)
{
	cr_assert_eq(utf8_valid(text, strlen(text)), strlen(text), "%s", format);
	for (const char *c = text; *c; c++)
		cr_assert((unsigned char)*c >= ' ' || *c == '\n', "%s: a control character: %.2000s", format, text);
	cr_assert_not(says(text, "\xe2\x80\xae"), "%s: %.2000s", format, text);
}

/* The same of all texts in a value. */
static void assert_calm_json(const char *format, const json_t *value)
{
	const char *key;
	json_t *member;
	size_t i;
	if (json_is_string(value))
		assert_calm(format, json_string_value(value));
	json_object_foreach ((json_t *)(size_t)value, key, member)
		assert_calm_json(format, member);
	json_array_foreach (value, i, member)
		assert_calm_json(format, member);
}

/* Every line of a format that parts findings by lines is JSON. */
static size_t count_json_lines(const char *text)
{
	size_t count = 0;
	for (size_t length; *text; text += length + 1, count++) {
		length = strcspn(text, "\n");
		json_decref(parsed(arena_copy(arena, text, length)));
	}
	return count;
}

Test(cli_reports, hostile_text_is_harmless_in_every_format)
{
	static const char *const formats[] = {"text",  "json",  "md",     "line",   "ndjson",
	                                      "sarif", "junit", "github", "gitlab", "rdjsonl"};
	write_poison();
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
		cr_assert_eq(report_of(formats[i]), 1, "%s: %s", formats[i], err_text);
		assert_calm(formats[i], out_text);
		assert_calm(formats[i], err_text);
		cr_assert(says(out_text, "add-mask"), "%s: the words themselves are there: %.2000s", formats[i], out_text);
	}
}

Test(cli_reports, hostile_text_is_data_to_what_reads_it)
{
	write_poison();
	report_of("sarif");
	json_t *sarif = parsed(out_text);
	cr_assert_gt(json_array_size(results_of(sarif)), 2);
	assert_calm_json("sarif", results_of(sarif));
	json_decref(sarif);
	report_of("gitlab");
	json_t *gitlab = parsed(out_text);
	for (size_t i = 0; i < json_array_size(gitlab); i++)
		assert_calm("gitlab", string_at(json_array_get(gitlab, i), "description"));
	json_decref(gitlab);
	report_of("ndjson");
	cr_assert_gt(count_json_lines(out_text), 2);
	report_of("rdjsonl");
	cr_assert_gt(count_json_lines(out_text), 1);
	report_of("junit");
	cr_assert_not(says(out_text, "<b>") || says(out_text, "]]>") || says(out_text, "&\x1b") || says(out_text, "<b"));
	report_of("md");
	cr_assert_not(says(out_text, "\n::") || says(out_text, " [z](javascript"), "%s", out_text);
	report_of("line");
	cr_assert_not(says(out_text, "\n::"));
}

Test(cli_reports, workflow_commands_are_only_ours)
{
	write_poison();
	report_of("github");
	for (const char *line = out_text; *line; line = strchr(line, '\n') + 1) {
		const char *text = line + strspn(line, " \t");
		bool ours = strncmp(text, "::error file=", 13) == 0 || strncmp(text, "::warning file=", 15) == 0 ||
		            strncmp(text, "::notice file=", 14) == 0;
		cr_assert(strncmp(text, "::", 2) != 0 || ours, "%s", line);
		const char *data = strstr(line + 2, "::");
		cr_assert(data && !memchr(line + 13, ':', (size_t)(data - line - 13)), "a property has a colon: %s", line);
	}
	cr_assert(says(out_text, "%250A"), "a percent sign is one");
}

/* ---- several at once ---- */

Test(cli_reports, the_ending_of_a_name_chooses_the_format)
{
	write_sound(sound_model);
	cr_assert_eq(RUN(ARG("register"), ARG("-o"), ARG(in_folder("b.JSON")), ARG(folder)), 0, "%s", err_text);
	json_decref(parsed(file_text(arena, in_folder("b.JSON"))));
	RUN(ARG("register"), ARG("-o"), ARG(in_folder("b.htm")), ARG(folder));
	cr_assert(says(file_text(arena, in_folder("b.htm")), "<!DOCTYPE html>"), "by its short name, too");
}

Test(cli_reports, several_at_once_and_the_status_stays)
{
	write_sound(faulty_model());
	char *sarif = ARG(in_folder("a.sarif")), *json = ARG(in_folder("b.json"));
	cr_assert_eq(RUN(ARG("check"), ARG("-f"), ARG("sarif"), ARG("-o"), sarif, ARG("-o"), json, ARG("-f"), ARG("line"),
	                 ARG(folder)),
	             1);
	cr_assert(says(out_text, ": error: "), "%s", out_text);
	json_decref(parsed(file_text(arena, sarif)));
	json_t *written = parsed(file_text(arena, json));
	cr_assert_eq(number_at(written, "version"), 1, "the ending of the file's name chooses the format");
	json_decref(written);
	const char *alone = out_text;
	report_of("line");
	cr_assert_str_eq(out_text, alone);
	cr_assert_eq(RUN(ARG("check"), ARG("-o"), sarif, ARG("-f"), ARG("github"), ARG(folder)), 1);
	cr_assert_str_empty(out_text, "a file before its format");
	cr_assert(says(file_text(arena, sarif), "::error"));
}

Test(cli_reports, what_cannot_be_together)
{
	write_sound(sound_model);
	const struct {
		const char *arguments[8];
		const char *words;
	} cases[] = {
	    {{"-f", "json", "-f", "text"}, "標準出力に書ける報告は一つです"},
	    {{"-f", "json", "-o", "-", "-f", "text"}, "標準出力に書ける報告は一つです"},
	    {{"-f", "json", "-o", "a", "-f", "text", "-o", "a"}, "「a」に書く報告が二つあります"},
	    {{"-f", "json", "-o", "a", "-f", "text", "-o", ".//a"}, "「.//a」に書く報告が二つあります"},
	    {{"-f", "json", "-o", "./a", "--baseline", "a"}, "「./a」は --baseline のファイルです"},
	    {{"--statistics", "-f", "sarif"}, "--statistics の形式は text、json、md です"},
	    {{"-f", "sariff"}, "gitlab、rdjsonl です（sarif ではありませんか）"},
	    {{"--color", "alwais"}, "使えるのは auto、always、never です（always ではありませんか）"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char *arguments[11] = {ARG("check"), ARG(folder)};
		for (size_t j = 0; j < 8 && cases[i].arguments[j]; j++)
			arguments[2 + j] = ARG(cases[i].arguments[j]);
		cr_assert_eq(run(arguments), 2, "%s", cases[i].words);
		cr_assert(says(err_text, cases[i].words), "%s: %s", cases[i].words, err_text);
		cr_assert_str_empty(out_text);
	}
	write_file("there", "");
	cr_assert_eq(symlink("there", in_folder("link")), 0);
	char *there = ARG(in_folder("there")), *link = ARG(in_folder("link"));
	cr_assert_eq(
	    RUN(ARG("check"), ARG("-f"), ARG("json"), ARG("-o"), there, ARG("-f"), ARG("md"), ARG("-o"), link, ARG(folder)),
	    2);
	cr_assert(says(err_text, "に書く報告が二つあります"), "%s", err_text);
	cr_assert_eq(RUN(ARG("judge"), ARG("-f"), ARG("json"), ARG("-f"), ARG("text"), ARG(folder)), 2);
	cr_assert(says(err_text, "--format は一度だけ指定してください"), "%s", err_text);
}

Test(cli_reports, a_report_that_cannot_be_written_is_a_fault)
{
	write_sound(sound_model);
	cr_assert_eq(RUN(ARG("check"), ARG("-f"), ARG("sarif"), ARG("-o"), ARG(in_folder("no/such/a.sarif")), ARG(folder)),
	             2);
	cr_assert(says(err_text, "no/such/a.sarif"), "%s", err_text);
}

/* ---- SARIF ---- */

Test(cli_reports, sarif_has_what_services_want)
{
	write_sound(faulty_model());
	cr_assert_eq(report_of("sarif"), 1);
	json_t *sarif = parsed(out_text);
	const json_t *run = json_array_get(json_object_get(sarif, "runs"), 0), *results = results_of(sarif);
	const json_t *driver = json_object_get(json_object_get(run, "tool"), "driver");
	cr_assert_str_eq(string_at(sarif, "version"), "2.1.0");
	cr_assert_str_eq(string_at(run, "columnKind"), "unicodeCodePoints");
	cr_assert(
	    json_is_true(json_object_get(json_array_get(json_object_get(run, "invocations"), 0), "executionSuccessful")));
	for (size_t i = 0; i < json_array_size(results); i++) {
		const json_t *result = json_array_get(results, i);
		const json_t *rule = found(json_object_get(driver, "rules"), "id", string_at(result, "ruleId"));
		cr_assert(says(string_at(json_object_get(rule, "help"), "markdown"), "### "));
		cr_assert_geq(number_at(region_of(result), "startLine"), 1);
		cr_assert_geq(number_at(region_of(result), "startColumn"), 1);
		cr_assert_eq(strlen(string_at(json_object_get(result, "partialFingerprints"), "shikii/v1")), 16);
	}
	cr_assert_str_eq(string_at(json_array_get(results, 0), "level"), "error", "the gravest come first");
	const json_t *choice = region_of(found(results, "ruleId", "model.option"));
	cr_assert_eq(number_at(choice, "startColumn"), 28, "code points, of which 𠮷 is one: %s", out_text);
	const json_t *hidden = json_array_get(json_object_get(found(results, "ruleId", "wording.typo"), "suppressions"), 0);
	cr_assert_str_eq(string_at(hidden, "kind"), "inSource");
	cr_assert_str_eq(string_at(hidden, "justification"), "窓口の名");
	json_decref(sarif);
}

Test(cli_reports, sarif_and_junit_tell_of_broken_rules)
{
	write_sound(sound_model);
	write_file("rules/own.yaml", "rules: [{id: own.x, severity: note, title: x, message: x, when: 'no_such'}]\n");
	write_file("shikii.yaml", arena_printf(arena, "%srules: rules\n", sound_body));
	cr_assert_eq(report_of("sarif"), 2);
	json_t *sarif = parsed(out_text);
	const json_t *run = json_array_get(json_object_get(sarif, "runs"), 0);
	const json_t *invocation = json_array_get(json_object_get(run, "invocations"), 0);
	cr_assert(json_is_false(json_object_get(invocation, "executionSuccessful")));
	cr_assert_gt(json_array_size(json_object_get(invocation, "toolConfigurationNotifications")), 0);
	json_decref(sarif);
	cr_assert_eq(report_of("junit"), 2);
	cr_assert(says(out_text, "<error>"), "%s", out_text);
}

/* All fingerprints, one after the other. */
static const char *fingerprints(const char *model)
{
	write_sound(model);
	report_of("sarif");
	json_t *sarif = parsed(out_text);
	const char *all = "";
	for (size_t i = 0; i < json_array_size(results_of(sarif)); i++) {
		const json_t *prints = json_object_get(json_array_get(results_of(sarif), i), "partialFingerprints");
		cr_assert_not(says(all, string_at(prints, "shikii/v1")), "each has its own");
		all = arena_printf(arena, "%s %s", all, string_at(prints, "shikii/v1"));
	}
	json_decref(sarif);
	return all;
}

Test(cli_reports, fingerprints_outlive_the_moving_of_lines)
{
	const char *model = faulty_model(), *before = fingerprints(model);
	cr_assert_geq(strlen(before), 3 * 17);
	cr_assert_str_eq(fingerprints(arena_printf(arena, "# 一行\n\n%s", model)), before);
	cr_assert_str_neq(fingerprints(replaced(model, "しない}", "しないよ}")), before);
}

/* ---- others ---- */

Test(cli_reports, junit_has_passing_and_suppressed_rules)
{
	write_sound(faulty_model());
	cr_assert_eq(report_of("junit"), 1);
	cr_assert(says(out_text, "name=\"model.option\"><failure message="), "%s", out_text);
	cr_assert(says(out_text, "name=\"threshold.result\"></testcase>"), "a rule that found nothing");
	cr_assert(says(out_text, "name=\"wording.typo\"><skipped message=\"窓口の名\"/></testcase>"), "%s", out_text);
	RUN(ARG("check"), ARG("-f"), ARG("junit"), ARG("--only"), ARG("model"), ARG(folder));
	cr_assert_not(says(out_text, "threshold.result"), "a rule that was not asked for is no success");
	write_sound(replaced(sound_model, "declaration: 宣言", "declaration: 特定個情報"));
	cr_assert_eq(report_of("junit"), 0);
	cr_assert(says(out_text, "name=\"wording.typo\"><system-out>"), "below --fail-on it is no failure");
	cr_assert_eq(RUN(ARG("check"), ARG("-f"), ARG("junit"), ARG("--fail-on"), ARG("note"), ARG(folder)), 1);
	cr_assert(says(out_text, "name=\"wording.typo\"><failure"));
}

Test(cli_reports, reviewdog_counts_bytes)
{
	write_sound(faulty_model());
	RUN(ARG("check"), ARG("-f"), ARG("rdjsonl"), ARG("--only"), ARG("model.option"), ARG(folder));
	json_t *line = parsed(out_text);
	const json_t *start = json_object_get(json_object_get(json_object_get(line, "location"), "range"), "start");
	cr_assert_eq(number_at(start, "column"), 31, "%s", out_text);
	cr_assert_str_eq(string_at(line, "severity"), "ERROR");
	json_decref(line);
}

/* Keys that are unknown, one on each line. */
static const char *many_faults(size_t count)
{
	const char *model = sound_model;
	for (size_t i = 0; i < count; i++)
		model = arena_printf(arena, "%sx%zu: 1\n", model, i);
	return model;
}

Test(cli_reports, github_shows_ten_and_the_job_summary_all)
{
	write_sound(many_faults(25));
	char *summary = ARG(write_file("summary.md", "# 前の段\n"));
	setenv("GITHUB_STEP_SUMMARY", summary, 1);
	cr_assert_eq(report_of("github"), 1);
	cr_assert_eq(times(out_text, "::error file="), 10);
	cr_assert(says(out_text, "::group::ほかの指摘 15件\n- "), "%s", out_text);
	const char *text = file_text(arena, summary);
	cr_assert(strncmp(text, "# 前の段\n", strlen("# 前の段\n")) == 0, "what others wrote stays");
	cr_assert_eq(times(text, "| model.unknown-key |"), 25, "%s", text);
	report_of("text");
	cr_assert_eq(times(file_text(arena, summary), "| model.unknown-key |"), 25, "other formats write none");
	unsetenv("GITHUB_STEP_SUMMARY");
}

Test(cli_reports, a_job_summary_is_no_longer_than_it_may_be)
{
	enum { LIMIT = 1024 * 1024, THERE = LIMIT - 500 };
	write_sound(many_faults(25));
	char *filler = arena_alloc(arena, THERE + 1);
	memset(filler, 'x', THERE);
	char *summary = ARG(write_file("summary.md", filler));
	setenv("GITHUB_STEP_SUMMARY", summary, 1);
	cr_assert_eq(report_of("github"), 1);
	unsetenv("GITHUB_STEP_SUMMARY");
	const char *text = file_text(arena, summary);
	cr_assert_leq(strlen(text), LIMIT);
	cr_assert_eq(text[strlen(text) - 1], '\n', "whole lines");
}

Test(cli_reports, statistics_quiet_and_exit_zero)
{
	write_sound(many_faults(3));
	cr_assert_eq(RUN(ARG("check"), ARG("--statistics"), ARG(folder)), 1);
	cr_assert(says(out_text, "3     エラー  model.unknown-key"), "%s", out_text);
	cr_assert(says(err_text, "1 件のモデルを調べました"), "%s", err_text);
	cr_assert_eq(RUN(ARG("check"), ARG("--statistics"), ARG("-f"), ARG("json"), ARG("--exit-zero"), ARG(folder)), 0);
	json_t *json = parsed(out_text);
	cr_assert_eq(number_at(json_array_get(json_object_get(json, "statistics"), 0), "count"), 3);
	json_decref(json);
	cr_assert_eq(RUN(ARG("check"), ARG("-q"), ARG(folder)), 1);
	cr_assert_str_empty(err_text);
	cr_assert(says(out_text, "[model.unknown-key]"));
	cr_assert_eq(RUN(ARG("check"), ARG("--exit-zero"), ARG(in_folder("none"))), 2,
	             "what could not be done stays a fault");
}

Test(cli_reports, colour_is_a_choice)
{
	write_sound(many_faults(1));
	RUN(ARG("check"), ARG(folder));
	cr_assert_not(says(out_text, "\033["), "no terminal");
	RUN(ARG("check"), ARG("--color"), ARG("always"), ARG(folder));
	cr_assert(says(out_text, "\033[1;31m"));
	cr_assert_not(says(out_text, "\033]8"), "links are for terminals");
	setenv("CLICOLOR_FORCE", "1", 1);
	RUN(ARG("check"), ARG(folder));
	cr_assert(says(out_text, "\033[1;31m"));
	RUN(ARG("check"), ARG("--color=never"), ARG(folder));
	cr_assert_not(says(out_text, "\033["));
	unsetenv("CLICOLOR_FORCE");
	RUN(ARG("check"), ARG("--color=always"), ARG("-o"), ARG(in_folder("a.txt")), ARG(folder));
	cr_assert_not(says(file_text(arena, in_folder("a.txt")), "\033"), "a file has none");
}
