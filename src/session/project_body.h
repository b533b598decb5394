#ifndef SHIKII_SESSION_PROJECT_BODY_H
#define SHIKII_SESSION_PROJECT_BODY_H

#include "assess/official.h"
#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "model/model.h"

#include <stdbool.h>

struct project;

/* One shikii.yaml, read once. */
struct project_body {
	const char *path;
	const struct body *body;
	struct official *official; /* with the folders that it names; NULL: those are broken */
	struct diags diags;        /* what is wrong with it */
	bool reported;
	bool *suppress_used; /* one for each of its suppressions */
	size_t softened; /* findings that it took out or made lighter, of models that are not beside it (report_parents) */
	struct project_body *next;
};

/* The folder above, in the place of a folder whose path ends with a slash; false above the root. Relative paths go up by "../". */
bool project_go_up(struct buf *folder);

/* The nearest shikii.yaml in the file's folder or above it, or NULL. */
struct project_body *project_body(struct project *project, const char *path);

/* The official data for models of this body (or NULL). */
struct official *project_official(const struct project *project, const struct project_body *body);

/* Official data for this project, with what a body may have of its own; NULL, told to diags, when it is broken. */
struct official *project_load_official(struct project *project, struct diags *diags,
                                       const struct data_folders *folders);

#endif
