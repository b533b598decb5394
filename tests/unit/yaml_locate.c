#include "yaml/locate.h"

#include "base/diag.h"

#include <criterion/criterion.h>
#include <string.h>

/* In every style, the word 番号法 of the value's text stands where the source has it. */
Test(base_locate, each_style)
{
	static const char *const cases[] = {
	    "a: 根拠は番号法\n",
	    "a: '根拠''は 番号法'\n",
	    "a: \"根拠\\n\\\"は\\u3042 番号法\"\n",
	    "a: \"根拠\\\n    は番号法\"\n",
	    "a: \"根拠 \\\n   \\ は  \\t番号法\"\n",
	    "a: |\n  一行目\n\n    字下げ 番号法\n",
	    "a: |2-\n   根拠\n  番号法",
	    "a: >\n  折り\n  返し\n\n  番号法\n",
	    "a: 一行\n  二行 番号法\n",
	    "a: |\r\n  一行目\r\n  番号法\r\n",
	};
	struct arena *arena = arena_new();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct diags diags;
		diags_init(&diags, arena);
		const struct source *source = source_from_memory(arena, &diags, "a.yaml", cases[i], strlen(cases[i]));
		const struct node *node = node_get(node_read(arena, &diags, source), "a");
		const size_t *offsets = node_offsets(arena, node);
		size_t word = (size_t)(strstr(node->text, "番号法") - node->text);
		cr_expect_eq(offsets[word], (size_t)(strstr(cases[i], "番号法") - cases[i]), "%s", cases[i]);
		for (size_t j = 1; j <= node->length; j++)
			cr_expect(offsets[j] >= offsets[j - 1] && offsets[j] <= source->length, "%s", cases[i]);
	}
	arena_free(arena);
}
