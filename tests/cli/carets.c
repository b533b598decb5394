/* The caret of a finding stands under its words, in whichever way YAML writes the text. */
#include "cli/fixture.h"

TestSuite(cli_carets, .init = fixture_open, .fini = fixture_close);

#define RULE(what)                                                                                                     \
	"rules:\n- id: house.test\n  severity: note\n  title: 題\n  source: 例\n  message: '{match}'\n  " what             \
	"\n  failing: 'name: 旧語'\n  passing: 'name: 語'\n"

/* The finding is at the place, and its line is shown with the caret. */
static void expect(const char *overview, const char *place, const char *line)
{
	const char *rules = arena_printf(arena, "%s/rules", folder);
	char *path = ARG(write_file("a.yaml", replaced(sound_model, "    overview: 概要\n", overview)));
	RUN(ARG("check"), path, ARG("--rules"), ARG(rules));
	cr_expect(says(out_text, arena_printf(arena, "a.yaml:%s 注意: 旧語 [", place)), "%s\n%s", overview, out_text);
	cr_expect(says(out_text, line), "%s\n%s", overview, out_text);
}

Test(cli_carets, words_of_a_text_rule)
{
	write_file("shikii.yaml", sound_body);
	write_file("rules/house.yaml", RULE("pattern: 旧語"));
	expect("    overview: 概要の旧語\n", "29:18:", "概要の旧語\n      |                     ^^^^");
	expect("    overview: |\n      概要\n      の旧語\n", "31:8:", "の旧語\n      |         ^^^^");
	expect("    overview: >\n      概要\n      の旧語\n", "31:8:", "の旧語\n      |         ^^^^");
	expect("    overview: >-\n      概要\n\n        字下げ\n      旧語\n", "33:7:", "旧語\n      |       ^^^^");
	expect("    overview: \"概要\n\n      旧語\"\n", "31:7:", "旧語\"\n      |       ^^^^");
	expect("    overview: \"概要\\n旧語\"\n", "29:20:", "旧語\"\n      |                      ^^^^");
	expect("    overview: \"\\u6982\\x41😀 旧語\"\n", "29:28:", "旧語\"\n");
	expect("    overview: '概要''の\n      旧語'\n", "30:7:", "旧語'\n      |       ^^^^");
	expect("    overview: 概要\n      の　旧語\n", "30:9:", "の　旧語\n      |           ^^^^");
	expect("    overview: >\r\n      概要\r\n      旧語\r\n", "31:7:", "旧語\n      |       ^^^^");
	expect("    overview: [概要, \"前\\n\n      旧語\"]\n", "30:7:", "旧語\"]\n      |       ^^^^");
}

/* An expression, and one in the words of a message. */
Test(cli_carets, a_mistake_in_a_rule)
{
	static const struct {
		const char *rule, *place;
	} cases[] = {
	    {RULE("when: >\n    name == 'x' &&\n    nmae == 'y'"), "rules/house.yaml:9:5:"},
	    {RULE("when: \"name == \\\"x\\\" &&\\n\n    nmae == 'y'\""), "rules/house.yaml:8:5:"},
	    {RULE("when: true\n  hint: >\n    年月日を\n    {nmae} と書いてください"), "rules/house.yaml:10:6:"},
	    {RULE("pattern: >-\n    旧\n    語)"), "rules/house.yaml:9:6:"},
	};
	char *path = ARG(write_file("a.yaml", sound_model));
	write_file("shikii.yaml", sound_body);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		write_file("rules/house.yaml", cases[i].rule);
		RUN(ARG("check"), path, ARG("--rules"), ARG(arena_printf(arena, "%s/rules", folder)));
		cr_expect(says(out_text, cases[i].place) || says(err_text, cases[i].place), "%s\n%s%s", cases[i].rule, out_text,
		          err_text);
	}
}
