/* Lists of the model as tables to fill in, and what the body has for all to choose from. */
#include "render/field_members.h"

#include "answer/members.h"
#include "model/draft.h"
#include "model/flow.h"
#include "render/sheet_json.h"

#include <string.h>

static struct value body_list(const struct answering *answering, const char *list)
{
	const struct body *body = answering->sheet->model->body;
	struct value members = body && list ? record_get(&body->value, list) : value_absent();
	return members.kind == VALUE_LIST ? members : value_absent();
}

/* The first field of the records that is typed; NULL: they are not shared. */
static const char *first_line(const struct record_type *type, const char **shared)
{
	const char *line = NULL;
	*shared = NULL;
	for (size_t i = 0; i < type->type.field_count; i++) {
		if (type->answers[i]->kind == ANSWER_SHARED)
			*shared = type->answers[i]->target;
		else if (!line && member_has_cell(type, i))
			line = type->type.fields[i].name;
	}
	return line;
}

/* Can the model's list be changed in place: it is not there, or plain? */
static bool is_plain(const struct answering *answering, const char *list)
{
	struct target target;
	if (!target_path(answering, list, &target))
		return false;
	return !target.node || node_is_null(target.node) ||
	       (target.node->kind == NODE_SEQUENCE && (target.node->style == NODE_BLOCK || !target.node->count));
}

const char *members_at(const struct answering *answering, const struct row *row, bool *typed)
{
	*typed = false;
	struct expr_target from;
	struct target target;
	if (row->item->figure)
		return is_plain(answering, "flow") ? "flow" : NULL;
	if (!row->item->value || row->stand_in || row->stated || row->item->type != ITEM_TEXT ||
	    !expr_targets(answering->arena, row->item->value, &from, 1) || !from.member || from.equals || from.list)
		return NULL;
	const struct record_type *type = member_type(answering, from.path);
	const char *shared, *line = type ? first_line(type, &shared) : NULL;
	if (!line || !shared || !is_plain(answering, from.path))
		return NULL;
	bool one_line = target_any(answering, row, &target) && target.kind == TARGET_MEMBERS;
	bool table = !one_line || body_list(answering, shared).kind == VALUE_LIST;
	*typed = table;
	return table && strcmp(line, from.member) == 0 ? from.path : NULL;
}

/* ---- cells ---- */

static json_t *option_json(const char *value, const char *label, const char *chosen)
{
	json_t *option = json_object();
	object_put_text(option, "value", value);
	object_put_text(option, "label", label);
	object_put(option, "selected", json_boolean(strcmp(value, chosen) == 0));
	return option;
}

static json_t *choices_json(const struct answering *answering, const char *list, const char *chosen)
{
	struct value members = body_list(answering, list);
	json_t *options = json_array();
	for (size_t i = 0; members.kind == VALUE_LIST && i < members.list->count; i++) {
		const struct value *member = &members.list->items[i];
		const char *shared;
		struct value id = record_get(member, "id");
		if (member->kind != VALUE_RECORD || id.kind != VALUE_TEXT)
			continue;
		struct value label = record_get(member, first_line(record_type_of(member->record), &shared));
		array_put(options, option_json(id.text, label.kind == VALUE_TEXT ? label.text : id.text, chosen));
	}
	return options;
}

static json_t *cell_json(const struct answering *answering, const struct node *member, const struct record_type *type,
                         size_t field)
{
	const char *name = type->type.fields[field].name, *words = member_words(answering, member, name);
	bool chooses = type->answers[field]->kind == ANSWER_SHARED;
	json_t *cell = json_object();
	object_put_text(cell, "name", name);
	object_put_text(cell, "label", draft_label(&(struct draft){answering->arena, type, NULL}, name));
	object_put_text(cell, "words", words);
	object_put(cell, "chooses", json_boolean(chooses));
	object_put(cell, "end", json_boolean(flow_has_end(member->parent->key->text, name)));
	if (chooses)
		object_put(cell, "options", choices_json(answering, type->answers[field]->target, words));
	return cell;
}

static json_t *member_json(const struct answering *answering, const char *list, const struct node *member)
{
	const struct record_type *type = member_type(answering, list);
	json_t *object = json_object(), *cells = json_array();
	size_t number = member->position + 1;
	bool shared = false;
	for (size_t i = 0; i < type->type.field_count; i++) {
		if (!member_has_cell(type, i))
			continue;
		array_put(cells, cell_json(answering, member, type, i));
		struct value value = member_value(answering, member, type->type.fields[i].name);
		shared |= value.node && value.node->span.source != member->span.source;
	}
	object_put(object, "member", json_sprintf("%s[%zu]", list, number));
	object_put(object, "row", json_integer((json_int_t)number));
	object_put(object, "above", number > 1 ? json_sprintf("%s[%zu]", list, number - 1) : json_string(""));
	object_put(object, "below",
	           number < member->parent->count ? json_sprintf("%s[%zu]", list, number + 1) : json_string(""));
	object_put(object, "shared", json_boolean(shared));
	object_put(object, "cells", cells);
	return object;
}

json_t *members_json(const struct answering *answering, const char *list)
{
	const struct record_type *type = member_type(answering, list);
	const struct node *members = members_of(answering, list);
	const struct draft process = draft_new(answering->arena, answering->schema->process);
	json_t *object = json_object(), *heads = json_array(), *rows = json_array(), *names = json_array();
	for (size_t i = 0; i < type->type.field_count; i++)
		if (member_has_cell(type, i))
			array_put_text(heads,
			               draft_label(&(struct draft){answering->arena, type, NULL}, type->type.fields[i].name));
	for (size_t i = 0; members && i < members->count; i++)
		array_put(rows, member_json(answering, list, members->items[i]));
	bool flow = flow_has_end(list, "from");
	for (const char **name = flow ? flow_end_names(answering->arena, answering->sheet->model) : NULL; name && *name;
	     name++)
		array_put_text(names, *name);
	object_put_text(object, "list", list);
	object_put_text(object, "list_label", draft_label(&process, list));
	object_put_text(object, "member_label", type->label);
	object_put(object, "opened", json_boolean(!flow));
	object_put(object, "heads", heads);
	object_put(object, "members", rows);
	object_put(object, "names", names);
	return object;
}

/* ---- words of the body ---- */

json_t *passages_json(const struct answering *answering)
{
	json_t *passages = json_array();
	for (size_t i = 0; i < answering->schema->reference_count; i++) {
		const struct reference *reference = &answering->schema->references[i];
		struct value members = body_list(answering, reference->list);
		for (size_t j = 0; members.kind == VALUE_LIST && j < members.list->count; j++) {
			struct value id = record_get(&members.list->items[j], "id"),
			             text = record_get(&members.list->items[j], "text");
			if (id.kind != VALUE_TEXT || text.kind != VALUE_TEXT)
				continue;
			json_t *passage = json_object();
			object_put(passage, "reference", json_sprintf("%s:%s", reference->key, id.text));
			object_put_text(passage, "text", text.text);
			array_put(passages, passage);
		}
	}
	return passages;
}
