#include "support/outside.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

void test_skip(const char *reason)
{
	printf("skipped: %s\n", reason);
	fflush(stdout);
	cr_skip_test("%s", reason);
}

const char *outside_folder(const char *variable)
{
	const char *folder = getenv(variable);
	char reason[80];
	snprintf(reason, sizeof reason, "a test that reads files beside the project: %s is not set", variable);
	if (!folder || !*folder)
		test_skip(reason);
	return folder;
}
