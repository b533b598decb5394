#ifndef SHIKII_SESSION_REWRITE_H
#define SHIKII_SESSION_REWRITE_H

#include "base/buf.h"
#include "session/project.h"
#include "yaml/edit.h"

#include <stdbool.h>

/* Hands over an author's file with its edits, or with --dry-run the edits alone; appends the diff, and to `whole` (may be NULL) the
 * file as it is then. False after telling why it cannot be done. */
bool rewrite_file(struct project *project, struct edits *edits, struct buf *diff, struct buf *whole);

#endif
