#ifndef SHIKII_MODEL_FORM_H
#define SHIKII_MODEL_FORM_H

#include "base/arena.h"
#include "base/date.h"
#include "base/diag.h"
#include "lang/expr.h"
#include "model/schema.h"

#include <stdbool.h>
#include <stddef.h>

/* One official form in one revision (schema/forms/<id>.yaml): what is printed, in which order, and which place of
 * the model fills it. */
enum item_type {
	ITEM_TEXT,
	ITEM_LINE,
	ITEM_NUMBER,
	ITEM_DATE,
	ITEM_CHOICE,
	ITEM_BOXES,
	ITEM_FLAG,
	ITEM_COUNT,
	ITEM_RESULT,
	ITEM_REF,
	ITEM_ATTACHMENT
};

struct item_option {
	const char *value; /* canonical wording */
	const char *label; /* as this form prints it */
	bool text;         /* has brackets for words */
};

/* Boxes are printed in groups: the label and how many options stand under it. */
struct item_group {
	const char *label;
	size_t count;
};

enum item_need { NEED_NEVER, NEED_ALWAYS, NEED_PUBLICATION, NEED_WHEN };

struct item {
	const char *id;    /* II[].4.c[].2 */
	const char *label; /* as printed */
	enum item_type type;
	const struct expr *value;  /* NULL: nothing of the model fills it */
	const struct expr *stated; /* the place of a published sheet's own wording, or NULL */
	const struct expr *when;   /* the answer is asked for; NULL: always */
	enum item_need need;
	const struct expr *required; /* NEED_WHEN */
	const struct item_option *options;
	size_t option_count;
	const struct item_group *groups;
	size_t group_count;
	const char *format; /* {} stands for the value, or NULL */
	const char *fixed;  /* ITEM_REF: the sentence */
	const char *under;  /* label of the frame around it and its neighbours, or NULL */
	const char *also;   /* its label in other years, or NULL */
	const char *help;
	bool sub;                           /* a sub-item of the item before it */
	bool figure;                        /* the picture of `flow` and its steps are printed here, too */
	bool significant;                   /* ※ */
	bool judged;                        /* its value follows from the threshold judgement */
	size_t order;                       /* index in form.items */
	const struct form_section *section; /* NULL on the cover */
	const struct answer_type *answer;   /* how a stand-in under sheets.<kind>.items is written */
	const struct node *node;
};

/* Repetitions are printed under banners: システム2～5 stands over those from the one after the frame before to `last`. */
struct section_frame {
	const char *label;
	size_t last; /* the number that the label ends with */
};

struct form_section {
	const char *id;
	const char *number;  /* Ⅰ, 1., リスク１, システム{n} */
	const char *heading; /* as printed; {n} is the number of the repetition */
	const char *note;
	bool significant;
	const char *option_mark; /* how its options are numbered: its own, or that of the section or form around it */
	const char *variable;    /* repeated: the name of the member, or NULL */
	const struct expr *each; /* the list */
	size_t slot;             /* of the variable */
	const struct section_frame *frames;
	size_t frame_count;
	size_t frame_limit;      /* repetitions beyond it stand on a 別紙; 0: none do */
	const struct expr *when; /* the section applies; NULL: always */
	const struct form_section *parent;
	struct item *items;
	size_t item_count;
	struct form_section *sections;
	size_t section_count;
};

struct history_column {
	const char *id;
	const char *label;
	const char *field; /* of the record `change` */
	const char **also; /* what else stands above the column in published sheets, for import */
	size_t also_count;
};

struct form {
	const char *id;   /* kiso-2024 */
	const char *kind; /* kiso | juten | zenkomoku: the key under `sheets` */
	const char *title;
	const char *style;
	const char *stamp;
	struct date from;     /* first day of use */
	struct date until;    /* last day of use; year 0: still in use */
	struct date known_to; /* year 0, or the day up to which it is known that no revision followed */
	const char *option_mark;
	const char *history_id;
	const char *history_heading;
	struct history_column *columns;
	size_t column_count;
	const char *contents_heading; /* 項目一覧, or NULL */
	const char **contents;
	size_t content_count;
	struct item *cover;
	size_t cover_count;
	struct form_section *sections;
	size_t section_count;
	const struct item **items; /* all, in print order */
	size_t item_count;
	size_t variable_count; /* of the scope its expressions are compiled in */
	int sheet_field;       /* index of `kind` in the record `sheets` */
};

/* Fixed slots of the scope; the variables of repeated sections follow. */
enum form_slot { SLOT_BODY, SLOT_SHEET, SLOT_PUBLISHED, SLOT_PUBLISHING, SLOT_AS_OF, SLOT_JUDGEMENT, SLOT_EACH };

/* Reads a form. `judgement` is the type of the variable of that name. Reports mistakes, returns NULL when there were
 * any. */
const struct form *form_load(struct arena *arena, struct diags *diags, const struct schema *schema,
                             const struct type *judgement, const struct source *source);

/* The item with this id, or NULL; and the id nearest to it, or NULL. */
const struct item *form_item(const struct form *form, const char *id);
const char *form_nearest_item(const struct form *form, const char *id);

/* Is the section, or an item in it, marked ※? */
bool section_significant(const struct form_section *section);

/* What an item's answer is to expressions; NULL when they cannot read it. */
const struct type *item_answer_type(const struct item *item);

/* Number, heading and last name of the history column that holds a field, or NULL. */
const struct history_column *form_column(const struct form *form, const char *field);

#endif
