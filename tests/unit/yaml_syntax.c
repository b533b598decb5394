#include "base/diag.h"
#include "yaml/node.h"

#include <criterion/criterion.h>

#include <string.h>

struct mistake {
	const char *yaml;
	const char *place; /* 行:桁 */
	const char *message;
	const char *related; /* 行:桁 of the second place, or NULL */
};

static const struct mistake mistakes[] = {
    {"a: \"番号\nb: 1\n", "1:4", "引用符が閉じられていません", "3:1"},
    {"a: '番号\n---\n", "1:4", "引用符が閉じられていません", "2:1"},
    {"番号: [1, 2\nb: 3\n", "1:5", "「[」で始まるリストが閉じられていません", "2:2"},
    {"a: [1, 2", "1:4", "「[」で始まるリストが閉じられていません", NULL},
    {"a:\n  {x: 1\nb: 3\n", "2:3", "「{」で始まる組が閉じられていません", "3:2"},
    {"a: 1\n番号\nc: 2\n", "2:1", "キーの後に「:」がありません", NULL},
    {"a:\n    b: 2\n  c: 3\n", "3:3", "字下げが上の行とそろっていないか、余分な文字があります", "1:1"},
    {"a: \"x\" y\n", "1:8", "「\"」で終わる値の後に、文字が続いています", NULL},
    {"a: [x] y\n", "1:8", "「]」で終わる値の後に、文字が続いています", NULL},
    {"a:\n  - {x: 1} y\n", "2:12", "「}」で終わる値の後に、文字が続いています", NULL},
    {"a:\n  - 2\n  c: 3\n", "3:3", "リストの「-」とそろっていない行があります", "2:3"},
    {"番号: 注: 意\n", "1:6", "ここに「:」を書くことはできません", NULL},
    {"a: 1\n  b: 2\n", "2:4", "ここに「:」を書くことはできません", NULL},
    {"a: [b:, c]\n", "1:5", "「b:」の値がありません", NULL},
    {"a: {b: 1, c:}\n", "1:11", "「c:」の値がありません", NULL},
    {"```yaml\na: 1\n", "1:1", "「```」で始まる行は、説明の文書の一部です", NULL},
    {"a: 1\n```\n", "2:1", "「```」で始まる行は、説明の文書の一部です", NULL},
    {"$ shikii check a\na: 1\n", "1:1", "「$ 」で始まる行は、説明の文書の一部です", NULL},
    {"a: {b: 1、c: 2}\n", "1:9", "「、」では、値とキーは分かれません", NULL},
    {"a: {b: 1 c: 2}\n", "1:9", "「 」では、値とキーは分かれません", NULL},
    {"a: {b: \"x、c: 2\", d: 1・e: 3}\n", "1:22", "「・」では、値とキーは分かれません", NULL},
    {"a: b: 1, c: 2\n", "1:4", "「b:」の前で、行が分かれていません", NULL},
    {"a: 課長sharing: 1\n", "1:6", "「sharing:」の前で、行が分かれていません", NULL},
    {"a:\n  - {b: 1}\n  あ\tい\nc: 1\n", "3:3", "表の行が、タブで区切られたまま貼り付けられています", NULL},
    {"a: ? b\n", "1:4", "ここに「?」を書くことはできません", NULL},
    {"a: - x\n", "1:4", "ここに「-」のリストを書くことはできません", NULL},
    {"a:\n\tb: 1\n", "2:1", "字下げにタブが使われています", NULL},
    {"a: 1\n\tb: 2\n", "2:1", "字下げにタブが使われています", "1:4"},
    {"a: |\n\t番号\n", "2:1", "字下げにタブが使われています", "1:4"},
    {"a: @x\n", "1:4", "「@」で値を始めることはできません", NULL},
    {"a: `x`\n", "1:4", "「`」で値を始めることはできません", NULL},
    {"a: %x\n", "1:4", "「%」で値を始めることはできません", NULL},
    {"a: * 注\n", "1:4", "「*」で値を始めることはできません", NULL},
    {"a: &注\n", "1:4", "「&」で値を始めることはできません", NULL},
    {"a: !注 x\n", "1:4", "「!」で値を始めることはできません", NULL},
    {"a: !e!x x\n", "1:4", "「!」で値を始めることはできません", NULL},
    {"a: !<x y\n", "1:4", "「!」で値を始めることはできません", NULL},
    {"a: \"C:\\dir\\qx\"\n", "1:7", "「\\」の書き方が正しくありません", NULL},
    {"a: \"\\xqq\"\n", "1:7", "「\\」の書き方が正しくありません", NULL},
    {"a: \"\\uD800\"\n", "1:7", "「\\」の書き方が正しくありません", NULL},
    {"a: |番号\n  y\n", "1:4", "本文の始まりを示す「|」「>」の書き方が正しくありません", NULL},
    {"a: >0\n  y\n", "1:4", "本文の始まりを示す「|」「>」の書き方が正しくありません", NULL},
    {"a: ]\n", "1:4", "値があるはずの所に別の記号があります", NULL},
    {"%FOO\n---\n", "1:1", "「%」で始まる行の書き方が正しくありません", NULL},
    {"%YAML x\n---\n", "1:1", "「%」で始まる行の書き方が正しくありません", NULL},
    {"%TAG x\n---\n", "1:1", "「%」で始まる行の書き方が正しくありません", NULL},
    {"%YAML 3.0\n---\n", "1:1", "YAML の版が 1.1 でも 1.2 でもありません", NULL},
    {"a: 1\n...\nb: 2\n", "3:1", "内容が終わった後に余分な文字があります", NULL},
    {"a:\n  b：x\n  c: y\n", "2:4", "キーの後に「：」が使われています", NULL},
    {"a：1\nb: 2\n", "1:2", "キーの後に「：」が使われています", NULL},
    {"a:\n\u3000b: 1\n", "2:1", "字下げに全角の空白が使われています", NULL},
    {"a:\n \u00a0b: 1\n", "2:2", "字下げに改行しない空白が使われています", NULL},
    {"a:\n  b:\u3000x\n  c: y\n", "2:5", "「:」の後に全角の空白が使われています", NULL},
    {"a:\n  b:x\n  c: y\n", "2:4", "「:」の後に空白がありません", NULL},
    {"a:\n  b\u3000x\n  c: y\n", "2:4", "キーの後に全角の空白が使われています", NULL},
    {"a: 1\n＃ 注\nb: 2\n", "2:1", "注釈の印に「＃」が使われています", NULL},
    {"a:\n  － x\n  b: 1\n", "2:3", "リストの印に「－」が使われています", NULL},
    {"a:\n  -\u3000b: 1\n    c: 2\n", "2:4", "リストの「-」の後に全角の空白が使われています", NULL},
    {"a:\n  -{b: 1, c: 2}\n", "2:3", "リストの「-」の後に空白がありません", NULL},
    {"a: {b: 1，c: 2}\n", "1:9", "括弧の中に「，」が使われています", NULL},
    {"a: ｛b: 1｝\n", "1:4", "値の初めに「｛」が使われています", NULL},
    {"a: “b: c”\n", "1:4", "値の初めに「“」が使われています", NULL},
    {"a: |\n  ・ x：y\nb: @\n", "3:4", "「@」で値を始めることはできません", NULL},
    {"あ: い\n番号: \x1b[31m\n", "2:5", "使えない制御文字（U+001B）があります", NULL},
    {"あ: い\n番号: \x7f\n", "2:5", "使えない制御文字（U+007F）があります", NULL},
    {"\uFFFE: 1\n", "1:1", "使えない制御文字（U+FFFE）があります", NULL},
    {"%YAML 1.1\n%YAML 1.1\n---\n", "2:1", "「%」で始まる行の書き方が正しくありません", NULL},
    {"%TAG !a! x\n%TAG !a! y\n---\n", "2:1", "「%」で始まる行の書き方が正しくありません", NULL},
    {"%TAG !a! <\n---\n", "1:1", "「%」で始まる行の書き方が正しくありません", NULL},
};

static const char *place(struct arena *arena, struct span span)
{
	struct position position = source_position(span.source, span.start);
	return arena_printf(arena, "%zu:%zu", position.line, position.column);
}

static void assert_mistake(struct arena *arena, const struct mistake *mistake, const char *line_break)
{
	struct buf yaml = BUF_INIT;
	for (const char *at = mistake->yaml; *at; at++)
		*at == '\n' ? buf_puts(&yaml, line_break) : buf_putc(&yaml, *at);
	struct diags diags;
	diags_init(&diags, arena);
	const struct source *source = source_from_memory(arena, &diags, "a.yaml", buf_text(&yaml), yaml.length);
	buf_free(&yaml);

	cr_assert_null(node_read(arena, &diags, source), "%s", mistake->yaml);
	cr_assert_eq(diags.count, 1, "%s", mistake->yaml);
	const struct diag *diag = diags.items[0];
	cr_assert_str_eq(diag->rule, "yaml.syntax");
	cr_assert_str_eq(diag->message, mistake->message, "%s: %s", mistake->yaml, diag->message);
	cr_assert_str_eq(place(arena, diag->span), mistake->place, "%s: %s", mistake->yaml, place(arena, diag->span));
	cr_assert_eq(!mistake->related, !diag->related.source, "%s", mistake->yaml);
	if (mistake->related) {
		const char *related = place(arena, diag->related);
		cr_assert_str_eq(related, mistake->related, "%s: %s", mistake->yaml, related);
		cr_assert(*diag->related_message, "%s", mistake->yaml);
	}
}

Test(base_syntax, mistakes_are_told_in_japanese_at_their_place)
{
	struct arena *arena = arena_new();
	for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
		assert_mistake(arena, &mistakes[i], "\n");
		assert_mistake(arena, &mistakes[i], "\r\n");
		assert_mistake(arena, &mistakes[i], "\r");
	}
	arena_free(arena);
}

Test(base_syntax, line_signs_of_unicode_do_not_shift_the_place)
{
	const struct mistake mistake = {"a: |\n  一\u2028  二\u2029  三\xc2\x85  四\n番号: @\n", "3:5",
	                                "「@」で値を始めることはできません", NULL};
	struct arena *arena = arena_new();
	assert_mistake(arena, &mistake, "\n");
	arena_free(arena);
}

Test(base_syntax, what_was_found_before_the_mistake_stays)
{
	struct arena *arena = arena_new();
	struct diags diags;
	diags_init(&diags, arena);
	const char yaml[] = "a: &x {b: 1, b: 2}\nc: [\n";
	cr_assert_null(node_read(arena, &diags, source_from_memory(arena, &diags, "a.yaml", yaml, strlen(yaml))));
	cr_assert_eq(diags.count, 3);
	cr_assert_str_eq(diags.items[0]->rule, "yaml.alias");
	cr_assert_str_eq(diags.items[1]->rule, "yaml.duplicate-key");
	cr_assert_str_eq(diags.items[2]->rule, "yaml.syntax");
	arena_free(arena);
}
