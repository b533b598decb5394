/* Work that runs out of memory is given up; nothing of it is left. */
#include "base/memory.h"

#include "base/arena.h"
#include "base/buf.h"

#include <criterion/criterion.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static struct memory memory;
static long budget;       /* allocations until there is no memory */
static char released[16]; /* names of what was released, in order */

static void begin(void)
{
	memory_init(&memory);
	budget = 1000000;
	released[0] = '\0';
}

TestSuite(memory, .init = begin);

static bool has_budget(void *context)
{
	(void)context;
	return budget-- > 0;
}

struct thing {
	struct holding held;
	char name;
};

static void release_thing(struct holding *holding)
{
	const struct thing *thing = (const struct thing *)(const void *)holding;
	released[strlen(released)] = thing->name;
}

static void release_object(void *object)
{
	(void)object;
	released[strlen(released)] = 'd';
}

static void hold_and_fail(void *context)
{
	(void)context;
	struct thing a = {.name = 'a'}, b = {.name = 'b'}, c = {.name = 'c'};
	memory_hold(&a.held, release_thing);
	memory_hold(&b.held, release_thing);
	memory_hold(&c.held, release_thing);
	memory_let_go(&b.held);
	memory_exhausted();
}

Test(memory, what_is_held_is_released_the_newest_first)
{
	cr_assert_not(memory_run(&memory, hold_and_fail, NULL));
	cr_assert_str_eq(released, "ca");
}

/* Arenas, an arena within one, texts, blocks and plain blocks. */
static void fill(void *context)
{
	size_t *rounds = context;
	struct arena *arena = arena_new(), *inner = arena_new_within(arena);
	struct buf text = BUF_INIT;
	void *plain[600] = {0};
	for (size_t i = 0; i < 600; i++) {
		plain[i] = memory_get_plain(10 + i % 7);
		arena_alloc(i % 2 ? arena : inner, 3000);
		buf_puts(&text, "言葉");
	}
	arena_defer(arena, release_object, NULL);
	for (size_t i = 0; i < 600; i += 2)
		memory_release_plain(plain[i]);
	for (size_t i = 1; i < 600; i += 2)
		memory_release_plain(plain[i]);
	memory_release(memory_resize(memory_get(10), 1000));
	buf_free(&text);
	arena_free(arena);
	++*rounds;
}

Test(memory, each_allocation_may_fail)
{
	size_t done = 0;
	memory.allows = has_budget;
	for (long count = 0; !done; count++) {
		budget = count;
		bool good = memory_run(&memory, fill, &done);
		cr_assert_eq(good, done == 1, "%ld", count);
		cr_assert_eq(memory.held.before, &memory.held, "%ld", count);
		cr_assert_eq(memory.plain_count, 0, "%ld", count);
	}
	memory_clear(&memory);
}

static void keep(void *context)
{
	*(struct arena **)context = arena_new();
}

static void use_and_fail(void *context)
{
	arena_alloc(*(struct arena **)context, 10);
	memory_exhausted();
}

Test(memory, holdings_outlive_the_work_that_made_them)
{
	struct arena *arena = NULL;
	cr_assert(memory_run(&memory, keep, &arena));
	cr_assert_neq(memory.held.before, &memory.held);
	cr_assert_not(memory_run(&memory, use_and_fail, &arena)); /* and takes the arena with it */
	cr_assert_eq(memory.held.before, &memory.held);
}

static void run_inner(void *context)
{
	struct memory inner;
	struct arena *arena = arena_new();
	memory_init(&inner);
	*(bool *)context = memory_run(&inner, use_and_fail, &arena);
	cr_assert_neq(memory.held.before, &memory.held, "the outer work goes on");
	arena_free(arena);
}

Test(memory, inner_work_fails_alone)
{
	bool done = true;
	cr_assert(memory_run(&memory, run_inner, &done));
	cr_assert_not(done);
}

static void *kept_block, *kept_plain, *outer_plain;

static void keep_both(void *context)
{
	(void)context;
	kept_block = memory_get(10);
	kept_plain = memory_get_plain(10);
	memory_release_plain(outer_plain); /* of the work around */
}

static void fail(void *context)
{
	(void)context;
	memory_get(10);
	memory_get_plain(10);
	memory_exhausted();
}

static void try_both(void *context)
{
	(void)context;
	outer_plain = memory_get_plain(10);
	cr_assert(memory_try(keep_both, NULL));
	memory_release(kept_block);
	memory_release_plain(kept_plain);
	kept_block = memory_get(10);
	cr_assert_not(memory_try(fail, NULL));
	memory_release(kept_block);
}

Test(memory, what_a_part_holds_is_held_by_the_work_around)
{
	cr_assert(memory_run(&memory, try_both, NULL));
	cr_assert_eq(memory.held.before, &memory.held);
	cr_assert_eq(memory.plain_count, 0);
	memory_clear(&memory);
}

Test(memory, outside_of_work_the_process_ends, .exit_code = 2)
{
	memory_get(SIZE_MAX);
}

Test(memory, plain_blocks_of_others_are_left_to_them)
{
	void *block = malloc(10);
	memory_release_plain(block);
	memory_release_plain(memory_get_plain(5));
	memory_release(NULL);
}
