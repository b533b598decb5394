#ifndef SHIKII_CLI_OPTIONS_H
#define SHIKII_CLI_OPTIONS_H

#include "base/arena.h"
#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>

/* The values of all options of all commands; those that were not given are NULL or false. */
struct options {
	const char *format;
	const char *output;
	const char *out_dir;
	const char *form;
	const char *as_of;
	const char *ahead;
	const char *changed_since;
	const char *purpose; /* --for */
	const char *fail_on;
	const char *schema;
	const char *rules;
	const char *templates;
	const char *language;
	const char *only;
	const char *ignore;
	const char *baseline;
	const char *compare;
	const char *since;
	const char *jobs;
	const char *stdin_filename;
	const char *date;
	const char *significance;
	const char *reason;
	const char **sets; /* --set, each PATH=VALUE */
	size_t set_count;
	const char *action; /* of a command that has some */
	const char **paths;
	size_t path_count;
	bool prune;
	bool test;
	bool report;
	bool text;
	bool with_findings;
	bool drafts;
	bool fix;
	bool dry_run;
	bool side_by_side;
	bool suggest;
	bool help;
	bool version;
};

struct command;

/* Reads argv[2 …] for a command: options before or after paths, --name VALUE or --name=VALUE, -o VALUE; after --
 * everything is a path, - is standard input (the default with --stdin-filename). Returns NULL and puts a message for the user into `problem` when an
 * option is unknown, not the command's, repeated or without its value. */
struct options *options_parse(struct arena *arena, const struct command *command, int argc, char **argv,
                              struct buf *problem);

/* Appends a line for each of the command's options. */
void options_describe(struct buf *out, const struct command *command);

#endif
