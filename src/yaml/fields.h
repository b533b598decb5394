#ifndef SHIKII_YAML_FIELDS_H
#define SHIKII_YAML_FIELDS_H

#include "base/diag.h"
#include "yaml/node.h"

#include <stdbool.h>
#include <stddef.h>

/* Reads a mapping of our own data files (schema/, rules/) into a C struct by a table of its keys. */
enum field_kind {
	FIELD_STRING, /* const char *: a scalar's text */
	FIELD_TEXT,   /* the same, where a number or a date may be meant */
	FIELD_BOOL,   /* bool: true or false */
	FIELD_NUMBER, /* int64_t */
	FIELD_DATE,   /* struct date: 2024-10-01 */
	FIELD_SCALAR, /* const struct node *: any scalar */
	FIELD_LIST,   /* const struct node *: a sequence */
	FIELD_MAP,    /* const struct node *: a mapping */
	FIELD_NODE,   /* const struct node *: anything */
	/* the same, but of data that was read closed they stay so (yaml/node.h); all others are opened, and what is in them */
	FIELD_CLOSED_LIST,
	FIELD_CLOSED_MAP,
	FIELD_CLOSED_NODE,
	FIELD_LATER /* nothing is stored: it is there, and who wants it asks node_get */
};

struct field_spec {
	const char *name;
	enum field_kind kind;
	bool required;
	size_t offset; /* of the struct's member, by offsetof */
};

/* Fills the members that node has, leaves the others as they are. Reports unknown keys (with a did-you-mean), wrong
 * kinds and, where no key was unknown, the missing required ones in one finding; returns false when anything was reported. */
bool fields_read(struct diags *diags, const struct node *node, const struct field_spec *specs, size_t count,
                 void *object);

/* Adds 「…」ではありませんか as the finding's hint, where nearest is not NULL. */
void diag_suggest(struct diags *diags, struct diag *diag, const char *nearest);

#endif
