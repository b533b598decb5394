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

static const struct field_spec *spec_find(const struct field_spec *specs, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (*specs[i].name == *name && strcmp(specs[i].name, name) == 0)
			return &specs[i];
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

/* Stores node's value in the member; false when node is not of the spec's kind. */
static bool member_store(const struct field_spec *spec, const struct node *node, void *member)
{
	bool scalar = node->kind == NODE_SCALAR;
	switch (spec->kind) {
	case FIELD_STRING:
		if (scalar)
			*(const char **)member = node->text;
		return scalar;
	case FIELD_BOOL:
		*(bool *)member = node_is(node, "true");
		return node_is(node, "true") || node_is(node, "false");
	case FIELD_NUMBER:
		return scalar && read_number(node->text, member);
	case FIELD_DATE:
		return scalar && date_parse(&(struct calendar){0}, node->text, member) == DATE_OK;
	case FIELD_SCALAR:
		*(const struct node **)member = node;
		return scalar;
	case FIELD_LIST:
		*(const struct node **)member = node;
		return node->kind == NODE_SEQUENCE;
	case FIELD_MAP:
		*(const struct node **)member = node;
		return node->kind == NODE_MAPPING;
	case FIELD_NODE:
		*(const struct node **)member = node;
		return true;
	}
	return false;
}

static const char *kind_label(enum field_kind kind)
{
	static const struct message *const labels[] = {
	    [FIELD_STRING] = MSG_FIELDS_STRING, [FIELD_BOOL] = MSG_FIELDS_BOOL,     [FIELD_NUMBER] = MSG_FIELDS_NUMBER,
	    [FIELD_DATE] = MSG_FIELDS_DATE,     [FIELD_SCALAR] = MSG_FIELDS_SCALAR, [FIELD_LIST] = MSG_FIELDS_LIST,
	    [FIELD_MAP] = MSG_FIELDS_MAP,       [FIELD_NODE] = MSG_FIELDS_NODE,
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
	assert(count <= 64);
	for (size_t i = 0; i < node->count; i++) {
		const struct node *value = node->items[i];
		const struct field_spec *spec = spec_find(specs, count, value->key->text);
		there |= spec ? UINT64_C(1) << (spec - specs) : 0;
		if (!spec) {
			struct diag *diag = diag_add(diags, DIAG_DATA_KEY, value->key->span,
			                             msg_fields_unknown_key(diags->arena, value->key->text));
			diag_suggest(diags, diag, spec_nearest(specs, count, value->key->text));
			known = false;
		} else if (!member_store(spec, value, (char *)object + spec->offset)) {
			diag_add(diags, DIAG_DATA_KIND, value->span,
			         msg_fields_kind_of_key(diags->arena, spec->name, kind_label(spec->kind)));
			good = false;
		}
	}
	return known && require(diags, node, specs, count, there) &&
	       good; /* what is missing may stand under the unknown key */
}
