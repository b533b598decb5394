#ifndef SHIKII_SESSION_KEEP_H
#define SHIKII_SESSION_KEEP_H

#include "session/findings.h"
#include "session/reading.h"
#include "session/store.h"

#include <stdbool.h>

/* What `check` found in files, kept by the door from run to run (session/store.h): a file that is as it was, with all that its findings
 * depend on, is not read again. Nothing is kept where a run asks for more than the files say (--since, --baseline, --set, --fix), or
 * where something is broken. */
struct keeping {
	struct store *store;  /* NULL: nothing is kept */
	struct store_key run; /* all that is the same for all files: options, the day */
};

/* `mends`: the reports want mends. */
void keeping_open(struct keeping *keeping, const struct project *project, bool mends);

/* Fills in reading->kept, body and official; false: the file has to be read. May run on any thread. */
bool keeping_recall(const struct keeping *keeping, struct project *project, struct reading *reading);

/* Keeps what gate_check has found in the file (gate->last), after lines and mends were added. */
void keeping_store(const struct keeping *keeping, const struct project *project, const struct gate *gate,
                   const struct reading *reading);

#endif
