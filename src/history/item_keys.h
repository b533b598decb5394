#ifndef SHIKII_HISTORY_ITEM_KEYS_H
#define SHIKII_HISTORY_ITEM_KEYS_H

#include "history/item_name.h"

/* The headings and labels of a form as names are compared with them. Inside history/ only. */

enum { KEY_BETWEEN_DIGITS = '\x03' /* in a key: the sign of １・２, without which it would be 12 */ };

struct key {
	const char *full;
	const char *number; /* a start of full, or "" */
	const char *words;  /* full without it */
};

struct item_key {
	struct key label;
	struct key lead; /* of the item that it belongs to, or of the frame around it; full NULL: none */
};

struct item_names {
	struct arena *arena;
	struct memo *memo; /* of names that were read */
	const struct form *form;
	bool loose;                       /* its keys have no hiragana: people leave them out, or write more of them */
	const struct item_names *loosely; /* the same with such keys, or NULL */
	struct item_key *items;           /* by item.order */
	struct section_key {
		const struct form_section *section;
		struct key heading;
		const char *end; /* behind the number of a counted one: （別紙{n}） */
		size_t behind;   /* the index of the next one that is not inside it */
	} * sections;        /* in print order */
	size_t section_count;
};

bool key_is_digit(char c);

/* The text without what people write in different ways: spaces, signs, widths; `loose`: without hiragana, too. */
char *key_normalise(struct arena *arena, const char *text, size_t length, bool loose);

struct key key_make(struct arena *arena, const char *printed, const char *number, bool loose);

/* The items of the section itself; NULL: of the form outside sections. */
const struct item *section_items(const struct form *form, const struct form_section *section, size_t *count);

/* The item that this one is a part of, or NULL. */
const struct item *item_lead(const struct item *item);

/* The two sides of a heading's {n}. */
const char *heading_before_mark(struct arena *arena, const char *heading);
const char *heading_after_mark(const char *heading);

/* Does the section repeat with a number in its heading? */
bool section_is_counted(const struct form_section *section);

#endif
