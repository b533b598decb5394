#include "base/arena.h"
#include "base/list.h"

#include <criterion/criterion.h>

#include <stdint.h>
#include <stdio.h>
#include <string.h>

Test(base_arena, memory_is_zeroed_and_aligned)
{
	struct arena *arena = arena_new();
	for (int round = 0; round < 2; round++) {
		const size_t sizes[] = {0, 1, 7, 16, 100, 5000, 300 * 1024, 20 * 1024 * 1024, 3};
		for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
			unsigned char *bytes = arena_alloc(arena, sizes[i]);
			cr_assert_eq((uintptr_t)bytes % _Alignof(max_align_t), 0, "size %zu", sizes[i]);
			for (size_t at = 0; at < sizes[i]; at++)
				cr_assert_eq(bytes[at], 0, "round %d, size %zu, byte %zu", round, sizes[i], at);
			if (sizes[i])
				memset(bytes, 0xff, sizes[i]);
		}
		arena_reset(arena);
	}
	arena_free(arena);
}

Test(base_arena, objects_do_not_overlap)
{
	struct arena *arena = arena_new();
	char *texts[5000];
	for (size_t i = 0; i < 5000; i++)
		texts[i] = arena_printf(arena, "%zu:%*s", i, (int)(i * 7 % 900), "x");
	for (size_t i = 0; i < 5000; i++) {
		char expected[1000];
		snprintf(expected, sizeof expected, "%zu:%*s", i, (int)(i * 7 % 900), "x");
		cr_assert_str_eq(texts[i], expected);
	}
	arena_free(arena);
}

Test(base_arena, copies_end_with_a_nul)
{
	struct arena *arena = arena_new();
	cr_assert_str_eq(arena_copy(arena, "特定個人情報", 6), "特定");
	cr_assert_str_eq(arena_copy(arena, NULL, 0), "");
	cr_assert_str_eq(arena_string(arena, "ファイル"), "ファイル");
	cr_assert_str_eq(arena_printf(arena, "%s %d件", "計", 3), "計 3件");
	arena_free(arena);
}

static char released[8];

static void release(void *object)
{
	const char *name = object;
	strncat(released, name, sizeof released - strlen(released) - 1);
}

Test(base_arena, deferred_objects_are_released_once_and_last_first)
{
	struct arena *arena = arena_new();
	arena_defer(arena, release, arena_string(arena, "a"));
	arena_defer(arena, release, arena_string(arena, "b"));
	cr_assert_str_eq(released, "");
	arena_reset(arena);
	cr_assert_str_eq(released, "ba");
	arena_defer(arena, release, arena_string(arena, "c"));
	arena_free(arena);
	cr_assert_str_eq(released, "bac");
	arena_free(NULL);
}

Test(base_arena, impossible_sizes_end_the_program, .exit_code = 2)
{
	static struct arena *volatile arena; /* still pointed to when the program ends: not a leak */
	arena = arena_new();
	arena_alloc_array(arena, SIZE_MAX / 4, 16);
}

Test(base_arena, lists_keep_what_was_pushed)
{
	struct arena *arena = arena_new();
	LIST(size_t) list = {0};
	for (size_t i = 0; i < 100000; i++)
		list_push(arena, &list, i * i);
	cr_assert_eq(list.count, 100000);
	for (size_t i = 0; i < list.count; i++)
		cr_assert_eq(list.items[i], i * i);
	arena_free(arena);
}
