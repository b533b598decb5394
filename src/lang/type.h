#ifndef SHIKII_LANG_TYPE_H
#define SHIKII_LANG_TYPE_H

#include <stdbool.h>
#include <stddef.h>

/* Types of values, shared by the model's vocabulary and by expressions. */
enum type_kind { TYPE_BOOL, TYPE_NUMBER, TYPE_TEXT, TYPE_DATE, TYPE_DURATION, TYPE_LIST, TYPE_RECORD };

/* One official option of a choice. */
struct option {
	const char *value; /* the canonical wording */
};

/* A named list of options (schema/model.yaml, `options:`). */
struct option_list {
	const char *name;
	const struct option *options;
	size_t count;
};

struct type {
	enum type_kind kind;
	const char *name;           /* record: its name in the vocabulary; else NULL */
	const struct type *element; /* list: type of its members */
	const struct field *fields; /* record */
	size_t field_count;
	const struct option_list *options; /* text that is one of them; NULL: free text */
};

struct field {
	const char *name;  /* snake_case */
	const char *label; /* official Japanese name; NULL: nobody sees it */
	const struct type *type;
};

extern const struct type type_bool, type_number, type_text, type_date, type_duration;

/* The field's index in record type `type`, or -1. */
int type_field(const struct type *type, const char *name);

/* The name nearest to `name` among the fields, for a did-you-mean; NULL when none is near. */
const char *type_nearest_field(const struct type *type, const char *name);

/* The option nearest to `text`, for a did-you-mean; NULL when none is near. */
const char *type_nearest_option(const struct option_list *options, const char *text);

/* Same kind, for lists comparable members, for records one type of the vocabulary. Options do not matter. */
bool type_equal(const struct type *a, const struct type *b);

/* Japanese name of the kind for messages: 文字列, 数, 日付 …. */
const char *type_label(const struct type *type);

#endif
