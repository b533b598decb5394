#ifndef SHIKII_SESSION_CHECK_FIX_H
#define SHIKII_SESSION_CHECK_FIX_H

#include "base/files.h"
#include "session/project.h"

/* Mends what `check` would tell and what can be mended for certain, each file whole or not at all, and says how much. STATUS_OK, and
 * `over` gets the files as they are then; STATUS_FAILED after telling why something could not be done. With --diff nothing is
 * written, the report is the diff, and STATUS_FOUND says that there is one. */
enum outcome check_fix(struct project *project, struct files *over);

#endif
