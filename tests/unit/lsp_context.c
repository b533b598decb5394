#include "lsp/context.h"

#include "base/buf.h"
#include "base/diag.h"

#include "lsp/position.h"

#include <criterion/criterion.h>

#include <stdio.h>
#include <string.h>

/* Keys with dots, [] for members, then : where a value is typed, | in a text; the word so far. `text` is up to the cursor. */
static const char *told(struct arena *arena, const char *text)
{
	struct context context = context_at(arena, text, strlen(text));
	struct buf out = BUF_INIT;
	for (size_t i = 0; i < context.depth; i++)
		buf_printf(&out, "%s%s", context.steps[i] ? (i ? "." : "") : "[]", context.steps[i] ? context.steps[i] : "");
	buf_printf(&out, "%s%s %s", context.at_key ? "" : ":", context.in_text ? "|" : "", text + context.start);
	const char *result = arena_copy(arena, buf_text(&out), out.length);
	buf_free(&out);
	return result;
}

Test(lsp_context, places)
{
	static const struct {
		const char *text, *expected;
	} cases[] = {
	    {"", " "},
	    {"nu", " nu"},
	    {"number: ", "number: "},
	    {"number: 5", "number: 5"},
	    {"linkage:\n  ", "linkage "},
	    {"linkage:\n  performed: 実", "linkage.performed: 実"},
	    {"linkage:\r\n  basis: a\r\n  per", "linkage per"},
	    {"contracts:\n- id: a\n  na", "contracts[] na"},
	    {"contracts:\n  - id: a\n    subcontract:\n      per", "contracts[].subcontract per"},
	    {"contracts:\n- ", "contracts[] "},
	    {"contracts:\n- id: ", "contracts[].id: "},
	    {"a: {b: {c: ", "a.b.c: "},
	    {"a: {b: 1, c", "a c"},
	    {"a: [x, y", "a[] y"},
	    {"a: {b: [x], c: ", "a.c: "},
	    {"a: {'b, c': 1, d: ", "a.d: "},
	    {"means:\n  - 紙\n  - ", "means[] "},
	    {"a:\n  b: |\n    注: 文\n    と", "a.b| と"},
	    {"a:\n  # b:\n\n  c: ", "a.c: "},
	    {"a: 1\nb:\n  c: ", "b.c: "},
	    {"'II[1].2': ", "II[1].2: "},
	    {"sheets:\n  kiso:\n    items:\n      'I", "sheets.kiso.items 'I"},
	    {"- - a", "[][] a"},
	    {"- - a\n  - b", "[][] b"},
	};
	struct arena *arena = arena_new();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		cr_expect_str_eq(told(arena, cases[i].text), cases[i].expected, "%s", cases[i].text);
	arena_free(arena);
}

Test(lsp_context, positions_count_utf16_units)
{
	static const char text[] = "𠮷ｶﾞa\r\n語\rb\n";
	static const struct {
		int line, character;
		size_t offset;
	} cases[] = {{0, 0, 0},  {0, 1, 0},  {0, 2, 4},  {0, 3, 7},  {0, 4, 10}, {0, 5, 11}, {0, 99, 11},
	             {1, 0, 13}, {1, 1, 16}, {2, 0, 17}, {2, 1, 18}, {3, 0, 19}, {9, 9, 19}};
	struct arena *arena = arena_new();
	struct diags diags;
	diags_init(&diags, arena);
	const struct source *source = source_from_memory(arena, &diags, "a", text, strlen(text));
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		size_t offset = 1000;
		json_t *position = json_pack("{s: i, s: i}", "line", cases[i].line, "character", cases[i].character);
		cr_assert(position_read(position, text, strlen(text), &offset));
		cr_expect_eq(offset, cases[i].offset, "%d:%d: %zu", cases[i].line, cases[i].character, offset);
		json_t *again = position_json(source, cases[i].offset);
		bool odd = cases[i].character > 5 || cases[i].line > 3 || (cases[i].line == 0 && cases[i].character == 1);
		cr_expect(odd || json_equal(position, again), "%d:%d", cases[i].line, cases[i].character);
		json_decref(position);
		json_decref(again);
	}
	arena_free(arena);
}

Test(lsp_context, what_is_no_position)
{
	size_t offset;
	const char *const cases[] = {"{}",
	                             "[]",
	                             "{\"line\": -1, \"character\": 0}",
	                             "{\"line\": 0, \"character\": -1}",
	                             "{\"line\": 1.5, \"character\": 0}",
	                             "{\"line\": \"0\", \"character\": 0}"};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		json_t *position = json_loads(cases[i], 0, NULL);
		cr_assert_not(position_read(position, "abc", 3, &offset), "%s", cases[i]);
		json_decref(position);
	}
	cr_assert_not(position_read(NULL, "abc", 3, &offset));
}
