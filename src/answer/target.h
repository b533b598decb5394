#ifndef SHIKII_ANSWER_TARGET_H
#define SHIKII_ANSWER_TARGET_H

#include "base/arena.h"
#include "model/schema.h"
#include "model/sheet.h"
#include "yaml/edit.h"

#include <stdbool.h>

/* A sheet whose answers are written into its model. */
struct answering {
	struct arena *arena;
	const struct sheet *sheet; /* made of the model itself, with nothing withheld from it */
	const struct schema *schema;
	struct edits *edits; /* of the model's source */
	bool replaces;       /* also what is no plain answer: {passage: id} becomes a text of this model alone */
};

/* Where an answer stands in the model, or is to stand: below `mapping`, at keys that it does not have yet. */
struct target {
	const struct node *node; /* what is there; or NULL */
	const struct node *mapping;
	const char *rest; /* block.name, risks[0].use below mapping */
	enum target_kind {
		TARGET_PLAIN,    /* the answer itself */
		TARGET_MEASURED, /* a number, of which the sheet prints the band */
		TARGET_MEMBERS,  /* a list, of whose members the sheet prints the words in the field `member` */
		TARGET_EQUALS,   /* a choice: is it `equals`? */
		TARGET_PUBLISHED /* the list of publications, which is empty */
	} kind;
	const char *member;
	const char *separator; /* between these words */
	const char *equals;
	const char *other; /* what else the choice could be, where there are two; or NULL */
};

/* The place of the answer itself: the first of those that it can be read from. */
bool target_plain(const struct answering *answering, const struct row *row, struct target *target);

/* The same, or the number, list or choice that it is worked out from, where that is all there is to it; or else the place of a
 * wording that a published sheet printed. */
bool target_any(const struct answering *answering, const struct row *row, struct target *target);

/* Can the answer be words of the body, {passage: id}? */
bool target_takes_words(const struct row *row, const struct target *target);

/* A path of the model. */
bool target_path(const struct answering *answering, const char *path, struct target *target);

/* The list over which a section repeats; *equals: what a new member has in its field *member, or NULL. */
bool target_list(const struct answering *answering, const struct sheet_section *outer, const struct form_section *form,
                 struct target *target, const char **member, const char **equals);

/* The words of the members, as the sheet prints them; "" where it has no list. */
const char *target_members(struct arena *arena, const struct target *target);

#endif
