#include "base/edit.h"

#include "base/diag.h"
#include "base/node_write.h"

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
	    {"a: [] # なし\n", 2, "a: [{date: 一, text: \"二\\n三\"}, {date: 一, text: \"二\\n三\"}] # なし\n"},
	    {"a: [x, y, ]\n", 1, "a: [x, y, {date: 一, text: \"二\\n三\"}, ]\n"},
	    {"{a: [], b: 1}\n", 1, "{a: [{date: 一, text: \"二\\n三\"}], b: 1}\n"},
	    {"a: [\n  x, # 注\n]\n", 1, "a: [\n  x, {date: 一, text: \"二\\n三\"}, # 注\n]\n"},
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
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct node *root = tree_of(cases[i].yaml), *node = node_get(root, "b");
		struct edits edits = edits_new(arena, root->span.source);
		const char *reason = edit_put(&edits, node->kind == NODE_SEQUENCE ? node->items[0] : node, "k", new_text("新"));
		const char *result = reason ? reason : printed(&edits);
		cr_expect_str_eq(result, cases[i].expected, "%s→%s", cases[i].yaml, result);
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

/* Adds to each collection, twice; returns how often that was refused. */
static size_t insert_everywhere(const char *yaml)
{
	const struct node *root = tree_of(yaml);
	size_t refused = 0, count = 0;
	const struct node **nodes = arena_array(arena, const struct node *, 8192);
	if (root)
		nodes[count++] = root;
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < nodes[i]->count && count < 8192; j++)
			nodes[count++] = nodes[i]->items[j];
	for (size_t i = 0; i < count; i++) {
		const struct node *node = nodes[i];
		struct edits edits = edits_new(arena, root->span.source);
		struct buf out = BUF_INIT;
		for (size_t turn = 0; turn < 2 && node->kind != NODE_SCALAR; turn++) {
			if (node->kind == NODE_SEQUENCE)
				cr_expect_null(edit_append(&edits, node, new_record()));
			else
				cr_expect_null(edit_put(&edits, node, turn ? "新しい鍵" : "another-key", new_record()));
		}
		if (edits.count && edits_print(&edits, &out)) {
			refused++;
		} else if (edits.count) {
			size_t mark = root->span.source->marked ? 3 : 0, from = edits.items[0].from;
			size_t tail = root->span.source->length - edits.items[1].to;
			cr_expect(memcmp(out.data, yaml, mark + from) == 0);
			cr_expect(memcmp(out.data + out.length - tail, root->span.source->text + edits.items[1].to, tail) == 0);
			cr_expect(out.length > strlen(yaml));
		}
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
	};
	for (size_t i = 0; i < sizeof layouts / sizeof *layouts; i++) {
		edit_at_random(layouts[i], 3000);
		cr_expect_eq(insert_everywhere(layouts[i]), 0, "%s", layouts[i]);
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
		cr_expect_eq(insert_everywhere(source->text), 0, "%s", source->path);
	}
	closedir(outer);
	cr_expect(files > 0);
}
