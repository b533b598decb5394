#include "model/answered.h"

#include "model/text.h"
#include "yaml/edit.h"

#include <string.h>

struct pruner {
	struct arena *arena;
	const struct schema *schema;
	bool marked; /* the mark stands somewhere in the model */
};

static struct value pruned(const struct pruner *pruner, const struct value *value);

bool node_is_example(const struct schema *schema, const struct node *node)
{
	return !(node->parent && text_proposed(node->parent)) && edit_has_comment(node, schema->samples.mark);
}

static bool is_example(const struct pruner *pruner, const struct value *value)
{
	return pruner->marked && value->node && value->node->key && node_is_example(pruner->schema, value->node);
}

static bool says_something(const struct value *value)
{
	if (value->kind != VALUE_RECORD)
		return value->kind != VALUE_ABSENT;
	for (size_t i = 0; i < value->record->type->field_count; i++)
		if (!record_is_structure(value->record, i) && says_something(&value->record->values[i]))
			return true;
	return false;
}

static struct value pruned_record(const struct pruner *pruner, const struct value *value)
{
	struct record *copy = record_copy(pruner->arena, value->record);
	struct value result = *value;
	for (size_t i = 0; i < copy->type->field_count; i++)
		copy->values[i] = pruned(pruner, &value->record->values[i]);
	result.record = copy;
	return result;
}

/* A member that said nothing before stays. */
static struct value pruned_list(const struct pruner *pruner, const struct value *value)
{
	struct value_list *list = arena_new_object(pruner->arena, struct value_list);
	struct value result = *value;
	list->items = arena_array(pruner->arena, struct value, value->list->count);
	for (size_t i = 0; i < value->list->count; i++) {
		struct value member = pruned(pruner, &value->list->items[i]);
		if (says_something(&member) || !says_something(&value->list->items[i]))
			list->items[list->count++] = member;
	}
	result.list = list;
	return result;
}

static struct value pruned(const struct pruner *pruner, const struct value *value)
{
	if (value->kind == VALUE_ABSENT || is_example(pruner, value))
		return value_absent();
	if (value->kind == VALUE_RECORD)
		return pruned_record(pruner, value);
	if (value->kind == VALUE_LIST)
		return pruned_list(pruner, value);
	return value->kind == VALUE_TEXT && schema_is_sample(pruner->schema, value->text) ? value_absent() : *value;
}

/* Whatever is a sample has the first word of samples.text, or the mark. */
static bool has_samples(struct arena *arena, const struct schema *schema, const char *text)
{
	const char *sample = schema->samples.text, *end = sample ? strstr(sample, "{}") : NULL;
	return end && strstr(text, arena_copy(arena, sample, (size_t)(end - sample)));
}

const struct model *model_answered(struct arena *arena, const struct schema *schema, const struct model *model)
{
	const char *text = model->node->span.source->text, *mark = schema->samples.mark;
	const struct pruner pruner = {arena, schema, mark && strstr(text, mark)};
	if (!pruner.marked && !has_samples(arena, schema, text))
		return model;
	struct model *copy = arena_new_object(arena, struct model);
	const struct value root = {.kind = VALUE_RECORD, .record = model->root};
	*copy = *model;
	copy->root = pruned_record(&pruner, &root).record;
	return copy;
}
