#ifndef SHIKII_IMPORT_WRITE_H
#define SHIKII_IMPORT_WRITE_H

#include "assess/official.h"
#include "import/place.h"
#include "model/draft.h"

#include <stdbool.h>
#include <stddef.h>

/* How an item's answer got into the model. */
struct written {
	struct reading *reading;
	size_t tried;            /* ways that have been tried */
	bool done;               /* the sheet made from the model says what the text says, or nothing can be done */
	const char *stand_in;    /* the answer stands under items, for this reason ("" where it is unknown); else NULL */
	const struct node *node; /* of the stand-in */
};

/* The answers of a text, on their way into a model. */
struct transfer {
	struct arena *arena;
	struct official *official;
	const struct form *form;
	struct placing *placing;
	struct draft draft;
	LIST(struct written) answers; /* in the form's order */
};

/* Begins a model: what stands in one place only is written there; lists that the text does not have are unknown, or
 * empty where the text says that there is nothing. */
void transfer_begin(struct transfer *transfer);

/* Puts the rows of 変更箇所 into the model as it was written, one after the other: no tree of them is ever made. False: the
 * model is then too large to be read. */
bool transfer_write_history(struct transfer *transfer, struct buf *yaml);

/* Tries the next way for an answer that the sheet does not show as the text has it; `key`: its name under items,
 * `shown`: what the sheet says. False: there is no other way. */
bool transfer_next(struct transfer *transfer, struct written *written, const char *key, const char *shown);

/* An answer as it is written under items. */
struct node *reading_node(struct arena *arena, const struct reading *reading);

#endif
