#ifndef SHIKII_SESSION_REWRITE_H
#define SHIKII_SESSION_REWRITE_H

#include "base/buf.h"
#include "base/edit.h"
#include "session/project.h"

#include <stdbool.h>

/* Writes an author's file with its edits, or with --dry-run nothing; appends the diff. False after telling on `err` why it
 * cannot be done: then the file is as it was. */
bool rewrite_file(struct project *project, struct edits *edits, struct buf *diff);

#endif
