#ifndef SHIKII_SESSION_CITE_H
#define SHIKII_SESSION_CITE_H

#include "session/project.h"

/* What `cite` does besides listing: --fix (and --dry-run), and --suggest. */
enum outcome cite_fix(struct project *project);
enum outcome cite_suggest(struct project *project);

#endif
