#ifndef SHIKII_SESSION_COMMAND_H
#define SHIKII_SESSION_COMMAND_H

#include "base/buf.h"
#include "base/message.h"
#include "session/project.h"

#include <stdbool.h>
#include <stddef.h>

/* What a person at a terminal is asked for where the option is not given. */
struct prompt {
	const char *option; /* its name; NULL behind the last one */
	const struct message *words;
	bool needed; /* where none of these is left open, nothing is asked */
	bool lists;  /* ? is answered by what the option --list gives */
};

/* What can be asked for. */
struct command {
	const char *name;
	const char *arguments;                              /* PATH… */
	const struct message *summary;                      /* what it is for: a line of the general help */
	const struct message *description;                  /* the same in paragraphs, with an example */
	const char *const *options;                         /* their names, NULL at the end */
	const char *const *(*formats)(struct arena *arena); /* as command_formats; NULL: no --format, or … */
	bool reports;                                       /* … it has those of report/reporters.h */
	bool several;                                       /* it writes as many reports as are asked for */
	const char *const *actions;   /* its first argument is one of these, NULL at the end; NULL: it has none */
	const char *const *choices;   /* its argument, if there is one, is one of these, NULL at the end; NULL: any */
	bool names_rules;             /* its arguments are rules or other words, not files */
	bool revisions;               /* REV:PATH is a file of git, and it can be called by git (session/states.h) */
	bool searches_here;           /* without paths it is about the working folder */
	const struct prompt *prompts; /* or NULL */
	enum outcome (*run)(struct project *project); /* NULL: it is no request (src/lsp/) */
};

/* All commands, in the order in which they are explained. */
extern const struct command *const commands[];
extern const size_t command_count;

/* Values of its --format, the default first, NULL at the end; NULL: it has no --format. */
const char *const *command_formats(struct arena *arena, const struct command *command);

struct wish;

/* The format that a wish means: its own, the one that the name of its file ends with, or the command's first. NULL after saying in
 * `problem` that there is no such format, or that the file's name says another. */
const char *command_format(struct arena *arena, const struct command *command, const struct wish *wish,
                           struct buf *problem);

/* NULL: there is none. */
const struct command *command_named(const char *name);

#define COMMAND(name) extern const struct command name##_command;
#include "session/commands.def"
#undef COMMAND

#endif
