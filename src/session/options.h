#ifndef SHIKII_SESSION_OPTIONS_H
#define SHIKII_SESSION_OPTIONS_H

#include "base/arena.h"
#include "base/message.h"

#include <stdbool.h>
#include <stddef.h>

/* A report that is asked for: --format with the --output that follows it. One of them may be NULL. */
struct wish {
	const char *format;
	const char *output;
};

/* Of an option that may be given many times. */
struct option_values {
	const char **items;
	size_t count;
};

/* The values of all options of all commands; those that were not given are NULL or false. */
struct options {
	const char *format; /* of the first wish, for commands that fulfil one */
	const char *output;
	struct wish *wishes; /* in their order; none: the usual format, to standard output */
	size_t wish_count;
	const char *job_summary; /* where a CI wants a report for people in addition (report/check_report.h), or NULL */
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
	const char *only;
	const char *ignore;
	const char *baseline;
	const char *compare;
	const char *since;
	const char *jobs;
	const char *stdin_filename;
	const char *language;
	const char *draft;
	const char *shard;
	const char *date;
	const char *significance;
	const char *reason;
	struct option_values sets;   /* --set, each PATH=VALUE */
	struct option_values judges; /* --judge, each SHEET[ROW]=JUDGEMENT: REASON */
	const char *answer;
	const char *append;
	const char *remove;
	const char *move_up;
	const char *confirm;
	const char *publish;
	const char *refer;
	bool shared;
	bool judged_only;
	bool decided_only;
	const char *sheet;  /* --sheet */
	const char *action; /* of a command that has some */
	const char **paths;
	size_t path_count;
	bool trust;
	bool no_cache;
	bool prune;
	bool test;
	bool report;
	bool text;
	bool drafts;
	bool with_findings;
	bool fix;
	const char *into;
	const char *add;
	bool dry_run;
	bool diff;
	bool side_by_side;
	bool suggest;
	bool statistics;
	bool quiet;
	bool exit_zero;
	const char *colour; /* --color */
	const char *process;
	const char *number;
	const char *agency;
	const char *kind;
	const char *subjects;
	const char *handlers;
	const char *incident;
	const char *asked; /* set by who asks for them one by one: the option answered last, and nothing is made yet */
	bool list;
	bool help;
	bool version;
};

struct command;

enum option_kind { OPTION_FLAG, OPTION_VALUE, OPTION_VALUES, OPTION_FORMAT, OPTION_OUTPUT };

struct option_spec {
	const char *name;
	char letter; /* 0: none */
	enum option_kind kind;
	size_t offset;                  /* of the member in struct options */
	const struct message *help;     /* what it does */
	const struct message *argument; /* what its value is; not for OPTION_FLAG */
	const char *const *words;       /* the values that it may have, NULL at the end; NULL: any */
	const char *const *usual;       /* of any: those that shells offer, NULL at the end, or NULL */
	bool hidden;                    /* --help does not tell of it */
	bool everywhere;                /* all commands take it */
};

/* Of --color, in this order; of --fail-on; of --for. */
enum colour_choice { COLOUR_AUTO, COLOUR_ALWAYS, COLOUR_NEVER };
extern const char *const colour_words[];

extern const struct option_spec option_specs[];
extern const size_t option_spec_count;

/* The option with this name of `length` bytes, or NULL. */
const struct option_spec *option_named(const char *name, size_t length);

/* Is it one of the command's, or of all? */
bool option_is_taken(const struct command *command, const struct option_spec *spec);

/* These return NULL, or why it cannot be done; strings live as long as options and arena. */

/* `value`: of a flag NULL. An option with a value has one, and is given once; but for --set, --judge, --format and --output. */
const char *option_store(struct arena *arena, struct options *options, const struct option_spec *spec,
                         const char *value);

/* Of a command that writes one report: NULL, or that one of these was given twice. */
const char *option_check_wishes(struct arena *arena, const struct options *options);

const char *option_add_path(struct arena *arena, struct options *options, const char *path);

#endif
