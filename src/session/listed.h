#ifndef SHIKII_SESSION_LISTED_H
#define SHIKII_SESSION_LISTED_H

#include "report/list_report.h"
#include "session/findings.h"

/* An examined reading as `list` and `register` have it: its findings are counted, and of those only what keeps them from
 * being all is told. `listed` lives as long as the reading. False: there is no assessment, which has been told. */
bool listed_take(struct gate *gate, struct tally *tally, struct reading *reading, struct listed *listed);

#endif
