#ifndef SHIKII_SESSION_COMPARE_H
#define SHIKII_SESSION_COMPARE_H

#include "session/project.h"

/* shikii render --compare OLD: the 新旧対照表 of the model OLD and the one that the run is about, to --output, to
 * <out-dir>/<name>/compare.<format>, or to standard output. --since REV: the same of each model and what it was then;
 * of more than one only with --out-dir. */
enum outcome compare_render(struct project *project);

#endif
