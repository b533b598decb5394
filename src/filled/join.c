/* Two models of one process → edits of the first. What one of them does not know comes from the other; members of lists
 * are the same where the words in their first field are. */
#include "filled/join.h"

#include "base/utf8.h"
#include "model/draft.h"

#include <string.h>

static const char unknown_key[] = "unknown", sheets_key[] = "sheets", items_key[] = "items", id_key[] = "id";

static bool is_unknown(const struct node *node)
{
	return node->kind == NODE_MAPPING && node->count > 0 && node_is(node->items[0]->key, unknown_key);
}

/* Does it say something? */
static bool is_known(const struct node *node)
{
	if (!node || is_unknown(node))
		return false;
	if (node->kind == NODE_SCALAR)
		return !node_is_null(node);
	for (size_t i = 0; i < node->count; i++)
		if (!(node->items[i]->key && node_is(node->items[i]->key, id_key)) && is_known(node->items[i]))
			return true;
	return node->kind == NODE_SEQUENCE && !node->count;
}

bool join_has_sheet(const struct node *model, const char *kind)
{
	const struct node *sheet = node_get(node_get(model, sheets_key), kind);
	return sheet && sheet->kind == NODE_MAPPING && !is_unknown(sheet);
}

static bool same_words(struct arena *arena, const struct node *a, const struct node *b)
{
	return strcmp(utf8_fold(arena, a->text), utf8_fold(arena, b->text)) == 0;
}

/* Whether both say the same at a key; true where one of them says nothing. */
static bool agrees(struct arena *arena, const struct node *a, const struct node *b, const char *key)
{
	const struct node *left = node_get(a, key), *right = node_get(b, key);
	bool both = is_known(left) && is_known(right) && left->kind == NODE_SCALAR && right->kind == NODE_SCALAR;
	return !both || same_words(arena, left, right);
}

bool join_is_same_process(struct arena *arena, const struct node *model, const struct node *added)
{
	return agrees(arena, model, added, "name") || agrees(arena, model, added, "number");
}

/* ---- values ---- */

static const struct answer_type *field_of(const struct record_type *record, const char *name)
{
	int index = record ? type_field(&record->type, name) : -1;
	return index < 0 ? NULL : record->answers[index];
}

static const struct record_type *record_of(const struct answer_type *type)
{
	const struct answer_type *own = type && type->kind == ANSWER_LIST ? type->element : type;
	return own ? own->record : NULL;
}

static bool is_reference(const struct answer_type *type)
{
	const struct answer_type *own = type && type->kind == ANSWER_LIST ? type->element : type;
	return own && own->kind == ANSWER_REF;
}

/* A copy to be written; references name the members as the model does. */
static struct node *copy_value(struct join *join, const struct answer_type *type, const struct node *node)
{
	const struct record_type *record = record_of(type);
	if (node->kind == NODE_SCALAR) {
		const char *id = is_reference(type) ? map_get(&join->ids, node->text) : NULL;
		return node_scalar(join->arena, node->style == NODE_PLAIN ? NODE_PLAIN : NODE_LITERAL, id ? id : node->text);
	}
	struct node *copy = node_collection(join->arena, node->kind, node->style);
	for (size_t i = 0; i < node->count; i++) {
		const char *key = node->items[i]->key ? node->items[i]->key->text : NULL;
		node_append(join->arena, copy, key, copy_value(join, key ? field_of(record, key) : type, node->items[i]));
	}
	return copy;
}

static void note(struct join *join, const char *problem)
{
	join->problem = join->problem ? join->problem : problem;
}

/* ---- lists ---- */

/* What a member is known by: the first of its fields behind the id. */
static const struct node *name_of(const struct node *member)
{
	for (size_t i = 0; member->kind == NODE_MAPPING && i < member->count; i++)
		if (!node_is(member->items[i]->key, id_key))
			return member->items[i]->kind == NODE_SCALAR ? member->items[i] : NULL;
	return NULL;
}

/* The member of the model with the same name; of lists of one member each, that one. */
static const struct node *counterpart(struct join *join, const struct node *list, const struct node *member,
                                      bool single)
{
	const struct node *name = name_of(member);
	for (size_t i = 0; i < list->count; i++) {
		const struct node *other = name_of(list->items[i]);
		if (name && other && same_words(join->arena, name, other))
			return list->items[i];
	}
	return single && list->count == 1 && !(name && name_of(list->items[0])) ? list->items[0] : NULL;
}

/* An id that no member of the model's list has. */
static const char *free_id(struct join *join, const struct node *list, const char *id)
{
	const char *free = id;
	for (size_t n = 2; draft_has_id(list, free); n++)
		free = arena_printf(join->arena, "%s-%zu", id, n);
	return free;
}

/* Learns how the members of every list are called in the model, before anything refers to them. */
static void learn_ids(struct join *join)
{
	for (size_t i = 0; i < join->added->count; i++) {
		const struct node *list = join->added->items[i];
		const struct node *there = node_get(join->model, list->key->text);
		for (size_t j = 0; list->kind == NODE_SEQUENCE && j < list->count; j++) {
			const struct node *id = node_get(list->items[j], id_key);
			bool plain = there && there->kind == NODE_SEQUENCE;
			const struct node *same = id && plain ? counterpart(join, there, list->items[j], list->count == 1) : NULL;
			const struct node *own = same ? node_get(same, id_key) : NULL;
			const char *name = own ? own->text : id && plain ? free_id(join, there, id->text) : NULL;
			if (id && name)
				map_put(&join->ids, id->text, (void *)(uintptr_t)name);
		}
	}
}

static void join_mappings(struct join *join, const struct record_type *record, const struct node *model,
                          const struct node *added);

static void append_member(struct join *join, const struct answer_type *type, const struct node *list,
                          const struct node *member)
{
	struct node *copy = copy_value(join, type->element, member);
	struct node *id = (struct node *)(uintptr_t)node_get(copy, id_key);
	const char *own = id ? map_get(&join->ids, id->text) : NULL;
	if (own)
		id->text = own, id->length = strlen(own);
	note(join, edit_append(&join->edits, list, copy));
}

/* Only lists of records are joined member by member; another that both have stays as the model has it. */
static void join_lists(struct join *join, const struct answer_type *type, const struct node *model,
                       const struct node *added)
{
	const struct record_type *record = record_of(type);
	for (size_t i = 0; record && i < added->count; i++) {
		const struct node *same = counterpart(join, model, added->items[i], added->count == 1);
		if (same)
			join_mappings(join, record, same, added->items[i]);
		else if (is_known(added->items[i]))
			append_member(join, type, model, added->items[i]);
	}
}

/* ---- facts ---- */

static void join_values(struct join *join, const struct answer_type *type, const struct node *model,
                        const struct node *added)
{
	if (!is_known(model) && is_known(added))
		note(join, edit_set(&join->edits, model, copy_value(join, type, added)));
	else if (model->kind == NODE_MAPPING && added->kind == NODE_MAPPING && !is_unknown(model) && record_of(type))
		join_mappings(join, record_of(type), model, added);
	else if (model->kind == NODE_SEQUENCE && added->kind == NODE_SEQUENCE)
		join_lists(join, type, model, added);
}

static void join_mappings(struct join *join, const struct record_type *record, const struct node *model,
                          const struct node *added)
{
	for (size_t i = 0; i < added->count; i++) {
		const struct node *value = added->items[i];
		const char *key = value->key->text;
		const struct node *own = node_get(model, key);
		if (strcmp(key, id_key) == 0 || (model == join->model && strcmp(key, sheets_key) == 0) || is_unknown(value))
			continue;
		const struct answer_type *type = field_of(record, key);
		if (own && !node_is_null(own))
			join_values(join, type, own, value);
		else if (is_known(value))
			note(join, edit_put(&join->edits, model, key, copy_value(join, type, value)));
	}
}

/* ---- sheets ---- */

static struct node *kept_items(struct join *join, const char *kind)
{
	struct node *items = node_collection(join->arena, NODE_MAPPING, NODE_BLOCK);
	for (size_t i = 0; i < join->kept.count; i++)
		if (strcmp(join->kept.items[i].kind, kind) == 0)
			node_append(join->arena, items, join->kept.items[i].key, join->kept.items[i].value);
	return items;
}

/* What is kept of a sheet that the model has already. */
static void keep_in_model(struct join *join, const struct node *sheet)
{
	const struct node *there = node_get(sheet, items_key);
	struct node *items = kept_items(join, sheet->key->text);
	for (size_t i = 0; there && i < items->count; i++)
		note(join, edit_put(&join->edits, there, items->items[i]->key->text, items->items[i]));
	if (!there && items->count)
		note(join, edit_put(&join->edits, sheet, items_key, items));
}

/* The sheet that is added, with what is kept of it. */
static struct node *new_sheet(struct join *join, const struct answer_type *type)
{
	const struct node *added = node_get(node_get(join->added, sheets_key), join->kind);
	struct node *sheet = copy_value(join, type, added), *kept = kept_items(join, join->kind);
	struct node *items = (struct node *)(uintptr_t)node_get(sheet, items_key);
	if (!items && kept->count)
		node_append(join->arena, sheet, items_key, kept);
	for (size_t i = 0; items && i < kept->count; i++)
		if (!node_get(items, kept->items[i]->key->text))
			node_append(join->arena, items, kept->items[i]->key->text, kept->items[i]);
	return sheet;
}

static void join_sheets(struct join *join)
{
	const struct node *sheets = node_get(join->model, sheets_key);
	const struct answer_type *type = field_of(record_of(field_of(join->schema->process, sheets_key)), join->kind);
	const struct node *there = node_get(sheets, join->kind);
	struct node *sheet = new_sheet(join, type);
	for (size_t i = 0; sheets && i < sheets->count; i++)
		if (join_has_sheet(join->model, sheets->items[i]->key->text))
			keep_in_model(join, sheets->items[i]);
	if (there && !node_is_null(there)) {
		note(join, edit_set(&join->edits, there, sheet));
	} else if (sheets && !node_is_null(sheets)) {
		note(join, edit_put(&join->edits, sheets, join->kind, sheet));
	} else {
		struct node *all = node_collection(join->arena, NODE_MAPPING, NODE_BLOCK);
		node_append(join->arena, all, join->kind, sheet);
		note(join, edit_put(&join->edits, join->model, sheets_key, all));
	}
}

void join_edit(struct join *join)
{
	join->problem = NULL;
	map_init(&join->ids, join->arena);
	learn_ids(join);
	join_mappings(join, join->schema->process, join->model, join->added);
	join_sheets(join);
}
