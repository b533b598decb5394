/* Model → the model that the public sees (規則第10条): copies of the records on the way to each path of `withhold`, with
 * the answers there made unknown. Expressions make unknown what follows from what is unknown, so that no words come out
 * by way of a title or a list that is put together from others. */
#include "model/withhold.h"

#include "base/list.h"
#include "base/messages/withhold.h"

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

bool path_tells_withheld(const struct model *model, const char *path)
{
	for (size_t i = 0; i < model->withheld_count; i++)
		if (is_below(path, model->withheld[i]) || is_below(model->withheld[i], path))
			return true;
	return false;
}

struct withholder {
	struct arena *arena;
	LIST(const char *) texts;
	bool found;
};

static struct value replaced(struct withholder *w, const struct answer_type *type, const struct value *value,
                             const char *path);

static struct value_list *list_copy(struct arena *arena, const struct value_list *list)
{
	struct value_list *copy = arena_new_object(arena, struct value_list);
	*copy = (struct value_list){arena_array(arena, struct value, list->count), list->count};
	for (size_t i = 0; i < list->count; i++)
		copy->items[i] = list->items[i];
	return copy;
}

/* Free words of an answer; a choice, a count or a date says too little by itself to be known again in other words. */
static void note_texts(struct withholder *w, const struct answer_type *type, const struct value *value)
{
	bool free = type->kind == ANSWER_LINE || type->kind == ANSWER_TEXT;
	if (value->kind == VALUE_LIST)
		for (size_t i = 0; i < value->list->count; i++)
			note_texts(w, type->kind == ANSWER_LIST ? type->element : type, &value->list->items[i]);
	else if (value->kind == VALUE_TEXT && (free || value->detail))
		list_push(w->arena, &w->texts, free ? value->text : value->detail);
}

static struct value concealed(struct withholder *w, const struct answer_type *type, const struct value *value)
{
	struct value result = *value;
	if (value->kind == VALUE_ABSENT)
		return result;
	if (value->kind == VALUE_RECORD) {
		struct record *record = record_copy(w->arena, value->record);
		for (size_t i = 0; i < record->type->field_count; i++)
			if (!record_is_structure(record, i))
				record->values[i] = concealed(w, record_type_of(record)->answers[i], &record->values[i]);
		result.record = record;
		w->found = true;
		return result;
	}
	if (value->kind == VALUE_LIST && value->list->count && value->list->items[0].kind == VALUE_RECORD) {
		struct value_list *list = list_copy(w->arena, value->list);
		for (size_t i = 0; i < list->count; i++)
			list->items[i] = concealed(w, type, &list->items[i]);
		result.list = list;
		return result;
	}
	note_texts(w, type, value);
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
			*field = replaced(w, record_type_of(record)->answers[i], field, path + length);
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

/* The id of a member, or its key; NULL: neither. */
static const char *name_of(const struct value *member)
{
	struct value id = record_get(member, "id");
	const struct node *key = member->node ? member->node->key : NULL;
	return id.kind == VALUE_TEXT ? id.text : key && member->node->parent ? key->text : NULL;
}

/* Is the member named by this word: its id, its key, or its number from 1? */
static bool is_named(const struct value *member, size_t number, const char *word, size_t length)
{
	const char *name = name_of(member);
	bool named = name && strlen(name) == length && strncmp(name, word, length) == 0;
	return named || strtoul(word, NULL, 10) == number;
}

static struct value replaced_member(struct withholder *w, const struct answer_type *type, const struct value *value,
                                    const char *word, size_t length, const char *rest)
{
	struct value_list *list = list_copy(w->arena, value->list);
	for (size_t i = 0; i < list->count; i++)
		if (is_named(&list->items[i], i + 1, word, length))
			list->items[i] = replaced(w, type->kind == ANSWER_LIST ? type->element : type, &list->items[i], rest);
	struct value result = *value;
	result.list = list;
	return result;
}

/* The value with what stands at the rest of the path made unknown: "", ".name…" or "[id]…". */
static struct value replaced(struct withholder *w, const struct answer_type *type, const struct value *value,
                             const char *path)
{
	const char *end = *path == '[' ? strchr(path, ']') : NULL;
	if (!*path)
		return concealed(w, type, value);
	if (value->kind == VALUE_RECORD && *path == '.')
		return replaced_field(w, value, path + 1);
	if (value->kind == VALUE_LIST && end)
		return replaced_member(w, type, value, path + 1, (size_t)(end - path - 1), end + 1);
	if (value->kind == VALUE_LIST && *path == '.')
		return replaced_member(w, type, value, path + 1, strcspn(path + 1, ".["), path + 1 + strcspn(path + 1, ".["));
	return *value;
}

static const struct value *field_named(const struct value *value, const char *word, size_t length)
{
	const struct record *record = value->kind == VALUE_RECORD ? value->record : NULL;
	for (size_t i = 0; record && i < record->type->field_count; i++)
		if (strlen(record->type->fields[i].name) == length && strncmp(record->type->fields[i].name, word, length) == 0)
			return &record->values[i];
	return NULL;
}

static const struct value *member_named(const struct value *value, const char *word, size_t length, size_t *number)
{
	for (*number = 1; value->kind == VALUE_LIST && *number <= value->list->count; ++*number)
		if (is_named(&value->list->items[*number - 1], *number, word, length))
			return &value->list->items[*number - 1];
	return NULL;
}

const char *path_spelled(struct arena *arena, const struct model *model, const char *path)
{
	struct value root = {.kind = VALUE_RECORD, .node = model->node, .record = model->root};
	struct buf out = BUF_INIT;
	for (const struct value *at = &root; *path;) {
		bool bracket = *path == '[';
		const char *word = path + (bracket || *path == '.');
		size_t length = strcspn(word, bracket ? "]" : ".["), number;
		const struct value *field = bracket ? NULL : field_named(at, word, length);
		const struct value *member = field ? NULL : member_named(at, word, length, &number);
		if (!field && !member)
			break;
		if (field)
			buf_printf(&out, "%s%.*s", out.length ? "." : "", (int)length, word);
		else if (name_of(member))
			buf_printf(&out, "[%s]", name_of(member));
		else
			buf_printf(&out, "[%zu]", number);
		at = field ? field : member;
		path = word + length + (bracket && word[length]);
	}
	buf_puts(&out, path);
	const char *spelled = arena_copy(arena, buf_text(&out), out.length);
	buf_free(&out);
	return spelled;
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
	struct diag *diag =
	    diag_add(diags, DIAG_MODEL_WITHHOLD, node_place(place), msg_withhold_nothing(diags->arena, path));
	diag->hint = strncmp(path, "body.", 5) == 0 ? msg(MSG_WITHHOLD_BODY) : msg(MSG_WITHHOLD_NOTHING_HINT);
}

/* Withholds one path; false when nothing stands there. */
static bool withhold(struct arena *arena, struct model *model, const char *path, struct withholder *w)
{
	struct value root = {.kind = VALUE_RECORD, .node = model->node, .record = model->root};
	w->found = is_stand_in(model, path);
	if (!w->found)
		model->root = replaced_field(w, &root, path).record;
	model->withheld[model->withheld_count++] = path_spelled(arena, model, path);
	return w->found;
}

static void withhold_entry(struct diags *diags, struct model *model, const struct value *entry, struct withholder *w)
{
	struct value path = record_get(entry, "path");
	if (entry->kind == VALUE_INVALID || path.kind == VALUE_INVALID)
		return; /* which has been reported */
	if (path.kind != VALUE_TEXT)
		report(diags, entry->node, "");
	else if (!withhold(w->arena, model, path.text, w))
		report(diags, path.node, path.text);
}

const struct model *model_withheld(struct arena *arena, struct diags *diags, const struct model *model,
                                   const struct model *other)
{
	const struct value *entries = record_field(model->root, "withhold");
	size_t own = entries && entries->kind == VALUE_LIST ? entries->list->count : 0;
	size_t count = own + (other ? other->withheld_count : 0);
	if (!count)
		return model;
	struct withholder w = {.arena = arena};
	struct model *copy = arena_new_object(arena, struct model);
	*copy = *model;
	copy->withheld = arena_array(arena, const char *, count);
	for (size_t i = 0; i < own; i++)
		withhold_entry(diags, copy, &entries->list->items[i], &w);
	for (size_t i = 0; other && i < other->withheld_count; i++)
		withhold(arena, copy, other->withheld[i], &w);
	copy->withheld_texts = w.texts.items;
	copy->withheld_text_count = w.texts.count;
	return copy;
}
