#ifndef SHIKII_SESSION_COMMAND_H
#define SHIKII_SESSION_COMMAND_H

#include "base/message.h"
#include "session/project.h"

#include <stdbool.h>
#include <stddef.h>

/* What can be asked for. */
struct command {
	const char *name;
	const char *arguments;                              /* PATH… */
	enum message_id summary;                            /* what it is for: a line of the general help */
	enum message_id description;                        /* the same in paragraphs, with an example */
	const char *const *options;                         /* their names, NULL at the end */
	const char *const *(*formats)(struct arena *arena); /* as command_formats; NULL: no --format, or … */
	bool reports;                                       /* … it has those of report/reporters.h */
	const char *const *actions; /* its first argument is one of these, NULL at the end; NULL: it has none */
	bool names_rules;           /* its arguments are rules or other words, not files */
	bool searches_here;         /* without paths it is about the working folder */
	enum outcome (*run)(struct project *project);
};

/* All commands, in the order in which they are explained. */
extern const struct command *const commands[];
extern const size_t command_count;

/* Values of its --format, the default first, NULL at the end; NULL: it has no --format. */
const char *const *command_formats(struct arena *arena, const struct command *command);

/* NULL: there is none. */
const struct command *command_named(const char *name);

#define COMMAND(name) extern const struct command command_##name;
#include "session/commands.def"
#undef COMMAND

#endif
