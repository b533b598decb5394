/* Trees → ids with their places: definitions, references by the types of the vocabulary, {passage: id}, and paths in which an
 * id stands: contracts[unyo].handlers. */
#include "lsp/symbol.h"

#include "base/list.h"
#include "lsp/place.h"
#include "model/text.h"
#include "yaml/scalar.h"

#include <string.h>

struct collector {
	struct symbols *symbols;
	const struct schema *schema;
	bool body;
};

static void add(struct collector *collector, struct symbol symbol)
{
	if (*symbol.id && symbol.span.source)
		list_push(collector->symbols->arena, collector->symbols, symbol);
}

static void add_node(struct collector *collector, const struct node *node, const char *list, bool shared, bool defines)
{
	if (node->kind == NODE_SCALAR && node->length)
		add(collector, (struct symbol){list, node->text, shared, defines, scalar_span(node, 0, node->length)});
}

/* `id` of a member of a list at the top. */
static void add_definition(struct collector *collector, const struct node *node)
{
	const struct node *member = node->parent, *list = member ? member->parent : NULL;
	bool top = list && list->kind == NODE_SEQUENCE && list->parent && !list->parent->parent && list->key;
	if (top && node->key && node_is(node->key, "id"))
		add_node(collector, node, list->key->text, collector->body, true);
}

/* list[id] at the beginning of a path. */
static void add_path(struct collector *collector, const struct node *node)
{
	const char *open = node->kind == NODE_SCALAR ? strchr(node->text, '[') : NULL;
	const char *close = open ? strchr(open, ']') : NULL;
	size_t length = open ? (size_t)(open - node->text) : 0;
	if (!close || strcspn(node->text, ".") < length)
		return;
	struct arena *arena = collector->symbols->arena;
	size_t start = length + 1, end = (size_t)(close - node->text);
	add(collector, (struct symbol){.list = arena_copy(arena, node->text, length),
	                               .id = arena_copy(arena, node->text + start, end - start),
	                               .span = scalar_span(node, start, end)});
}

/* Is it a path in the model? Those of shikii.yaml are of all models, and name none of them. */
static bool is_path(const struct collector *collector, const struct place *place)
{
	static const struct {
		const char *record, *field;
	} paths[] = {{"withheld", "path"}, {"suppression", "at"}, {"change", "paths"}};
	for (size_t i = 0; place->record && !collector->body && i < sizeof paths / sizeof *paths; i++)
		if (strcmp(place->record->type.name, paths[i].record) == 0 &&
		    strcmp(place->record->type.fields[place->field].name, paths[i].field) == 0)
			return true;
	return false;
}

static void add_paths(struct collector *collector, const struct node *node)
{
	add_path(collector, node);
	for (size_t i = 0; node->kind == NODE_SEQUENCE && i < node->count; i++)
		add_path(collector, node->items[i]);
}

static void add_typed(struct collector *collector, const struct place *place)
{
	const struct answer_type *type = place->type;
	const struct node *node = place->node;
	if (type->kind == ANSWER_REF)
		add_node(collector, node, type->target, false, false);
	else if (type->kind == ANSWER_SHARED)
		add_node(collector, node, type->target, true, false);
	for (size_t i = 0; type->kind == ANSWER_MAP && node->kind == NODE_MAPPING && i < node->count; i++)
		add_node(collector, node->items[i]->key, type->target, false, false);
	const struct node *inner =
	    type->kind == ANSWER_TEXT && node->kind == NODE_MAPPING && node->count == 1 ? node->items[0] : NULL;
	const struct reference *reference =
	    inner && inner->kind == NODE_SCALAR ? text_reference(collector->schema, inner) : NULL;
	if (reference)
		add_node(collector, inner, reference->list, true, false);
}

static void visit(void *context, const struct place *place)
{
	struct collector *collector = context;
	add_definition(collector, place->node);
	if (place->type)
		add_typed(collector, place);
	if (is_path(collector, place))
		add_paths(collector, place->node);
}

void symbols_of(struct symbols *symbols, const struct schema *schema, const struct node *root, bool body)
{
	struct collector collector = {symbols, schema, body};
	const struct place_visitor visitor = {visit, &collector};
	place_walk(symbols->arena, root, body ? schema->body : schema->process, &visitor);
}
