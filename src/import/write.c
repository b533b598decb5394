/* Answers -> places of the model. The form says by an expression how each answer follows from the model; read
 * backwards (expr_targets) it says where an answer can stand. An answer that follows from others anyway is not
 * written a second time, so conditional places wait until the sheet made from the model turns out not to show it. */
#include "import/write_parts.h"

#include "base/messages/unknown.h"

#include <string.h>

/* ---- places in the model ---- */

/* The list that a repeated section runs over, or false. */
static bool list_of(struct transfer *transfer, const struct place *outer, const struct form_section *section,
                    struct expr_target *target)
{
	struct expr_target targets[TRANSFER_TARGETS];
	size_t count = transfer_targets(transfer, outer, section->each, targets);
	if (count)
		*target = targets[0];
	return count > 0;
}

static size_t repetitions(const struct place *place)
{
	size_t count = 0;
	for (size_t i = 0; i < place->outer->inner.count; i++)
		count += place->outer->inner.items[i]->section == place->section;
	return count;
}

/* A member belongs to the block in which it was read, where there are several. */
static void put_owner(struct transfer *transfer, const struct place *place, const char *list)
{
	const struct answer_type *type = draft_type(&transfer->draft, list);
	const char *owners =
	    type && type->kind == ANSWER_LIST && type->element->record ? type->element->record->belongs_to : NULL;
	size_t length = owners ? strlen(owners) : 0;
	for (const struct place *outer = place->outer; owners && outer->section; outer = outer->outer) {
		if (!outer->path || strncmp(outer->path, owners, length) != 0 || outer->path[length] != '[' ||
		    repetitions(outer) < 2)
			continue;
		struct node *id = draft_get(&transfer->draft, arena_printf(transfer->arena, "%s.id", outer->path));
		struct node *ids = node_collection(transfer->arena, NODE_SEQUENCE, NODE_FLOW);
		if (id)
			node_append(transfer->arena, ids, NULL, transfer_text_node(transfer, id->text));
		draft_put(&transfer->draft, arena_printf(transfer->arena, "%s.%s", place->path, owners), ids);
	}
}

static void make_member(struct transfer *transfer, struct place *place)
{
	struct expr_target target;
	if (!list_of(transfer, place->outer, place->section, &target))
		return;
	const struct node *list = draft_get(&transfer->draft, target.path);
	const struct answer_type *type = draft_type(&transfer->draft, target.path);
	if (!type || type->kind != ANSWER_LIST || !type->element->record)
		return;
	size_t count = list ? list->count : 0;
	place->path = arena_printf(transfer->arena, "%s[%zu]", target.path, count);
	if (target.equals)
		draft_put(&transfer->draft, arena_printf(transfer->arena, "%s.%s", place->path, target.member),
		          transfer_text_node(transfer, target.equals));
	else
		draft_put(
		    &transfer->draft, arena_printf(transfer->arena, "%s.id", place->path),
		    transfer_text_node(transfer, arena_printf(transfer->arena, "%s-%zu", place->section->variable, count + 1)));
	put_owner(transfer, place, target.path);
}

/* ---- what is asked for ---- */

/* What the text says, for the conditions of the form. */
struct asking {
	struct env env;
	struct record root;
	struct value *answers; /* by item->order */
};

static struct value answer_of(void *context, int index)
{
	const struct asking *asking = context;
	return asking->answers[index];
}

static struct value members_of(void *context, struct arena *arena, const struct value *list, const struct value *owner)
{
	(void)context;
	(void)arena;
	(void)owner;
	return *list;
}

static struct asking asking_new(struct transfer *transfer)
{
	const struct schema *schema = transfer->official->schema;
	struct asking asking = {.answers = arena_array(transfer->arena, struct value, transfer->form->item_count)};
	asking.root.type = &schema->process->type;
	asking.root.values = arena_array(transfer->arena, struct value, schema->process->type.field_count);
	asking.root.node = transfer->draft.root;
	asking.env = (struct env){
	    .arena = transfer->arena,
	    .calendar = &schema->calendar,
	    .variables = arena_array(transfer->arena, struct value, transfer->form->variable_count),
	    .answer = answer_of,
	    .members = members_of,
	};
	return asking;
}

static bool is_false(struct asking *asking, const struct expr *condition)
{
	if (!condition)
		return false;
	asking->env.root = &asking->root;
	asking->env.context = asking;
	struct value value = expr_eval(condition, &asking->env);
	return value.kind == VALUE_BOOL && !value.truth;
}

static bool asks_something(const struct form_section *section)
{
	for (size_t i = 0; i < section->item_count; i++)
		if (section->items[i].need != NEED_NEVER)
			return true;
	for (size_t i = 0; i < section->section_count; i++)
		if (asks_something(&section->sections[i]))
			return true;
	return false;
}

/* A list without a member in the text: empty where the text says so, else unknown. */
static void put_missing_list(struct transfer *transfer, struct asking *asking, const struct place *outer,
                             const struct form_section *section, bool asked)
{
	struct expr_target target;
	if (!list_of(transfer, outer, section, &target) || draft_get(&transfer->draft, target.path) ||
	    !asks_something(section))
		return;
	bool none = !asked || is_false(asking, section->when);
	draft_put(&transfer->draft, target.path,
	          none ? node_collection(transfer->arena, NODE_SEQUENCE, NODE_FLOW)
	               : transfer_unknown_node(transfer, msg(MSG_UNKNOWN_NOT_FOUND)));
}

/* An item that the text does not have is unknown, unless it is not asked for. */
static void take_reading(struct transfer *transfer, struct asking *asking, struct reading *reading, bool asked)
{
	const struct item *item = reading->item;
	struct value *value = &reading->value;
	if (value->kind == VALUE_ABSENT && (item->type == ITEM_REF || !asked || is_false(asking, item->when)))
		return;
	if (value->kind == VALUE_ABSENT)
		*value = (struct value){.kind = VALUE_UNKNOWN, .detail = msg(MSG_UNKNOWN_NOT_FOUND)};
	asking->answers[item->order] = value->kind == VALUE_LIST ? value_unknown() : *value;
	struct written written = {.reading = reading};
	if (item->type != ITEM_REF)
		transfer_write_first(transfer, &written);
	list_push(transfer->arena, &transfer->answers, written);
}

static void take_place(struct transfer *transfer, struct asking *asking, struct place *place, bool asked)
{
	const struct form_section *section = place->section;
	const struct form_section *inner = section ? section->sections : transfer->form->sections;
	size_t count = section ? section->section_count : transfer->form->section_count;
	if (section && section->each)
		make_member(transfer, place);
	asked = asked && !(section && is_false(asking, section->when));
	for (size_t i = 0; i < place->reading_count; i++)
		take_reading(transfer, asking, &place->readings[i], asked);
	size_t next = 0;
	for (size_t i = 0; i < count; i++) {
		size_t first = next;
		for (; next < place->inner.count && place->inner.items[next]->section == &inner[i]; next++)
			take_place(transfer, asking, place->inner.items[next], asked);
		if (inner[i].each && next == first)
			put_missing_list(transfer, asking, place, &inner[i], asked);
	}
}

void transfer_begin(struct transfer *transfer)
{
	const struct schema *schema = transfer->official->schema;
	transfer->draft = draft_new(transfer->arena, schema->process);
	struct asking asking = asking_new(transfer);
	draft_put(
	    &transfer->draft, "shikii",
	    node_scalar(transfer->arena, NODE_PLAIN, arena_printf(transfer->arena, "%lld", (long long)schema->version)));
	take_place(transfer, &asking, transfer->placing->root, true);
	transfer_put_history(transfer);
}
