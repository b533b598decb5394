#ifndef SHIKII_SESSION_PROJECT_OPTIONS_H
#define SHIKII_SESSION_PROJECT_OPTIONS_H

#include "session/project.h"

#include <stdbool.h>

/* Reads them into the project, whose official data are there. False: project->problem says why, or a finding has. */
bool project_read_options(struct project *project);

#endif
