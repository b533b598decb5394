#ifndef SHIKII_MODEL_FORM_LOADER_H
#define SHIKII_MODEL_FORM_LOADER_H

/* Between form.c and form_items.c: a form that is being read. */

#include "base/list.h"
#include "base/map.h"
#include "model/form.h"

enum { EACH_LIMIT = 6 }; /* repetitions in each other */

struct form_loader {
	struct arena *arena;
	struct diags *diags;
	const struct schema *schema;
	struct form *form;
	LIST(const struct item *) items;
	struct map by_id; /* id → struct item */
	struct variable variables[SLOT_EACH + EACH_LIMIT];
	size_t variable_count;             /* visible where we are */
	size_t most_variables;             /* the most that were visible anywhere */
	const struct form_section *inside; /* the section being read */
};

/* The expression of a node, with the names that are visible where we are; `expected`: its type, or NULL for any. NULL when it
 * is reported. */
struct expr *form_compile(struct form_loader *loader, const struct node *node, const struct type *expected);

/* The items of a list, in `loader->inside`; false when one is reported. `node`: NULL for none. */
bool form_items_load(struct form_loader *loader, const struct node *node, struct item **items, size_t *count);

#endif
