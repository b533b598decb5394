#ifndef SHIKII_SESSION_COMMAND_H
#define SHIKII_SESSION_COMMAND_H

#include "session/project.h"

#include <stdbool.h>
#include <stddef.h>

enum exit_status { STATUS_OK = 0, STATUS_FOUND = 1, STATUS_FAILED = 2 };

struct command {
	const char *name;
	const char *arguments;      /* PATH… */
	const char *summary;        /* one line of the general help */
	const char *description;    /* paragraphs of its own help, with an example */
	const char *const *options; /* their names, NULL at the end */
	const char *const *formats; /* values of --format, the default first, NULL at the end; NULL: no --format */
	bool names_rules;           /* its arguments are rules, not files */
	const char *const *actions; /* its first argument is one of these, NULL at the end; NULL: it has none */
	enum exit_status (*run)(struct project *project);
};

/* All commands, in the order of the help. */
extern const struct command *const commands[];
extern const size_t command_count;

extern const struct command command_check, command_cite, command_diff, command_explain, command_history, command_import,
    command_judge, command_list, command_render;

#endif
