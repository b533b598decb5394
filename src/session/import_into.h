#ifndef SHIKII_SESSION_IMPORT_INTO_H
#define SHIKII_SESSION_IMPORT_INTO_H

#include "session/project.h"
#include "workbook/workbook.h"

/* import --into MODEL: what was changed in a workbook of ours is changed in the model that it was made from, in place; what the
 * model cannot take is told. */
enum outcome import_into(struct project *project, const struct workbook *workbook);

#endif
