#include "yaml/edit.h"

#include "base/diag.h"
#include "support/trees.h"
#include "yaml/node_write.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

static struct arena *arena;

static void open_arena(void)
{
	arena = arena_new();
}

static void close_arena(void)
{
	arena_free(arena);
}

TestSuite(base_edit, .init = open_arena, .fini = close_arena);

static const struct node *tree_of(const char *yaml)
{
	struct diags diags;
	diags_init(&diags, arena);
	const struct source *source = source_from_memory(arena, &diags, "a.yaml", yaml, strlen(yaml));
	const struct node *root = source ? node_read(arena, &diags, source) : NULL;
	return diags.count ? NULL : root;
}

/* The YAML with `old` in the text of key a made `text`; "" when that is refused, NULL when only the last check does. */
static const char *edited(const char *yaml, const char *old, const char *text)
{
	const struct node *node = node_get(tree_of(yaml), "a");
	cr_assert(node, "%s", yaml);
	const char *at = strstr(node->text, old);
	cr_assert(at, "%s: %s", yaml, old);
	struct edits edits = edits_new(arena, node->span.source);
	struct buf out = BUF_INIT;
	size_t start = (size_t)(at - node->text);
	if (edit_add(&edits, node, start, start + strlen(old), text))
		return "";
	const char *result = edits_print(&edits, &out) ? NULL : arena_copy(arena, buf_text(&out), out.length);
	buf_free(&out);
	return result;
}

Test(base_edit, in_each_style)
{
	static const struct {
		const char *yaml, *old, *text, *expected;
	} cases[] = {
	    {"# 注\na: 第7号   # 注\nb: 1\n", "7", "8", "# 注\na: 第8号   # 注\nb: 1\n"},
	    {"a: 第7号", "7", "8", "a: 第8号"},
	    {"a: 第7号\r\nb: 1\r\n", "第7号", "第8号の2", "a: 第8号の2\r\nb: 1\r\n"},
	    {"\xef\xbb\xbf"
	     "a: 第7号\n",
	     "7", "8",
	     "\xef\xbb\xbf"
	     "a: 第8号\n"},
	    {"a: 'x''7'\n", "'7", "'8''", "a: 'x''8'''''\n"},
	    {"a: \"\\u3042 7\\n\"\n", "あ 7", "\"8\\", "a: \"\\\"8\\\\\\n\"\n"},
	    {"a: \"7\"\n", "7", "一\n二", "a: \"一\\n二\"\n"},
	    {"a: ''\n", "", "x", "a: 'x'\n"},
	    {"a: '7'\n", "7", "", "a: ''\n"},
	    {"a: |2-\n    字下げ\n  7号\n\nb: 1", "7号", "8号", "a: |2-\n    字下げ\n  8号\n\nb: 1"},
	    {"a: |\r\n  7号\r\n  8号\r\nb: 1\r\n", "7号", "7号\n\n9号", "a: |\r\n  7号\r\n\r\n  9号\r\n  8号\r\nb: 1\r\n"},
	    {"a: >+\n  折り\n  返し7\n\n", "返し7", "返し 8", "a: >+\n  折り\n  返し 8\n\n"},
	    {"{a: 第7号, b: [x, 'y']}\n", "7号", "8号", "{a: 第8号, b: [x, 'y']}\n"},
	    /* over a line: only what differs is changed */
	    {"a: 第19条\n   第7号\n", "第19条 第7号", "第19条 第8号", "a: 第19条\n   第8号\n"},
	    {"a: '別表第二\n  第42項'\n", "別表第二 第42項", "別表 第69項", "a: '別表\n  第69項'\n"},
	    {"a: |\n  一7\n  二8\n", "7\n二8", "8\n二9", "a: |\n  一8\n  二9\n"},
	    {"a: \"第19条\\\n   第7号\"\n", "第19条第7号", "第19条第8号", "a: \"第19条\\\n   第8号\"\n"},
	    {"a: 同じ\n", "同じ", "同じ", "a: 同じ\n"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *result = edited(cases[i].yaml, cases[i].old, cases[i].text);
		cr_assert(result, "%s", cases[i].yaml);
		cr_expect_str_eq(result, cases[i].expected);
	}
}

/* What YAML would take for something else, and what has no place of its own. */
Test(base_edit, refused)
{
	static const struct {
		const char *yaml, *old, *text;
	} cases[] = {
	    {"a: 一 二\n", "二", "x: y"},
	    {"a: 一 二\n", "二", "#"},
	    {"a: 一 二\n", "二", "x:"},
	    {"a: 一 二\n", "一", "- "},
	    {"a: 一 二\n", "一", "'"},
	    {"a: 一 二\n", "一 二", ""},
	    {"a: 一 二\n", "一 二", "null"},
	    {"a: 一 二\n", "二", "x\ny"},
	    {"a: 一 二\n", "二", "x "},
	    {"a: 一 二\n", "一", ""},
	    {"{a: 一 二}\n", "二", "x, y"},
	    {"{a: 一 二}\n", "二", "x]"},
	    {"a: '一'\n", "一", "x\ny"},
	    {"a: '一'\n", "一", " x"},
	    {"a: >\n  一\n  二\n", "一 二", "三"},
	    {"a: >\n  一\n  二\n", "二", "x\ny"},
	    {"a: |\n  一\n  二\n", "一\n二", "三"},
	    {"a: |\n  一\n  二\n", "二", " 二"},
	    {"a: \"一\\\n  二\"\n", "一二", "三"},
	    {"a: 一\n  二\n", "一 二", "三"},
	    {"a: '一'\n", "一", "\xe2\x80\xa8"},
	    {"a: '一'\n", "一", "\x01"},
	    {"a:\nb: 1\n", "", "x"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		cr_expect_str_eq(edited(cases[i].yaml, cases[i].old, cases[i].text), "", "%s→%s", cases[i].yaml, cases[i].text);
}

/* Whole lines that go take no line beside them along, in the text or in the diff. */
Test(base_edit, members_that_go)
{
	static const char yaml[] = "list:\n  - a: 1\n    b: 2\n  # 注\n  - a: 3\n  - a: 4\n    b: |\n      五\nend: x\n";
	static const struct {
		size_t gone;
		const char *now;
		const char *diff;
	} cases[] = {
	    {0, "list:\n  # 注\n  - a: 3\n  - a: 4\n    b: |\n      五\nend: x\n",
	     "@@ -1,6 +1,4 @@\n list:\n-  - a: 1\n-    b: 2\n   # 注\n   - a: 3\n   - a: 4\n"},
	    {1, "list:\n  - a: 1\n    b: 2\n  # 注\n  - a: 4\n    b: |\n      五\nend: x\n",
	     "@@ -2,7 +2,6 @@\n   - a: 1\n     b: 2\n   # 注\n-  - a: 3\n   - a: 4\n     b: |\n       五\n"},
	    {2, "list:\n  - a: 1\n    b: 2\n  # 注\n  - a: 3\nend: x\n",
	     "@@ -3,7 +3,4 @@\n     b: 2\n   # 注\n   - a: 3\n-  - a: 4\n-    b: |\n-      五\n end: x\n"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct node *root = tree_of(yaml);
		struct edits edits = edits_new(arena, root->span.source);
		struct buf out = BUF_INIT;
		cr_expect_null(edit_remove(&edits, node_get(root, "list")->items[cases[i].gone]));
		cr_expect_null(edits_print(&edits, &out));
		cr_expect_str_eq(buf_text(&out), cases[i].now);
		buf_clear(&out);
		edits_diff(&edits, &out);
		cr_expect_str_eq(buf_text(&out) + strlen("--- a.yaml\n+++ a.yaml\n"), cases[i].diff);
		buf_free(&out);
	}
}

Test(base_edit, several_and_the_diff)
{
	static const char yaml[] = "a: 一7 二7\nb: x\nc: y\nd: z\ne: u\nf: v\ng: w\nh: |\n  7\n  8\ni: [p, q]";
	const struct node *root = tree_of(yaml);
	struct edits edits = edits_new(arena, root->span.source);
	cr_assert_null(edit_add(&edits, node_get(root, "i")->items[1], 0, 1, "r"));
	cr_assert_null(edit_add(&edits, node_get(root, "h"), 0, 1, "7\n7の2"));
	cr_assert_null(edit_add(&edits, node_get(root, "a"), strlen("一7 二"), strlen("一7 二7"), "9"));
	cr_assert_null(edit_add(&edits, node_get(root, "a"), strlen("一"), strlen("一7"), "8"));
	struct buf out = BUF_INIT;
	cr_assert_null(edits_print(&edits, &out));
	cr_expect_str_eq(buf_text(&out),
	                 "a: 一8 二9\nb: x\nc: y\nd: z\ne: u\nf: v\ng: w\nh: |\n  7\n  7の2\n  8\ni: [p, r]");
	buf_clear(&out);
	edits_diff(&edits, &out);
	cr_expect_str_eq(buf_text(&out), "--- a.yaml\n+++ a.yaml\n"
	                                 "@@ -1,4 +1,4 @@\n-a: 一7 二7\n+a: 一8 二9\n b: x\n c: y\n d: z\n"
	                                 "@@ -6,6 +6,7 @@\n f: v\n g: w\n h: |\n-  7\n+  7\n+  7の2\n   8\n-i: [p, q]\n"
	                                 "\\ No newline at end of file\n+i: [p, r]\n\\ No newline at end of file\n");
	buf_clear(&out);
	cr_assert_null(edit_add(&edits, node_get(root, "a"), strlen("一"), strlen("一7"), "10"));
	cr_expect(edits_print(&edits, &out), "two edits of one place");
	cr_expect_eq(out.length, 0);
	buf_free(&out);
}

/* ---- new members ---- */

static struct node *new_text(const char *text)
{
	return node_scalar(arena, NODE_LITERAL, text);
}

/* {date: 一, text: 二\n三} */
static struct node *new_record(void)
{
	struct node *record = node_collection(arena, NODE_MAPPING, NODE_BLOCK);
	node_append(arena, record, "date", new_text("一"));
	node_append(arena, record, "text", new_text("二\n三"));
	return record;
}

static const char *printed(struct edits *edits)
{
	struct buf out = BUF_INIT;
	const char *reason = edits_print(edits, &out);
	const char *text = reason ? reason : arena_copy(arena, buf_text(&out), out.length);
	buf_free(&out);
	return text;
}

/* The YAML with `count` records behind the sequence at key a. */
/* The list at key a, its member number `from` in front of number `to`. */
static const char *moved(const char *yaml, size_t from, size_t to)
{
	const struct node *list = node_get(tree_of(yaml), "a");
	struct edits edits = edits_new(arena, list->span.source);
	struct buf out = BUF_INIT;
	const char *reason = edit_move(&edits, list->items[from], list->items[to]);
	if (!reason)
		reason = edits_print(&edits, &out);
	const char *result = reason ? reason : arena_copy(arena, buf_text(&out), out.length);
	buf_free(&out);
	return result;
}

Test(base_edit, members_move_with_their_comments)
{
	static const struct {
		const char *yaml;
		size_t from, to;
		const char *expected;
	} cases[] = {
	    {"a:\n- x: 1 # 一\n- y: 2\nb: 1\n", 1, 0, "a:\n- y: 2\n- x: 1 # 一\nb: 1\n"},
	    {"a:\n  # 一\n  - x\n\n  # 離れて\n\n  # 二\n  # 続き\n  - y\n  # 下\nb: 1\n", 1, 0,
	     "a:\n  # 二\n  # 続き\n  - y\n\n  # 離れて\n\n  # 一\n  - x\n  # 下\nb: 1\n"},
	    {"a:\n  - x\n  - y\n  - z", 2, 0, "a:\n  - z\n  - x\n  - y"},
	    {"a:\n  - x\n  - y\n  - z\n", 2, 1, "a:\n  - x\n  - z\n  - y\n"},
	    {"a:\r\n  # 一\r\n  - x\r\n  # 二\r\n  - y", 1, 0, "a:\r\n  # 二\r\n  - y\r\n  # 一\r\n  - x"},
	    {"a:\n  - |\n    x\n    # 文\n  - y:\n      - 1\n", 1, 0, "a:\n  - y:\n      - 1\n  - |\n    x\n    # 文\n"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		cr_expect_str_eq(moved(cases[i].yaml, cases[i].from, cases[i].to), cases[i].expected, "%zu", i);
}

Test(base_edit, members_that_do_not_move)
{
	cr_expect_str_eq(moved("a: [x, y]\n", 1, 0), "書き加える所が並びではありません");
	cr_expect_str_eq(moved("a:\n  - x\n  - y\n", 0, 1), "書き加える所が並びではありません");
}

static const char *appended(const char *yaml, size_t count)
{
	const struct node *root = tree_of(yaml), *node = node_get(root, "a");
	cr_assert(node, "%s", yaml);
	struct edits edits = edits_new(arena, root->span.source);
	for (size_t i = 0; i < count; i++) {
		const char *reason = edit_append(&edits, node, new_record());
		if (reason)
			return reason;
	}
	return printed(&edits);
}

Test(base_edit, a_member_behind_the_last)
{
	static const struct {
		const char *yaml;
		size_t count;
		const char *expected;
	} cases[] = {
	    {"a:\n  - x\nb: 1\n", 1, "a:\n  - x\n  - date: 一\n    text: |-\n      二\n      三\nb: 1\n"},
	    {"a:\n- x\nb: 1\n", 1, "a:\n- x\n- date: 一\n  text: |-\n    二\n    三\nb: 1\n"},
	    {"a:\n  - x # 注\n\n# bの注\nb: 1\n", 1,
	     "a:\n  - x # 注\n  - date: 一\n    text: |-\n      二\n      三\n\n# bの注\nb: 1\n"},
	    {"a:\n  - x", 1, "a:\n  - x\n  - date: 一\n    text: |-\n      二\n      三"},
	    {"a:\r\n  - x\r\nb: 1\r\n", 1,
	     "a:\r\n  - x\r\n  - date: 一\r\n    text: |-\r\n      二\r\n      三\r\nb: 1\r\n"},
	    {"a:\n  - k: |\n      長い\n      文\n\n\nb: 1\n", 1,
	     "a:\n  - k: |\n      長い\n      文\n  - date: 一\n    text: |-\n      二\n      三\n\n\nb: 1\n"},
	    {"a:\n  - k: |+\n      長い\n\nb: 1\n", 1,
	     "a:\n  - k: |+\n      長い\n\n  - date: 一\n    text: |-\n      二\n      三\nb: 1\n"},
	    {"a: []\nb: 1\n", 2,
	     "a:\n  - date: 一\n    text: |-\n      二\n      三\n  - date: 一\n    text: |-\n      二\n      三\nb: 1\n"},
	    {"a: [] # なし\nb:\n- c\n", 1, "a: # なし\n- date: 一\n  text: |-\n    二\n    三\nb:\n- c\n"},
	    {"a: [] # なし", 2,
	     "a: # なし\n  - date: 一\n    text: |-\n      二\n      三\n  - date: 一\n    text: |-\n      二\n      三"},
	    {"a: [ ]\t\nb: 1\n", 1, "a:\t\n  - date: 一\n    text: |-\n      二\n      三\nb: 1\n"},
	    {"a:\n  []\nb: 1\n", 1, "a:\n  - date: 一\n    text: |-\n      二\n      三\nb: 1\n"},
	    {"a: [ # なし\n]\n", 1, "a: [{date: 一, text: \"二\\n三\"} # なし\n]\n"},
	    {"a: [x, y, ]\n", 1, "a: [x, y, {date: 一, text: \"二\\n三\"}, ]\n"},
	    {"{a: [], b: 1}\n", 1, "{a: [{date: 一, text: \"二\\n三\"}], b: 1}\n"},
	    /* in brackets over several lines: as the last member stands */
	    {"a: [\n  x, # 注\n  # 終\n]\n", 1, "a: [\n  x, # 注\n  {date: 一, text: \"二\\n三\"},\n  # 終\n]\n"},
	    {"a: [\n\tx # 注\n]\n", 2,
	     "a: [\n\tx, # 注\n\t{date: 一, text: \"二\\n三\"},\n\t{date: 一, text: \"二\\n三\"}\n]\n"},
	    {"a: [x,\r\n    y]\r\n", 1, "a: [x,\r\n    y,\r\n    {date: 一, text: \"二\\n三\"}]\r\n"},
	    {"a: [x,\n    y, ]\n", 1, "a: [x,\n    y,\n    {date: 一, text: \"二\\n三\"}, ]\n"},
	    {"a: [\n    x\n  , y\n]\n", 1, "a: [\n    x\n  , y, {date: 一, text: \"二\\n三\"}\n]\n"},
	    {"a: [\n    x # 注\n  ,\n]\n", 1, "a: [\n    x, {date: 一, text: \"二\\n三\"} # 注\n  ,\n]\n"},
	    /* as deep as the neighbours */
	    {"a:\n-   x: 1\n    y: 2\n", 1, "a:\n-   x: 1\n    y: 2\n-   date: 一\n    text: |-\n      二\n      三\n"},
	    {"a:\n    - x:\n          y: 1\n", 1,
	     "a:\n    - x:\n          y: 1\n    - date: 一\n      text: |-\n          二\n          三\n"},
	    /* comments of the member stay with it, those of the next key with that */
	    {"a:\n  - x: 1\n    # xの注\n  # bの注\nb: 1\n", 1,
	     "a:\n  - x: 1\n    # xの注\n  - date: 一\n    text: |-\n      二\n      三\n  # bの注\nb: 1\n"},
	    {"a:\n  # 一つ目\n  - x\n\n  # 二つ目\n  - |-\n    y\n\n...\n# 終\n", 1,
	     "a:\n  # 一つ目\n  - x\n\n  # 二つ目\n  - |-\n    y\n  - date: 一\n    text: |-\n      二\n      三\n\n...\n# "
	     "終\n"},
	    {"a:\n  - |+\n    x", 1, "a:\n  - |+\n    x\n  - date: 一\n    text: |-\n      二\n      三"},
	    {"\xef\xbb\xbf"
	     "a:\n  - x\t# 注\n",
	     1,
	     "\xef\xbb\xbf"
	     "a:\n  - x\t# 注\n  - date: 一\n    text: |-\n      二\n      三\n"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		cr_expect_str_eq(appended(cases[i].yaml, cases[i].count), cases[i].expected, "%s→%s", cases[i].yaml,
		                 appended(cases[i].yaml, cases[i].count));
}

Test(base_edit, a_key_behind_the_last)
{
	static const struct {
		const char *yaml, *expected;
	} cases[] = {
	    {"b:\n  c: 1\nd: 2\n", "b:\n  c: 1\n  k: 新\nd: 2\n"},
	    {"b: {c: 1}\nd: 2\n", "b: {c: 1, k: 新}\nd: 2\n"},
	    {"b: {}\n", "b:\n  k: 新\n"},
	    {"b:\n  - c: 1\n", "b:\n  - c: 1\n    k: 新\n"},
	    {"b:\n  k:\n  c: 1\n", "b:\n  k: 新\n  c: 1\n"},
	    {"b:\n  k: ~\n", "b:\n  k: 新\n"},
	    {"b:\n  k: # まだ\n", "b:\n  k: 新 # まだ\n"},
	    {"b:\n  k: 旧\n", "そのキーにはもう答えがあります"},
	    {"b:\n  k: ''\n", "そのキーにはもう答えがあります"},
	    {"b:\n  k:\n    null # まだ\n", "b:\n  k: 新 # まだ\n"},
	    {"b: {k}", "b: {k: 新}"},
	    {"b: {k, c: 1}\n", "b: {k: 新, c: 1}\n"},
	    {"b: {\"k\":, c: ~}\n", "b: {\"k\": 新, c: ~}\n"},
	    {"b: {k: null}\n", "b: {k: 新}\n"},
	    {"b: {\n  c: 1,\n}\n", "b: {\n  c: 1,\n  k: 新,\n}\n"},
	    {"b:\n  ? k\nc: 1\n", "「?」で始まるキーに「:」がないので、答えを書けません"},
	    {"b:\n  ? c\n# dの注\nd: 1\n", "b:\n  ? c\n  k: 新\n# dの注\nd: 1\n"},
	    {"b:\n  c:\n    - 1\n    # 2\nd: 1\n", "b:\n  c:\n    - 1\n    # 2\n  k: 新\nd: 1\n"},
	    {"- - b\n- {}\n- c\n", "- - b\n- k: 新\n- c\n"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct node *root = tree_of(cases[i].yaml), *node = node_get(root, "b");
		struct edits edits = edits_new(arena, root->span.source);
		if (!node)
			node = root->items[1];
		const char *reason = edit_put(&edits, node->kind == NODE_SEQUENCE ? node->items[0] : node, "k", new_text("新"));
		const char *result = reason ? reason : printed(&edits);
		cr_expect_str_eq(result, cases[i].expected, "%s→%s", cases[i].yaml, result);
	}
}

/* What stands below a key is as deep as that of the neighbours; the comment of the key stays where it is. */
Test(base_edit, a_collection_for_a_key)
{
	static const struct {
		const char *yaml, *expected;
	} cases[] = {
	    {"b:\n  k:\n", "b:\n  k:\n    - date: 一\n      text: |-\n        二\n        三\n"},
	    {"b:\n  k: ~  # まだ\nc: 1\n",
	     "b:\n  k:  # まだ\n    - date: 一\n      text: |-\n        二\n        三\nc: 1\n"},
	    {"b:\n    c: 1\nd:\n    - 1\n", "b:\n    c: 1\n    k:\n        - date: 一\n          text: |-\n              "
	                                    "二\n              三\nd:\n    - 1\n"},
	    {"b:\n  c: 1\nd:\n- 1\n", "b:\n  c: 1\n  k:\n  - date: 一\n    text: |-\n      二\n      三\nd:\n- 1\n"},
	    {"b: {k: , c: 1}\n", "b: {k: [{date: 一, text: \"二\\n三\"}] , c: 1}\n"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct node *root = tree_of(cases[i].yaml);
		struct edits edits = edits_new(arena, root->span.source);
		struct node *list = node_collection(arena, NODE_SEQUENCE, NODE_BLOCK);
		node_append(arena, list, NULL, new_record());
		const char *reason = edit_put(&edits, node_get(root, "b"), "k", list);
		const char *result = reason ? reason : printed(&edits);
		cr_expect_str_eq(result, cases[i].expected, "%s→%s", cases[i].yaml, result);
	}
}

/* The first key of a document that has none, and texts of several lines for keys that are there. */
Test(base_edit, a_text_for_a_key)
{
	static const struct {
		const char *yaml, *expected;
	} cases[] = {
	    {"", "k: |-\n  二\n  三\n"},
	    {"# 注", "# 注\nk: |-\n  二\n  三"},
	    {"---\n# 注\n...\n", "---\n# 注\nk: |-\n  二\n  三\n...\n"},
	    {"k: # 注\nc: 1\n", "k: |- # 注\n  二\n  三\nc: 1\n"},
	    {"k:\r\n  ~\r\nc: 1\r\n", "k: |-\r\n  二\r\n  三\r\nc: 1\r\n"},
	    {"k: # 注\n  ~\nc: 1\n", "k: # 注\n  |-\n  二\n  三\nc: 1\n"},
	    {"{k: ~}", "{k: \"二\\n三\"}"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct node *root = tree_of(cases[i].yaml);
		struct edits edits = edits_new(arena, root->span.source);
		const char *reason = edit_put(&edits, root, "k", new_text("二\n三"));
		const char *result = reason ? reason : printed(&edits);
		cr_expect_str_eq(result, cases[i].expected, "%s→%s", cases[i].yaml, result);
	}
}

/* Anchors and tags are reported, but the file can be edited all the same. */
Test(base_edit, beside_anchors_and_tags)
{
	static const char yaml[] = "a: &p\n  - &q |+\n    x\n\nb: !t []\nc: &r {d: 1}\n";
	struct diags diags;
	diags_init(&diags, arena);
	const struct source *source = source_from_memory(arena, &diags, "a.yaml", yaml, strlen(yaml));
	const struct node *root = node_read(arena, &diags, source);
	struct edits edits = edits_new(arena, source);
	cr_assert_null(edit_append(&edits, node_get(root, "a"), new_text("w")));
	cr_assert_null(edit_append(&edits, node_get(root, "b"), new_text("z")));
	cr_assert_null(edit_put(&edits, node_get(root, "c"), "k", new_text("新")));
	cr_expect_str_eq(printed(&edits), "a: &p\n  - &q |+\n    x\n\n  - w\nb: !t\n  - z\nc: &r {d: 1, k: 新}\n");
}

Test(base_edit, what_cannot_be_inserted)
{
	const struct node *root = tree_of("a: [x: 1]\nb: 一\nc:\n"), *list = node_get(root, "a"),
	                  *other = tree_of("a: []\n");
	struct edits edits = edits_new(arena, root->span.source);
	cr_expect_str_eq(edit_append(&edits, root, new_text("x")), "書き加える所が並びではありません");
	cr_expect_str_eq(edit_append(&edits, node_get(root, "b"), new_text("x")), "書き加える所が並びではありません");
	cr_expect_str_eq(edit_put(&edits, list, "k", new_text("x")), "書き加える所が項目の組ではありません");
	cr_expect_str_eq(edit_append(&edits, node_get(other, "a"), new_text("x")),
	                 "書き加える所がこのファイルにありません");
	cr_assert_null(edit_put(&edits, root, "k", new_text("x")));
	cr_assert_null(edit_put(&edits, root, "c", new_text("x")));
	cr_expect_str_eq(edit_put(&edits, root, "k", new_text("y")), "そのキーにはもう答えがあります");
	cr_expect_str_eq(edit_put(&edits, root, "c", new_text("y")), "そのキーにはもう答えがあります");
	cr_expect_str_eq(printed(&edits), "a: [x: 1]\nb: 一\nc: x\nk: x\n");
	cr_assert_null(edit_put(&edits, list->items[0], "k", new_text("x")));
	cr_expect_str_eq(printed(&edits), "書き換えると、ほかの所まで変わります",
	                 "a pair without braces takes no second key");
}

/* Whatever an edit writes: a file that reads otherwise than was meant, or with a new finding, is refused. */
Test(base_edit, the_result_is_read_again)
{
	static const char *const written[] = {
	    "k: y\n", "k: x\nl: x\n", "k: x\n---\n", "k: x\nk: x\n", "k: &x x\n", "k: [\n", ""};
	for (size_t i = 0; i < sizeof written / sizeof *written; i++) {
		const struct node *root = tree_of("a: 1\n");
		struct edits edits = edits_new(arena, root->span.source);
		cr_assert_null(edit_put(&edits, root, "k", new_text("x")));
		edits.items[0].written = written[i];
		cr_expect_str_eq(printed(&edits), "書き換えると、ほかの所まで変わります", "%s", written[i]);
	}
}

/* A new list under a new key, with an edit beside it, and what a reader sees of it. */
Test(base_edit, a_list_under_a_key_and_the_diff)
{
	const struct node *root = tree_of("a:\n  b: 7\nc: 8\n");
	struct edits edits = edits_new(arena, root->span.source);
	struct node *list = node_collection(arena, NODE_SEQUENCE, NODE_BLOCK);
	node_append(arena, list, NULL, new_record());
	cr_assert_null(edit_add(&edits, node_get(root, "c"), 0, 1, "9"));
	cr_assert_null(edit_put(&edits, node_get(root, "a"), "list", list));
	cr_assert_null(edit_put(&edits, root, "d", new_text("十")));
	cr_expect_str_eq(printed(&edits), "a:\n  b: 7\n  list:\n    - date: 一\n      text: |-\n        二\n        三\n"
	                                  "c: 9\nd: 十\n");
	struct buf out = BUF_INIT;
	edits_diff(&edits, &out);
	cr_expect_str_eq(buf_text(&out),
	                 "--- a.yaml\n+++ a.yaml\n@@ -1,3 +1,9 @@\n a:\n   b: 7\n-c: 8\n+  list:\n+    - date: 一\n"
	                 "+      text: |-\n+        二\n+        三\n+c: 9\n+d: 十\n");
	buf_free(&out);
}

/* ---- property: whatever is edited, only that changes ---- */

static unsigned random_state = 1;

static size_t random_below(size_t limit)
{
	random_state = random_state * 1664525u + 1013904223u;
	return limit ? (random_state >> 8) % limit : 0;
}

static size_t bound(const struct node *node, size_t at)
{
	while (at < node->length && ((unsigned char)node->text[at] & 0xc0) == 0x80)
		at++;
	return at;
}

static size_t count_marks(const char *text, size_t length)
{
	size_t count = 0;
	for (size_t i = 0; i < length; i++)
		count += text[i] == '#';
	return count;
}

/* All collections, in the order in which they begin: new members change no number of what was there before them. */
static size_t collections(const struct node *node, const struct node **nodes, size_t count, size_t limit)
{
	if (node->kind == NODE_SCALAR || count == limit)
		return count;
	nodes[count++] = node;
	for (size_t i = 0; i < node->count; i++)
		count = collections(node->items[i], nodes, count, limit);
	return count;
}

/* Outside of the edits all bytes are the old ones, and no comment is lost inside. */
static void expect_untouched(const struct edits *edits, const struct buf *out)
{
	const struct source *source = edits->source;
	size_t old = 0, now = source->marked ? 3 : 0;
	for (size_t i = 0; i < edits->count; i++) {
		const struct edit *edit = &edits->items[i];
		size_t length = strlen(edit->written);
		cr_assert(memcmp(out->data + now, source->text + old, edit->from - old) == 0);
		now += edit->from - old;
		cr_assert(memcmp(out->data + now, edit->written, length) == 0);
		cr_expect(count_marks(edit->written, length) >= count_marks(source->text + edit->from, edit->to - edit->from));
		now += length;
		old = edit->to;
	}
	cr_assert_eq(out->length - now, source->length - old);
	cr_expect(memcmp(out->data + now, source->text + old, source->length - old) == 0);
}

/* Adds to each collection, or to one of `step`, twice, and reads the result: returns how often that was refused. */
static size_t insert_everywhere(const char *yaml, size_t step)
{
	enum { LIMIT = 8192 };
	const struct node *root = tree_of(yaml);
	const struct node **nodes = arena_array(arena, const struct node *, LIMIT);
	const struct node **changed = arena_array(arena, const struct node *, LIMIT);
	size_t refused = 0, count = root ? collections(root, nodes, 0, LIMIT) : 0;
	cr_assert(count < LIMIT);
	for (size_t i = 0; i < count; i += step) {
		const struct node *node = nodes[i];
		struct edits edits = edits_new(arena, root->span.source);
		struct buf out = BUF_INIT;
		struct node *first = new_record(), *second = new_text("二つ目");
		bool list = node->kind == NODE_SEQUENCE;
		cr_expect_null(list ? edit_append(&edits, node, first) : edit_put(&edits, node, "another-key", first));
		cr_expect_null(list ? edit_append(&edits, node, second) : edit_put(&edits, node, "新しい鍵", second));
		if (edits_print(&edits, &out)) {
			refused++;
			continue;
		}
		expect_untouched(&edits, &out);
		struct arena *outer = arena;
		arena = arena_new();
		const struct node *result = tree_of(buf_text(&out));
		cr_assert(result);
		cr_assert(collections(result, changed, 0, LIMIT) > i);
		const struct node *now = changed[i];
		cr_assert_eq(now->count, node->count + 2, "%s", buf_text(&out));
		for (size_t j = 0; j < node->count; j++)
			cr_expect(trees_read_alike(node->items[j], now->items[j]));
		cr_expect(trees_read_alike(first, now->items[node->count]));
		cr_expect(trees_read_alike(second, now->items[node->count + 1]));
		arena_free(arena);
		arena = outer;
		buf_free(&out);
	}
	return refused;
}

static void collect(const struct node *node, const struct node **scalars, size_t *count, size_t limit)
{
	if (node->kind == NODE_SCALAR && *count < limit)
		scalars[(*count)++] = node;
	for (size_t i = 0; i < node->count; i++)
		collect(node->items[i], scalars, count, limit);
}

/* edits_print compares the trees itself; here the bytes outside the edits are compared, and what is refused only by that
 * last check is counted: edit_add should have refused it. */
static void edit_at_random(const char *yaml, size_t rounds)
{
	enum { LIMIT = 4096 };
	static const char *const texts[] = {"8",    "第八号", "",    " ",    "x y", "'",  "\"",   "\\", ": ",
	                                    "#",    " #x",    ",",   "]",    "- ",  "\n", "a\nb", "|",  "\t",
	                                    "？: ", "...",    "---", "null", "&a",  "*a", "%"};
	const struct node *root = tree_of(yaml);
	if (!root)
		return;
	const struct node **scalars = arena_array(arena, const struct node *, LIMIT);
	size_t count = 0;
	collect(root, scalars, &count, LIMIT);
	for (size_t round = 0; count && round < rounds; round++) {
		const struct node *node = scalars[random_below(count)];
		size_t start = bound(node, random_below(node->length + 1));
		size_t end = bound(node, start + random_below(node->length - start < 12 ? node->length - start + 1 : 12));
		const char *text = texts[random_below(sizeof texts / sizeof *texts)];
		struct edits edits = edits_new(arena, node->span.source);
		if (edit_add(&edits, node, start, end, text) || edits.count != 1)
			continue;
		struct buf out = BUF_INIT;
		cr_expect_null(edits_print(&edits, &out), "%zu-%zu of 「%s」→「%s」 in\n%s", start, end, node->text, text,
		               strlen(yaml) < 400 ? yaml : "");
		const struct edit *edit = &edits.items[0];
		size_t mark = node->span.source->marked ? 3 : 0, tail = node->span.source->length - edit->to;
		if (out.length) {
			cr_expect(memcmp(out.data, yaml, mark + edit->from) == 0);
			cr_expect(memcmp(out.data + out.length - tail, node->span.source->text + edit->to, tail) == 0);
			cr_expect_eq(out.length, mark + edit->from + strlen(edit->written) + tail);
		}
		buf_free(&out);
	}
}

Test(base_edit, nothing_else_changes_in_odd_layouts)
{
	static const char *const layouts[] = {
	    "a: 一 二  三\nb: 'x''y  z'\nc: \"\\u3042\\\" b\\\n   c\\n d\"\n",
	    "a: |\n  一\n    二\n\n  三  \n  \nb: >\n  折り\n  返し\n\n    字下げ\n  了\n\n",
	    "a: |2-\n    一\n  二\nb: |+\n  x\n\n\nc: >-\n  y\n  z",
	    "{a: 一 二, b: [x, 'y', \"z\", {c: d}], e: http://x}",
	    "- 一\n- - 二\n  - 三 四\n    五\n\n    六\n-   # 注\n  七 # 注\n- ''\n- \"\"\n-\n",
	    "\xef\xbb\xbf"
	    "a: 一\r\nb: |\r\n  二\r\n  三\r\nc: 四\r\n   五\r\nd: '六\r\n\r\n  七'\r\n",
	    "a: 'x\n\n  y\n  z '\nb: \"x \\\n  \\ y\n\n  z\\t \"\n",
	    "a:\n  一\n  二\n? b\n: c\n",
	    "ただの文字",
	    "---\n一\n二\n...\n",
	    "a: |\n\n\n  x\n   y\nb: \"\\x41\\U00003042\"\n",
	    /* lists and keys, in each way of writing them */
	    "a:\n- b: 1\n  c:\n  - d\n  - e: |+\n      f\n\n\n# g\ng: []\n",
	    "a:\n    -   b: 1\n        c: {} # c\n        # d\n\n    # e\n    -   [] \n    -\n        f: [ # g\n        "
	    "]\n",
	    "a: [\n  {b: 1, c: []}, # 一\n  [x,\n   y], # 二\n  {\n    d: e # 三\n  }\n  # 四\n] # 五\nb: {}\n...\n# 終\n",
	    "a: []",
	    "a: {} # 注",
	    "---\r\n# 注\r\na:\r\n  - |-\r\n    x\r\n  # y\r\n\r\nb:\t[ ]\t\r\n",
	    "a:\n  b:\n  c: ~\n  ? d\n  ? e\n  : - f\n",
	    "a:\n  []\nb:\n  - - - {}\n",
	    "[]\n",
	    "# 注\n{}",
	    "[[], [{}, a], {b: [c\n]}]",
	    "",
	    "---\n# 注\n...\n",
	};
	for (size_t i = 0; i < sizeof layouts / sizeof *layouts; i++) {
		edit_at_random(layouts[i], 3000);
		cr_expect_eq(insert_everywhere(layouts[i], 1), 0, "%s", layouts[i]);
	}
}

Test(base_edit, nothing_else_changes_in_the_samples)
{
	const char *root = getenv("SHIKII_SOURCE_DIR");
	const char *folder = arena_printf(arena, "%s/assessments", root ? root : ".");
	DIR *outer = opendir(folder);
	size_t files = 0;
	cr_assert(outer, "%s", folder);
	for (const struct dirent *entry; (entry = readdir(outer));) {
		struct diags diags;
		diags_init(&diags, arena);
		const struct source *source =
		    source_load(arena, &diags, arena_printf(arena, "%s/%s/assessment.yaml", folder, entry->d_name));
		if (!source)
			continue;
		files++;
		edit_at_random(source->text, 60);
		cr_expect_eq(insert_everywhere(source->text, 4), 0, "%s", source->path);
	}
	closedir(outer);
	cr_expect(files > 0);
}
