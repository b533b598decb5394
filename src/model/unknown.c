/* A key that the vocabulary does not have → a finding that says what to type in its place. */
#include "model/unknown.h"

#include "base/messages/mistaken.h"
#include "base/messages/unknown.h"
#include "base/messages/unknown_key.h"
#include "base/utf8.h"
#include "model/draft.h"
#include "model/mistaken.h"
#include "yaml/edit_layout.h"
#include "yaml/fields.h"
#include "yaml/keyboard.h"
#include "yaml/node_write.h"

#include <stdlib.h>
#include <string.h>

enum { QUOTE_LIMIT = 60 }; /* bytes of a key that a message quotes */

enum { KEY_PATH_LIMIT = 200 };

bool unknown_key_cuts_number(const struct node *value)
{
	const char *name = value->key->text;
	return strlen(name) == 3 && strspn(name, "0123456789") == 3 && node_is_null(value);
}

/* ---- paths as keys ---- */

/* risks[1].use → risks[0].use; NULL where members are not numbered. */
static const char *draft_path(struct arena *arena, const char *path)
{
	const char *result = "";
	for (const char *open; (open = strchr(path, '[')); path = strchr(open, ']') + 1) {
		char *end;
		unsigned long number = strtoul(open + 1, &end, 10);
		if (*end != ']' || end == open + 1)
			return NULL;
		result = arena_printf(arena, "%s%.*s[%lu]", result, (int)(open - path), path, number ? number - 1 : 0);
	}
	return arena_printf(arena, "%s%s", result, path);
}

/* A copy whose members stay those of the file: writing changes the parents of what it is given. */
static struct node *copy_of(struct arena *arena, const struct node *node)
{
	struct node *copy = arena_new_object(arena, struct node);
	*copy = *node;
	copy->items = arena_array(arena, struct node *, node->count);
	for (size_t i = 0; i < node->count; i++) {
		copy->items[i] = copy_of(arena, node->items[i]);
		copy->items[i]->parent = copy;
	}
	return copy;
}

/* The value at its nested place; members of a list are given by their fields. False when the path is none. */
static bool put_nested(struct draft *draft, const char *path, const struct node *value)
{
	const struct answer_type *type = draft_type(draft, path);
	bool member = path[strlen(path) - 1] == ']';
	if (!type)
		return false;
	if (!member)
		return draft_put(draft, path, copy_of(draft->arena, value));
	for (size_t i = 0; value->kind == NODE_MAPPING && i < value->count; i++)
		draft_put(draft, arena_printf(draft->arena, "%s.%s", path, value->items[i]->key->text),
		          copy_of(draft->arena, value->items[i]));
	return value->kind == NODE_MAPPING && value->count;
}

static size_t line_of(const struct source *source, size_t at)
{
	return source_position(source, at).line;
}

/* The lines that stand for those of the key, where it begins its line. */
static const struct diag_lines *nested_lines(struct arena *arena, const struct draft *draft, const struct node *value)
{
	const struct node *mapping = value->parent;
	const struct source *source = value->span.source;
	size_t first = line_of(source, value->key->span.start);
	size_t last = line_of(source, value->span.end > value->key->span.end ? value->span.end : value->key->span.end);
	size_t column = source_position(source, value->key->span.start).column - 1;
	struct span line = source_line(source, first);
	if (mapping->style != NODE_BLOCK || strspn(source->text + line.start, " ") != column)
		return NULL;
	struct node_layout layout = layout_near(mapping);
	struct buf text = BUF_INIT;
	node_write_members(&text, draft->root, &layout, column, NULL, NULL);
	struct diag_lines *lines = arena_new_object(arena, struct diag_lines);
	*lines = (struct diag_lines){source, first - 1, last - first + 1, arena_printf(arena, "%s\n", buf_text(&text)), ""};
	buf_free(&text);
	return lines;
}

/* disclosure.desk: … was meant as desk below disclosure. */
static void explain_path(struct diags *diags, struct diag *diag, const struct record_type *record,
                         const struct node *value, const char *top)
{
	const char *name = value->key->text;
	struct arena *arena = diags->arena;
	const char *path = strlen(name) < KEY_PATH_LIMIT ? draft_path(arena, name) : NULL;
	const struct node *there = node_get(value->parent, top);
	struct draft draft = draft_new(arena, record);
	diag->hint = msg(MSG_UNKNOWN_KEY_PATH);
	if (there)
		diag->hint = msg_unknown_key_path_below(arena, line_of(there->key->span.source, there->key->span.start), top);
	else if (path && put_nested(&draft, path, value))
		diag->lines = nested_lines(arena, &draft, value);
}

/* ---- slips ---- */

/* {count：38500} is a key without a value. The name before the sign, or NULL. */
static const char *name_before_colon(struct arena *arena, const char *name)
{
	static const char *const signs[] = {"：", "；", "＝", ":"};
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
		const char *at = strstr(name, signs[i]);
		if (at)
			return arena_copy(arena, name, (size_t)(at - name));
	}
	return NULL;
}

/* The name of the field that the path begins with, where it is one. */
static const char *top_of_path(struct arena *arena, const struct record_type *record, const char *name)
{
	size_t length = strcspn(name, ".[");
	const char *top = name[length] ? arena_copy(arena, name, length) : NULL;
	return top && type_field(&record->type, top) >= 0 ? top : NULL;
}

/* ---- what stands in place of a key ---- */

static bool is_folded(struct arena *arena, const char *text, const char *folded)
{
	return text && strcmp(utf8_fold(arena, text), folded) == 0;
}

/* The field whose label (全項目評価書) or help (様式4), or whose name in full width, was written; NULL when there is none. */
static const char *field_called(struct arena *arena, const struct record_type *record, const char *name)
{
	const char *folded = utf8_fold(arena, name);
	for (size_t i = 0; i < record->type.field_count; i++) {
		const struct field *field = &record->type.fields[i];
		if (strcmp(field->name, folded) == 0 || is_folded(arena, field->label, folded) ||
		    is_folded(arena, record->helps[i], folded))
			return field->name;
	}
	return NULL;
}

/* 委託 → 「outsourcing」（委託の有無）か、「contracts」（委託事項）…: the fields whose labels have the word; NULL for none, or too many. */
static const char *fields_about(struct arena *arena, const struct record_type *record, const char *word)
{
	enum { WORD = 6, MOST = 3 }; /* bytes: two characters; fields that a hint can name */
	const char *folded = utf8_fold(arena, word), *names = NULL;
	size_t count = 0;
	for (size_t i = 0; (unsigned char)*folded >= 0x80 && strlen(folded) >= WORD && i < record->type.field_count; i++) {
		const struct field *field = &record->type.fields[i];
		if (!field->label || !strstr(utf8_fold(arena, field->label), folded))
			continue;
		const char *called = msg_unknown_key_called(arena, field->name, field->label);
		names = count++ ? arena_printf(arena, "%s%s%s", names, msg(MSG_MISTAKEN_OR), called) : called;
	}
	return count && count <= MOST ? msg_unknown_key_any(arena, names) : NULL;
}

/* kiso-2024 among sheets: the sheet's kind, and in it its form. The field of the kind, or -1. */
static int explain_form(struct diag *diag, struct arena *arena, const struct record_type *record, const char *name)
{
	const char *kind = arena_copy(arena, name, strcspn(name, "-"));
	int field = strlen(kind) < strlen(name) ? type_field(&record->type, kind) : -1;
	if (field < 0 || record->answers[field]->kind != ANSWER_RECORD ||
	    type_field(&record->answers[field]->record->type, "form") < 0)
		return -1;
	diag->hint = msg_unknown_key_form(arena, kind, name);
	return field;
}

/* The empty key in front, whose record has this key: it lacks its indentation. The field of that empty key, or -1. */
static int explain_indent(struct diag *diag, struct arena *arena, const struct record_type *record,
                          const struct node *value)
{
	const struct node *before = NULL;
	for (size_t i = 0; i < value->parent->count && value->parent->items[i] != value; i++)
		before = value->parent->items[i];
	int field = before && node_is_null(before) ? type_field(&record->type, before->key->text) : -1;
	const struct record_type *inner = field >= 0 ? record->answers[field]->record : NULL;
	if (!inner || record->answers[field]->kind != ANSWER_RECORD || type_field(&inner->type, value->key->text) < 0)
		return -1;
	diag->hint = msg_unknown_key_indent(arena, before->key->text);
	return field;
}

/* {こども部, 課長}: answers without keys. */
static bool is_word_alone(const struct node *value)
{
	return value->parent->style == NODE_FLOW && node_is_null(value) && (unsigned char)*value->key->text >= 0x80;
}

int unknown_key_report(struct diags *diags, const struct schema *schema, const struct record_type *record,
                       const struct node *value)
{
	const char *name = value->key->text, *nearest = NULL;
	struct diag *diag =
	    diag_add(diags, DIAG_MODEL_KEY, value->key->span,
	             msg_unknown_key(diags->arena, record->label, utf8_cut(diags->arena, name, QUOTE_LIMIT)));
	struct arena *arena = diags->arena;
	const char *top = top_of_path(arena, record, name), *before = name_before_colon(arena, name);
	if (diags_full(diags))
		return -1;
	if (top) {
		explain_path(diags, diag, record, value, top);
		return type_field(&record->type, top);
	}
	int outer = explain_indent(diag, arena, record, value);
	outer = outer >= 0 ? outer : explain_form(diag, arena, record, name);
	if (outer >= 0)
		return outer;
	if (unknown_key_cuts_number(value)) {
		diag->hint = msg(MSG_UNKNOWN_KEY_NUMBER);
	} else if (before && type_field(&record->type, before) >= 0) {
		diag->hint = msg_unknown_key_colon(arena, before, before);
		nearest = before;
	} else {
		nearest = field_called(arena, record, name);
		nearest = nearest ? nearest : type_nearest_field(&record->type, name);
		diag_suggest(diags, diag, nearest);
		if (!nearest && is_word_alone(value))
			diag->hint = mistaken_record(arena, schema, record);
		else if (!nearest && !(diag->hint = fields_about(arena, record, name)))
			diag->hint = mistaken_place(arena, schema, value);
		if (!diag->hint)
			diag->hint = mistaken_keys(arena, record);
	}
	return nearest ? type_field(&record->type, nearest) : -1;
}
