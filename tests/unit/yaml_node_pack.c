/* Trees packed and unpacked again are the same; built-in sources find their lines without a table. */
#include "yaml/node_pack.h"

#include "base/diag.h"
#include "support/trees.h"
#include "unit/findings_fixture.h"
#include "yaml/fields.h"

#include <criterion/criterion.h>

#include <string.h>

TestSuite(base_node_pack, .init = set_up, .fini = tear_down);

/* A large mapping has an index. */
static const char *large(void)
{
	const char *text = "";
	for (int i = 0; i < 40; i++)
		text = arena_printf(arena, "%skey%d: 値%d\n", text, i, i);
	return text;
}

Test(base_node_pack, round_trip)
{
	const char *const texts[] = {
	    "",
	    "# 注釈だけ\n",
	    "a: 1\n",
	    "- a\n- [b, {c: d}]\n- |\n  二行の\n  文章\n- >-\n  畳んだ\n  文章\n- \"引\\u7528\"\n- '引用'\n-\n- ~\n- {}\n- "
	    "[]\n",
	    "a:\n  b:\n    - {id: x, 名: 𠮷}\n    - id: y\n",
	    large(),
	};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		const struct source *source = source_from_memory(arena, &diags, "a.yaml", texts[i], strlen(texts[i]));
		const struct node *root = node_read(arena, &diags, source);
		struct buf bytes = BUF_INIT;
		node_pack(root, &bytes);
		const void *packed = memcpy(arena_alloc(arena, bytes.length), buf_text(&bytes), bytes.length);
		const struct source *built_in = source_built_in(arena, source->path, source->text, source->length, packed);
		const char *differs = trees_differ(arena, root, node_read(arena, &diags, built_in));
		cr_expect_null(differs, "%s\n%s", differs, texts[i]);
		buf_free(&bytes);
	}
	cr_assert_eq(diags.count, 0);
}

static const struct source *packed_again(const char *text)
{
	const struct source *source = source_from_memory(arena, &diags, "a.yaml", text, strlen(text));
	struct buf bytes = BUF_INIT;
	node_pack(node_read(arena, &diags, source), &bytes);
	const void *packed = memcpy(arena_alloc(arena, bytes.length), buf_text(&bytes), bytes.length);
	buf_free(&bytes);
	return source_built_in(arena, source->path, source->text, source->length, packed);
}

/* What is asked of a closed collection is what an open one says, and it stays closed. */
Test(base_node_pack, closed)
{
	const struct source *source = packed_again("a: 甲\nb: [x, {c: d}, 'y z']\ne:\n  f: 1\n");
	const struct node *closed = node_read_closed(arena, &diags, source), *open = node_read(arena, &diags, source);
	size_t length = 0;
	cr_assert(closed->closed && !closed->items && !open->closed);
	cr_assert_eq(closed->count, 3);
	for (size_t i = 0; i < closed->count; i++) {
		cr_expect_str_eq(node_member_key(closed, i), node_member_key(open, i));
		cr_expect_eq(node_member(closed, i)->span.start, node_member(open, i)->span.start);
		cr_expect_eq(node_member(closed, i)->parent, closed);
		cr_expect_eq(node_member_alone(closed, i).kind, node_member_alone(open, i).kind);
	}
	cr_expect_str_eq(node_member_text(closed, 0, &length), "甲");
	cr_expect_eq(length, strlen("甲"));
	cr_expect_null(node_member_text(closed, 1, NULL));
	cr_expect_null(node_get(closed, "c"));
	const struct node *list = node_get(closed, "b");
	cr_expect_str_eq(node_member_text(list, 2, NULL), "y z");
	cr_expect_str_eq(node_get(node_member(list, 1), "c")->text, "d");
	cr_assert(closed->closed && list->closed);
	node_open_all(closed);
	cr_expect_null(trees_differ(arena, open, closed));
}

/* Of what a table of keys asks for as nodes that is opened which is not to stay closed. */
Test(base_node_pack, fields_of_closed)
{
	struct row {
		const char *text, *number;
		const struct node *open, *closed;
	} row = {0};
	const struct field_spec specs[] = {
	    {"text", FIELD_STRING, true, offsetof(struct row, text)},
	    {"number", FIELD_TEXT, true, offsetof(struct row, number)},
	    {"open", FIELD_LIST, true, offsetof(struct row, open)},
	    {"closed", FIELD_CLOSED_MAP, true, offsetof(struct row, closed)},
	    {"later", FIELD_LATER, true, 0},
	};
	const char *const mistakes[] = {
	    "text: [a]\nnumber: 1\nopen: []\nclosed: {}\nlater: 1\n",
	    "text: a\nnumber: {}\nopen: []\nclosed: {}\nlater: 1\n",
	    "text: a\nnumber: 1\nopen: {}\nclosed: {}\nlater: 1\n",
	    "text: a\nnumber: 1\nopen: []\nclosed: []\nlater: 1\n",
	    "text: a\nnumber: 1\nopen: []\nclosed: {}\n",
	    "text: a\nnumber: 1\nopen: []\nclosed: {}\nlater: 1\nother: 2\n",
	};
	size_t count = sizeof specs / sizeof *specs;
	const char *text = "closed: {a: {b: c}}\nopen: [[x]]\nlater: []\nnumber: 1\ntext: 甲\n";
	cr_assert(fields_read(&diags, node_read_closed(arena, &diags, packed_again(text)), specs, count, &row));
	cr_expect_str_eq(row.text, "甲");
	cr_expect_str_eq(row.number, "1");
	cr_expect_str_eq(row.open->items[0]->items[0]->text, "x");
	cr_expect(row.closed->closed);
	cr_expect_str_eq(node_get(node_get(row.closed, "a"), "b")->text, "c");
	for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
		size_t before = diags.count;
		const struct node *closed = node_read_closed(arena, &diags, packed_again(mistakes[i]));
		cr_expect_not(fields_read(&diags, closed, specs, count, &row), "%s", mistakes[i]);
		cr_expect_eq(diags.count, before + 1, "%s", mistakes[i]);
	}
}

Test(base_node_pack, places_of_built_in_text)
{
	static const char text[] = "一行目\n\r\n三行目: 値\rlast";
	const struct source *source = source_from_memory(arena, &diags, "a", text, strlen(text));
	const struct source *built_in = source_built_in(arena, "a", text, strlen(text), NULL);
	for (size_t offset = 0; offset <= source->length; offset++) {
		struct position expected = source_position(source, offset), found = source_position(built_in, offset);
		cr_expect(found.line == expected.line && found.column == expected.column, "%zu: %zu:%zu", offset, found.line,
		          found.column);
	}
	for (size_t line = 1; line <= source->line_count; line++) {
		struct span expected = source_line(source, line), found = source_line(built_in, line);
		cr_expect(found.start == expected.start && found.end == expected.end, "%zu: %zu-%zu", line, found.start,
		          found.end);
	}
}
