/* A fragment of YAML, laid over a small sound model → what the rules find in it. */
#include "check/example.h"

#include "assess/assess.h"
#include "base/messages/data.h"
#include "base/messages/example.h"
#include "check/run_rules.h"
#include "yaml/scalar.h"

#include <string.h>

/* `under` with what `over` has: mappings key by key, everything else as a whole. */
static struct node *laid_over(struct arena *arena, const struct node *under, const struct node *over)
{
	struct node *node = arena_new_object(arena, struct node);
	*node = over ? *over : *under;
	if (!over || under->kind != NODE_MAPPING || over->kind != NODE_MAPPING)
		return node;
	node->items = arena_array(arena, struct node *, under->count + over->count);
	node->index = NULL;
	node->count = 0;
	for (size_t i = 0; i < under->count; i++)
		node->items[node->count++] = laid_over(arena, under->items[i], node_get(over, under->items[i]->key->text));
	for (size_t i = 0; i < over->count; i++)
		if (!node_get(under, over->items[i]->key->text))
			node->items[node->count++] = over->items[i];
	for (size_t i = 0; i < node->count; i++)
		node->items[i]->parent = node;
	return node;
}

/* The mapping without the keys that are no model's. */
static void take_out(struct node *node, const char *key)
{
	size_t kept = 0;
	for (size_t i = 0; i < node->count; i++)
		if (!node_is(node->items[i]->key, key))
			node->items[kept++] = node->items[i];
	node->count = kept;
}

static struct node *base_node(struct arena *arena, struct diags *diags, const struct official *official)
{
	const struct source *source = data_load(arena, diags, &official->folders, RULE_EXAMPLE_FILE);
	struct node *root = source ? node_read(arena, diags, source) : NULL;
	struct node *base = node_get(root, "example");
	if (root && !base)
		diag_add(diags, DIAG_DATA_MISSING, root->span, msg_data_missing(diags->arena, "example"));
	return base;
}

static const char *example_name(struct arena *arena, const struct rule *rule)
{
	return msg_example_of(arena, rule->id);
}

const struct assessment *example_assess(struct arena *arena, struct diags *diags, struct official *official,
                                        const struct rule *rule, const struct node *example)
{
	const struct source *source =
	    source_from_memory(arena, diags, example_name(arena, rule), example->text, example->length);
	const struct node *fragment = source ? node_read(arena, diags, source) : NULL;
	const struct node *base = base_node(arena, diags, official);
	if (!fragment || !base)
		return NULL;
	struct node *node = laid_over(arena, base, fragment);
	const struct node *body_node = node_get(node, "body"), *as_of = node_get(node, "as_of");
	struct assess_options options = {.as_of = value_absent()};
	struct date day;
	if (as_of && date_parse(&official->schema->calendar, as_of->text ? as_of->text : "", &day) == DATE_OK)
		options.as_of = value_date(day);
	take_out(node, "body");
	take_out(node, "as_of");
	const struct body *body = body_bind(arena, diags, official->schema, body_node);
	const struct model *model = model_bind(arena, diags, official->schema, body, node);
	return model ? assess(arena, diags, official, model, &options) : NULL;
}

size_t example_run(struct arena *arena, struct official *official, const struct rule *rule,
                   const struct assessment *assessment)
{
	struct rule_set alone = *official->rules;
	alone.items = &rule;
	alone.count = 1;
	struct diags found;
	diags_init(&found, arena);
	run_rules(arena, &found, official, &alone, assessment, NULL);
	size_t count = 0;
	for (size_t i = 0; i < found.count; i++)
		count += strcmp(found.items[i]->rule, rule->id) == 0;
	return count;
}

size_t example_findings(struct arena *arena, struct diags *diags, struct official *official, const struct rule *rule,
                        const struct node *example)
{
	const struct assessment *assessment = example_assess(arena, diags, official, rule, example);
	return assessment ? example_run(arena, official, rule, assessment) : 0;
}

/* Findings from the first'th on that stand in the example's text → the places in the rule's file. */
static void place_in_file(struct arena *arena, struct diags *diags, size_t first, const struct rule *rule,
                          const struct node *example)
{
	const char *name = example_name(arena, rule);
	for (size_t i = first; i < diags->count; i++) {
		struct span *spans[] = {&diags->items[i]->span, &diags->items[i]->related};
		for (size_t j = 0; j < sizeof spans / sizeof *spans; j++) {
			struct span *span = spans[j];
			if (span->source && strcmp(span->source->path, name) == 0)
				*span = scalar_span(example, span->start, span->end);
		}
	}
}

static void test_example(struct arena *arena, struct diags *diags, struct official *official, const struct rule *rule,
                         const struct node *example, bool expected)
{
	size_t before = diags->count;
	bool fires = example_findings(arena, diags, official, rule, example) > 0;
	place_in_file(arena, diags, before, rule, example);
	if (diags->count == before && fires != expected)
		diag_add(diags, DIAG_RULE_EXAMPLE, example->span,
		         expected ? msg_example_silent(diags->arena, rule->id) : msg_example_fires(diags->arena, rule->id));
}

size_t rule_test(struct arena *arena, struct diags *diags, struct official *official, const struct rule *rule)
{
	const struct node *example;
	size_t failing = 0, passing = 0;
	for (; (example = rule_example(rule, "failing", failing)); failing++)
		test_example(arena, diags, official, rule, example, true);
	for (; (example = rule_example(rule, "passing", passing)); passing++)
		test_example(arena, diags, official, rule, example, false);
	return failing + passing;
}
