#ifndef SHIKII_SESSION_CITE_H
#define SHIKII_SESSION_CITE_H

#include "session/command.h"

/* What `cite` does besides listing: --fix (and --dry-run), and --suggest. */
enum exit_status cite_fix(struct project *project);
enum exit_status cite_suggest(struct project *project);

#endif
