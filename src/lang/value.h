#ifndef SHIKII_LANG_VALUE_H
#define SHIKII_LANG_VALUE_H

#include "base/arena.h"
#include "base/date.h"
#include "lang/type.h"
#include "yaml/node.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What stands at a place of the model, or what an expression gives.
 * Four states of an answer: absent (no key), blank (a key without an answer), unknown (unreadable at import), or
 * answered (one of the kinds below). VALUE_INVALID stands for an answer already reported as malformed: whatever
 * reads it is invalid too, so that one mistake makes one finding. */
enum value_kind {
	VALUE_ABSENT,
	VALUE_BLANK,
	VALUE_UNKNOWN,
	VALUE_INVALID,
	VALUE_BOOL,
	VALUE_NUMBER,
	VALUE_TEXT,
	VALUE_DATE,
	VALUE_DURATION,
	VALUE_LIST,
	VALUE_RECORD
};

struct value_list {
	struct value *items;
	size_t count;
};

struct record {
	const struct type *type;
	struct value *values; /* one for each field of type */
	const struct node *node;
};

struct duration {
	int years, months, days;
};

struct value {
	enum value_kind kind;
	bool markdown;           /* text written as {markdown: …}: CommonMark */
	const struct node *node; /* where it is written; NULL when it was worked out */
	const char *detail;      /* text that is a ticked box: the words in its brackets, or NULL.
	                            VALUE_DATE: the date as it was spelt, or NULL. VALUE_UNKNOWN: the reason, or NULL */
	union {
		bool truth;
		int64_t number;
		const char *text;
		struct date date;
		struct duration duration;
		const struct value_list *list;
		const struct record *record;
	};
};

bool value_answered(const struct value *value); /* one of the kinds from VALUE_BOOL on */

/* Unknown, because it is not published: VALUE_UNKNOWN with this very `detail`, which is printed in its place. */
extern const char withheld_words[];
bool value_withheld(const struct value *value);

/* The words of a text, of one that is withheld those; NULL for anything else. */
const char *value_words(const struct value *value);

struct value value_absent(void);
struct value value_unknown(void);
struct value value_bool(bool truth);
struct value value_number(int64_t number);
struct value value_text(const char *text);
struct value value_date(struct date date);

/* Equality of two answered values of one type; lists and records are compared member by member. Text is compared
 * byte for byte, dates by day. */
bool value_equal(const struct value *a, const struct value *b);

/* The value as text for messages and sheets: numbers with separators (61,234), dates as spelt, else 和暦; the members of a list
 * joined by 「、」; "" when it is not answered. The result is of the arena or constant. */
const char *value_print(struct arena *arena, const struct calendar *calendar, const struct value *value);

#endif
