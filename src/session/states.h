#ifndef SHIKII_SESSION_STATES_H
#define SHIKII_SESSION_STATES_H

#include "session/project.h"

#include <stdbool.h>

/* Files of git among the arguments of a command: REV:PATH, and what git hands over when it calls us as an external diff
 * (gitattributes(5), diff.<driver>.command): PATH OLD-FILE OLD-HASH OLD-MODE NEW-FILE NEW-HASH NEW-MODE, and of a file that was
 * renamed two more, the first of which is the new PATH. */

/* Is it REV:PATH, and no file of the disk? */
bool state_named(const struct project *project, const char *argument, struct project_file *file);

bool states_are_handed_over(const struct options *options);

/* The older or the newer one; its text NULL: it is not there. Its revision is the commit that has it. */
struct project_file state_handed_over(struct project *project, bool newer);

#endif
