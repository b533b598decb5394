#include "yaml/scalar.h"

#include "base/diag.h"

#include <criterion/criterion.h>
#include <string.h>

/* A value as it is written behind `a:`. In each, every character that is no white space and no escape stands in the file
 * where the walk says, and so does 番号法. */
static const char *const scalars[] = {
    " 根拠は番号法",
    " '根拠''は 番号法'",
    " \"根拠\\n\\\"は\\u3042 番号法\"",
    " \"根拠\\\n    は番号法\"",
    " \"根拠 \\\n   \\ は  \\t番号法\"",
    " \"\\x41\\u3042\\U0001F600\\t番号法\\\\\"",
    " \"一行　\n\n\n  二行 \\\n\n  番号法\"",
    " '一行\n\n  二行\t \n  ''番号法'''",
    " |\n  一行目\n\n    字下げ 番号法",
    " |2-\n   根拠\n  番号法",
    " |2 # 注\n\n     \n  番号法",
    " |\n  \n    \n    番号法 \n    　番号",
    " >\n  折り\n  返し\n\n  番号法",
    " >\n  折り\n   字下げ\n\n  - 番号法\n  次\n\n\n  次",
    " >-\n\n\n  一\n  二\n\n    三\n    四\n  番号法\n",
    " >+\n  一\n\n  番号法\n\n\n",
    " |+\n  番号法\n\n\n",
    " >2\n    一\n   二\n  三\n  番号法",
    " 一行\n  二行 番号法",
    " 一行 \t\n\n\n  　二行　番号法　",
    " |\r\n  一行目\r\n  番号法",
    " >\r\n  一行目\r\n  二行目\r\n\r\n  番号法",
    " \"一行\r\n  二行\r\n\r\n  番号法\"",
    " |\r  一行目\r  番号法",
    " >\n  👨‍👩‍👧 か\u3099\n  𠮷\n  番号法",
    " 一\xc2\x85  二\xe2\x80\xa8  番号法",
    " |\n  一\xe2\x80\xa8  二\xc2\x85  番号法",
    " |\n  Ⅱ２．③の番号法",
    " >\n\n  ①番号法\n  ●次",
    " &a '番号法'",
    " !!str |\n  一\n  番号法",
    " [ \"一\\n\n  二 番号法\" ]",
    " {b: 一\n  二 番号法, c: d}",
    "\n- - 一\n    二 番号法",
    "\n- >\n  一\n  二 番号法",
    " ''",
    " |\n",
    " \"   番号法   \"",
    " \"  \n   番号法   \n\n  \"",
};

static const struct node *first_scalar(const struct node *node)
{
	while (node->kind != NODE_SCALAR && node->count)
		node = node->items[0];
	return node;
}

static void check_stretches(const struct scalar_text *text, const char *written)
{
	size_t done = 0, at = 0;
	for (size_t i = 0; i < text->count; i++) {
		const struct stretch *stretch = &text->stretches[i];
		const char *source = text->node->span.source->text;
		cr_assert(stretch->start == done && stretch->from >= at && stretch->to >= stretch->from, "%s", written);
		if (stretch->kind == STRETCH_SAME && i + 1 < text->count)
			cr_expect_arr_eq(text->node->text + stretch->start, source + stretch->from, stretch->end - stretch->start,
			                 "%s", written);
		done = stretch->end;
		at = stretch->to;
	}
	cr_expect_eq(done, text->node->length + 1, "the whole text is followed: %s", written);
}

/* Each letter, and each pair of neighbours, is where the file has it. */
static void check_letters(struct arena *arena, const struct scalar_text *text, const char *written)
{
	const struct node *node = text->node;
	for (size_t at = 0, end; at < node->length; at = end) {
		for (end = at + 1; ((unsigned char)node->text[end] & 0xc0) == 0x80;)
			end++;
		struct span span = scalar_text_span(text, at, end), alone = scalar_span(node, at, end);
		cr_expect(span.start == alone.start && span.end == alone.end, "%s at %zu", written, at);
		if (scalar_stretch(text, at)->kind != STRETCH_SAME)
			continue;
		cr_expect_str_eq(arena_copy(arena, span.source->text + span.start, span.end - span.start),
		                 arena_copy(arena, node->text + at, end - at), "%s at %zu", written, at);
		if (at && scalar_stretch(text, at - 1) == scalar_stretch(text, at))
			cr_expect_eq(scalar_text_span(text, at, at).start, scalar_text_span(text, at - 1, at).end, "%s at %zu",
			             written, at);
	}
}

Test(yaml_scalar, every_style)
{
	struct arena *arena = arena_new();
	for (size_t i = 0; i < sizeof scalars / sizeof *scalars; i++) {
		struct diags diags;
		diags_init(&diags, arena);
		const char *written = arena_printf(arena, "a:%s\n", scalars[i]);
		const struct source *source = source_from_memory(arena, &diags, "a.yaml", written, strlen(written));
		const struct node *root = node_read(arena, &diags, source);
		cr_assert(root, "%s", written);
		const struct node *node = first_scalar(root->items[0]);
		const struct scalar_text text = scalar_text(arena, node);
		check_stretches(&text, written);
		check_letters(arena, &text, written);
		const char *word = strstr(node->text, "番号法");
		if (!word)
			continue;
		struct span span =
		    scalar_span(node, (size_t)(word - node->text), (size_t)(word - node->text) + strlen("番号法"));
		cr_expect_eq(span.start, (size_t)(strstr(written, "番号法") - written), "%s", written);
		cr_expect_eq(span.end - span.start, strlen("番号法"), "%s", written);
	}
	arena_free(arena);
}

static struct span span_in(struct arena *arena, const char *written, const char *words)
{
	struct diags diags;
	diags_init(&diags, arena);
	const struct source *source = source_from_memory(arena, &diags, "a.yaml", written, strlen(written));
	const struct node *node = node_get(node_read(arena, &diags, source), "a");
	size_t start = (size_t)(strstr(node->text, words) - node->text);
	return scalar_span(node, start, start + strlen(words));
}

/* Words over a fold, and words that are written as escapes. */
Test(yaml_scalar, words_as_they_are_written)
{
	static const struct {
		const char *written, *words, *source;
	} cases[] = {
	    {"a: >\n  情報シス\n  テム\n", "シス テム", "シス\n  テム"},
	    {"a: \"x\\u3042\\u3044y\"\n", "あい", "\\u3042\\u3044"},
	    {"a: \"x\\u3042\\u3044y\"\n", "い", "\\u3044"},
	    {"a: 'x''y'\n", "'y", "''y"},
	    {"a: \"一\\n二\"\n", "一\n", "一\\n"},
	    {"a: |\n  一\n  二\n", "一\n", "一"},
	    {"a: \"一\n  二\"\n", "一 二", "一\n  二"},
	    {"a: \"\\U0001F600か\\u3099\"\n", "か\u3099", "か\\u3099"},
	};
	struct arena *arena = arena_new();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct span span = span_in(arena, cases[i].written, cases[i].words);
		cr_expect_str_eq(arena_copy(arena, span.source->text + span.start, span.end - span.start), cases[i].source);
	}
	arena_free(arena);
}
