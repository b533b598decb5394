#ifndef SHIKII_FILLED_JOIN_H
#define SHIKII_FILLED_JOIN_H

#include "base/list.h"
#include "base/map.h"
#include "model/schema.h"
#include "yaml/edit.h"

/* An answer that a sheet prints and that the joined model would print otherwise: it goes under sheets.<kind>.items. */
struct kept_answer {
	const char *kind;
	const char *key;
	struct node *value;
};

struct kept_answers {
	struct kept_answer *items;
	size_t count;
	size_t capacity;
};

/* A model, and the model that was made of another sheet of the same process. */
struct join {
	struct arena *arena;
	const struct schema *schema;
	const struct node *model;
	const struct node *added;
	const char *kind; /* of the sheet that is added */
	struct kept_answers kept;
	struct edits edits;
	struct map ids;      /* id of a member of a list in `added` → its id in the model */
	const char *problem; /* why it cannot be done, or NULL */
};

/* Has the model this kind of sheet itself, and not only the word that there is one? */
bool join_has_sheet(const struct node *model, const char *kind);

/* Are both of one process, as far as name and number tell? */
bool join_is_same_process(struct arena *arena, const struct node *model, const struct node *added);

/* Edits of the model's source: it gets the sheet, the facts that it lacks, and what is kept. A fact that it has stays as
 * it is. Sets problem where the YAML cannot be edited so. */
void join_edit(struct join *join);

#endif
