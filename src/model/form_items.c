/* An item of a form: its options and expressions, with every name resolved where it stands. */
#include "model/form_loader.h"

#include "base/messages/form.h"
#include "yaml/fields.h"

#include <string.h>

/* ---- expressions ---- */

const struct type *item_answer_type(const struct item *item)
{
	static const struct type texts = {.kind = TYPE_LIST, .element = &type_text};
	switch (item->type) {
	case ITEM_TEXT:
	case ITEM_LINE:
	case ITEM_NUMBER:
	case ITEM_CHOICE:
	case ITEM_RESULT:
	case ITEM_REF:
		return &type_text;
	case ITEM_DATE:
		return &type_date;
	case ITEM_BOXES:
		return &texts;
	case ITEM_FLAG:
		return &type_bool;
	case ITEM_COUNT:
		return &type_number;
	case ITEM_ATTACHMENT:
		break;
	}
	return NULL;
}

/* Is `section` the section being read, or one around it, or outside every repetition? Then an answer in it is the
 * same for all the places where we are. */
static bool stands_around(const struct form_loader *loader, const struct form_section *section)
{
	for (const struct form_section *each = section; each; each = each->parent) {
		if (!each->each)
			continue;
		const struct form_section *outer = loader->inside;
		while (outer && outer != each)
			outer = outer->parent;
		if (!outer)
			return false;
	}
	return true;
}

static int find_answer(void *context, const char *id, const struct type **type)
{
	const struct form_loader *loader = context;
	const struct item *item = map_get(&loader->by_id, id);
	if (!item || item->order >= loader->items.count || loader->items.items[item->order] != item)
		return -1; /* unknown, or the item being read */
	*type = item_answer_type(item);
	return *type && stands_around(loader, item->section) ? (int)item->order : -1;
}

static bool can_belong(void *context, const struct type *element, const struct type *owner)
{
	const struct form_loader *loader = context;
	if (element->kind != TYPE_RECORD || owner->kind != TYPE_RECORD)
		return false;
	const char *list = ((const struct record_type *)element)->belongs_to;
	int field = list ? type_field(&loader->schema->process->type, list) : -1;
	return field >= 0 && loader->schema->process->type.fields[field].type->element == owner;
}

struct expr *form_compile(struct form_loader *loader, const struct node *node, const struct type *expected)
{
	struct scope *scope = arena_new_object(loader->arena, struct scope);
	*scope = (struct scope){
	    .root = &loader->schema->process->type,
	    .variables = loader->variables,
	    .variable_count = loader->variable_count,
	    .bands = loader->schema->bands,
	    .band_count = loader->schema->band_count,
	    .find_answer = find_answer,
	    .can_belong = can_belong,
	    .context = loader,
	};
	return expr_compile(loader->arena, loader->diags, scope, node, expected);
}

/* ---- options ---- */

static bool option_load(struct form_loader *loader, const struct node *node, struct item_option *option)
{
	static const struct field_spec specs[] = {
	    {"value", FIELD_STRING, true, offsetof(struct item_option, value)},
	    {"label", FIELD_STRING, true, offsetof(struct item_option, label)},
	};
	if (node->kind == NODE_SCALAR) {
		option->value = option->label = node->text;
		return true;
	}
	return fields_read(loader->diags, node, specs, sizeof specs / sizeof *specs, option);
}

static struct item_option *option_find(struct item_option *options, size_t count, const char *value)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(options[i].value, value) == 0)
			return &options[i];
	return NULL;
}

static bool options_load(struct form_loader *loader, struct item *item, const struct node *options,
                         const struct node *texts)
{
	size_t count = options ? options->count : 0;
	struct item_option *list = arena_array(loader->arena, struct item_option, count);
	for (size_t i = 0; i < count; i++)
		if (!option_load(loader, options->items[i], &list[i]))
			return false;
	for (size_t i = 0; texts && i < texts->count; i++) {
		bool word = texts->items[i]->kind == NODE_SCALAR;
		struct item_option *option = word ? option_find(list, count, texts->items[i]->text) : NULL;
		if (!option) {
			diag_add(loader->diags, DIAG_DATA_VALUE, texts->items[i]->span, msg(MSG_FORM_TEXTS_WITHOUT_OPTIONS));
			return false;
		}
		option->text = true;
	}
	item->options = list;
	item->option_count = count;
	return true;
}

static bool groups_load(struct form_loader *loader, struct item *item, const struct node *node)
{
	struct row_entry {
		const char *label;
		int64_t count;
	};
	static const struct field_spec specs[] = {
	    {"label", FIELD_STRING, true, offsetof(struct row_entry, label)},
	    {"count", FIELD_NUMBER, true, offsetof(struct row_entry, count)},
	};
	item->group_count = node ? node->count : 0;
	struct item_group *groups = arena_array(loader->arena, struct item_group, item->group_count);
	for (size_t i = 0; i < item->group_count; i++) {
		struct row_entry row = {0};
		if (!fields_read(loader->diags, node->items[i], specs, sizeof specs / sizeof *specs, &row))
			return false;
		groups[i] = (struct item_group){row.label, (size_t)row.count};
	}
	item->groups = groups;
	return true;
}

/* ---- items ---- */

static bool item_type_parse(const char *name, enum item_type *type)
{
	static const char *const names[] = {
	    [ITEM_TEXT] = "text",
	    [ITEM_LINE] = "line",
	    [ITEM_NUMBER] = "number",
	    [ITEM_DATE] = "date",
	    [ITEM_CHOICE] = "choice",
	    [ITEM_BOXES] = "boxes",
	    [ITEM_FLAG] = "flag",
	    [ITEM_COUNT] = "count",
	    [ITEM_RESULT] = "result",
	    [ITEM_REF] = "ref",
	    [ITEM_ATTACHMENT] = "attachment",
	};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (strcmp(names[i], name) == 0) {
			*type = (enum item_type)i;
			return true;
		}
	}
	return false;
}

/* How a stand-in for the item is written: by the item's own options. */
static const struct answer_type *answer_type_of(struct arena *arena, const struct item *item)
{
	static const enum answer_kind kinds[] = {
	    [ITEM_TEXT] = ANSWER_TEXT, [ITEM_LINE] = ANSWER_TEXT,       [ITEM_NUMBER] = ANSWER_LINE,
	    [ITEM_DATE] = ANSWER_DATE, [ITEM_CHOICE] = ANSWER_CHOICE,   [ITEM_BOXES] = ANSWER_BOXES,
	    [ITEM_FLAG] = ANSWER_BOOL, [ITEM_COUNT] = ANSWER_COUNT,     [ITEM_RESULT] = ANSWER_TEXT,
	    [ITEM_REF] = ANSWER_TEXT,  [ITEM_ATTACHMENT] = ANSWER_TEXT,
	};
	struct option_list *list = arena_new_object(arena, struct option_list);
	struct option *options = arena_array(arena, struct option, item->option_count);
	for (size_t i = 0; i < item->option_count; i++)
		options[i].value = item->options[i].value;
	*list = (struct option_list){item->id, options, item->option_count};
	struct answer_type *answer = arena_new_object(arena, struct answer_type);
	*answer = (struct answer_type){.kind = kinds[item->type], .options = list};
	return answer;
}

struct item_row {
	const char *type;
	const struct node *value;
	const struct node *stated;
	const struct node *when;
	const struct node *required;
	const struct node *options;
	const struct node *texts;
	const struct node *groups;
};

static bool need_load(struct form_loader *loader, struct item *item, const struct node *node)
{
	item->need = NEED_ALWAYS;
	if (!node || node_is(node, "true"))
		return true;
	item->need = node_is(node, "false") ? NEED_NEVER : node_is(node, "publication") ? NEED_PUBLICATION : NEED_WHEN;
	if (item->need == NEED_WHEN)
		item->required = form_compile(loader, node, &type_bool);
	return item->need != NEED_WHEN || item->required;
}

/* The type that an item's value expression must have; NULL where several print well. */
static const struct type *value_type(const struct item *item)
{
	switch (item->type) {
	case ITEM_CHOICE:
	case ITEM_RESULT:
	case ITEM_TEXT:
	case ITEM_LINE:
	case ITEM_NUMBER:
		return &type_text;
	case ITEM_BOXES:
	case ITEM_FLAG:
	case ITEM_COUNT:
		return item_answer_type(item);
	case ITEM_DATE:
	case ITEM_REF:
	case ITEM_ATTACHMENT:
		break;
	}
	return NULL;
}

static bool item_expressions(struct form_loader *loader, struct item *item, const struct item_row *row)
{
	bool good = need_load(loader, item, row->required);
	if (row->value)
		good &= (item->value = form_compile(loader, row->value, value_type(item))) != NULL;
	item->judged = item->value && expr_reads(item->value, SLOT_JUDGEMENT);
	if (row->stated)
		good &= (item->stated = form_compile(loader, row->stated, value_type(item))) != NULL;
	if (row->when)
		good &= (item->when = form_compile(loader, row->when, &type_bool)) != NULL;
	return good;
}

static bool item_load(struct form_loader *loader, const struct node *node, struct item *item)
{
	struct pair_entry {
		struct item item;
		struct item_row row;
	} pair = {0};
	static const struct field_spec specs[] = {
	    {"id", FIELD_STRING, true, offsetof(struct pair_entry, item.id)},
	    {"label", FIELD_STRING, true, offsetof(struct pair_entry, item.label)},
	    {"type", FIELD_STRING, true, offsetof(struct pair_entry, row.type)},
	    {"value", FIELD_SCALAR, false, offsetof(struct pair_entry, row.value)},
	    {"stated", FIELD_SCALAR, false, offsetof(struct pair_entry, row.stated)},
	    {"when", FIELD_SCALAR, false, offsetof(struct pair_entry, row.when)},
	    {"required", FIELD_SCALAR, false, offsetof(struct pair_entry, row.required)},
	    {"options", FIELD_LIST, false, offsetof(struct pair_entry, row.options)},
	    {"texts", FIELD_LIST, false, offsetof(struct pair_entry, row.texts)},
	    {"groups", FIELD_LIST, false, offsetof(struct pair_entry, row.groups)},
	    {"format", FIELD_STRING, false, offsetof(struct pair_entry, item.format)},
	    {"fixed", FIELD_STRING, false, offsetof(struct pair_entry, item.fixed)},
	    {"under", FIELD_STRING, false, offsetof(struct pair_entry, item.under)},
	    {"also", FIELD_STRING, false, offsetof(struct pair_entry, item.also)},
	    {"sub", FIELD_BOOL, false, offsetof(struct pair_entry, item.sub)},
	    {"figure", FIELD_BOOL, false, offsetof(struct pair_entry, item.figure)},
	    {"help", FIELD_STRING, false, offsetof(struct pair_entry, item.help)},
	    {"significant", FIELD_BOOL, false, offsetof(struct pair_entry, item.significant)},
	};
	pair.item.significant = loader->inside && loader->inside->significant;
	if (!fields_read(loader->diags, node, specs, sizeof specs / sizeof *specs, &pair))
		return false;
	*item = pair.item;
	item->section = loader->inside;
	item->node = node;
	if (!item_type_parse(pair.row.type, &item->type)) {
		diag_add(loader->diags, DIAG_DATA_VALUE, node->span, msg_form_no_type(loader->diags->arena, pair.row.type));
		return false;
	}
	if (map_put(&loader->by_id, item->id, item)) {
		diag_add(loader->diags, DIAG_DATA_VALUE, node->span, msg_form_item_twice(loader->diags->arena, item->id));
		return false;
	}
	bool good = options_load(loader, item, pair.row.options, pair.row.texts) &&
	            groups_load(loader, item, pair.row.groups) && item_expressions(loader, item, &pair.row);
	item->answer = answer_type_of(loader->arena, item);
	item->order = loader->items.count;
	list_push(loader->arena, &loader->items, item);
	loader->form->items = loader->items.items;
	loader->form->item_count = loader->items.count;
	return good;
}

bool form_items_load(struct form_loader *loader, const struct node *node, struct item **items, size_t *count)
{
	bool good = true;
	*count = node ? node->count : 0;
	*items = arena_array(loader->arena, struct item, *count);
	for (size_t i = 0; i < *count; i++)
		good &= item_load(loader, node->items[i], &(*items)[i]);
	return good;
}
