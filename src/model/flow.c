/* `flow` of a model → steps whose ends are found among its systems, files, contracts and recipients. */
#include "model/flow.h"

#include "base/buf.h"
#include "base/messages/flow.h"
#include "base/utf8.h"

#include <string.h>

/* ① to ⑳, ㉑ to ㉟, ㊱ to ㊿. */
static const char *number_of(struct arena *arena, size_t n)
{
	static const struct {
		size_t first, last;
		int32_t point;
	} ranges[] = {{1, 20, 0x2460}, {21, 35, 0x3251}, {36, 50, 0x32b1}};
	for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
		if (n < ranges[i].first || n > ranges[i].last)
			continue;
		char bytes[4];
		return arena_copy(arena, bytes, utf8_write(ranges[i].point + (int32_t)(n - ranges[i].first), bytes));
	}
	return msg_flow_number(arena, n);
}

static const char *words_of(const struct value *record, const char *field)
{
	struct value value = record_get(record, field);
	const char *words = value_words(&value);
	return words ? words : "";
}

const char *flow_id(const struct value *member)
{
	const char *id = words_of(member, "id");
	return *id ? id : words_of(member, "shared");
}

/* The options of the vocabulary begin with the one that says so. */
bool is_subcontracted(const struct value *contract)
{
	struct value subcontract = record_get(contract, "subcontract"), performed = record_get(&subcontract, "performed");
	if (performed.kind != VALUE_TEXT)
		return false;
	int field = type_field(subcontract.record->type, "performed");
	const struct option_list *options = record_type_of(subcontract.record)->answers[field]->options;
	return options && strcmp(options->options[0].value, performed.text) == 0;
}

/* The member of a list with this id, or NULL. */
static const struct record *member_of(const struct model *model, const char *list, const char *id)
{
	const struct value *members = record_field(model->root, list);
	for (size_t i = 0; members && members->kind == VALUE_LIST && i < members->list->count; i++) {
		const struct value *member = &members->list->items[i];
		if (member->kind == VALUE_RECORD && *id && strcmp(flow_id(member), id) == 0)
			return member->record;
	}
	return NULL;
}

static const char *name_of(struct arena *arena, enum flow_kind kind, const struct record *record)
{
	const char *name = words_of(&(struct value){.kind = VALUE_RECORD, .record = record}, "name");
	return kind == FLOW_CONTRACT ? msg_flow_contractor(arena, name) : name;
}

/* What a step can name: a member of a list by its id, or all of them by the name of the list. */
static const struct flow_list {
	const char *list;
	enum flow_kind one, all; /* all: FLOW_PARTY where there is no such name */
	const struct message *label;
} lists[] = {{"systems", FLOW_SYSTEM, FLOW_PARTY, NULL},
             {"files", FLOW_FILE, FLOW_PARTY, NULL},
             {"contracts", FLOW_CONTRACT, FLOW_CONTRACTS, MSG_FLOW_CONTRACTS},
             {"provisions", FLOW_PROVISION, FLOW_PROVISIONS, MSG_FLOW_PROVISIONS},
             {"transfers", FLOW_TRANSFER, FLOW_TRANSFERS, MSG_FLOW_TRANSFERS}};
enum { LIST_COUNT = sizeof lists / sizeof *lists };

enum flow_kind flow_kind_of_one(enum flow_kind kind)
{
	for (size_t i = 0; i < LIST_COUNT; i++)
		if (lists[i].all == kind && kind != FLOW_PARTY)
			return lists[i].one;
	return kind;
}

static struct flow_end end_of(struct arena *arena, const struct model *model, const char *words)
{
	for (size_t i = 0; i < LIST_COUNT; i++) {
		const struct record *record = member_of(model, lists[i].list, words);
		if (record)
			return (struct flow_end){lists[i].one, words, name_of(arena, lists[i].one, record), record};
	}
	for (size_t i = 0; i < LIST_COUNT; i++)
		if (lists[i].all != FLOW_PARTY && strcmp(words, lists[i].list) == 0)
			return (struct flow_end){lists[i].all, words, msg(lists[i].label), NULL};
	return (struct flow_end){.kind = FLOW_PARTY, .words = words, .name = words};
}

bool flow_has_end(const char *list, const char *field)
{
	return strcmp(list, "flow") == 0 && (strcmp(field, "from") == 0 || strcmp(field, "to") == 0);
}

const char *flow_end_name(struct arena *arena, const struct model *model, const char *words)
{
	return end_of(arena, model, words).name;
}

/* The ids of all members of the lists, and the names of the lists; ends with NULL. */
static const char **end_words(struct arena *arena, const struct model *model)
{
	size_t count = 0;
	for (size_t i = 0; i < LIST_COUNT; i++) {
		const struct value *members = record_field(model->root, lists[i].list);
		count += 1 + (members && members->kind == VALUE_LIST ? members->list->count : 0);
	}
	const char **words = arena_array(arena, const char *, count + 1);
	count = 0;
	for (size_t i = 0; i < LIST_COUNT; i++) {
		const struct value *members = record_field(model->root, lists[i].list);
		for (size_t j = 0; members && members->kind == VALUE_LIST && j < members->list->count; j++)
			if (*flow_id(&members->list->items[j]))
				words[count++] = flow_id(&members->list->items[j]);
		if (lists[i].all != FLOW_PARTY && members && members->kind == VALUE_LIST && members->list->count)
			words[count++] = lists[i].list;
	}
	return words;
}

const char *flow_end_words(struct arena *arena, const struct model *model, const char *name)
{
	for (const char **words = end_words(arena, model); *words; words++)
		if (strcmp(flow_end_name(arena, model, *words), name) == 0)
			return *words;
	return name;
}

const char **flow_end_names(struct arena *arena, const struct model *model)
{
	const char **names = end_words(arena, model);
	for (size_t i = 0; names[i]; i++)
		names[i] = flow_end_name(arena, model, names[i]);
	return names;
}

struct flow flow_of(struct arena *arena, const struct model *model)
{
	const struct value *list = record_field(model->root, "flow");
	if (!list || list->kind != VALUE_LIST)
		return (struct flow){0};
	struct flow_step *steps = arena_array(arena, struct flow_step, list->list->count);
	size_t count = 0;
	for (size_t i = 0; i < list->list->count; i++) {
		const struct value *value = &list->list->items[i];
		if (value->kind != VALUE_RECORD)
			continue;
		steps[count] = (struct flow_step){
		    .number = number_of(arena, count + 1),
		    .from = end_of(arena, model, words_of(value, "from")),
		    .to = end_of(arena, model, words_of(value, "to")),
		    .what = words_of(value, "what"),
		    .means = words_of(value, "means"),
		    .value = value,
		};
		count++;
	}
	return (struct flow){steps, count};
}

const char *flow_step_text(struct arena *arena, const struct flow_step *step)
{
	const char *text = msg_flow_step(arena, step->number, step->from.name, step->to.name);
	if (*step->what)
		text = msg_flow_what(arena, text, step->what);
	return *step->means ? msg_flow_means(arena, text, step->means) : text;
}

const char *flow_text(struct arena *arena, const struct flow *flow)
{
	struct buf buf = BUF_INIT;
	for (size_t i = 0; i < flow->count; i++)
		buf_printf(&buf, "%s%s", i ? "\n" : "", flow_step_text(arena, &flow->steps[i]));
	const char *text = arena_copy(arena, buf_text(&buf), buf.length);
	buf_free(&buf);
	return text;
}

bool flow_concerns(struct arena *arena, const struct flow_step *step, const struct value *block)
{
	struct value copy = *step->value;
	struct value_list one = {&copy, 1};
	struct value list = {.kind = VALUE_LIST, .list = &one};
	struct value members = model_members(arena, &list, block);
	return members.list->count > 0;
}
