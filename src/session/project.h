#ifndef SHIKII_SESSION_PROJECT_H
#define SHIKII_SESSION_PROJECT_H

#include "assess/assess.h"
#include "assess/official.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/files.h"
#include "base/map.h"
#include "model/model.h"
#include "session/options.h"
#include "session/project_body.h"
#include "session/receiver.h"
#include "session/set_facts.h"

#include <stdbool.h>

struct command;
struct reporter;
struct session;
struct templates;

enum outcome {
	STATUS_OK = 0,       /* nothing at or above --fail-on was found */
	STATUS_FOUND = 1,    /* something was */
	STATUS_FAILED = 2,   /* it could not be done */
	STATUS_NO_MEMORY = 3 /* nor could it be said why */
};

/* A run of one command: the official data, the files that it is about, and what they share. Loaded once; each
 * assessment has an arena that is reset before the next one. */
struct project {
	struct arena *arena; /* of the run */
	struct arena *aside; /* of what is needed while one file is checked; NULL until then */
	struct session *session;
	struct receiver *receiver;     /* of the answer */
	const struct files *documents; /* where files are read from */
	const struct options *options;
	bool names_rules;                /* what stands in options->paths are rules, not files */
	const struct command *command;   /* that runs */
	bool revisions;                  /* they may be of git */
	const char *format;              /* --format, or the command's default */
	const struct reporter *reporter; /* of the command and format; NULL: it writes itself */
	struct official *official;       /* where no shikii.yaml says otherwise */
	struct diags diags;              /* mistakes in forms, found when they are first needed */
	struct assess_options assess;    /* from the options */
	enum severity fail_on;
	size_t jobs; /* --jobs; 0: as many as there is work for */
	struct project_file {
		const char *path;
		const char *name; /* under which its sheets are written: mihon-kokuho */
		const char *root; /* the folder that was searched, or its own: its links may not lead out of it */
		bool standard;    /* its text comes from standard input, in the place of what stands at the path */
		const char
		    *revision;    /* it is what stood at the path then, with the shikii.yaml of then; NULL: what stands there */
		const char *text; /* the file that has its text, where git hands that over; or NULL */
	} * files;
	size_t file_count;
	size_t found_count; /* with those behind them, which are for other shards (--shard) */
	size_t shard;       /* from 1; 0: there is one for all */
	size_t shard_count;
	bool incomplete;             /* something that was asked for could not be found or read: exit status 2 */
	struct project_body *bodies; /* the shikii.yaml met so far */
	struct set_facts set_facts;  /* --set */
	const struct consequences
	    *consequences; /* of `consequences_of`: the last that was asked for (session/older_state.h) */
	const struct official *consequences_of;
	struct map kept_rules;       /* ids of rules in findings that were kept from an earlier run (session/keep.h) */
	struct map moved;            /* --since: numbers of models whose file was not there then */
	const char *since_problem;   /* the last that was told */
	struct templates *templates; /* of `render`, as this thread has read them */
	struct map written;          /* --out-dir: path → the file that it came from (run_path_in_folder) */
	struct buf problem;          /* why the request makes no sense */
};

/* Loads the official data, finds the files below the paths (all models; a YAML file without the key `shikii` is
 * passed over in a folder) and reads the options. When the run cannot go on, tells why and returns false. */
bool project_open(struct project *project);

/* Runs the command of the project once more, with these options, over these files, for its receiver. */
enum outcome project_run_over(const struct project *project, const struct options *options, const struct files *files);

/* Fills in a project of which `arena` is set, with official data of its own for another thread: the same options, no
 * files, no receiver. False when the data cannot be read any more. */
bool project_open_again(struct project *copy, const struct project *project);

/* A file that is named itself, and was not searched for: its links may not lead out of the folder in which it stands. */
struct project_file project_file_named(struct arena *arena, const char *path);

/* The text of a file. */
struct source *project_source(struct project *project, struct arena *arena, struct diags *diags,
                              const struct project_file *file);

/* Reads a model with its body; findings go to diags. Facts of --set are put in. Returns NULL when there is none. */
const struct model *project_read(struct project *project, struct arena *arena, struct diags *diags,
                                 const struct project_file *file, struct project_body **body);

#endif
