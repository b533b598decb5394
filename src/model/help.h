#ifndef SHIKII_MODEL_HELP_H
#define SHIKII_MODEL_HELP_H

#include "base/arena.h"
#include "base/diag.h"
#include "model/data.h"
#include "model/form.h"

/* What to write for an item, and where that is known from. */
struct help {
	const char *text;
	const char *source;
};

/* The helps of schema/help.yaml, by form and item. */
struct helps;

/* Reports what is wrong, and returns NULL. */
const struct helps *helps_load(struct arena *arena, struct diags *diags, const struct data_folders *folders);

/* That of an item, or of a column of 変更箇所; text NULL: there is none. */
struct help help_of_item(struct arena *arena, const struct helps *helps, const struct form *form,
                         const struct item *item);
struct help help_of_column(const struct helps *helps, const char *id);

#endif
