#ifndef SHIKII_FILLED_APPLY_H
#define SHIKII_FILLED_APPLY_H

#include "base/list.h"
#include "base/map.h"
#include "filled/filled.h"
#include "model/sheet.h"
#include "yaml/edit.h"

struct official;
struct placing;

/* An answer that was changed in the workbook. */
struct change {
	const struct row *row; /* of the model's sheet; NULL: it has none any more */
	const char *key;
	const char *place;   /* in the workbook */
	const char *is;      /* what stands there now, for a message */
	const char *problem; /* why the model does not take it: a question for a person; NULL: it does */
};

struct changes {
	struct change *items;
	size_t count;
	size_t capacity;
};

/* What a workbook is held against: the model as it is now, in the same sheet. */
struct applying {
	struct arena *arena;
	const struct filled *filled;
	const struct sheet *sheet;
	const struct plan *plan; /* of the sheet */
	const struct schema *schema;
	struct edits *edits;
	const struct map *refused;     /* keys that were tried before and did not come out, with the reason; or NULL */
	const struct placing *placing; /* the workbook as any sheet is read, by its labels; NULL: it cannot be read so */
	const struct node *imported;   /* the model that was made of that */
	const char *groups_refused;    /* why no group may be added or taken out; or NULL */
	struct {
		const char **items; /* keys of sections whose cells are all gone */
		size_t count;
		size_t capacity;
	} gone;
	struct changes changes;
};

/* Reads the workbook by its labels, for groups that were added to it: sets placing and imported. */
void groups_read(struct applying *applying, struct official *official);

/* Puts what was changed in the workbook into edits of the model; what cannot be put becomes a problem of its change. */
void apply_groups(struct applying *applying); /* first */
void apply_answers(struct applying *applying);
void apply_history(struct applying *applying);

/* Does the model print every answer below this key as the workbook had it at first? */
bool apply_is_untouched(const struct applying *applying, const char *section);

/* Is the whole answer of a key in this plan what the workbook has? The plan is of the model with its edits. */
bool apply_shows(const struct applying *applying, const struct plan *plan, const char *key);

#endif
