#include "base/map.h"

#include <criterion/criterion.h>

Test(base_map, the_first_value_of_a_key_stays)
{
	struct arena *arena = arena_new();
	struct map map;
	int first = 1, second = 2, empty = 3;
	map_init(&map, arena);
	cr_assert_null(map_get(&map, "対象人数"));
	cr_assert_null(map_put(&map, "対象人数", &first));
	cr_assert_eq(map_put(&map, "対象人数", &second), &first);
	cr_assert_eq(map_get(&map, "対象人数"), &first);
	cr_assert_null(map_put(&map, "", &empty));
	cr_assert_eq(map_get(&map, ""), &empty);
	cr_assert_null(map_get(&map, "対象"));
	cr_assert_eq(map.count, 2);
	arena_free(arena);
}

Test(base_map, many_keys_are_all_found)
{
	enum { COUNT = 200000 };
	struct arena *arena = arena_new();
	struct map map;
	map_init(&map, arena);
	char **keys = arena_array(arena, char *, COUNT);
	for (size_t i = 0; i < COUNT; i++) {
		keys[i] = arena_printf(arena, "キー%zu", i);
		cr_assert_null(map_put(&map, keys[i], keys[i]));
	}
	for (size_t i = 0; i < COUNT; i++)
		cr_assert_eq(map_get(&map, arena_printf(arena, "キー%zu", i)), keys[i]);
	cr_assert_null(map_get(&map, "キー200000"));
	cr_assert_eq(map.count, COUNT);
	arena_free(arena);
}
