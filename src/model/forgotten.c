/* Keys that stand where the vocabulary has none of them → the line that is missing in front of them. */
#include "model/forgotten.h"

#include "base/messages/forgotten.h"
#include "base/messages/syntax.h"

#include <string.h>

enum { STEP = 2, LINES_LIMIT = 2000, DEPTH_LIMIT = 12 };

const char *forgotten_hint(struct arena *arena, const char *key, size_t indent)
{
	return indent ? msg_forgotten_line(arena, key, (int)indent) : msg_forgotten_top_line(arena, key);
}

/* ---- in a tree ---- */

/* Has the inner record all keys of the mapping that the outer one lacks? */
static bool has_strangers(const struct record_type *inner, const struct record_type *outer, const struct node *mapping)
{
	for (size_t i = 0; i < mapping->count; i++) {
		const char *name = mapping->items[i]->key->text;
		if (type_field(&outer->type, name) < 0 && type_field(&inner->type, name) < 0)
			return false;
	}
	return true;
}

/* The only field of `among` that the node does not have and whose record has them; -1: none, or several. */
static int field_for(const struct record_type *among, const struct node *written, const struct record_type *record,
                     const struct node *mapping)
{
	int found = -1;
	for (size_t i = 0; i < among->type.field_count; i++) {
		const struct answer_type *answer = among->answers[i];
		if (answer->kind != ANSWER_RECORD || node_get(written, among->type.fields[i].name) ||
		    !has_strangers(answer->record, record, mapping))
			continue;
		if (found >= 0)
			return -1;
		found = (int)i;
	}
	return found;
}

static size_t column_of(const struct node *key)
{
	return source_position(key->span.source, key->span.start).column - 1;
}

struct forgotten_key forgotten_find(const struct schema *schema, const struct record_type *record,
                                    const struct node *mapping)
{
	const struct node *root = mapping;
	if (mapping->style != NODE_BLOCK || !mapping->key || !mapping->key->span.source)
		return (struct forgotten_key){0};
	size_t indent = column_of(mapping->key) + STEP;
	int field = column_of(mapping->items[0]->key) > indent ? field_for(record, mapping, record, mapping) : -1;
	if (field >= 0)
		return (struct forgotten_key){record->type.fields[field].name, field, false, indent};
	while (root->parent)
		root = root->parent;
	bool known_first = type_field(&record->type, mapping->items[0]->key->text) >= 0;
	field = known_first ? field_for(schema->process, root, record, mapping) : -1;
	if (field < 0)
		return (struct forgotten_key){0};
	return (struct forgotten_key){schema->process->type.fields[field].name, field, true, 0};
}

const char *forgotten_list(const struct schema *schema, const struct node *member)
{
	const struct node *list = member->parent, *root = list ? list->parent : NULL;
	int field = root && !root->parent ? type_field(&schema->process->type, list->key->text) : -1;
	size_t next = (size_t)field + 1;
	if (field < 0 || member->kind != NODE_MAPPING || next == schema->process->type.field_count)
		return NULL;
	const struct answer_type *answer = schema->process->answers[next];
	const char *name = schema->process->type.fields[next].name;
	if (answer->kind != ANSWER_LIST || answer->element->kind != ANSWER_RECORD || node_get(root, name))
		return NULL;
	for (size_t i = 0; i < member->count; i++)
		if (type_field(&answer->element->record->type, member->items[i]->key->text) < 0)
			return NULL;
	return name;
}

/* ---- in lines that are no tree ---- */

struct key_line {
	const char *key; /* NULL: the line begins with none */
	size_t column;
};

static struct key_line key_of_line(struct arena *arena, const struct source *source, size_t number)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz_";
	struct span line = source_line(source, number);
	const char *text = source->text + line.start;
	size_t column = strspn(text, " ");
	while (text[column] == '-' && text[column + 1] == ' ')
		column += 1 + strspn(text + column + 1, " ");
	size_t length = strspn(text + column, letters), end = column + length;
	bool key = length && line.start + end < line.end && text[end] == ':' && strchr(" \r\n", text[end + 1]);
	return (struct key_line){key ? arena_copy(arena, text + column, length) : NULL, column};
}

/* The nearest line above with a key that is indented less, or 0. */
static size_t line_around(struct arena *arena, const struct source *source, size_t number, size_t column)
{
	for (size_t at = number; at-- > 1 && number - at < LINES_LIMIT;) {
		struct key_line line = key_of_line(arena, source, at);
		if (line.key && line.column < column)
			return at;
	}
	return 0;
}

/* The record that keys of this line belong to, or NULL. */
static const struct record_type *record_around(struct arena *arena, const struct schema *schema,
                                               const struct source *source, size_t number, int depth)
{
	struct key_line line = key_of_line(arena, source, number);
	size_t around = line_around(arena, source, number, line.column);
	if (!around)
		return schema->process;
	const struct record_type *outer =
	    depth < DEPTH_LIMIT ? record_around(arena, schema, source, around, depth + 1) : NULL;
	int field = outer ? type_field(&outer->type, key_of_line(arena, source, around).key) : -1;
	const struct answer_type *answer = field >= 0 ? outer->answers[field] : NULL;
	if (answer && answer->kind == ANSWER_LIST)
		answer = answer->element;
	return answer && answer->kind == ANSWER_RECORD ? answer->record : NULL;
}

/* The nearest key above beside which the key may stand, of a line indented otherwise: its line, or 0. */
static size_t line_beside(struct arena *arena, const struct schema *schema, const struct source *source, size_t number,
                          const struct key_line *line)
{
	for (size_t at = number; at-- > 1 && number - at < LINES_LIMIT;) {
		struct key_line above = key_of_line(arena, source, at);
		const struct record_type *record =
		    above.key && above.column != line->column ? record_around(arena, schema, source, at, 0) : NULL;
		if (record && type_field(&record->type, line->key) >= 0)
			return at;
	}
	return 0;
}

static bool is_written(struct arena *arena, const struct source *source, const char *key, size_t column)
{
	for (size_t at = 1; at < LINES_LIMIT && source_line(source, at).start < source->length; at++) {
		struct key_line line = key_of_line(arena, source, at);
		if (line.key && line.column == column && strcmp(line.key, key) == 0)
			return true;
	}
	return false;
}

/* The only key that is not written beside the one above, and whose record has this line's; NULL: none, or several. */
static const char *key_between(struct arena *arena, const struct schema *schema, const struct source *source,
                               size_t above, const struct key_line *line)
{
	struct key_line outer = key_of_line(arena, source, above);
	const struct record_type *record = record_around(arena, schema, source, above, 0);
	const char *found = NULL;
	for (size_t i = 0; record && i < record->type.field_count; i++) {
		const struct answer_type *answer = record->answers[i];
		const char *name = record->type.fields[i].name;
		if (answer->kind != ANSWER_RECORD || type_field(&answer->record->type, line->key) < 0 ||
		    is_written(arena, source, name, outer.column))
			continue;
		if (found)
			return NULL;
		found = name;
	}
	return found;
}

static void explain(struct diags *diags, const struct schema *schema, struct diag *diag)
{
	struct arena *arena = diags->arena;
	const struct source *source = diag->span.source;
	size_t number = source_position(source, diag->span.start).line;
	struct key_line line = key_of_line(arena, source, number);
	if (!line.key)
		return;
	size_t beside = line_beside(arena, schema, source, number, &line);
	size_t above = line_around(arena, source, number, line.column);
	const char *key = beside || !above ? NULL : key_between(arena, schema, source, above, &line);
	if (beside) {
		struct key_line other = key_of_line(arena, source, beside);
		diag->hint = msg_forgotten_column(arena, line.key, (int)beside, other.key, (int)other.column);
	} else if (key) {
		diag->hint = forgotten_hint(arena, key, key_of_line(arena, source, above).column);
	}
}

void forgotten_explain(struct diags *diags, const struct schema *schema, size_t from)
{
	for (size_t i = from; i < diags->count; i++) {
		struct diag *diag = diags->items[i];
		bool indent = strcmp(diag->message, msg(MSG_SYNTAX_DASH)) == 0 ||
		              strcmp(diag->message, msg(MSG_SYNTAX_INDENT)) == 0 ||
		              strcmp(diag->message, msg(MSG_SYNTAX_COLON_HERE)) == 0;
		if (indent && diag->span.source)
			explain(diags, schema, diag);
	}
}
