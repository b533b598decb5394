/* Members of a list of the model ↔ cells of a table. */
#include "answer/members.h"

#include "answer/put.h"
#include "base/messages/fill.h"
#include "base/messages/filled.h"
#include "model/draft.h"
#include "model/flow.h"
#include "yaml/node_write.h"

#include <stdlib.h>
#include <string.h>

const struct node *members_of(const struct answering *answering, const char *name)
{
	const struct node *list = node_get(answering->sheet->model->node, name);
	return list && list->kind == NODE_SEQUENCE ? list : NULL;
}

const struct node *member_named(const struct answering *answering, const char *key, const char **field)
{
	size_t name = strcspn(key, "[");
	if (!key[name])
		return NULL;
	const struct node *list = members_of(answering, arena_copy(answering->arena, key, name));
	char *end;
	size_t number = strtoul(key + name + 1, &end, 10);
	*field = strncmp(end, "].", 2) == 0 ? end + 2 : "";
	return *end == ']' && list && number && number <= list->count ? list->items[number - 1] : NULL;
}

const struct record_type *member_type(const struct answering *answering, const char *list)
{
	const struct record_type *process = answering->schema->process;
	int index = type_field(&process->type, list);
	const struct answer_type *type = index < 0 ? NULL : process->answers[index];
	bool records = type && type->kind == ANSWER_LIST && type->element->kind == ANSWER_RECORD;
	return records ? type->element->record : NULL;
}

bool member_has_cell(const struct record_type *type, size_t field)
{
	enum answer_kind kind = type->answers[field]->kind;
	return kind == ANSWER_SHARED || (kind == ANSWER_LINE && strcmp(type->type.fields[field].name, "id") != 0);
}

/* The record that was read of it; NULL of a row that nobody has filled in. */
static const struct record *record_of(const struct answering *answering, const struct node *member)
{
	const struct value *members = record_field(answering->sheet->model->root, member->parent->key->text);
	for (size_t i = 0; members && members->kind == VALUE_LIST && i < members->list->count; i++) {
		const struct value *value = &members->list->items[i];
		if (value->kind == VALUE_RECORD && value->record->node == member)
			return value->record;
	}
	return NULL;
}

struct value member_value(const struct answering *answering, const struct node *member, const char *field)
{
	const struct record *record = record_of(answering, member);
	const struct value *value = record ? record_field(record, field) : NULL;
	return value ? *value : value_absent();
}

const char *member_words(const struct answering *answering, const struct node *member, const char *field)
{
	struct value value = member_value(answering, member, field);
	const char *words = value.kind == VALUE_INVALID && value.node ? value.node->text : value_words(&value);
	if (!words)
		return "";
	return flow_has_end(member->parent->key->text, field)
	           ? flow_end_name(answering->arena, answering->sheet->model, words)
	           : words;
}

/* ---- cells → model ---- */

/* Where the words of a field stand in the body, or NULL. */
static const struct node *given_of(const struct answering *answering, const struct node *member, const char *field)
{
	const struct node *node = member_value(answering, member, field).node;
	return node && node->kind == NODE_SCALAR && node->span.source != member->span.source ? node : NULL;
}

static struct node *copy_of(struct arena *arena, const struct node *node)
{
	struct node *copy = arena_new_object(arena, struct node);
	*copy = *node;
	return copy;
}

/* The body's member of this id; absent: it has none. */
static struct value of_body(const struct answering *answering, const char *list, const char *id)
{
	const struct body *body = answering->sheet->model->body;
	struct value members = body ? record_get(&body->value, list) : value_absent();
	for (size_t i = 0; members.kind == VALUE_LIST && i < members.list->count; i++) {
		struct value name = record_get(&members.list->items[i], "id");
		if (name.kind == VALUE_TEXT && strcmp(name.text, id) == 0)
			return members.list->items[i];
	}
	return value_absent();
}

/* The field of the member as it is when it shares what `body` gives; of none the words are its own from now on. */
static struct node *sharing_field(const struct answering *answering, const struct node *member, const char *name,
                                  const struct value *body)
{
	struct arena *arena = answering->arena;
	const struct node *own = node_get(member, name), *given = given_of(answering, member, name);
	struct value gives = record_get(body, name);
	if (strcmp(name, "id") != 0 && gives.kind != VALUE_ABSENT)
		return NULL;
	return own                                   ? copy_of(arena, own)
	       : given && body->kind == VALUE_ABSENT ? answer_text_node(arena, given->text)
	                                             : NULL;
}

static struct node *sharing(const struct answering *answering, const struct node *member,
                            const struct record_type *type, const struct value *body)
{
	struct node *made = node_collection(answering->arena, NODE_MAPPING, member->style);
	struct value id = record_get(body, "id");
	for (size_t i = 0; i < type->type.field_count; i++) {
		const char *name = type->type.fields[i].name;
		bool shares = type->answers[i]->kind == ANSWER_SHARED;
		struct node *value = !shares                 ? sharing_field(answering, member, name, body)
		                     : id.kind == VALUE_TEXT ? answer_text_node(answering->arena, id.text)
		                                             : NULL;
		if (value)
			node_append(answering->arena, made, name, value);
	}
	return made;
}

/* A list whose member is another; the others as they are. */
static const char *replace_member(const struct answering *answering, const struct node *member, struct node *made)
{
	const struct node *list = member->parent;
	struct node *members = node_collection(answering->arena, NODE_SEQUENCE, NODE_BLOCK);
	for (size_t i = 0; i < list->count; i++)
		node_append(answering->arena, members, NULL,
		            list->items[i] == member ? made : copy_of(answering->arena, list->items[i]));
	return edit_set(answering->edits, list, members);
}

static const char *put_sharing(const struct answering *answering, const struct node *member,
                               const struct record_type *type, size_t field, const char *id)
{
	const struct node *there = node_get(member, type->type.fields[field].name);
	struct value body = of_body(answering, type->answers[field]->target, id);
	if (*id && body.kind == VALUE_ABSENT)
		return msg_fill_not_shared(answering->arena, id);
	if (strcmp(there ? there->text : "", id) == 0)
		return NULL;
	struct node *made = sharing(answering, member, type, &body);
	bool alike = *id && there && !node_is_null(there) && made->count == member->count;
	return alike ? edit_add(answering->edits, there, 0, there->length, id) : replace_member(answering, member, made);
}

/* A cell is a line: a line break in it is a space. */
static const char *on_one_line(struct arena *arena, const char *words)
{
	char *line = arena_string(arena, words);
	for (char *at = line; *at; at++)
		if (strchr("\n\r\t", *at))
			*at = ' ';
	return line;
}

const char *member_put(const struct answering *answering, const struct node *member, const char *field,
                       const char *words, bool shared)
{
	struct arena *arena = answering->arena;
	const char *list = member->parent->key->text;
	const struct record_type *type = member_type(answering, list);
	int index = type ? type_field(&type->type, field) : -1;
	if (index < 0 || !member_has_cell(type, (size_t)index))
		return msg_fill_no_item(arena, field, answering->sheet->form->id);
	const struct node *given = given_of(answering, member, field);
	if (type->answers[index]->kind == ANSWER_SHARED)
		return put_sharing(answering, member, type, (size_t)index, words);
	if (shared && !given)
		return msg_fill_not_shared(arena, field);
	if (strcmp(member_words(answering, member, field), words) == 0)
		return NULL;
	words = on_one_line(arena, words);
	if (flow_has_end(list, field))
		words = flow_end_words(arena, answering->sheet->model, words);
	struct target target = {.node = shared ? given : node_get(member, field), .mapping = member, .rest = field};
	if (shared)
		*answering->edits = edits_new(arena, given->span.source);
	return answer_put(answering, &target, answer_text_node(arena, words));
}

const char *member_add(const struct answering *answering, const char *list)
{
	struct arena *arena = answering->arena;
	const struct record_type *type = member_type(answering, list);
	const struct node *there = members_of(answering, list);
	struct node *member = node_collection(arena, NODE_MAPPING, NODE_FLOW);
	struct target target;
	size_t number = there ? there->count : 0;
	if (!type)
		return msg_fill_no_item(arena, list, answering->sheet->form->id);
	while (draft_has_id(there, draft_member_id(arena, list, number)))
		number++;
	if (type_field(&type->type, "id") >= 0)
		node_append(arena, member, "id", answer_text_node(arena, draft_member_id(arena, list, number)));
	for (size_t i = 0, lines = 0; i < type->type.field_count && !lines; i++) {
		lines = type->answers[i]->kind == ANSWER_LINE && member_has_cell(type, i);
		if (lines)
			node_append(arena, member, type->type.fields[i].name, node_scalar(arena, NODE_PLAIN, ""));
	}
	if (there && there->count)
		return edit_append(answering->edits, there, member);
	struct node *members = node_collection(arena, NODE_SEQUENCE, NODE_BLOCK);
	node_append(arena, members, NULL, member);
	return target_path(answering, list, &target) ? answer_put(answering, &target, members)
	                                             : msg(MSG_FILLED_LIST_NOT_PLAIN);
}
