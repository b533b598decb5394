#include "base/memo.h"

#include <criterion/criterion.h>

#include <string.h>

static uint64_t mark_of(const char *text)
{
	return memo_mark(text, strlen(text));
}

Test(base_memo, what_was_kept_is_found_or_forgotten_never_mistaken)
{
	enum { COUNT = 200000 };
	struct arena *arena = arena_new();
	struct memo *memo = memo_new(arena);
	size_t found = 0;
	const void *value;
	for (size_t i = 0; i < COUNT; i++) {
		const char *text = arena_printf(arena, "答え%zu", i);
		size_t size = strlen(text) + 1;
		cr_assert_not(memo_find(memo, mark_of(text), &value));
		memcpy(memo_keep(memo, mark_of(text), size), text, size);
		cr_assert(memo_find(memo, mark_of(text), &value));
		cr_assert_str_eq(value, text);
	}
	for (size_t i = 0; i < COUNT; i++) {
		const char *text = arena_printf(arena, "答え%zu", i);
		if (memo_find(memo, mark_of(text), &value)) {
			cr_assert_str_eq(value, text);
			found++;
		}
	}
	cr_assert(found > 0 && found < COUNT);
	arena_free(arena);
}

Test(base_memo, few_are_kept_all_but_those_whose_row_is_full)
{
	enum { COUNT = 200, LEAST = 190 };
	struct arena *arena = arena_new();
	struct memo *memo = memo_new(arena);
	const void *value;
	size_t found = 0;
	for (size_t i = 0; i < COUNT; i++)
		memo_keep_none(memo, mark_of(arena_printf(arena, "答え%zu", i)));
	for (size_t i = 0; i < COUNT; i++)
		found += memo_find(memo, mark_of(arena_printf(arena, "答え%zu", i)), &value);
	cr_assert(found >= LEAST, "%zu of %d", found, COUNT);
	arena_free(arena);
}

Test(base_memo, nothing_is_an_answer_too)
{
	struct arena *arena = arena_new();
	struct memo *memo = memo_new(arena);
	const void *value = arena;
	memo_keep_none(memo, mark_of("なし"));
	cr_assert(memo_find(memo, mark_of("なし"), &value));
	cr_assert_null(value);
	cr_assert_not(memo_find(memo, memo_join(mark_of("なし"), 1), &value));
	memo_keep_none(NULL, mark_of("なし"));
	cr_assert_not(memo_find(NULL, mark_of("なし"), &value));
	arena_free(arena);
}

Test(base_memo, texts_differ_by_each_byte_and_by_their_length)
{
	char a[40] = {0}, b[40] = {0};
	for (size_t length = 0; length < sizeof a; length++) {
		cr_assert_eq(memo_mark(a, length), memo_mark(b, length));
		cr_assert_neq(memo_mark(a, length), memo_mark(a, length + 1));
		for (size_t i = 0; i < length; i++) {
			b[i] = 1;
			cr_assert_neq(memo_mark(a, length), memo_mark(b, length), "%zu of %zu", i, length);
			b[i] = 0;
		}
	}
}
