#ifndef SHIKII_SESSION_PICTURES_H
#define SHIKII_SESSION_PICTURES_H

#include "base/picture.h"
#include "session/reading.h"

/* The pictures of the model's attachments, read from beside it, once each; reports those that cannot be printed, and those that say
 * nothing to who does not see them. */
const struct pictures *pictures_load(struct project *project, struct reading *reading, const struct model *model);

#endif
