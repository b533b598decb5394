#ifndef SHIKII_SESSION_EXPLAIN_ITEMS_H
#define SHIKII_SESSION_EXPLAIN_ITEMS_H

#include "session/project.h"

/* The answer to explain --form: the items of the form (a form's id or kind) with what to write, as text or JSON. */
enum outcome explain_items(struct project *project, struct official *official, const char *name);

#endif
