/* What a model that was read holds: fields of records, members of an owner. */
#include "model/model.h"

#include <string.h>

const struct record_type *record_type_of(const struct record *record)
{
	return (const struct record_type *)record->type; /* its first member */
}

const struct value *record_field(const struct record *record, const char *name)
{
	int index = type_field(record->type, name);
	return index < 0 ? NULL : &record->values[index];
}

struct value record_get(const struct value *value, const char *name)
{
	const struct value *field = value->kind == VALUE_RECORD ? record_field(value->record, name) : NULL;
	return field ? *field : value_absent();
}

bool record_is_structure(const struct record *record, size_t field)
{
	const char *name = record->type->fields[field].name;
	const struct answer_type *answer = record_type_of(record)->answers[field];
	bool list_of_refs = answer->kind == ANSWER_LIST && answer->element->kind == ANSWER_REF;
	return answer->kind == ANSWER_REF || answer->kind == ANSWER_SHARED || list_of_refs || strcmp(name, "id") == 0 ||
	       strcmp(name, "part") == 0;
}

struct record *record_copy(struct arena *arena, const struct record *record)
{
	struct record *copy = arena_new_object(arena, struct record);
	*copy = *record;
	copy->values = arena_array(arena, struct value, record->type->field_count);
	for (size_t i = 0; i < record->type->field_count; i++)
		copy->values[i] = record->values[i];
	return copy;
}

/* ---- members of an owner ---- */

/* Is the text id one of the list's, or is there no list (then all owners are meant)? */
static bool belongs(const struct value *owners, const char *id)
{
	if (owners->kind != VALUE_LIST)
		return true;
	for (size_t i = 0; i < owners->list->count; i++)
		if (owners->list->items[i].kind == VALUE_TEXT && strcmp(owners->list->items[i].text, id) == 0)
			return true;
	return false;
}

/* A copy of record with what `other` has written laid over it, records in records too. */
static const struct record *overlay(struct arena *arena, const struct record *record, const struct record *other)
{
	struct record *copy = record_copy(arena, record);
	for (size_t i = 0; i < record->type->field_count; i++) {
		const struct value *under = &record->values[i];
		const struct value *over = &other->values[i];
		copy->values[i] = over->kind == VALUE_ABSENT ? *under : *over;
		if (under->kind == VALUE_RECORD && over->kind == VALUE_RECORD)
			copy->values[i].record = overlay(arena, under->record, over->record);
	}
	return copy;
}

static struct value seen_from(struct arena *arena, const struct value *member, const char *id)
{
	struct value differences = record_get(member, "differences");
	for (size_t i = 0; differences.kind == VALUE_LIST && i < differences.list->count; i++) {
		const struct value *difference = &differences.list->items[i];
		if (difference->kind == VALUE_RECORD && node_is(difference->node->key, id)) {
			struct value seen = *member;
			seen.record = overlay(arena, member->record, difference->record);
			return seen;
		}
	}
	return *member;
}

struct value model_members(struct arena *arena, const struct value *list, const struct value *owner)
{
	if (list->kind != VALUE_LIST)
		return *list;
	struct value id = record_get(owner, "id");
	struct value_list *members = arena_new_object(arena, struct value_list);
	members->items = arena_array(arena, struct value, list->list->count);
	for (size_t i = 0; i < list->list->count; i++) {
		const struct value *member = &list->list->items[i];
		if (member->kind != VALUE_RECORD)
			continue;
		struct value owners = record_get(member, record_type_of(member->record)->belongs_to);
		if (id.kind != VALUE_TEXT)
			members->items[members->count++] = *member;
		else if (belongs(&owners, id.text))
			members->items[members->count++] = seen_from(arena, member, id.text);
	}
	struct value result = *list;
	result.list = members;
	return result;
}
