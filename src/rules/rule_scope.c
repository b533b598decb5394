/* What names mean in a rule: expressions, and phrases with expressions in them. */
#include "base/messages/rule.h"
#include "rules/rule_load.h"

#include <string.h>

static bool can_belong(void *context, const struct type *element, const struct type *owner)
{
	const struct rule_loader *loader = context;
	const struct record_type *record = element->name ? schema_record(loader->schema, element->name) : NULL;
	if (!record || &record->type != element || !record->belongs_to)
		return false;
	int field = type_field(&loader->schema->process->type, record->belongs_to);
	return field >= 0 && loader->schema->process->type.fields[field].type->element == owner;
}

/* Items that stand in repeated parts around one another: II[].4.c[].7 and II[].4, not II[].4.c[].7 and II[].5.p[].1. */
static bool nested(const char *a, const char *b)
{
	const char *last_a = strrchr(a, ']'), *last_b = strrchr(b, ']');
	size_t length_a = last_a ? (size_t)(last_a - a) : 0, length_b = last_b ? (size_t)(last_b - b) : 0;
	return strncmp(a, b, length_a < length_b ? length_a : length_b) == 0;
}

static int find_answer(void *context, const char *id, const struct type **type)
{
	struct rule_loader *loader = context;
	const struct item *item = loader->form ? form_item(loader->form, id) : NULL;
	*type = item ? item_answer_type(item) : NULL;
	if (!*type)
		return -1;
	for (size_t i = 0; i < loader->items.count; i++) {
		if (strcmp(loader->items.items[i], id) == 0)
			return (int)i;
		if (!nested(loader->items.items[i], id))
			return -1;
	}
	list_push(loader->reader.arena, &loader->items, item->id);
	list_push(loader->reader.arena, &loader->item_types, *type);
	return (int)loader->items.count - 1;
}

void rule_scope_begin(struct rule_loader *loader)
{
	const struct type *sheets = rule_list_type(loader->reader.arena, loader->set->printed);
	loader->variables = arena_array(loader->reader.arena, struct variable,
	                                RULE_SLOT_TABLES + loader->table_count + RULE_EACH_LIMIT + MATCH_SLOTS);
	loader->variables[RULE_SLOT_BODY] = (struct variable){"body", &loader->schema->body->type};
	loader->variables[RULE_SLOT_AS_OF] = (struct variable){"as_of", &type_date};
	loader->variables[RULE_SLOT_TODAY] = (struct variable){"today", &type_date};
	loader->variables[RULE_SLOT_JUDGEMENT] = (struct variable){"judgement", loader->judgement};
	loader->variables[RULE_SLOT_PRINTED] = (struct variable){"printed", sheets};
	for (size_t i = 0; i < loader->table_count; i++)
		loader->variables[RULE_SLOT_TABLES + i] = (struct variable){loader->tables[i]->name, loader->tables[i]->type};
	loader->scope = arena_new_object(loader->reader.arena, struct scope);
	*loader->scope = (struct scope){
	    .root = &loader->schema->process->type,
	    .variables = loader->variables,
	    .variable_count = RULE_SLOT_TABLES + loader->table_count,
	    .bands = loader->schema->bands,
	    .band_count = loader->schema->band_count,
	    .find_answer = loader->form ? find_answer : NULL,
	    .can_belong = can_belong,
	    .has_citations = true,
	    .context = loader,
	};
	loader->items.count = 0;
	loader->item_types.count = 0;
}

/* The answers that an expression reads of a form's items have to be known at once. */
const struct expr *rule_compile(struct rule_loader *loader, const struct node *node, size_t start, size_t end,
                                const struct type *expected)
{
	struct arena *arena = loader->reader.arena;
	if (loader->form)
		return expr_compile_part(arena, loader->reader.diags, loader->scope, node, start, end, expected);
	return expr_compile_later(arena, loader->reader.diags, loader->scope, node, start, end, expected);
}

/* ---- phrases ---- */

bool rule_phrase_load(struct rule_loader *loader, const struct node *node, struct phrase *phrase)
{
	LIST(struct phrase_part) parts = {0};
	for (size_t at = 0; at < node->length;) {
		size_t open = at + strcspn(node->text + at, "{");
		struct phrase_part part = {arena_copy(loader->reader.arena, node->text + at, open - at), NULL};
		size_t close = open + strcspn(node->text + open, "}");
		if (node->text[open] && !node->text[close]) {
			rule_refuse(&loader->reader, node, msg(MSG_RULE_OPEN_BRACE));
			return false;
		}
		if (node->text[open]) {
			part.value = rule_compile(loader, node, open + 1, close, NULL);
			if (!part.value)
				return false;
		}
		list_push(loader->reader.arena, &parts, part);
		at = node->text[open] ? close + 1 : open;
	}
	*phrase = (struct phrase){parts.items, parts.count};
	return true;
}
