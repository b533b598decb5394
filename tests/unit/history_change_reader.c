/* What is shown of a text that has more, or less, than another. */
#include "history/change_reader.h"

#include "base/textdiff.h"

#include <criterion/criterion.h>

#include <string.h>

static const char *excerpt(struct arena *arena, const char *before, const char *after, enum piece_kind side)
{
	struct text_diff diff = text_diff(arena, before, after);
	return change_excerpt(arena, &diff, side);
}

/* Forty signs are shown whole; of a longer text, those around the first difference. */
Test(history_change_reader, excerpts)
{
#define TEN "一二三四五六七八九十"
	static const struct {
		const char *before, *after, *old, *new;
	} cases[] = {
	    {"見本の市", "見本の村", "見本の市", "見本の村"},
	    {TEN TEN TEN "一二三四五六七八九、市", TEN TEN TEN "一二三四五六七八、村", "…七八九十一二三四五六七八九、市",
	     TEN TEN TEN "一二三四五六七八、村"},
	    {"市、" TEN TEN TEN TEN, "村、" TEN TEN TEN TEN, "市、" TEN TEN TEN "一二三四五六七八…",
	     "村、" TEN TEN TEN "一二三四五六七八…"},
	};
	struct arena *arena = arena_new();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		cr_expect_str_eq(excerpt(arena, cases[i].before, cases[i].after, PIECE_OLD), cases[i].old, "%s",
		                 excerpt(arena, cases[i].before, cases[i].after, PIECE_OLD));
		cr_expect_str_eq(excerpt(arena, cases[i].before, cases[i].after, PIECE_NEW), cases[i].new, "%s",
		                 excerpt(arena, cases[i].before, cases[i].after, PIECE_NEW));
	}
	arena_free(arena);
}
