/* Paths and values -> a tree in the order of the vocabulary. */
#include "model/draft.h"

#include "yaml/node_write.h"

#include <stdlib.h>
#include <string.h>

/* The next step of a path: a name and, behind it in brackets, a position. */
struct step {
	const char *name;
	bool indexed;
	size_t index;
	bool last;
};

static bool next_step(struct arena *arena, const char **path, struct step *step)
{
	size_t length = strcspn(*path, ".[");
	*step = (struct step){.name = arena_copy(arena, *path, length)};
	*path += length;
	if (**path == '[') {
		char *end;
		step->indexed = true;
		step->index = strtoul(*path + 1, &end, 10);
		if (*end != ']')
			return false;
		*path = end + 1;
	}
	step->last = !**path;
	if (**path == '.')
		++*path;
	return length > 0;
}

struct draft draft_new(struct arena *arena, const struct record_type *record)
{
	return (struct draft){arena, record, node_collection(arena, NODE_MAPPING, NODE_BLOCK)};
}

static const struct answer_type *field_type(const struct record_type *record, const char *name)
{
	int index = record ? type_field(&record->type, name) : -1;
	return index < 0 ? NULL : record->answers[index];
}

/* The type of the place, or NULL; *label gets that of its field. */
static const struct answer_type *find_field(const struct draft *draft, const char *path, const char **label)
{
	const struct record_type *record = draft->record;
	struct step step;
	while (next_step(draft->arena, &path, &step)) {
		const struct answer_type *type = field_type(record, step.name);
		if (type)
			*label = record->type.fields[type_field(&record->type, step.name)].label;
		if (type && step.indexed)
			type = type->kind == ANSWER_LIST ? type->element : NULL;
		if (!type || step.last)
			return type;
		record = type->kind == ANSWER_RECORD ? type->record : NULL;
	}
	return NULL;
}

const struct answer_type *draft_type(const struct draft *draft, const char *path)
{
	const char *label;
	return find_field(draft, path, &label);
}

const char *draft_label(const struct draft *draft, const char *path)
{
	const char *label;
	return find_field(draft, path, &label) ? label : NULL;
}

/* Before which of the keys that are there does this one stand? */
static size_t position_for(const struct record_type *record, const struct node *mapping, const char *name)
{
	int index = type_field(&record->type, name);
	size_t position = mapping->count;
	while (position > 0 && type_field(&record->type, mapping->items[position - 1]->key->text) > index)
		position--;
	return position;
}

bool draft_has_id(const struct node *list, const char *id)
{
	for (size_t i = 0; list && i < list->count; i++) {
		const struct node *own = node_get(list->items[i], "id");
		if (own && node_is(own, id))
			return true;
	}
	return false;
}

const char *draft_member_id(struct arena *arena, const char *list, size_t index)
{
	size_t length = strlen(list);
	return arena_printf(arena, "%.*s-%zu", (int)(length && list[length - 1] == 's' ? length - 1 : length), list,
	                    index + 1);
}

static struct node *member_new(struct draft *draft, const struct answer_type *element, const char *list, size_t index)
{
	struct node *member = node_collection(draft->arena, NODE_MAPPING, NODE_BLOCK);
	if (field_type(element->record, "id"))
		node_append(draft->arena, member, "id",
		            node_scalar(draft->arena, NODE_LITERAL, draft_member_id(draft->arena, list, index)));
	return member;
}

static bool is_unknown(const struct node *node)
{
	return node->kind == NODE_MAPPING && node->count && node_is(node->items[0]->key, "unknown");
}

/* The member of a list, with those in front of it. */
static struct node *member_at(struct draft *draft, const struct answer_type *type, struct node *list, const char *name,
                              size_t index)
{
	while (list->count <= index)
		node_append(draft->arena, list, NULL, member_new(draft, type->element, name, list->count));
	return list->items[index];
}

static void replace(struct draft *draft, const struct record_type *record, struct node *mapping, const char *name,
                    struct node *value)
{
	struct node *old = node_get(mapping, name);
	if (!old) {
		node_insert(draft->arena, mapping, position_for(record, mapping, name), name, value);
		return;
	}
	value->parent = mapping;
	value->key = old->key;
	value->position = old->position;
	mapping->items[old->position] = value;
}

/* The collection under a key, made if it is not there, or if what is there is only unknown. */
static struct node *child(struct draft *draft, const struct record_type *record, struct node *mapping, const char *name,
                          enum node_kind kind)
{
	struct node *node = node_get(mapping, name);
	if (!node || is_unknown(node)) {
		node = node_collection(draft->arena, kind, NODE_BLOCK);
		replace(draft, record, mapping, name, node);
	}
	return node->kind == kind ? node : NULL;
}

bool draft_put(struct draft *draft, const char *path, struct node *value)
{
	const struct record_type *record = draft->record;
	struct node *node = draft->root;
	struct step step;
	if (!draft_type(draft, path))
		return false;
	while (node && next_step(draft->arena, &path, &step)) {
		const struct answer_type *type = field_type(record, step.name);
		if (step.last && !step.indexed) {
			replace(draft, record, node, step.name, value);
			return true;
		}
		node = child(draft, record, node, step.name, step.indexed ? NODE_SEQUENCE : NODE_MAPPING);
		if (node && step.indexed && step.last)
			return false; /* members are made of fields */
		if (node && step.indexed)
			node = member_at(draft, type, node, step.name, step.index);
		record = step.indexed ? type->element->record : type->record;
	}
	return false;
}

struct node *draft_get(const struct draft *draft, const char *path)
{
	struct node *node = draft->root;
	struct step step;
	while (node && next_step(draft->arena, &path, &step)) {
		node = node_get(node, step.name);
		if (node && step.indexed)
			node = node->kind == NODE_SEQUENCE && step.index < node->count ? node->items[step.index] : NULL;
		if (step.last)
			return node;
	}
	return NULL;
}
