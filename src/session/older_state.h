#ifndef SHIKII_SESSION_OLDER_STATE_H
#define SHIKII_SESSION_OLDER_STATE_H

#include "consequences/due.h"
#include "session/reading.h"

#include <stdbool.h>

/* --since: each model beside what it was at a revision of git. The word SINCE_PUBLISHED means the commit with which the file's
 * newest 公表日 came, or where that is not committed yet, the one before it. --compare names another file instead. */
#define SINCE_PUBLISHED "published"

struct since_state {
	const char *name;                    /* v1; of SINCE_PUBLISHED the commit's hash */
	const char *path;                    /* v1:assessments/mihon-kokuho/assessment.yaml */
	const struct assessment *assessment; /* NULL: the model was not there, or nothing was published yet */
	const char *number;                  /* of a model that was not at its path; or NULL */
	struct diags diags;                  /* what is wrong with it */
	const char *problem;                 /* why it cannot be compared; or NULL */
	const struct due *due;               /* of since_compare: what the changes since then make due; or NULL */
};

/* Reads the older state of a reading's model, with the shikii.yaml of then; rules and forms are those of now. Says on `err`
 * what is wrong with it; false when it cannot be compared: then the run is incomplete. */
bool since_read(struct project *project, struct reading *reading, struct since_state *state);

/* The same in two steps. The first reads, may run on any thread with a project of its own (session/parallel.h), and finds what
 * is due; the second tells, on the thread of the run. Not for --compare. */
void since_compare(struct project *project, struct reading *reading, struct since_state *state);
bool since_tell(struct project *project, const struct reading *reading, const struct since_state *state);

/* The state of a model that the arguments name (session/states.h): reading->file, with its official data and body of today filled
 * in. Tells what is wrong with it; state->assessment NULL: it cannot be compared. */
void state_read(struct project *project, struct reading *reading, struct since_state *state);

/* Shows the models that stood below the folders of the run at --since (SINCE_PUBLISHED: at HEAD) and are no more: the name of
 * the revision and the path, which are the visitor's only during the call. */
void since_gone(struct project *project, void (*visit)(void *context, const char *name, const char *path),
                void *context);

/* What is told of a model without an older state, and of one without a newer. The first lives in `arena`. */
const char *since_new_words(const struct project *project, struct arena *arena);

/* What the changes between two states make due. NULL when rules/consequences.yaml is broken (reported). */
const struct due *since_due(struct project *project, struct arena *arena, struct official *official,
                            const struct assessment *old, const struct assessment *new);

#endif
