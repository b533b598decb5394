#ifndef SHIKII_SESSION_FINDINGS_H
#define SHIKII_SESSION_FINDINGS_H

#include "base/map.h"
#include "check/baseline.h"
#include "rules/policy.h"
#include "session/finding_pack.h"
#include "session/older_state.h"
#include "session/reading.h"

#include <stdbool.h>
#include <stddef.h>

/* What `check` and `list` find in a file: the engine's findings and those of the rules, without what is suppressed,
 * switched off or known from the baseline. */
struct gate {
	struct project *project;
	struct policy policy;
	struct baseline baseline;
	struct map told;    /* findings in shikii.yaml: told once a run, however many models use its words */
	struct map numbers; /* 評価書番号 of an agency → where the first model of the run has it */
	struct map checked; /* files all of whose findings were met, as the baseline names them */
	size_t suppressed;
	size_t known;     /* taken out by the baseline */
	bool tells_rules; /* reports tell of rules what no finding does: they are read for findings that were kept, too */
	bool broken;      /* some rules cannot be used */
	struct since_state since; /* --since: of the last file; path NULL: it could not be compared */
	const struct due *due;    /* what its changes make due; NULL: it was not there then */
	struct diags hidden;      /* findings of the last file that are not told, with their excuse */
	struct kept last;         /* of the last file: what an entry for it needs besides (session/keep.h) */
	bool unique;              /* its number is that of no file before */
};

/* Reads --only, --ignore, --baseline and --prune; false when they cannot be followed (reported, or in
 * project->problem). */
bool gate_open(struct gate *gate, struct project *project);

/* Adds what the engine and the rules find in a file to the findings of its reading. May run on any thread (session/parallel.h). */
void gate_examine(struct project *project, struct reading *reading);

/* Then, on the thread of the run and in the order of the files: adds those of --since, and takes out what is not to be
 * told. Findings of its shikii.yaml may come to body->diags. */
void gate_check(struct gate *gate, struct reading *reading);

/* The same of a reading that was recalled (reading->kept). False, and nothing is done: it has the number of another file, and has to be
 * read. */
bool gate_recall(struct gate *gate, struct reading *reading);

/* Findings about what was not met in all of the run: models that --since had, suppressions of shikii.yaml that are not
 * needed. */
void gate_end(struct gate *gate, struct diags *diags);

/* Writes the baseline where one is new or to be pruned; false after telling why it cannot be written. When something could not
 * be checked (`complete` is false) nothing is written: nobody knows what is gone, or what a new one would lack. */
bool gate_close(struct gate *gate, bool complete);

#endif
