/* The types that the vocabulary and expressions share: looking up fields, comparing types, naming them in messages,
 * and finding the field or option that a mistyped one may stand for. */
#include "lang/type.h"

#include "base/messages/type.h"
#include "base/utf8.h"

#include <string.h>

const struct type type_bool = {.kind = TYPE_BOOL};
const struct type type_number = {.kind = TYPE_NUMBER};
const struct type type_text = {.kind = TYPE_TEXT};
const struct type type_date = {.kind = TYPE_DATE};
const struct type type_duration = {.kind = TYPE_DURATION};

int type_field(const struct type *type, const char *name)
{
	for (size_t i = 0; i < type->field_count; i++)
		if (strcmp(type->fields[i].name, name) == 0)
			return (int)i;
	return -1;
}

const char *type_nearest_field(const struct type *type, const char *name)
{
	struct nearest nearest = {.written = name};
	for (size_t i = 0; i < type->field_count; i++)
		nearest_offer(&nearest, type->fields[i].name);
	return nearest.name;
}

const char *type_nearest_option(const struct option_list *options, const char *text)
{
	struct nearest nearest = {.written = text};
	for (size_t i = 0; i < options->count; i++)
		nearest_offer(&nearest, options->options[i].value);
	return nearest.name;
}

bool type_equal(const struct type *a, const struct type *b)
{
	if (a == b)
		return true;
	if (a->kind != b->kind)
		return false;
	if (a->kind == TYPE_LIST) /* the empty list literal has no element type and goes with every list */
		return !a->element || !b->element || type_equal(a->element, b->element);
	if (a->kind == TYPE_RECORD)
		return a->name && b->name && strcmp(a->name, b->name) == 0;
	return true;
}

const char *type_label(const struct type *type)
{
	static const struct message *const labels[] = {
	    [TYPE_BOOL] = MSG_TYPE_BOOL,     [TYPE_NUMBER] = MSG_TYPE_NUMBER,     [TYPE_TEXT] = MSG_TYPE_TEXT,
	    [TYPE_DATE] = MSG_TYPE_DATE,     [TYPE_DURATION] = MSG_TYPE_DURATION, [TYPE_LIST] = MSG_TYPE_LIST,
	    [TYPE_RECORD] = MSG_TYPE_RECORD,
	};
	return msg(labels[type->kind]);
}
