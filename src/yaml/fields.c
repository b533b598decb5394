/* Mappings of our data files → C structs, by tables of keys. One piece serves every loader, so that a misspelt key
 * of a form or rule gets the same message everywhere. */
#include "yaml/fields.h"

#include "base/date.h"
#include "base/messages/fields.h"
#include "base/messages/row.h"
#include "base/utf8.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Mostly that behind the last one. */
static const struct field_spec *spec_find(const struct field_spec *specs, size_t count, const char *name, size_t *next)
{
	for (size_t i = 0; i < count; i++) {
		const struct field_spec *spec = &specs[(*next + i) % count];
		if (*spec->name != *name || strcmp(spec->name, name) != 0)
			continue;
		*next = (size_t)(spec - specs) + 1;
		return spec;
	}
	return NULL;
}

static const char *spec_nearest(const struct field_spec *specs, size_t count, const char *name)
{
	struct nearest nearest = {.written = name};
	for (size_t i = 0; i < count; i++)
		nearest_offer(&nearest, specs[i].name);
	return nearest.name;
}

void diag_suggest(struct diags *diags, struct diag *diag, const char *nearest)
{
	if (nearest)
		diag->hint = msg_fields_did_you_mean(diags->arena, nearest);
}

static bool read_number(const char *text, int64_t *number)
{
	char *end;
	long long value = strtoll(text, &end, 10);
	if (end == text || *end)
		return false;
	*number = value;
	return true;
}

/* Stores what the text of a scalar says; false when it is not of the spec's kind. */
static bool text_store(const struct field_spec *spec, const char *text, void *member)
{
	switch (spec->kind) {
	case FIELD_STRING:
	case FIELD_TEXT:
		*(const char **)member = text;
		return true;
	case FIELD_BOOL:
		*(bool *)member = strcmp(text, "true") == 0;
		return strcmp(text, "true") == 0 || strcmp(text, "false") == 0;
	case FIELD_NUMBER:
		return read_number(text, member);
	case FIELD_DATE:
		return date_parse(&(struct calendar){0}, text, member) == DATE_OK;
	case FIELD_SCALAR:
	case FIELD_LIST:
	case FIELD_MAP:
	case FIELD_NODE:
	case FIELD_CLOSED_LIST:
	case FIELD_CLOSED_MAP:
	case FIELD_CLOSED_NODE:
	case FIELD_LATER:
		break;
	}
	return false;
}

/* The same of a node itself. */
static bool node_store(const struct field_spec *spec, const struct node *node, void *member)
{
	bool closed = spec->kind >= FIELD_CLOSED_LIST;
	*(const struct node **)member = node;
	if (!closed)
		node_open_all(node);
	switch (spec->kind) {
	case FIELD_SCALAR:
		return node->kind == NODE_SCALAR;
	case FIELD_LIST:
	case FIELD_CLOSED_LIST:
		return node->kind == NODE_SEQUENCE;
	case FIELD_MAP:
	case FIELD_CLOSED_MAP:
		return node->kind == NODE_MAPPING;
	case FIELD_STRING:
	case FIELD_TEXT:
	case FIELD_BOOL:
	case FIELD_NUMBER:
	case FIELD_DATE:
	case FIELD_NODE:
	case FIELD_CLOSED_NODE:
	case FIELD_LATER:
		break;
	}
	return true;
}

/* Stores the value at i of a mapping; of a text no node is made. */
static bool member_store(const struct field_spec *spec, const struct node *node, size_t i, void *member)
{
	if (spec->kind == FIELD_LATER)
		return true;
	if (spec->kind >= FIELD_SCALAR)
		return node_store(spec, node_member(node, i), member);
	const char *text = node_member_text(node, i, NULL);
	return text && text_store(spec, text, member);
}

static const char *kind_label(enum field_kind kind)
{
	static const struct message *const labels[] = {
	    [FIELD_STRING] = MSG_FIELDS_STRING,  [FIELD_TEXT] = MSG_FIELDS_SCALAR,
	    [FIELD_BOOL] = MSG_FIELDS_BOOL,      [FIELD_NUMBER] = MSG_FIELDS_NUMBER,
	    [FIELD_DATE] = MSG_FIELDS_DATE,      [FIELD_SCALAR] = MSG_FIELDS_SCALAR,
	    [FIELD_LIST] = MSG_FIELDS_LIST,      [FIELD_MAP] = MSG_FIELDS_MAP,
	    [FIELD_NODE] = MSG_FIELDS_NODE,      [FIELD_CLOSED_LIST] = MSG_FIELDS_LIST,
	    [FIELD_CLOSED_MAP] = MSG_FIELDS_MAP, [FIELD_CLOSED_NODE] = MSG_FIELDS_NODE,
	    [FIELD_LATER] = MSG_FIELDS_NODE,
	};
	return msg(labels[kind]);
}

/* What is missing is one mistake, however many keys it has. `there`: a bit for each that is not. */
static bool require(struct diags *diags, const struct node *node, const struct field_spec *specs, size_t count,
                    uint64_t there)
{
	const char *missing = NULL;
	for (size_t i = 0; i < count; i++)
		if (specs[i].required && !(there >> i & 1))
			missing = msg_row_beside(diags->arena, missing, specs[i].name);
	if (missing)
		diag_add(diags, DIAG_DATA_MISSING, node_place(node), msg_fields_missing(diags->arena, missing));
	return !missing;
}

bool fields_read(struct diags *diags, const struct node *node, const struct field_spec *specs, size_t count,
                 void *object)
{
	if (node->kind != NODE_MAPPING) {
		diag_add(diags, DIAG_DATA_KIND, node->span, msg_fields_kind_here(diags->arena, kind_label(FIELD_MAP)));
		return false;
	}
	bool good = true, known = true;
	uint64_t there = 0;
	size_t next = 0;
	assert(count <= 64);
	for (size_t i = 0; i < node->count; i++) {
		const char *key = node_member_key(node, i);
		const struct field_spec *spec = spec_find(specs, count, key, &next);
		there |= spec ? UINT64_C(1) << (spec - specs) : 0;
		if (!spec) {
			struct diag *diag = diag_add(diags, DIAG_DATA_KEY, node_member(node, i)->key->span,
			                             msg_fields_unknown_key(diags->arena, key));
			diag_suggest(diags, diag, spec_nearest(specs, count, key));
			known = false;
		} else if (!member_store(spec, node, i, (char *)object + spec->offset)) {
			diag_add(diags, DIAG_DATA_KIND, node_member(node, i)->span,
			         msg_fields_kind_of_key(diags->arena, spec->name, kind_label(spec->kind)));
			good = false;
		}
	}
	return known && require(diags, node, specs, count, there) &&
	       good; /* what is missing may stand under the unknown key */
}
