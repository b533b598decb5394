#ifndef SHIKII_MODEL_SCHEMA_H
#define SHIKII_MODEL_SCHEMA_H

#include "base/arena.h"
#include "base/date.h"
#include "base/diag.h"
#include "lang/expr.h"
#include "lang/type.h"
#include "model/data.h"

#include <stdbool.h>
#include <stddef.h>

/* The vocabulary of schema/model.yaml: what may be written in a model and in shikii.yaml. */
enum answer_kind {
	ANSWER_LINE,
	ANSWER_TEXT,
	ANSWER_DATE,
	ANSWER_COUNT,
	ANSWER_BOOL,
	ANSWER_CHOICE,
	ANSWER_BOXES,
	ANSWER_RECORD,
	ANSWER_LIST,
	ANSWER_REF,    /* the id of a member of one of the model's lists */
	ANSWER_SHARED, /* the id of a member of one of the body's lists, which fills what is not written here */
	ANSWER_MAP,    /* records by the ids of one of the model's lists */
	ANSWER_RAW     /* kept as a node: a form decides its type */
};

/* How a value is written. */
struct answer_type {
	enum answer_kind kind;
	const struct type *type;           /* what it is to expressions */
	const struct option_list *options; /* CHOICE, BOXES */
	const struct record_type *record;  /* RECORD, MAP */
	const struct answer_type *element; /* LIST */
	const char *target;                /* REF, SHARED, MAP: name of the list that is pointed into */
};

/* A record of the vocabulary. `type` is first: a record's type and its record_type have the same address. */
struct record_type {
	struct type type;
	const char *label;
	const char *extends;    /* name of the record whose fields follow its own, or NULL */
	const char *belongs_to; /* name of the model's list whose members it belongs to, or NULL */
	const size_t *row;      /* the fields with which a row of a list is written; it is none without the first */
	size_t row_count;
	const struct answer_type **answers; /* one for each field of type */
	const char **helps;                 /* the same; NULL where there is none */
	const bool *required;               /* the same; for vocabularies of files, not of models */
	const struct node *node;
};

struct schema {
	struct calendar calendar;
	int64_t version;
	const struct record_type *process; /* the model's root, or the file's */
	const struct record_type *body;    /* NULL in a vocabulary of files */
	const struct record_type *records;
	size_t record_count;
	const struct option_list *options;
	size_t option_count;
	const struct band_table *bands;
	size_t band_count;
	const struct reference { /* {passage: id} in a text: member `text` of the body's list `passages` */
		const char *key;
		const char *list;
	} * references;
	size_t reference_count;
	struct samples {      /* what stands for an answer in lines that a finding offers; each may be NULL */
		const char *text; /* {} stands for the label of the answer */
		const char *date;
		const char *count;
		const char *mark; /* the comment above one that could be taken for an answer begins with it */
	} samples;
	struct mistaken_words {       /* what people write for an answer that is none; lists of words, each may be NULL */
		const struct node *ditto; /* 同上: as above */
		const struct node *undecided; /* 未定, for a day */
		const char *fiscal_year;      /* 年度, within what should be a day */
		const struct node *date_ends; /* 日, 月, 年: a date ends with one of them, before 現在 */
		const struct node *months;    /* what stands behind the number of a month without its year */
		const struct node *marks;     /* ○, □: a mark for a choice */
		const struct node *ticked;    /* ☑, before the words of the choice */
		const struct node *unticked;  /* □, before the words of the choice */
		const struct node *joints;    /* 、, between several choices */
	} mistaken;
};

/* Reads schema/calendar.yaml and schema/model.yaml. Reports mistakes and returns NULL when there were any. */
const struct schema *schema_load(struct arena *arena, struct diags *diags, const struct data_folders *folders);

/* The same for the vocabulary of a kind of data files, schema/files/<kind>.yaml: what may be written in those of rules/ and of
 * schema/forms/. NULL when there is no such kind, too. */
const struct schema *schema_load_files(struct arena *arena, struct diags *diags, const struct data_folders *folders,
                                       const char *kind);

/* The record of this name (contract, change), or NULL. */
const struct record_type *schema_record(const struct schema *schema, const char *name);

const struct option_list *schema_options(const struct schema *schema, const char *name);

/* What stands for an answer of this label in lines that are offered, in the arena; NULL without label or sample. */
const char *schema_sample(struct arena *arena, const struct schema *schema, const char *label);

/* Is a line of the text a sample, left as it was offered? */
bool schema_is_sample(const struct schema *schema, const char *text);

/* The canonical wording that is meant: equal after NFKC and without white space; NULL when there is none. */
const char *options_find(struct arena *arena, const struct option_list *options, const char *wording);

#endif
