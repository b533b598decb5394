#ifndef SHIKII_SESSION_LISTED_H
#define SHIKII_SESSION_LISTED_H

#include "report/list_report.h"
#include "session/reading.h"

/* An assessment as `list` and `register` have it; it lives as long as the reading, which has an assessment. */
struct listed listed_of(const struct project *project, struct reading *reading);

#endif
