/* The table of all reporters (reporters.def). */
#include "report/reporters.h"

#include <string.h>

static const struct reporter reporters[] = {
#define REPORTER(command, format, kind, object) {command, format, .kind = &(object)},
#include "report/reporters.def"
#undef REPORTER
};
static const size_t reporter_count = sizeof reporters / sizeof *reporters;

const struct reporter *reporter_find(const char *command, const char *format)
{
	for (size_t i = 0; i < reporter_count; i++)
		if (strcmp(reporters[i].command, command) == 0 && (!format || strcmp(reporters[i].format, format) == 0))
			return &reporters[i];
	return NULL;
}

const char *const *reporter_formats(struct arena *arena, const char *command)
{
	const char **names = arena_array(arena, const char *, reporter_count + 1);
	size_t count = 0;
	for (size_t i = 0; i < reporter_count; i++)
		if (strcmp(reporters[i].command, command) == 0)
			names[count++] = reporters[i].format;
	return count ? names : NULL;
}
