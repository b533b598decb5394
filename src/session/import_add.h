#ifndef SHIKII_SESSION_IMPORT_ADD_H
#define SHIKII_SESSION_IMPORT_ADD_H

#include "base/buf.h"
#include "model/form.h"
#include "session/project.h"
#include "yaml/node.h"

/* A sheet that was read. */
struct added_sheet {
	const struct form *form;
	const struct buf *yaml; /* the model that was made of it */
	const struct added_answer {
		const char *key;    /* I.2[3].1 */
		const char *place;  /* （12行目、3頁）, or "" */
		struct node *value; /* as it is written under items */
	} * answers;
	size_t count;
};

/* import --add MODEL: a sheet that was read becomes another sheet of a model of the same process, in place. What
 * contradicts is told with both places; each sheet goes on printing what it printed. */
enum outcome import_add(struct project *project, const struct added_sheet *sheet);

#endif
