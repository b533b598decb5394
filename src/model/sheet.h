#ifndef SHIKII_MODEL_SHEET_H
#define SHIKII_MODEL_SHEET_H

#include "base/arena.h"
#include "base/diag.h"
#include "lang/value.h"
#include "model/flow.h"
#include "model/form.h"
#include "model/model.h"

#include <stdbool.h>
#include <stddef.h>

/* A sheet: a form filled in from a model. It is the one thing between the model and every output. */
enum answer_state { STATE_ANSWERED, STATE_BLANK, STATE_UNKNOWN, STATE_ABSENT, STATE_INVALID, STATE_WITHHELD };

/* One option of a choice, boxes or flag, as it is printed. */
struct tick {
	const struct item_option *option;
	bool ticked;
	const char *text; /* the words in its brackets, or NULL */
};

struct row {
	const struct item *item;
	const size_t *index; /* the repetitions from the outside in, from 1 */
	size_t index_count;
	const char *number; /* official number of its place: Ⅱ(2) 4. 委託事項17 */
	const char *key;    /* its name under sheets.<kind>.items: II[2].4.c[17].name */
	enum answer_state state;
	struct value answer; /* what the row stands for in expressions */
	const char *value;   /* as worked out from the model, or the stand-in; "" when there is none */
	const char *stated;  /* the published sheet's own wording of it, or NULL */
	const char *printed; /* what the sheet prints: `stated` or `value`, in the item's format */
	bool markdown;       /* printed is CommonMark */
	bool derived;        /* worked out: no words of the model stand behind it */
	bool required;
	bool
	    example; /* what stands in the model is marked as a sample (samples.mark): nothing of it is shown, it is STATE_BLANK */
	const struct tick *ticks;
	size_t tick_count;
	const char *unlisted;                 /* an answer that is none of the form's options, or NULL */
	const struct node *stand_in;          /* the answer under sheets.<kind>.items, or NULL */
	const struct node *doubt;             /* why it is to be looked at, under sheets.<kind>.doubts, or NULL */
	const char *instead_of;               /* what the model says instead of the stand-in, or NULL when nothing else */
	const struct value_list *attachments; /* ITEM_ATTACHMENT: records of the model */
	const struct flow *flow;              /* printed in front of them, with its picture; or NULL */
	const struct node *place;             /* where a finding about it points to, or NULL (see occasion.paths) */
	const char *path;                     /* of the model, or NULL (the same) */
	const char *lacks;                    /* of an absent answer: the path where it would stand, or NULL */
	const struct node *asked_by;          /* the same: the answer for which it is asked, or NULL */
};

struct sheet_section {
	const struct form_section *form;
	const struct record *member; /* repeated: what it is printed for; NULL when that is no record */
	const char *heading;         /* with the number of the repetition put in; "" for none */
	const char *number;
	const char *key; /* id with repetitions put in: II[2].4 */
	bool annex;      /* beyond the frames: printed on a 別紙 */
	bool applies;    /* its `when` is not false */
	struct row *rows;
	size_t row_count;
	struct sheet_section *sections;
	size_t section_count;
};

/* A repeated part without a single member, though the model says neither `[]` nor that it does not apply. */
struct sheet_gap {
	const struct form_section *form;
	const char *number;
	const struct node *place;
	const char *path;
};

struct history_row {
	const char *date; /* as printed */
	const char *date_iso;
	const char *item;
	const char *before;
	const char *after;
	const char *timing;
	const char *note;
	const struct record *record;
};

/* What a sheet is made for. */
struct occasion {
	struct value published; /* 公表日, withheld, or absent for a draft */
	bool publishing;        /* what only publication brings is asked for: it is published, or about to be */
	bool paths;             /* every row gets its place in the model, not only those that are not plainly answered */
	struct value as_of;     /* day of judgement, or absent */
	struct value judgement; /* record */
};

struct sheet {
	const struct form *form;
	const struct model *model;
	const struct record *record; /* sheets.<kind>, or NULL */
	struct occasion occasion;
	bool draft;
	const char *title;
	struct row *cover;
	size_t cover_count;
	struct sheet_section *sections;
	size_t section_count;
	struct history_row *history;
	size_t history_count;
	struct sheet_gap *gaps;
	size_t gap_count;
	const struct row **rows; /* all, in print order, the cover first */
	size_t row_count;
	const struct node **unused; /* keys under sheets.<kind>.items that name no item of this sheet */
	size_t unused_count;
};

/* Fills the form in. Reports only stand-ins that cannot be read; what is missing is for check/ to say. */
const struct sheet *sheet_build(struct arena *arena, struct diags *diags, const struct schema *schema,
                                const struct model *model, const struct form *form, const struct occasion *occasion);

/* What stands under sheets.<kind>: a record, or absent, blank, or unknown (published, but not in this model). */
struct value model_sheet_value(const struct model *model, const char *kind);

/* The record sheets.<kind> of a model, or NULL. */
const struct record *model_sheet(const struct model *model, const char *kind);

/* The newest date of a sheet's publications (公表日) as a value, or absent; record may be NULL. */
struct value sheet_published(const struct record *record);

/* The row of an item, at any repetition when index is NULL; NULL when there is none. */
const struct row *sheet_row(const struct sheet *sheet, const char *id, const size_t *index, size_t index_count);

/* What the row of an item that is not repeated prints; "" where there is none. */
const char *sheet_printed(const struct sheet *sheet, const char *id);

/* The first row of a section or of the parts in it; NULL when it has none. */
const struct row *section_first_row(const struct sheet_section *section);

/* Is the picture of an attachment not for the public? */
bool attachment_figure_withheld(const struct value *attachment);

/* Do two items of the cover stand side by side, as 評価書番号 and 評価書名 do? `right` may be NULL. */
bool cover_side_by_side(const struct row *left, const struct row *right);

/* Does a repetition's heading name its first answer (委託事項3 | 委託事項)? Forms print the two in one row. */
bool section_names_first(const struct sheet_section *section);

/* What a person judged a row of 変更箇所 to be (significance), or NULL. */
const char *history_row_judged(const struct history_row *row);

/* answered | blank | unknown | absent | withheld */
const char *answer_state_name(enum answer_state state);

#endif
