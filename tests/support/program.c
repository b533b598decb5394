#include "support/program.h"

#include <criterion/criterion.h>
#include <string.h>
#include <unistd.h>

const char *built_program(struct arena *arena)
{
	char tests[4096];
	ssize_t length = readlink("/proc/self/exe", tests, sizeof tests - 1);
	cr_assert_gt(length, 0);
	tests[length] = '\0';
	return arena_printf(arena, "%.*s/../shikii", (int)(strrchr(tests, '/') - tests), tests);
}
