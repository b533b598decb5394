/* The table of all reporters. `history check` is a check. */
#include "report/reporters.h"

#include <string.h>

static const struct reporter reporters[] = {
    {"check", "text", .check = &check_text},
    {"check", "json", .check = &check_json},
    {"check", "md", .check = &check_markdown},
    {"history", "text", .check = &check_text},
    {"history", "json", .check = &check_json},
    {"history", "md", .check = &check_markdown},
    {"judge", "text", .judge = &judge_text},
    {"judge", "json", .judge = &judge_json},
    {"diff", "text", .diff = &diff_text},
    {"diff", "md", .diff = &diff_markdown},
    {"diff", "json", .diff = &diff_json},
    {"diff", "yaml", .diff = &diff_yaml},
    {"cite", "table", .cite = &cite_table},
    {"cite", "csv", .cite = &cite_csv},
    {"cite", "json", .cite = &cite_json},
    {"cite --suggest", "table", .suggest = &suggest_table},
    {"cite --suggest", "json", .suggest = &suggest_json},
    {"list", "text", .list = &list_text},
    {"list", "json", .list = &list_json},
    {"explain", "text", .explain = &explain_text},
    {"explain", "md", .explain = &explain_markdown},
    {"explain", "json", .explain = &explain_json},
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
