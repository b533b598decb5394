#ifndef SHIKII_CHECK_MENDS_H
#define SHIKII_CHECK_MENDS_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/source.h"
#include "yaml/edit.h"

#include <stdbool.h>
#include <stddef.h>

/* Notes the remedies of the findings that stand in this file, each once; one that cannot be made, or that overlaps with one before
 * it, is left out. Returns how many findings they mend. */
size_t mends_note(struct edits *edits, const struct diags *diags);

/* Works out diag->mend for the findings in this file. What the file would become is read again: were anything else different in it,
 * none gets any. */
void mends_add(struct arena *arena, struct diags *diags, const struct source *source);

#endif
