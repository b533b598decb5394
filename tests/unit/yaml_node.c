#include "yaml/node.h"

#include "base/diag.h"
#include "unit/findings_fixture.h"

#include <criterion/criterion.h>

#include <string.h>

TestSuite(base_node, .init = set_up, .fini = tear_down);

static struct node *read_text(const char *text)
{
	diags_init(&diags, arena);
	struct source *source = source_from_memory(arena, &diags, "a.yaml", text, strlen(text));
	return node_read(arena, &diags, source);
}

static struct node *read_sound(const char *text)
{
	struct node *node = read_text(text);
	cr_assert(node && !diags.count, "%s: %s", text, diags.count ? diags.items[0]->message : "no tree");
	return node;
}

/* The bytes of a span, and its place as 行:桁. */
static const char *spanned(struct span span)
{
	return arena_copy(arena, span.source->text + span.start, span.end - span.start);
}

static const char *place(struct span span)
{
	struct position position = source_position(span.source, span.start);
	return arena_printf(arena, "%zu:%zu", position.line, position.column);
}

static const char *path(const struct node *node)
{
	struct buf buf = BUF_INIT;
	buf_puts(&buf, "at ");
	node_path(node, &buf);
	const char *copy = arena_string(arena, buf_text(&buf) + strlen("at "));
	buf_free(&buf);
	return copy;
}

Test(base_node, texts_and_styles_of_scalars)
{
	const struct {
		const char *yaml;
		enum node_style style;
		const char *text;
		const char *span;
	} cases[] = {
	    {"a: 番号 法 # 注", NODE_PLAIN, "番号 法", "番号 法"},
	    {"a: 12,345", NODE_PLAIN, "12,345", "12,345"},
	    {"a: no", NODE_PLAIN, "no", "no"},
	    {"a: 一\n  二", NODE_PLAIN, "一 二", "一\n  二"},
	    {"a: '-''-'", NODE_SINGLE_QUOTED, "-'-", "'-''-'"},
	    {"a: \"\\u7279\\t定\\\"\"", NODE_DOUBLE_QUOTED, "特\t定\"", "\"\\u7279\\t定\\\"\""},
	    {"a: \"\"", NODE_DOUBLE_QUOTED, "", "\"\""},
	    {"a:", NODE_PLAIN, "", ""},
	    {"a: |\n  なし\n  --\nb: 1", NODE_LITERAL, "なし\n--", "|\n  なし\n  --"},
	    {"a: |\n  一\n\n\nb: 1", NODE_LITERAL, "一", "|\n  一"},
	    {"a: |-\n  一\nb: 1", NODE_LITERAL, "一", "|-\n  一"},
	    {"a: |+\n  一\n\nb: 1", NODE_LITERAL, "一\n", "|+\n  一"},
	    {"a: |2\n   字下げ\n  次\n", NODE_LITERAL, " 字下げ\n次", "|2\n   字下げ\n  次"},
	    {"a: |\n  　全角\n  末尾 \nb: 1", NODE_LITERAL, "　全角\n末尾 ", "|\n  　全角\n  末尾"},
	    {"a: |\n\nb: 1", NODE_LITERAL, "", "|"},
	    {"a: | # 注\n  𠮷ｶﾞ\n", NODE_LITERAL, "𠮷ｶﾞ", "| # 注\n  𠮷ｶﾞ"},
	    {"a: >\n  一\n  二\n\n  三\n", NODE_FOLDED, "一 二\n三", ">\n  一\n  二\n\n  三"},
	    {"a: |\r\n  一\r\n  二\r\nb: 1", NODE_LITERAL, "一\n二", "|\r\n  一\r\n  二"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct node *node = node_get(read_sound(cases[i].yaml), "a");
		cr_assert_eq(node->kind, NODE_SCALAR);
		cr_assert_eq(node->style, cases[i].style, "%s", cases[i].yaml);
		cr_assert_str_eq(node->text, cases[i].text);
		cr_assert_eq(node->length, strlen(cases[i].text), "%s", cases[i].yaml);
		cr_assert_str_eq(spanned(node->span), cases[i].span);
	}
}

Test(base_node, collections_and_their_places)
{
	const struct node *root = read_sound("# 見本\n"
	                                     "名前: 𠮷野\n"
	                                     "list:\n"
	                                     "  - id: 一\n"
	                                     "    n: 2\n"
	                                     "  - [x, {y: 1}]\n"
	                                     "flow: {a: 1, b: []}\n"
	                                     "no indent:\n"
	                                     "- 1\n"
	                                     "last:\n");
	const struct {
		const char *key;
		enum node_kind kind;
		enum node_style style;
		size_t count;
		const char *start, *span, *key_place;
	} cases[] = {
	    {"名前", NODE_SCALAR, NODE_PLAIN, 0, "2:5", "𠮷野", "2:1"},
	    {"list", NODE_SEQUENCE, NODE_BLOCK, 2, "4:3", "- id: 一\n    n: 2\n  - [x, {y: 1}]", "3:1"},
	    {"flow", NODE_MAPPING, NODE_FLOW, 2, "7:7", "{a: 1, b: []}", "7:1"},
	    {"no indent", NODE_SEQUENCE, NODE_BLOCK, 1, "9:1", "- 1", "8:1"},
	    {"last", NODE_SCALAR, NODE_PLAIN, 0, "10:6", "", "10:1"},
	};
	cr_assert_eq(root->count, sizeof cases / sizeof *cases);
	cr_assert_null(root->parent);
	for (size_t i = 0; i < root->count; i++) {
		const struct node *node = root->items[i];
		cr_assert_eq(node_get(root, cases[i].key), node, "%s", cases[i].key);
		cr_assert(node->kind == cases[i].kind && node->style == cases[i].style, "%s", cases[i].key);
		cr_assert_eq(node->count, cases[i].count, "%s", cases[i].key);
		cr_assert_str_eq(place(node->span), cases[i].start);
		cr_assert_str_eq(spanned(node->span), cases[i].span);
		cr_assert_str_eq(place(node->key->span), cases[i].key_place);
		cr_assert_eq(node->parent, root);
		cr_assert_eq(node->key->parent, root);
	}
	const struct node *list = node_get(root, "list");
	cr_assert_eq(list->items[1]->position, 1);
	cr_assert_str_eq(spanned(list->items[0]->span), "id: 一\n    n: 2");
	cr_assert_null(list->items[0]->key);
	cr_assert_null(node_get(root, "missing"));
	cr_assert_null(node_get(list, "id"));
	cr_assert_null(node_get(NULL, "id"));
}

Test(base_node, paths)
{
	const struct node *root = read_sound("blocks:\n"
	                                     "  - id: shikaku\n"
	                                     "    recorded: {count: 1}\n"
	                                     "  - recorded: [a, [b]]\n"
	                                     "  - id:\n"
	                                     "  - id: [x]\n");
	const struct node *blocks = node_get(root, "blocks");
	const struct node *recorded = node_get(blocks->items[0], "recorded");
	cr_assert_str_eq(path(root), "");
	cr_assert_str_eq(path(blocks), "blocks");
	cr_assert_str_eq(path(node_get(recorded, "count")), "blocks[shikaku].recorded.count");
	cr_assert_str_eq(path(node_get(recorded, "count")->key), "blocks[shikaku].recorded.count");
	cr_assert_str_eq(path(node_get(blocks->items[1], "recorded")->items[1]->items[0]), "blocks[2].recorded[2][1]");
	cr_assert_str_eq(path(blocks->items[2]), "blocks[3]");
	cr_assert_str_eq(path(blocks->items[3]), "blocks[4]");
}

Test(base_node, places_to_point_at)
{
	const struct node *root = read_sound("a: 1\nb:\n  c: 2\nd:\ne: []\nf:\n  - g: 3\n");
	const char *const places[] = {"1:4", "2:1", "4:1", "5:4", "6:1"};
	for (size_t i = 0; i < root->count; i++)
		cr_assert_str_eq(place(node_place(root->items[i])), places[i]);
	cr_assert_str_eq(place(node_place(node_get(root, "f")->items[0])), "7:5");
	cr_assert_str_eq(place(node_place(root)), "1:1");
}

Test(base_node, null_is_a_key_without_an_answer)
{
	const char *const null[] = {"a:", "a: ~", "a: null", "a:   # 注"};
	for (size_t i = 0; i < sizeof null / sizeof *null; i++)
		cr_assert(node_is_null(node_get(read_sound(null[i]), "a")), "%s", null[i]);
	const char *const answers[] = {"a: ''", "a: \"~\"", "a: 'null'", "a: '-'", "a: なし", "a: 0", "a: []", "a: |\n"};
	for (size_t i = 0; i < sizeof answers / sizeof *answers; i++)
		cr_assert(!node_is_null(node_get(read_sound(answers[i]), "a")), "%s", answers[i]);
	cr_assert(!node_is_null(NULL));
	cr_assert(node_is(node_get(read_sound("a: 十分である"), "a"), "十分である"));
	cr_assert(!node_is(node_get(read_sound("a: 十分である"), "a"), "十分"));
	cr_assert(!node_is(NULL, ""));
}

Test(base_node, empty_documents_are_empty_mappings)
{
	const char *const texts[] = {"", "\n\n", "# 注\n", "---\n", "---\n...\n", "   "};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		const struct node *node = read_sound(texts[i]);
		cr_assert(node->kind == NODE_MAPPING && node->count == 0, "case %zu", i);
		cr_assert_str_eq(place(node_place(node)), "1:1");
	}
	cr_assert_eq(read_sound("{}")->count, 0);
	cr_assert_eq(read_sound("[]")->kind, NODE_SEQUENCE);
	cr_assert_eq(read_sound("なし")->kind, NODE_SCALAR);
	cr_assert_eq(read_sound("''")->kind, NODE_SCALAR);
}

Test(base_node, every_mistake_is_reported_in_one_run)
{
	const struct node *root = read_text("a: 1\n"
	                                    "b: &x 2\n"
	                                    "a: 3\n"
	                                    "c: *x\n"
	                                    "d: !!int 4\n"
	                                    "? [e, e]\n"
	                                    ": 5\n"
	                                    "*x : 6\n"
	                                    "f: {g: 1, g: 2}\n"
	                                    "h: \"x\\0y\"\n"
	                                    "i: 7\n"
	                                    "---\n"
	                                    "second: {}\n");
	const struct {
		const char *place, *rule, *marked, *message;
	} expected[] = {
	    {"2:4", "yaml.alias", "&x", "別名の定義「&x」は使えません"},
	    {"3:1", "yaml.duplicate-key", "a", "キー「a」が重複しています（最初は 1 行目）"},
	    {"4:4", "yaml.alias", "*x", "別名「*x」は使えません"},
	    {"5:4", "yaml.alias", "!!int", "型の札「!」は使えません"},
	    {"6:3", "yaml.key", "[", "キーが一つの語になっていません"},
	    {"8:1", "yaml.alias", "*x", "別名「*x」は使えません"},
	    {"9:11", "yaml.duplicate-key", "g", "キー「g」が重複しています（最初は 9 行目）"},
	    {"10:4", "file.nul", "\"x\\0y\"", "値の中に NUL 文字「\\0」があります"},
	    {"12:1", "yaml.documents", "", "ここから二つ目の文書が始まっています"},
	};
	diags_sort(&diags);
	cr_assert_eq(diags.count, sizeof expected / sizeof *expected);
	for (size_t i = 0; i < diags.count; i++) {
		const struct diag *diag = diags.items[i];
		cr_assert_str_eq(place(diag->span), expected[i].place);
		cr_assert_str_eq(diag->rule, expected[i].rule);
		cr_assert_str_eq(spanned(diag->span), expected[i].marked);
		cr_assert_str_eq(diag->message, expected[i].message);
		cr_assert(diag->hint && *diag->hint, "%s", expected[i].message);
	}
	cr_assert_str_eq(place(diags.items[1]->related), "1:1");
	cr_assert_str_eq(diags.items[1]->related_message, "最初の「a」");

	cr_assert_eq(root->count, 7, "the wrong keys are left out, the rest is there");
	cr_assert(node_is(node_get(root, "a"), "1"), "of two values the first stays");
	cr_assert(node_is(node_get(root, "b"), "2"));
	cr_assert(node_is_null(node_get(root, "c")), "an alias becomes a blank");
	cr_assert(node_is(node_get(root, "d"), "4"));
	cr_assert_eq(node_get(root, "f")->count, 1);
	cr_assert(node_is(node_get(root, "h"), "x"));
	cr_assert(node_is(node_get(root, "i"), "7"));
}

Test(base_node, duplicates_among_many_keys)
{
	enum { COUNT = 200000 };
	struct buf text = BUF_INIT;
	for (int i = 0; i < COUNT; i++)
		buf_printf(&text, "キー%d: %d\n", i, i);
	buf_puts(&text, "キー123: x\nキー123: y\n");
	const struct node *root = read_text(buf_text(&text));
	buf_free(&text);
	cr_assert_eq(diags.count, 2);
	cr_assert_str_eq(diags.items[1]->message, "キー「キー123」が重複しています（最初は 124 行目）");
	cr_assert_str_eq(place(diags.items[1]->span), "200002:1");
	cr_assert_eq(root->count, COUNT);
	cr_assert(node_is(node_get(root, "キー123"), "123"));
	cr_assert(node_is(node_get(root, "キー199999"), "199999"));
	cr_assert_null(node_get(root, "キー200000"));
}

Test(base_node, a_long_key_is_not_quoted_whole)
{
	struct buf text = BUF_INIT;
	for (int i = 0; i < 2; i++) {
		buf_puts(&text, "? ");
		for (int j = 0; j < 2000; j++)
			buf_puts(&text, "鍵");
		buf_puts(&text, "\n: 1\n");
	}
	read_text(buf_text(&text));
	buf_free(&text);
	cr_assert_eq(diags.count, 1);
	cr_assert_lt(strlen(diags.items[0]->message), 300);
	cr_assert(strstr(diags.items[0]->message, "鍵…」"));
}

static void repeat(struct buf *out, const char *text, size_t count)
{
	while (count--)
		buf_puts(out, text);
}

Test(base_node, nesting_is_limited)
{
	const struct {
		const char *open, *close;
		size_t depth;
		const char *place; /* NULL: sound */
	} cases[] = {
	    {"[", "]", NODE_DEPTH_LIMIT, NULL}, {"[", "]", NODE_DEPTH_LIMIT + 1, "1:65"},
	    {"[", "", 10000, "1:65"},           {"{a: ", "}", NODE_DEPTH_LIMIT, NULL},
	    {"{a: ", "", 10000, "1:257"},       {"- ", "", NODE_DEPTH_LIMIT, NULL},
	    {"- ", "", 10000, "1:129"},         {"? ", "", 10000, "1:129"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf text = BUF_INIT;
		repeat(&text, cases[i].open, cases[i].depth);
		repeat(&text, cases[i].close, cases[i].depth);
		const struct node *root = read_text(buf_text(&text));
		buf_free(&text);
		if (!cases[i].place) {
			cr_assert(root && !diags.count, "case %zu", i);
			continue;
		}
		cr_assert_null(root, "case %zu", i);
		const struct diag *diag = diags.items[diags.count - 1];
		cr_assert_str_eq(diag->rule, "yaml.depth");
		cr_assert_str_eq(diag->message, "入れ子が上限の 64 段を超えています");
		cr_assert_str_eq(place(diag->span), cases[i].place);
	}
}

Test(base_node, the_number_of_values_is_limited)
{
	struct buf text = BUF_INIT;
	repeat(&text, "- \n", NODE_COUNT_LIMIT + 10);
	cr_assert_null(read_text(buf_text(&text)));
	buf_free(&text);
	cr_assert_eq(diags.count, 1);
	cr_assert_str_eq(diags.items[0]->rule, "yaml.size");
	cr_assert_str_eq(place(diags.items[0]->span), "2000000:2");
}

Test(base_node, aliases_do_not_multiply)
{
	struct buf text = BUF_INIT;
	buf_puts(&text, "a0: &a0 [x, x]\n");
	for (int i = 1; i < 30; i++)
		buf_printf(&text, "a%d: &a%d [*a%d, *a%d]\n", i, i, i - 1, i - 1);
	const struct node *root = read_text(buf_text(&text));
	buf_free(&text);
	cr_assert_eq(diags.count, 30 + 2 * 29);
	cr_assert_eq(root->count, 30);
}

Test(base_node, a_flood_of_tag_directives_is_refused)
{
	struct buf text = BUF_INIT;
	for (int i = 0; i < 100000; i++)
		buf_printf(&text, "%%TAG !t%d! x\n", i);
	cr_assert_null(read_text(buf_text(&text)));
	buf_free(&text);
	cr_assert_eq(diags.count, 1);
	cr_assert_str_eq(diags.items[0]->rule, "yaml.size");
}
