/* Trees packed and unpacked again are the same; built-in sources find their lines without a table. */
#include "yaml/node_pack.h"

#include "base/diag.h"
#include "support/trees.h"
#include "unit/findings_fixture.h"

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
