#include "yaml/node_write.h"

#include "base/diag.h"

#include <criterion/criterion.h>

#include <stdint.h>
#include <string.h>

static struct arena *arena;
static struct diags diags;
static struct buf out;

static void set_up(void)
{
	arena = arena_new();
	diags_init(&diags, arena);
	out = (struct buf)BUF_INIT;
}

static void tear_down(void)
{
	buf_free(&out);
	arena_free(arena);
}

TestSuite(base_node_write, .init = set_up, .fini = tear_down);

static struct node *text_node(const char *text)
{
	return node_scalar(arena, NODE_LITERAL, text);
}

/* What node_write makes of a tree. */
static const char *written(const struct node *root)
{
	buf_clear(&out);
	node_write(&out, root, NULL, NULL);
	return buf_text(&out);
}

static struct node *read_back(void)
{
	const struct source *source = source_from_memory(arena, &diags, "a.yaml", buf_text(&out), out.length);
	struct node *node = node_read(arena, &diags, source);
	cr_assert(node && !diags.count, "%s\n%s", buf_text(&out), diags.count ? diags.items[0]->message : "");
	return node;
}

static bool same_text(const struct node *node, const char *text)
{
	return node && node->kind == NODE_SCALAR && node->length == strlen(text) && node_is(node, text);
}

/* The text comes back from a value, from deep inside, from a list, and between brackets. */
static void expect_back(const char *text)
{
	struct node *root = node_collection(arena, NODE_MAPPING, NODE_BLOCK);
	struct node *list = node_collection(arena, NODE_SEQUENCE, NODE_BLOCK);
	struct node *inner = node_collection(arena, NODE_MAPPING, NODE_BLOCK);
	struct node *flow = node_collection(arena, NODE_SEQUENCE, NODE_FLOW);
	node_append(arena, root, "value", text_node(text));
	node_append(arena, root, "list", list);
	node_append(arena, list, NULL, text_node(text));
	node_append(arena, list, NULL, inner);
	node_append(arena, inner, "first", text_node(text));
	node_append(arena, inner, "second", text_node(text));
	node_append(arena, root, "flow", flow);
	node_append(arena, flow, NULL, text_node(text));
	node_append(arena, root, "last", text_node(text));
	written(root);
	const struct node *back = read_back();
	list = node_get(back, "list");
	bool same = same_text(node_get(back, "value"), text) && same_text(list->items[0], text) &&
	            same_text(node_get(list->items[1], "first"), text) &&
	            same_text(node_get(list->items[1], "second"), text) &&
	            same_text(node_get(back, "flow")->items[0], text) && same_text(node_get(back, "last"), text);
	cr_assert(same, "%s", buf_text(&out));
	written(text_node(text));
	cr_assert(same_text(read_back(), text) || !*text, "%s", buf_text(&out));
}

/* Between brackets a key has its quotes, too, where it needs them. */
Test(base_node_write, any_key_comes_back_from_brackets)
{
	static const char *const keys[] = {"その他", "a, b", "a: b", "[a]",  "{a}", "# a",
	                                   "- a",    "a #b", "'a'",  "null", "1"};
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		struct node *root = node_collection(arena, NODE_MAPPING, NODE_FLOW);
		node_append(arena, root, keys[i], text_node("一"));
		node_append(arena, root, "last", text_node("二"));
		written(root);
		const struct node *back = read_back();
		cr_expect(back->count == 2 && same_text(node_get(back, keys[i]), "一") &&
		              same_text(node_get(back, "last"), "二"),
		          "%s", buf_text(&out));
	}
}

Test(base_node_write, any_text_comes_back)
{
	static const char *const texts[] = {
	    "",
	    " ",
	    "\n",
	    "\n\n",
	    "a",
	    "a\n",
	    "a\n\n",
	    "\na",
	    "\n a",
	    " a",
	    "a ",
	    "a \nb",
	    " a\nb",
	    "  a\n b\n",
	    "\ta",
	    "a\t",
	    "a\tb",
	    "\ta\nb",
	    "a\n\tb",
	    "a\n  \nb",
	    "a\n\n\nb",
	    "a\n ",
	    "a\n\t",
	    "　a",
	    "　a\n　b",
	    "a　",
	    "𠮷野家",
	    "𠮷\n野 \n家",
	    "a\xC2\x85"
	    "b",
	    "a\xE2\x80\xA8"
	    "b",
	    "a\nb\xE2\x80\xA9",
	    "\xEF\xBB\xBF"
	    "a",
	    "a\xEF\xBF\xBE",
	    "a\r\nb",
	    "a\x01"
	    "b",
	    "\x7F",
	    "\xC2\x9F",
	    "\xC2\xA0",
	    "-",
	    "--",
	    "---",
	    "...",
	    "- a",
	    "-a",
	    "?",
	    "? a",
	    ":",
	    ": a",
	    "a: b",
	    "a:b",
	    "a:",
	    "a #b",
	    "a#b",
	    "#",
	    "&a",
	    "*a",
	    "!a",
	    "|",
	    ">",
	    "|-\na",
	    "%",
	    "@",
	    "`",
	    "'",
	    "''",
	    "it's",
	    "\"",
	    "\\",
	    "\\n",
	    "a\\\nb",
	    "[a]",
	    "{a}",
	    "a, b",
	    "a]",
	    "a}",
	    "~",
	    "null",
	    "Null",
	    "true",
	    "TRUE",
	    "yes",
	    "No",
	    "on",
	    "y",
	    "N",
	    "=",
	    "<<",
	    "12",
	    "-1",
	    "+1",
	    "1.5",
	    ".5",
	    "1e3",
	    "0x1F",
	    "0o7",
	    "1_000",
	    "1,000",
	    "1,000人未満",
	    "12:30",
	    "2025-12-01",
	    "2025-12-01 10:00:00",
	    ".inf",
	    ".NaN",
	    "令和7年12月1日",
	    "* 注",
	    "1) 一",
	    "※",
	    "○",
	    "＝",
	    "\xEF\xB7\x90",
	    "\xF0\x9F\x98\x80\n",
	};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		expect_back(texts[i]);
}

/* Texts put together from everything that YAML knows, as a fixed pseudo-random generator has it. */
Test(base_node_write, random_texts_come_back)
{
	static const char *const pieces[] = {
	    "a",
	    "あ",
	    " ",
	    "  ",
	    "\n",
	    "\n\n",
	    "\t",
	    ":",
	    "#",
	    "-",
	    "?",
	    "'",
	    "\"",
	    "\\",
	    "{",
	    "]",
	    ",",
	    "&",
	    "*",
	    "!",
	    "|",
	    ">",
	    "%",
	    "　",
	    "𠮷",
	    "\xC2\x85",
	    "\xE2\x80\xA8",
	    "\r",
	    "1",
	    "~",
	    "\x02",
	    "とても長い文章なので一行に収まらず、ひとかたまりの文字列として書かれることになるもの"};
	uint32_t state = 1;
	for (int round = 0; round < 3000; round++) {
		struct buf text = BUF_INIT;
		for (size_t length = round % 12; length > 0; length--) {
			state = state * 1664525u + 1013904223u;
			buf_puts(&text, pieces[(state >> 16) % (sizeof pieces / sizeof *pieces)]);
		}
		expect_back(buf_text(&text));
		buf_free(&text);
	}
}

Test(base_node_write, reads_well)
{
	struct node *root = node_collection(arena, NODE_MAPPING, NODE_BLOCK);
	struct node *list = node_collection(arena, NODE_SEQUENCE, NODE_BLOCK);
	struct node *member = node_collection(arena, NODE_MAPPING, NODE_BLOCK);
	struct node *unknown = node_collection(arena, NODE_MAPPING, NODE_FLOW);
	node_append(arena, root, "shikii", node_scalar(arena, NODE_PLAIN, "1"));
	node_append(arena, root, "number", text_node("12"));
	node_append(arena, root, "blank", node_scalar(arena, NODE_PLAIN, ""));
	node_append(arena, root, "none", node_collection(arena, NODE_SEQUENCE, NODE_BLOCK));
	node_append(arena, root, "systems", list);
	node_append(arena, list, NULL, member);
	node_append(arena, member, "id", text_node("system-1"));
	node_append(arena, member, "name", text_node("一行目\n\n  三行目"));
	node_append(arena, member, "functions", text_node(" 字下げ\n続き"));
	node_append(arena, member, "connections", unknown);
	node_append(arena, unknown, "unknown", text_node("読めない, 理由"));
	cr_expect_str_eq(written(root), "shikii: 1\n"
	                                "number: '12'\n"
	                                "blank:\n"
	                                "none: []\n"
	                                "systems:\n"
	                                "  - id: system-1\n"
	                                "    name: |-\n"
	                                "      一行目\n"
	                                "\n"
	                                "        三行目\n"
	                                "    functions: |2-\n"
	                                "       字下げ\n"
	                                "      続き\n"
	                                "    connections: {unknown: '読めない, 理由'}\n");
}

static const char *comment_of(void *context, const struct node *node)
{
	return node == context ? "理由\n二行目\xC2\x85終わり" : NULL;
}

Test(base_node_write, comments_stand_above_and_break_nothing)
{
	struct node *root = node_collection(arena, NODE_MAPPING, NODE_BLOCK);
	struct node *inner = node_collection(arena, NODE_MAPPING, NODE_BLOCK);
	struct node *value = text_node("b");
	node_append(arena, root, "items", inner);
	node_append(arena, inner, "II[1].4", text_node("a"));
	node_append(arena, inner, "II[2].4", value);
	node_write(&out, root, comment_of, value);
	cr_expect_str_eq(buf_text(&out), "items:\n  'II[1].4': a\n  # 理由\n  # 二行目 終わり\n  'II[2].4': b\n");
	cr_expect(node_is(node_get(node_get(read_back(), "items"), "II[2].4"), "b"));
}

Test(base_node_write, insert_keeps_order)
{
	struct node *root = node_collection(arena, NODE_MAPPING, NODE_BLOCK);
	node_append(arena, root, "a", text_node("1"));
	node_append(arena, root, "c", text_node("3"));
	node_insert(arena, root, 1, "b", text_node("2"));
	for (size_t i = 0; i < root->count; i++)
		cr_expect_eq(root->items[i]->position, i);
	cr_expect_str_eq(written(root), "a: '1'\nb: '2'\nc: '3'\n");
}
