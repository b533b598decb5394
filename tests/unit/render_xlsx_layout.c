#include "render/xlsx_layout.h"

#include "base/embedded.h"
#include "base/source.h"

#include <criterion/criterion.h>
#include <string.h>

static const char path[] = "templates/xlsx/default.yaml";

static struct {
	const char *from, *to, *message; /* what is replaced in the built-in layout, and what is then said */
} cases[] = {
    {"padding: 2", "padding: 2", NULL},
    {"padding: 2", "padding: null", "「padding」には整数を書きます"},
    {"padding: 2", "paddin: 2", "「paddin」というキーはありません"},
    {"padding: 2", "padding: 0", "ここには1から400までの整数を書きます"},
    {"fill: 'BFBFBF'", "fill: grey", "色は 'C00000' のように、赤緑青を16進の6字で書きます"},
    {"fill: 'BFBFBF'", "fill: 'F0F0F0F'", "色は 'C00000' のように、赤緑青を16進の6字で書きます"},
    {"align: right", "align: rechts", "align は left、center、right のどれかです"},
    {"most: 8", "most: 40", "most に answer の line を掛けた高さが、Excel の行の限り（409）を超えます"},
    {"item: 58", "item: 0", "ここには1から400までの整数を書きます"},
    {"date: 28", "date: wide", "ここには1から400までの整数を書きます"},
    {"chosen: 30", "chosen: 62", "「chosen」と「bracket」の合計は、「words」より短くしてください"},
    {"  stamp: {", "  stempel: {", "「stempel」というキーはありません"},
    {"{size: 18, line: 27", "{size: 18, line: 5", "size は1以上、line は size 以上にします"},
};

static const char *with(struct arena *arena, const char *text, const char *from, const char *to)
{
	const char *at = strstr(text, from);
	cr_assert(at, "%s", from);
	return arena_printf(arena, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
}

Test(render_xlsx_layout, mistakes_are_found)
{
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena *arena = arena_new();
		struct diags diags;
		diags_init(&diags, arena);
		const char *text = with(arena, embedded_find(path)->text, cases[i].from, cases[i].to);
		const struct source *source = source_from_memory(arena, &diags, path, text, strlen(text));
		const struct xlsx_layout *layout = xlsx_layout_load(arena, &diags, source);
		cr_expect_eq(layout != NULL, cases[i].message == NULL, "%s", cases[i].to);
		if (cases[i].message && diags.count)
			cr_expect_str_eq(diags.items[0]->message, cases[i].message, "%s: %s", cases[i].to, diags.items[0]->message);
		cr_expect_eq(diags.count > 0, cases[i].message != NULL, "%s", cases[i].to);
		arena_free(arena);
	}
}
