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

static void match_variables(struct scope *scope, struct variable *variables)
{
	variables += scope->variable_count;
	variables[MATCH_TEXT] = (struct variable){"match", &type_text};
	variables[MATCH_INSTEAD] = (struct variable){"instead", &type_text};
	variables[MATCH_COUNT] = (struct variable){"count", &type_number};
	variables[MATCH_OTHERS] = (struct variable){"others", &type_number};
	variables[MATCH_MARKDOWN] = (struct variable){"markdown", &type_bool};
	scope->variable_count += MATCH_SLOTS;
}

/* With room for the names of the rule's own. */
static struct scope *scope_new(struct rule_loader *loader, bool text_rule, size_t each_count)
{
	struct arena *arena = loader->reader.arena;
	struct variable *variables = loader->variables = arena_array(
	    arena, struct variable, RULE_SLOT_TABLES + loader->table_count + (text_rule ? MATCH_SLOTS : 0) + each_count);
	variables[RULE_SLOT_BODY] = (struct variable){"body", &loader->schema->body->type};
	variables[RULE_SLOT_AS_OF] = (struct variable){"as_of", &type_date};
	variables[RULE_SLOT_TODAY] = (struct variable){"today", &type_date};
	variables[RULE_SLOT_JUDGEMENT] = (struct variable){"judgement", loader->judgement};
	variables[RULE_SLOT_PRINTED] = (struct variable){"printed", loader->sheets};
	for (size_t i = 0; i < loader->table_count; i++)
		variables[RULE_SLOT_TABLES + i] = (struct variable){loader->tables[i]->name, loader->tables[i]->type};
	struct scope *scope = arena_new_object(arena, struct scope);
	*scope = (struct scope){
	    .root = &loader->schema->process->type,
	    .variables = variables,
	    .variable_count = RULE_SLOT_TABLES + loader->table_count,
	    .bands = loader->schema->bands,
	    .band_count = loader->schema->band_count,
	    .find_answer = loader->form ? find_answer : NULL,
	    .can_belong = can_belong,
	    .has_citations = true,
	    .context = loader,
	};
	if (text_rule)
		match_variables(scope, variables);
	return scope;
}

void rule_scope_begin(struct rule_loader *loader, bool text_rule, size_t each_count)
{
	if (!loader->sheets)
		loader->sheets = rule_list_type(loader->reader.arena, loader->set->printed);
	bool own = loader->form || each_count;
	struct scope *shared = own ? NULL : loader->shared[text_rule];
	loader->scope = shared ? shared : scope_new(loader, text_rule, each_count);
	if (!own)
		loader->shared[text_rule] = loader->scope;
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

static bool phrase_load(struct rule_loader *loader, const struct node *node, struct phrase *phrase)
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

static bool phrases_read(struct rule_loader *loader, struct rule_phrases *phrases)
{
	const struct node *message = node_get(phrases->node, "message"), *hint = node_get(phrases->node, "hint");
	const struct node *at = node_get(phrases->node, "at"), *beside = node_get(phrases->node, "beside"),
	                  *mark = node_get(phrases->node, "mark");
	phrases->read = true;
	bool good = !at || (phrases->at = rule_compile(loader, at, 0, at->length, NULL));
	good = (!mark || (phrases->mark = rule_compile(loader, mark, 0, mark->length, &type_text))) && good;
	good = (!beside || (phrases->beside = rule_compile(loader, beside, 0, beside->length, NULL))) && good;
	good = phrase_load(loader, message, &phrases->message) && good;
	return (!hint || phrase_load(loader, hint, &phrases->hint)) && good;
}

bool rule_phrases_load(struct rule_loader *loader)
{
	struct rule_phrases *phrases = loader->rule->phrases = arena_new_object(loader->reader.arena, struct rule_phrases);
	phrases->loader = loader;
	phrases->scope = loader->scope;
	phrases->node = loader->rule->node;
	bool later = phrases->node->span.source->packed && !loader->form; /* the tests have read it */
	return later || phrases_read(loader, phrases);
}

static const struct rule_phrases *phrases_of(const struct rule *rule)
{
	struct rule_phrases *phrases = rule->phrases;
	if (!phrases->read) {
		phrases->loader->scope = phrases->scope;
		phrases_read(phrases->loader, phrases);
	}
	return phrases;
}

const struct phrase *rule_message(const struct rule *rule)
{
	return &phrases_of(rule)->message;
}

const struct phrase *rule_hint(const struct rule *rule)
{
	return &phrases_of(rule)->hint;
}

const struct expr *rule_at(const struct rule *rule)
{
	return phrases_of(rule)->at;
}

const struct expr *rule_mark(const struct rule *rule)
{
	return phrases_of(rule)->mark;
}

const struct expr *rule_beside(const struct rule *rule)
{
	return phrases_of(rule)->beside;
}
