/* Syntax: what a text means, and where in the YAML a mistake is shown. */
#include "lang_fixture.h"

#include <criterion/criterion.h>

Test(lang_expr_parse, precedence)
{
	static const struct shown cases[] = {
	    {"true || false && false", "true"},
	    {"(true || false) && false", "false"},
	    {"10 - 3 - 2", "5"},
	    {"10 - (3 - 2)", "9"},
	    {"1 + 2 == 3 && 3 < 2 + 2", "true"},
	    {"!false && false", "false"},
	    {"!(false && false)", "true"},
	    {"-1 + 2", "1"},
	    {"1 - -1", "2"},
	    {"!!true", "true"},
	    {"1 + 1 in [2]", "true"},
	    {"true ? 1 : false ? 2 : 3", "1"},
	    {"false ? 1 : false ? 2 : 3", "3"},
	    {"true ? false ? 1 : 2 : 3", "2"},
	    {"false || true ? 1 : 2", "1"},
	    {"[[1, 2], [3]][1][0]", "3"},
	    {"[1, 2].size() + 1", "3"},
	    {"[] == []", "true"},
	    {" ( 1+2 )\n\t== 3 ", "true"},
	    {"!(1 == 1) == false", "true"},
	};
	EXPECT_SHOWN("name: 国保", cases);
}

Test(lang_expr_parse, literals)
{
	static const struct shown cases[] = {
	    {"0", "0"},
	    {"007", "7"},
	    {"9223372036854775807", "9223372036854775807"},
	    {"-9223372036854775807", "-9223372036854775807"},
	    {"'国保'", "'国保'"},
	    {"\"it's\"", "'it's'"},
	    {"''", "''"},
	    {"'a\\'b\\\"c\\\\d'", "'a'b\"c\\d'"},
	    {"'\\a\\b\\f\\n\\r\\t\\v\\?\\`'", "'\a\b\f\n\r\t\v?`'"},
	    {"'\\x41\\X5a\\101'", "'AZA'"},
	    {"'\\u3042\\U00020BB7\\xe9\\377'", "'あ𠮷éÿ'"},
	    {"r'\\d+\\'", "'\\d+\\'"},
	    {"r\"a'b\"", "'a'b'"},
	    {"[1, 2, 3]", "[1, 2, 3]"},
	    {"true", "true"},
	};
	EXPECT_SHOWN("name: 国保", cases);
}

Test(lang_expr_parse, mistakes)
{
	static const struct shown cases[] = {
	    {"", "式が途中で終わっています（次は値）"},
	    {"1 +", "式が途中で終わっています（次は値）"},
	    {"(1", "式が途中で終わっています（次は「)」）"},
	    {"[1, 2", "式が途中で終わっています（次は「]」）"},
	    {"true ? 1", "式が途中で終わっています（次は「:」）"},
	    {"name.", "式が途中で終わっています（次は項目か関数の名前）"},
	    {"size(name", "式が途中で終わっています（次は「)」）"},
	    {"1 2", "演算子か式の終わりがあるはずの所に「2」があります"},
	    {"[1, ]", "値があるはずの所に「]」があります"},
	    {"1 in", "式が途中で終わっています（次は値）"},
	    {"in", "値があるはずの所に「in」があります"},
	    {"name.'x'", "項目か関数の名前があるはずの所に「'x'」があります"},
	    {"name = 'x'", "演算子か式の終わりがあるはずの所に「=」があります / 等しいかどうかは == と書いてください"},
	    {"true & false", "演算子か式の終わりがあるはずの所に「&」があります / 「かつ」は && と書いてください"},
	    {"true and false", "演算子か式の終わりがあるはずの所に「and」があります / 「かつ」は && と書いてください"},
	    {"true or false", "演算子か式の終わりがあるはずの所に「or」があります / 「または」は || と書いてください"},
	    {"1 * 2", "演算子か式の終わりがあるはずの所に「*」があります"},
	    {"（1）", "値があるはずの所に「（」があります / 名前と記号は半角で書き、文字列は引用符で囲んでください"},
	    {"国保 == 1", "値があるはずの所に「国」があります / 名前と記号は半角で書き、文字列は引用符で囲んでください"},
	    {"1.5", "数は十進の整数だけを書けます"},
	    {"0x1f", "数は十進の整数だけを書けます"},
	    {"3人",
	     "演算子か式の終わりがあるはずの所に「人」があります / 名前と記号は半角で書き、文字列は引用符で囲んでください"},
	    {"9223372036854775808", "数が大きすぎます"},
	    {"'abc", "文字列が閉じられていません / 文字列は一行に書き、始めと同じ引用符で閉じてください"},
	    {"'abc\\'", "文字列が閉じられていません / 文字列は一行に書き、始めと同じ引用符で閉じてください"},
	    {"'a\nb'", "文字列が閉じられていません / 文字列は一行に書き、始めと同じ引用符で閉じてください"},
	    {"'\\d'", "「\\」の後の書き方が誤っています / 「\\」そのものは \\\\ と書くか、r'…' を使ってください"},
	    {"'\\x4'", "「\\」の後の書き方が誤っています / 「\\」そのものは \\\\ と書くか、r'…' を使ってください"},
	    {"'\\ud800'", "「\\」の後の書き方が誤っています / 「\\」そのものは \\\\ と書くか、r'…' を使ってください"},
	    {"'\\U00110000'", "「\\」の後の書き方が誤っています / 「\\」そのものは \\\\ と書くか、r'…' を使ってください"},
	    {"'\\000'", "「\\」の後の書き方が誤っています / 「\\」そのものは \\\\ と書くか、r'…' を使ってください"},
	    {"'\\08'", "「\\」の後の書き方が誤っています / 「\\」そのものは \\\\ と書くか、r'…' を使ってください"},
	};
	EXPECT_SHOWN("name: 国保", cases);
}

/* What follows the first mistake is not read. */
Test(lang_expr_parse, one_finding)
{
	static const char *const cases[] = {"1 + 'abc", "[1.5", "(9999999999999999999 + $", "size('\\d'", "f(1 2) 'x"};
	struct fixture fixture;
	fixture_open(&fixture, "name: 国保");
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		diags_init(&fixture.diags, fixture.arena);
		cr_expect_null(fixture_compile(&fixture, cases[i], NULL), "%s", cases[i]);
		cr_expect_eq(fixture.diags.count, 1, "%s: %zu findings", cases[i], fixture.diags.count);
	}
	fixture_close(&fixture);
}

/* `open` repeated `count` times, then `middle`, then `close` as often. */
static const char *nest(struct arena *arena, const char *open, const char *middle, const char *close, size_t count)
{
	struct buf text = BUF_INIT;
	for (size_t i = 0; i < count; i++)
		buf_puts(&text, open);
	buf_puts(&text, middle);
	for (size_t i = 0; i < count; i++)
		buf_puts(&text, close);
	const char *copy = arena_copy(arena, buf_text(&text), text.length);
	buf_free(&text);
	return copy;
}

Test(lang_expr_parse, depth)
{
	static const char too_deep[] =
	    "式の入れ子が64段を超えています / 式を分けるか、並んだ比較を in […] にまとめてください";
	static const struct {
		const char *open, *middle, *close, *result; /* of 60 */
	} cases[] = {
	    {"(", "1", ")", "1"},      {"!", "true", "", "true"},        {"-", "1", "", "1"},
	    {"", "1", " + 1", "61"},   {"true ? ", "1", " : 2", "1"},    {"false ? 2 : ", "1", "", "1"},
	    {"size([", "1", "])", ""}, {"[", "1", "][0]", ""},           {"(1 + ", "1", ")", "61"},
	    {"", "'a'", " + 'b'", ""}, {"", "true", " && true", "true"},
	};
	struct fixture fixture;
	fixture_open(&fixture, "name: 国保");
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const char *fits = nest(fixture.arena, cases[i].open, cases[i].middle, cases[i].close, 60);
		if (*cases[i].result)
			cr_expect_str_eq(fixture_show(&fixture, fits), cases[i].result, "%s", fits);
		for (size_t count = 65; count <= 100000; count *= 10) {
			const char *text = nest(fixture.arena, cases[i].open, cases[i].middle, cases[i].close, count);
			cr_expect_str_eq(fixture_show(&fixture, text), too_deep, "%zu times %s", count, cases[i].open);
			cr_assert_eq(fixture.diags.count, 1, "%zu times %s", count, cases[i].open);
		}
	}
	fixture_close(&fixture);
}

/* The first value of the mapping is compiled; the finding's place is shown as line:column and the text there. */
Test(lang_expr_parse, place_in_yaml)
{
	static const struct {
		const char *yaml, *place;
	} cases[] = {
	    {"when: nmae == 'x'", "1:7 nmae"},
	    {"when: 名前 == 'x'", "1:7 名"},
	    {"when: name == '国保' && nmae == 'x'", "1:23 nmae"},
	    {"when: name ==\n  'x' && nmae == 'y'", "2:10 nmae"},
	    {"when: name == 'x'\r\n\r\n   && nmae == 'y'", "3:7 nmae"},
	    {"when: name == 'x' &&", "1:21 "},
	    {"when: name ==\n   'x' ||\n   (true", "3:9 "},
	    {"when: 'nmae == 1'", "1:8 nmae"},
	    {"when: 'name == ''国保'' && nmae'", "1:26 nmae"},
	    {"when: 'name == ''a\\d'''", "1:19 \\"},
	    {"when: 'name ==\n  ''x'' &&\n\n\n  nmae == 1'", "5:3 nmae"},
	    {"when: \"nmae == 1\"", "1:8 nmae"},
	    {"when: \"name == 'x' &&\n  nmae == 1\"", "2:3 nmae"},
	    {"when: \"name == \\\"x\\\" && nmae\"", "1:25 nmae"},
	    {"when: \"name == '\\u56fd\\x41' &&\\\n  \\tnmae\"", "2:5 nmae"},
	    {"when: |\n  name == 'x'\n  && nmae == 1\n", "3:6 nmae"},
	    {"when: |\n  name == 'x'\n\n    && nmae == 1\n", "4:8 nmae"},
	    {"when: |-\r\n  name == 'x'\r\n  && nmae == 1\r\n", "3:6 nmae"},
	    {"when: |2-\n   nmae == 1", "2:4 nmae"},
	    {"when: | # a remark\n  nmae == 1", "2:3 nmae"},
	    {"when: |\n  (name ==", "2:11 "},
	    {"when: >\n  nmae\n  == 1\n", "2:3 nmae"},
	    {"when: >-\n\n  name == 'x' &&\n\n\n    name == 'y' &&\n  nmae == 1\n", "7:3 nmae"},
	    {"when: [1, 2]", "1:7 [1, 2]"},
	    {"when:\n  a: 1", "1:1 when"},
	    {"when: name.matches('国(')", "1:23 "},
	    {"when: name.matches(r'国\\d(')", "1:26 "},
	    {"when: name.matches('国\\\\d(')", "1:20 '国\\\\d('"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct arena *arena = arena_new();
		struct diags diags;
		diags_init(&diags, arena);
		struct source *source = source_from_memory(arena, &diags, "rules.yaml", cases[i].yaml, strlen(cases[i].yaml));
		struct node *root = node_read(arena, &diags, source);
		cr_assert(root && diags.count == 0, "%s", cases[i].yaml);
		cr_assert_null(expr_compile(arena, &diags, &fixture_scope, root->items[0], NULL), "%s", cases[i].yaml);
		cr_assert_eq(diags.count, 1, "%s", cases[i].yaml);
		struct span span = diags.items[0]->span;
		struct position position = source_position(source, span.start);
		const char *place = arena_printf(arena, "%zu:%zu %.*s", position.line, position.column,
		                                 (int)(span.end - span.start), source->text + span.start);
		cr_expect_str_eq(place, cases[i].place, "%s\nis shown at %s", cases[i].yaml, place);
		arena_free(arena);
	}
}
