/* A text of the model → its scalars. */
#include "model/text.h"

const struct node *text_proposed(const struct node *node)
{
	bool proposes = node->kind == NODE_MAPPING && node->count == 1 && node_is(node->items[0]->key, "proposed");
	return proposes ? node->items[0] : NULL;
}

const struct reference *text_reference(const struct schema *schema, const struct node *id)
{
	for (size_t i = 0; i < schema->reference_count; i++)
		if (node_is(id->key, schema->references[i].key))
			return &schema->references[i];
	return NULL;
}

bool text_referred(const struct reference *reference, const struct body *body, const struct node *id,
                   struct value *text)
{
	struct value members = body ? record_get(&body->value, reference->list) : value_absent();
	for (size_t i = 0; members.kind == VALUE_LIST && i < members.list->count; i++) {
		struct value name = record_get(&members.list->items[i], "id");
		if (name.kind != VALUE_TEXT || !node_is(id, name.text))
			continue;
		*text = record_get(&members.list->items[i], "text");
		return true;
	}
	return false;
}

/* Of the one value of a mapping. Texts of the body refer to no others. */
static void take_marked(const struct schema *schema, const struct body *body, const struct node *inner,
                        const struct scalar_taker *taker)
{
	const struct reference *reference = text_reference(schema, inner);
	struct value text;
	if (node_is(inner->key, "markdown"))
		taker->take(taker->context, inner);
	else if (reference && text_referred(reference, body, inner, &text) && text.kind == VALUE_TEXT)
		text_scalars(schema, NULL, text.node, taker);
}

void text_scalars(const struct schema *schema, const struct body *body, const struct node *node,
                  const struct scalar_taker *taker)
{
	if (!node)
		return;
	if (node->kind == NODE_SCALAR)
		taker->take(taker->context, node);
	for (size_t i = 0; node->kind == NODE_SEQUENCE && i < node->count; i++)
		text_scalars(schema, body, node->items[i], taker);
	if (text_proposed(node))
		text_scalars(schema, body, node->items[0], taker);
	else if (node->kind == NODE_MAPPING && node->count == 1 && node->items[0]->kind == NODE_SCALAR)
		take_marked(schema, body, node->items[0], taker);
}

struct scalar_search {
	const struct node *wanted;
	bool found;
};

static void compare(void *context, const struct node *scalar)
{
	struct scalar_search *search = context;
	search->found |= scalar == search->wanted;
}

bool text_contains(const struct schema *schema, const struct body *body, const struct node *text,
                   const struct node *scalar)
{
	if (text && text->kind == NODE_SCALAR)
		return text == scalar;
	struct scalar_search search = {.wanted = scalar};
	text_scalars(schema, body, text, &(struct scalar_taker){compare, &search});
	return search.found;
}
