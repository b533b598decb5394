/* A process's YAML tree → a record of typed values, by the vocabulary. Every value keeps its node, so that a
 * finding of any later stage can point to where the words stand; for words taken from the body that is
 * shikii.yaml. */
#include "model/model.h"

#include "base/map.h"
#include "base/messages/forgotten.h"
#include "base/messages/mistaken.h"
#include "base/messages/model.h"
#include "base/messages/unknown.h"
#include "base/utf8.h"
#include "model/binder.h"
#include "model/forgotten.h"
#include "model/mistaken.h"
#include "model/unknown.h"
#include "yaml/fields.h"

#include <string.h>

static struct value bind(struct binder *binder, const struct answer_type *type, const struct node *node);

/* ---- records and lists ---- */

static void fill_absent(const struct record *record, struct value value)
{
	for (size_t i = 0; i < record->type->field_count; i++)
		if (record->values[i].kind == VALUE_ABSENT && strcmp(record->type->fields[i].name, "id") != 0)
			record->values[i] = value;
}

/* Fills what is not written in record from the body's member that its `shared` names. Where that is a mistake, what
 * is not written is not missing as well. */
static void take_shared(struct binder *binder, const struct answer_type *type, const struct node *id,
                        const struct record *record)
{
	struct value members = binder->body ? record_get(&binder->body->value, type->target) : value_absent();
	for (size_t i = 0; members.kind == VALUE_LIST && i < members.list->count; i++) {
		const struct value *member = &members.list->items[i];
		struct value member_id = record_get(member, "id");
		if (member->kind != VALUE_RECORD || member_id.kind != VALUE_TEXT || !node_is(id, member_id.text))
			continue;
		for (size_t j = 0; j < record->type->field_count; j++)
			if (record->values[j].kind == VALUE_ABSENT && strcmp(record->type->fields[j].name, "id") != 0)
				record->values[j] = record_get(member, record->type->fields[j].name);
		return;
	}
	diag_add(binder->diags, DIAG_MODEL_ID, id->span, msg_model_no_shared(binder->diags->arena, type->target, id->text));
	fill_absent(record, invalid_value(id));
}

static bool is_unwritten(const struct node *node)
{
	return !node || node_is_null(node);
}

/* The keys that are none of the record are those of another one, whose line was left out: it is told once, at the first of
 * them, and that other one is not missing as well. */
static bool report_forgotten(struct binder *binder, const struct record_type *type, const struct node *node, size_t at,
                             const struct record *record)
{
	struct arena *arena = binder->diags->arena;
	const struct node *stranger = node->items[at];
	struct forgotten_key forgotten = {0};
	if (!binder->in_body)
		forgotten = forgotten_find(binder->schema, type, node);
	if (!forgotten.key)
		return false;
	diag_add(binder->diags, DIAG_MODEL_KEY, stranger->key->span,
	         msg_unknown_key(arena, type->label, utf8_cut(arena, stranger->key->text, QUOTE_LIMIT)))
	    ->hint = forgotten_hint(arena, forgotten.key, forgotten.indent);
	if (forgotten.top)
		binder->forgotten = forgotten.field + 1;
	else
		record->values[forgotten.field] = invalid_value(stranger);
	return true;
}

static struct value bind_record(struct binder *binder, const struct record_type *type, const struct node *node)
{
	struct record *record = arena_new_object(binder->arena, struct record);
	record->type = &type->type;
	record->node = node;
	record->values = arena_array(binder->arena, struct value, type->type.field_count);
	int before = -1; /* the field that was written before */
	bool unknown = false, forgotten = false;
	for (size_t i = 0; i < node->count; i++) {
		int index = type_field(&type->type, node->items[i]->key->text);
		if (index < 0 && !unknown)
			forgotten = report_forgotten(binder, type, node, i, record);
		unknown |= index < 0;
		if (index < 0 && forgotten)
			continue;
		int meant = index < 0 ? unknown_key_report(binder->diags, binder->schema, type, node->items[i]) : -1;
		if (index >= 0)
			record->values[index] = bind(binder, type->answers[index], node->items[i]);
		else if (meant >= 0 && is_unwritten(node_get(node, type->type.fields[meant].name)))
			record->values[meant] = invalid_value(node->items[i]); /* reported by its name: it is not missing as well */
		if (index >= 0)
			before = index;
		else if (before >= 0 && unknown_key_cuts_number(node->items[i]))
			record->values[before] = invalid_value(record->values[before].node); /* its number was cut in two */
	}
	for (size_t i = 0; i < type->type.field_count; i++) {
		const struct value *value = &record->values[i];
		if (type->answers[i]->kind == ANSWER_SHARED && value->kind == VALUE_TEXT)
			take_shared(binder, type->answers[i], value->node, record);
		else if (type->answers[i]->kind == ANSWER_SHARED && value->kind == VALUE_INVALID)
			fill_absent(record, *value);
	}
	return (struct value){.kind = VALUE_RECORD, .node = node, .record = record};
}

static void report_twice(const struct binder *binder, const char *id, const struct node *node, const struct node *first)
{
	struct diags *diags = binder->diags;
	const char *list = binder->in_body ? NULL : forgotten_list(binder->schema, node->parent);
	struct position position = source_position(first->span.source, first->span.start);
	struct diag *diag = diag_add(diags, DIAG_MODEL_DUPLICATE_ID, node->span,
	                             msg_mistaken_twice_id(diags->arena, id, (int)position.line));
	diag->hint = list ? msg_forgotten_list(diags->arena, list) : msg(MSG_MISTAKEN_SAME_ID);
	diag->related = first->span;
	diag->related_message = msg_mistaken_first_id(diags->arena, id);
}

/* Members of a list that have an `id` have one each. */
static void check_ids(struct binder *binder, const struct value_list *list)
{
	struct map seen;
	map_init(&seen, binder->arena);
	for (size_t i = 0; i < list->count; i++) {
		struct value id = record_get(&list->items[i], "id");
		if (id.kind != VALUE_TEXT || !id.node)
			continue;
		const struct node *first = map_put(&seen, id.text, (void *)(uintptr_t)id.node);
		if (first)
			report_twice(binder, id.text, id.node, first);
	}
}

/* Its keys without any answer behind them, or nothing at all. */
static bool is_empty_row(const struct record_type *type, const struct node *node)
{
	for (size_t i = 0; i < node->count; i++)
		if (!is_unwritten(node->items[i]) || type_field(&type->type, node->items[i]->key->text) < 0)
			return false;
	return node->count || node_is_null(node);
}

/* A row that nobody filled in, of a list whose members have names. */
static struct value bind_row(struct binder *binder, const struct answer_type *element, const struct node *node)
{
	bool named = element->kind == ANSWER_RECORD && type_field(&element->record->type, "id") >= 0;
	if (!named || node->refused || node->kind == NODE_SEQUENCE || !is_empty_row(element->record, node))
		return bind(binder, element, node);
	diag_add(binder->diags, DIAG_ANSWER_BLANK, node_place(node), msg(MSG_MISTAKEN_EMPTY_ROW))->hint =
	    msg(MSG_MISTAKEN_EMPTY_ROW_HINT);
	return invalid_value(node);
}

static struct value bind_members(struct binder *binder, const struct answer_type *element, const struct node *node)
{
	struct value_list *list = arena_new_object(binder->arena, struct value_list);
	list->items = arena_array(binder->arena, struct value, node->count);
	list->count = node->count;
	for (size_t i = 0; i < node->count; i++)
		list->items[i] = node->kind == NODE_SEQUENCE ? bind_row(binder, element, node->items[i])
		                                             : bind(binder, element, node->items[i]);
	if (element->kind == ANSWER_RECORD)
		check_ids(binder, list);
	return (struct value){.kind = VALUE_LIST, .node = node, .list = list};
}

static struct value bind_map(struct binder *binder, const struct answer_type *type, const struct node *node)
{
	struct answer_type element = {.kind = ANSWER_RECORD, .type = &type->record->type, .record = type->record};
	for (size_t i = 0; i < node->count; i++)
		list_push(binder->arena, &binder->ids, ((struct pending_id){node->items[i]->key, type->target}));
	return bind_members(binder, &element, node);
}

static struct value bind_ref(struct binder *binder, const struct answer_type *type, const struct node *node)
{
	if (type->kind == ANSWER_REF)
		list_push(binder->arena, &binder->ids, ((struct pending_id){node, type->target}));
	return text_value(node, node->text);
}

static struct value bind_scalar(struct binder *binder, const struct answer_type *type, const struct node *node)
{
	switch (type->kind) {
	case ANSWER_LINE:
	case ANSWER_TEXT:
		return bind_text(binder, type, node);
	case ANSWER_DATE:
		return bind_date(binder, type, node);
	case ANSWER_COUNT:
		return bind_count(binder, type, node);
	case ANSWER_BOOL:
		return bind_bool(binder, type, node);
	case ANSWER_CHOICE:
		return bind_choice(binder, type, node);
	case ANSWER_REF:
	case ANSWER_SHARED:
		return bind_ref(binder, type, node);
	case ANSWER_BOXES:
	case ANSWER_RECORD:
	case ANSWER_LIST:
	case ANSWER_MAP:
		return report_kind(binder, type, node);
	case ANSWER_RAW:
		break;
	}
	return text_value(node, "");
}

static struct value bind_collection(struct binder *binder, const struct answer_type *type, const struct node *node)
{
	bool mapping = node->kind == NODE_MAPPING;
	switch (type->kind) {
	case ANSWER_LINE:
	case ANSWER_TEXT:
		return bind_text(binder, type, node);
	case ANSWER_BOXES:
		return bind_boxes(binder, type, node);
	case ANSWER_RECORD:
		return mapping ? bind_record(binder, type->record, node) : report_kind(binder, type, node);
	case ANSWER_MAP:
		return mapping ? bind_map(binder, type, node) : report_kind(binder, type, node);
	case ANSWER_LIST:
		return mapping ? report_kind(binder, type, node) : bind_members(binder, type->element, node);
	case ANSWER_DATE:
	case ANSWER_COUNT:
	case ANSWER_BOOL:
	case ANSWER_CHOICE:
	case ANSWER_REF:
	case ANSWER_SHARED:
		return report_kind(binder, type, node);
	case ANSWER_RAW:
		break;
	}
	return text_value(node, "");
}

static struct value bind(struct binder *binder, const struct answer_type *type, const struct node *node)
{
	if (node->refused)
		return invalid_value(node);
	if (node_is_null(node))
		return (struct value){.kind = VALUE_BLANK, .node = node};
	if (node->kind == NODE_MAPPING && node->count && node_is(node->items[0]->key, "unknown"))
		return bind_unknown(binder, type, node);
	const struct node *proposed = take_proposal(binder, node);
	if (proposed)
		return bind(binder, type, proposed);
	return node->kind == NODE_SCALAR ? bind_scalar(binder, type, node) : bind_collection(binder, type, node);
}

/* ---- ids that point somewhere ---- */

static struct map ids_of(struct binder *binder, const struct value *list)
{
	struct map ids;
	map_init(&ids, binder->arena);
	for (size_t i = 0; list && list->kind == VALUE_LIST && i < list->list->count; i++) {
		struct value id = record_get(&list->list->items[i], "id");
		if (id.kind == VALUE_TEXT)
			map_put(&ids, id.text, &list->list->items[i]);
	}
	return ids;
}

static void check_references(struct binder *binder, const struct record *root)
{
	struct map ids = {0};
	const char *target = NULL; /* whose ids these are: references into one list mostly follow each other */
	for (size_t i = 0; i < binder->ids.count; i++) {
		const struct pending_id *pending = &binder->ids.items[i];
		if (!target || strcmp(target, pending->target) != 0)
			ids = ids_of(binder, record_field(root, pending->target));
		target = pending->target;
		const struct value *list = record_field(root, pending->target);
		bool misread = list && list->kind == VALUE_INVALID; /* which has been reported */
		if (misread || map_get(&ids, pending->node->text))
			continue;
		bool last = diags_full(binder->diags); /* the next one tells that there are more */
		diag_add(binder->diags, DIAG_MODEL_ID, pending->node->span,
		         msg_model_no_id(binder->diags->arena, pending->target,
		                         utf8_cut(binder->diags->arena, pending->node->text, QUOTE_LIMIT)));
		if (last)
			return;
	}
}

/* ---- the module's functions ---- */

bool model_is(const struct node *node)
{
	return node_get(node, "shikii") != NULL;
}

/* Before all else is read: what another version means by its keys is not known. */
static bool is_version(struct arena *arena, const struct schema *schema, const struct node *node)
{
	return node->kind == NODE_SCALAR &&
	       strcmp(utf8_fold(arena, node->text), arena_printf(arena, "%lld", (long long)schema->version)) == 0;
}

const struct body *body_bind(struct arena *arena, struct diags *diags, const struct schema *schema,
                             const struct node *node)
{
	struct binder binder = {.arena = arena, .diags = diags, .schema = schema, .in_body = true};
	struct body *body = arena_new_object(arena, struct body);
	body->node = node;
	if (node && node->kind == NODE_MAPPING)
		body->value = bind_record(&binder, schema->body, node);
	else if (node)
		diag_add(diags, DIAG_MODEL_KIND, node->span, msg(MSG_MODEL_BODY));
	body->proposals = binder.proposals.items;
	body->proposal_count = binder.proposals.count;
	return body;
}

const struct model *model_bind(struct arena *arena, struct diags *diags, const struct schema *schema,
                               const struct body *body, const struct node *node)
{
	struct binder binder = {.arena = arena, .diags = diags, .schema = schema, .body = body};
	if (!model_is(node)) {
		diag_add(diags, DIAG_NO_MODEL, node->span, msg(MSG_MODEL_NONE))->hint = msg(MSG_MODEL_NONE_HINT);
		return NULL;
	}
	if (!is_version(arena, schema, node_get(node, "shikii"))) {
		long long version = (long long)schema->version;
		diag_add(diags, DIAG_MODEL_VERSION, node_get(node, "shikii")->span, msg_model_version(diags->arena, version))
		    ->hint = msg_model_version_hint(diags->arena, version);
		return NULL;
	}
	struct model *model = arena_new_object(arena, struct model);
	struct value root = bind_record(&binder, schema->process, node);
	if (binder.forgotten && root.record->values[binder.forgotten - 1].kind == VALUE_ABSENT)
		root.record->values[binder.forgotten - 1] = invalid_value(node);
	check_references(&binder, root.record);
	*model = (struct model){.node = node,
	                        .body = body,
	                        .root = root.record,
	                        .proposals = binder.proposals.items,
	                        .proposal_count = binder.proposals.count};
	return model;
}

struct value model_answer(struct arena *arena, struct diags *diags, const struct schema *schema,
                          const struct body *body, const struct answer_type *type, const struct node *node)
{
	struct binder binder = {.arena = arena, .diags = diags, .schema = schema, .body = body};
	return bind(&binder, type, node);
}
