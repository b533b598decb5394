#ifndef SHIKII_TESTS_FINDINGS_H
#define SHIKII_TESTS_FINDINGS_H

#include "base/diag.h"

/* The findings as lines that a test can compare, sorted by place: `3:9 model.option 「…」は… → hint`, with the path in
 * front when the words do not stand in `path`. The text is of the arena of diags; "" for none. */
const char *findings_text(struct diags *diags, const char *path);

#endif
