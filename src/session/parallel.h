#ifndef SHIKII_SESSION_PARALLEL_H
#define SHIKII_SESSION_PARALLEL_H

#include "session/reading.h"

/* What is done with each file. `examine`, and `recall` before it, need nothing but its project and the reading, and may run on any thread, with
 * a project of its own; `visit` runs on the thread of the run, for one file after the other in their order. */
struct file_work {
	/* May spare reading and examining: true when all that the visit needs is there already. Or NULL. */
	bool (*recall)(struct project *project, struct reading *reading, void *context);
	void (*examine)(struct project *project, struct reading *reading);
	void (*visit)(struct project *project, struct reading *reading, void *context);
	void *context;
};

/* Reads, examines and visits each file of the project, on as many threads as --jobs says, by default as there are
 * cores and work for them. Memory does not grow with the number of files. */
void parallel_run(struct project *project, const struct file_work *work);

#endif
