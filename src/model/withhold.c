/* Model → the model that the public sees (規則第10条): copies of the records on the way to each path of `withhold`, with
 * the answers there made unknown. Expressions make unknown what follows from what is unknown, so that no words come out
 * by way of a title or a list that is put together from others. */
#include "model/withhold.h"

#include <stdlib.h>
#include <string.h>

/* Does `path` begin with the whole steps of `outer`? */
static bool is_below(const char *path, const char *outer)
{
	size_t length = strlen(outer);
	return strncmp(path, outer, length) == 0 && strchr(".[", path[length]); /* strchr finds the NUL, too */
}

bool path_withheld(const struct model *model, const char *path)
{
	for (size_t i = 0; i < model->withheld_count; i++)
		if (is_below(path, model->withheld[i]))
			return true;
	return false;
}

struct withholder {
	struct arena *arena;
	bool found;
};

static struct value replaced(struct withholder *w, const struct value *value, const char *path);

/* Ids and what points to them are no answers, and the part of the form that an attachment belongs to is printed. */
static bool is_structure(const struct record *record, size_t field)
{
	const char *name = record->type->fields[field].name;
	const struct answer_type *answer = record_type_of(record)->answers[field];
	bool list_of_refs = answer->kind == ANSWER_LIST && answer->element->kind == ANSWER_REF;
	return answer->kind == ANSWER_REF || answer->kind == ANSWER_SHARED || list_of_refs || strcmp(name, "id") == 0 ||
	       strcmp(name, "part") == 0;
}

static struct record *record_copy(struct arena *arena, const struct record *record)
{
	struct record *copy = arena_new_object(arena, struct record);
	*copy = *record;
	copy->values = arena_array(arena, struct value, record->type->field_count);
	for (size_t i = 0; i < record->type->field_count; i++)
		copy->values[i] = record->values[i];
	return copy;
}

static struct value_list *list_copy(struct arena *arena, const struct value_list *list)
{
	struct value_list *copy = arena_new_object(arena, struct value_list);
	*copy = (struct value_list){arena_array(arena, struct value, list->count), list->count};
	for (size_t i = 0; i < list->count; i++)
		copy->items[i] = list->items[i];
	return copy;
}

static struct value concealed(struct withholder *w, const struct value *value)
{
	struct value result = *value;
	if (value->kind == VALUE_ABSENT)
		return result;
	if (value->kind == VALUE_RECORD) {
		struct record *record = record_copy(w->arena, value->record);
		for (size_t i = 0; i < record->type->field_count; i++)
			if (!is_structure(record, i))
				record->values[i] = concealed(w, &record->values[i]);
		result.record = record;
		w->found = true;
		return result;
	}
	if (value->kind == VALUE_LIST && value->list->count && value->list->items[0].kind == VALUE_RECORD) {
		struct value_list *list = list_copy(w->arena, value->list);
		for (size_t i = 0; i < list->count; i++)
			list->items[i] = concealed(w, &list->items[i]);
		result.list = list;
		return result;
	}
	w->found = true;
	return (struct value){.kind = VALUE_UNKNOWN, .node = value->node, .detail = withheld_words};
}

/* A member of a list may say something else for one block: its differences go the same way. */
static struct value replaced_field(struct withholder *w, const struct value *value, const char *path)
{
	size_t length = strcspn(path, ".[");
	struct record *record = record_copy(w->arena, value->record);
	for (size_t i = 0; i < record->type->field_count; i++) {
		const char *name = record->type->fields[i].name;
		struct value *field = &record->values[i];
		if (strlen(name) == length && strncmp(name, path, length) == 0) {
			*field = replaced(w, field, path + length);
		} else if (strcmp(name, "differences") == 0 && field->kind == VALUE_LIST) {
			struct value_list *list = list_copy(w->arena, field->list);
			for (size_t j = 0; j < list->count; j++)
				if (list->items[j].kind == VALUE_RECORD)
					list->items[j] = replaced_field(w, &list->items[j], path);
			field->list = list;
		}
	}
	struct value result = *value;
	result.record = record;
	return result;
}

/* Is the member named by this word: its id, its key, or its number from 1? */
static bool is_named(const struct value *member, size_t number, const char *word, size_t length)
{
	struct value id = record_get(member, "id");
	const struct node *key = member->node ? member->node->key : NULL;
	const char *name = id.kind == VALUE_TEXT ? id.text : key && member->node->parent ? key->text : NULL;
	bool named = name && strlen(name) == length && strncmp(name, word, length) == 0;
	return named || strtoul(word, NULL, 10) == number;
}

static struct value replaced_member(struct withholder *w, const struct value *value, const char *word, size_t length,
                                    const char *rest)
{
	struct value_list *list = list_copy(w->arena, value->list);
	for (size_t i = 0; i < list->count; i++)
		if (is_named(&list->items[i], i + 1, word, length))
			list->items[i] = replaced(w, &list->items[i], rest);
	struct value result = *value;
	result.list = list;
	return result;
}

/* The value with what stands at the rest of the path made unknown: "", ".name…" or "[id]…". */
static struct value replaced(struct withholder *w, const struct value *value, const char *path)
{
	const char *end = *path == '[' ? strchr(path, ']') : NULL;
	if (!*path)
		return concealed(w, value);
	if (value->kind == VALUE_RECORD && *path == '.')
		return replaced_field(w, value, path + 1);
	if (value->kind == VALUE_LIST && end)
		return replaced_member(w, value, path + 1, (size_t)(end - path - 1), end + 1);
	if (value->kind == VALUE_LIST && *path == '.')
		return replaced_member(w, value, path + 1, strcspn(path + 1, ".["), path + 1 + strcspn(path + 1, ".["));
	return *value;
}

/* sheets.kiso.items.I.1.2: an answer under the form's own number. */
static bool is_stand_in(const struct model *model, const char *path)
{
	const struct node *sheets = node_get(model->node, "sheets");
	for (size_t i = 0; sheets && sheets->kind == NODE_MAPPING && i < sheets->count; i++) {
		const struct node *items = node_get(sheets->items[i], "items");
		for (size_t j = 0; items && items->kind == NODE_MAPPING && j < items->count; j++) {
			struct buf buf = BUF_INIT;
			buf_printf(&buf, "sheets.%s.items.%s", sheets->items[i]->key->text, items->items[j]->key->text);
			bool same = strcmp(buf_text(&buf), path) == 0;
			buf_free(&buf);
			if (same)
				return true;
		}
	}
	return false;
}

static void report(struct diags *diags, const struct node *place, const char *path)
{
	struct diag *diag = diag_add(diags, DIAG_MODEL_WITHHOLD, node_place(place), "「%s」に当たる答えがありません", path);
	diag->hint = "path に、render --format json の path か、sheets.<様式>.items.<項目の番号> を書いてください";
}

static void withhold(struct arena *arena, struct diags *diags, struct model *model, const struct value *entry)
{
	struct value path = record_get(entry, "path");
	struct withholder w = {.arena = arena};
	if (path.kind != VALUE_TEXT) {
		report(diags, entry->node, "");
		return;
	}
	struct value root = {.kind = VALUE_RECORD, .node = model->node, .record = model->root};
	if (is_stand_in(model, path.text))
		w.found = true;
	else
		model->root = replaced_field(&w, &root, path.text).record;
	model->withheld[model->withheld_count++] = path.text;
	if (!w.found)
		report(diags, path.node, path.text);
}

const struct model *model_withheld(struct arena *arena, struct diags *diags, const struct model *model)
{
	const struct value *entries = record_field(model->root, "withhold");
	if (!entries || entries->kind != VALUE_LIST)
		return model;
	struct model *copy = arena_new_object(arena, struct model);
	*copy = *model;
	copy->withheld = arena_array(arena, const char *, entries->list->count);
	for (size_t i = 0; i < entries->list->count; i++)
		withhold(arena, diags, copy, &entries->list->items[i]);
	return copy;
}
