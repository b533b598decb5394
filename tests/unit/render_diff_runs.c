#include "render/diff_runs.h"

#include "base/buf.h"

#include <criterion/criterion.h>
#include <string.h>

static struct {
	const char *before, *after; /* what is to be marked in {…} */
} cases[] = {
    {"同じ", "同じ"},
    {"", ""},
    {"", "{新しい}"},
    {"{なくなる}", ""},
    {"令和{4}年4月1日", "令和{7}年4月1日"},
    {"令和{2年10}月1日", "令和{5年9}月1日"},
    {"対象は{12}人", "対象は{13}人"},
    {"財政部{納税課}", "財政部{債権管理課}"},
    {"番号法第19条第{7}号　別表第二", "番号法第19条第{8}号　別表第二"},
    {"別表第{一}の項", "別表第{二}の項"},
    {"専用線による。", "専用線{又は電子記録媒体}による。"},
    {"市が行う。{県も行う。}", "市が行う。"},
    {"あ{𠮷野}", "あ{吉野}"},
    /* No letter salad: what is equal by chance between two changes is marked with them. */
    {"{窓口で受け付けた届書}", "{住民が端末から申請する}"},
};

static const char *marked(struct arena *arena, const char *text, const struct runs *runs)
{
	struct buf buf = BUF_INIT;
	size_t at = 0;
	for (size_t i = 0; i < runs->count; i++) {
		struct run run = runs->items[i];
		cr_assert(run.start >= at && run.end > run.start && run.end <= strlen(text), "%s", text);
		buf_printf(&buf, "%.*s{%.*s}", (int)(run.start - at), text + at, (int)(run.end - run.start), text + run.start);
		at = run.end;
	}
	buf_puts(&buf, text + at);
	const char *result = arena_string(arena, buf_text(&buf));
	buf_free(&buf);
	return result;
}

static const char *plain(struct arena *arena, const char *text)
{
	char *copy = arena_string(arena, text), *to = copy;
	for (const char *at = text; *at; at++)
		if (*at != '{' && *at != '}')
			*to++ = *at;
	*to = '\0';
	return copy;
}

Test(render_diff_runs, words)
{
	struct arena *arena = arena_new();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *before = plain(arena, cases[i].before), *after = plain(arena, cases[i].after);
		struct runs removed, added;
		diff_runs(arena, before, after, &removed, &added);
		cr_expect_str_eq(marked(arena, before, &removed), cases[i].before, "%s", marked(arena, before, &removed));
		cr_expect_str_eq(marked(arena, after, &added), cases[i].after, "%s", marked(arena, after, &added));
	}
	arena_free(arena);
}

/* Two long texts without anything in common end soon. */
Test(render_diff_runs, effort_is_bounded, .timeout = 10)
{
	struct arena *arena = arena_new();
	struct buf a = BUF_INIT, b = BUF_INIT;
	for (unsigned i = 0; i < 50000; i++) {
		buf_printf(&a, "%u、", i * 7919 % 10007);
		buf_printf(&b, "%u。", i * 104729 % 10009);
	}
	struct runs removed, added;
	diff_runs(arena, buf_text(&a), buf_text(&b), &removed, &added);
	cr_expect_eq(removed.count, 1);
	cr_expect_eq(added.count, 1);
	buf_free(&a);
	buf_free(&b);
	arena_free(arena);
}
