/* schema/forms/<id>.yaml → struct form, with all expressions compiled and every name resolved. */
#include "model/form.h"

#include "base/list.h"
#include "base/map.h"
#include "base/messages/form.h"
#include "base/utf8.h"
#include "yaml/fields.h"

#include <string.h>

enum { EACH_LIMIT = 6, SECTION_DEPTH_LIMIT = 12 };

struct form_loader {
	struct arena *arena;
	struct diags *diags;
	const struct schema *schema;
	struct form *form;
	LIST(const struct item *) items;
	struct map by_id; /* id → struct item */
	struct variable variables[SLOT_EACH + EACH_LIMIT];
	size_t variable_count;             /* visible where we are */
	size_t most_variables;             /* the most that were visible anywhere */
	const struct form_section *inside; /* the section being read */
};

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

static struct expr *compile(struct form_loader *loader, const struct node *node, const struct type *expected)
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
		item->required = compile(loader, node, &type_bool);
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
		good &= (item->value = compile(loader, row->value, value_type(item))) != NULL;
	item->judged = item->value && expr_reads(item->value, SLOT_JUDGEMENT);
	if (row->stated)
		good &= (item->stated = compile(loader, row->stated, value_type(item))) != NULL;
	if (row->when)
		good &= (item->when = compile(loader, row->when, &type_bool)) != NULL;
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

static bool items_load(struct form_loader *loader, const struct node *node, struct item **items, size_t *count)
{
	bool good = true;
	*count = node ? node->count : 0;
	*items = arena_array(loader->arena, struct item, *count);
	for (size_t i = 0; i < *count; i++)
		good &= item_load(loader, node->items[i], &(*items)[i]);
	return good;
}

/* ---- sections ---- */

struct section_row {
	const struct node *each;
	const struct node *frames;
	int64_t frame_limit;
	const struct node *when;
	const struct node *rows;
	const struct node *sections;
};

/* each: {variable: list expression} */
static bool each_load(struct form_loader *loader, struct form_section *section, const struct node *node)
{
	if (node->count != 1 || loader->variable_count == sizeof loader->variables / sizeof *loader->variables) {
		diag_add(loader->diags, DIAG_DATA_VALUE, node->span, msg(MSG_FORM_EACH));
		return false;
	}
	section->each = compile(loader, node->items[0], NULL);
	if (!section->each)
		return false;
	const struct type *type = expr_type(section->each);
	if (type->kind != TYPE_LIST) {
		diag_add(loader->diags, DIAG_DATA_VALUE, node->items[0]->span, msg(MSG_FORM_EACH_NO_LIST));
		return false;
	}
	section->variable = node->items[0]->key->text;
	section->slot = loader->variable_count;
	loader->variables[loader->variable_count++] = (struct variable){section->variable, type->element};
	if (loader->variable_count > loader->most_variables)
		loader->most_variables = loader->variable_count;
	return true;
}

/* 5 of システム2～5; 0 when the label ends with no number. */
static size_t number_at_end(const char *label)
{
	size_t number = 0, unit = 1;
	for (const char *at = label + strlen(label); at > label && at[-1] >= '0' && at[-1] <= '9' && unit < 100000;
	     unit *= 10)
		number += (size_t)(*--at - '0') * unit;
	return number;
}

static bool frames_load(struct form_loader *loader, struct form_section *section, const struct node *node)
{
	section->frame_count = node ? node->count : 0;
	struct section_frame *frames = arena_array(loader->arena, struct section_frame, section->frame_count);
	size_t last = 0;
	for (size_t i = 0; i < section->frame_count; i++) {
		const struct node *label = node->items[i];
		frames[i].label = label->kind == NODE_SCALAR ? label->text : "";
		frames[i].last = number_at_end(frames[i].label);
		if (frames[i].last <= last) {
			diag_add(loader->diags, DIAG_DATA_VALUE, label->span, msg(MSG_FORM_FRAMES));
			return false;
		}
		last = frames[i].last;
	}
	section->frames = frames;
	return true;
}

static bool sections_load(struct form_loader *loader, const struct node *node, struct form_section **sections,
                          size_t *count, size_t depth);

static bool section_load(struct form_loader *loader, const struct node *node, struct form_section *section,
                         size_t depth)
{
	struct pair_entry {
		struct form_section section;
		struct section_row row;
	} pair = {0};
	static const struct field_spec specs[] = {
	    {"id", FIELD_STRING, true, offsetof(struct pair_entry, section.id)},
	    {"number", FIELD_STRING, false, offsetof(struct pair_entry, section.number)},
	    {"heading", FIELD_STRING, true, offsetof(struct pair_entry, section.heading)},
	    {"note", FIELD_STRING, false, offsetof(struct pair_entry, section.note)},
	    {"significant", FIELD_BOOL, false, offsetof(struct pair_entry, section.significant)},
	    {"option_mark", FIELD_STRING, false, offsetof(struct pair_entry, section.option_mark)},
	    {"each", FIELD_MAP, false, offsetof(struct pair_entry, row.each)},
	    {"frames", FIELD_LIST, false, offsetof(struct pair_entry, row.frames)},
	    {"frame_limit", FIELD_NUMBER, false, offsetof(struct pair_entry, row.frame_limit)},
	    {"when", FIELD_SCALAR, false, offsetof(struct pair_entry, row.when)},
	    {"rows", FIELD_LIST, false, offsetof(struct pair_entry, row.rows)},
	    {"sections", FIELD_LIST, false, offsetof(struct pair_entry, row.sections)},
	};
	const struct form_section *outer = loader->inside;
	size_t visible = loader->variable_count;
	pair.section.significant = outer && outer->significant;
	pair.section.option_mark = outer ? outer->option_mark : loader->form->option_mark;
	if (!fields_read(loader->diags, node, specs, sizeof specs / sizeof *specs, &pair))
		return false;
	*section = pair.section;
	section->parent = outer;
	section->frame_limit = (size_t)pair.row.frame_limit;
	if (!section->number)
		section->number = "";
	bool good = !pair.row.each || each_load(loader, section, pair.row.each);
	good &= frames_load(loader, section, pair.row.frames);
	loader->inside = section;
	if (pair.row.when)
		good &= (section->when = compile(loader, pair.row.when, &type_bool)) != NULL;
	good &= items_load(loader, pair.row.rows, &section->items, &section->item_count);
	good &= sections_load(loader, pair.row.sections, &section->sections, &section->section_count, depth + 1);
	loader->inside = outer;
	loader->variable_count = visible;
	return good;
}

static bool sections_load(struct form_loader *loader, const struct node *node, struct form_section **sections,
                          size_t *count, size_t depth)
{
	bool good = true;
	*count = node ? node->count : 0;
	if (depth > SECTION_DEPTH_LIMIT) {
		diag_add(loader->diags, DIAG_DATA_VALUE, node->span, msg(MSG_FORM_TOO_DEEP));
		return false;
	}
	*sections = arena_array(loader->arena, struct form_section, *count);
	for (size_t i = 0; i < *count; i++)
		good &= section_load(loader, node->items[i], &(*sections)[i], depth);
	return good;
}

/* ---- the form ---- */

struct form_row {
	const char *superseded;
	const char *source;
	const struct node *cover;
	const struct node *contents;
	const struct node *sections;
	const struct node *history;
};

static bool contents_load(struct form_loader *loader, const struct node *node)
{
	struct row_entry {
		const char *heading;
		const struct node *lines;
	} row = {0};
	static const struct field_spec specs[] = {
	    {"heading", FIELD_STRING, true, offsetof(struct row_entry, heading)},
	    {"lines", FIELD_LIST, true, offsetof(struct row_entry, lines)},
	};
	if (!node)
		return true;
	if (!fields_read(loader->diags, node, specs, sizeof specs / sizeof *specs, &row))
		return false;
	loader->form->contents_heading = row.heading;
	loader->form->content_count = row.lines->count;
	loader->form->contents = arena_array(loader->arena, const char *, row.lines->count);
	for (size_t i = 0; i < row.lines->count; i++) {
		if (row.lines->items[i]->kind != NODE_SCALAR) {
			diag_add(loader->diags, DIAG_DATA_KIND, row.lines->items[i]->span, msg(MSG_FORM_LINES));
			return false;
		}
		loader->form->contents[i] = row.lines->items[i]->text;
	}
	return true;
}

static bool column_load(struct form_loader *loader, const struct node *node, struct history_column *column)
{
	static const struct field_spec specs[] = {
	    {"id", FIELD_STRING, true, offsetof(struct history_column, id)},
	    {"label", FIELD_STRING, true, offsetof(struct history_column, label)},
	    {"field", FIELD_STRING, true, offsetof(struct history_column, field)},
	};
	return fields_read(loader->diags, node, specs, sizeof specs / sizeof *specs, column);
}

static bool history_load(struct form_loader *loader, const struct node *node)
{
	struct row_entry {
		const char *id;
		const char *heading;
		const struct node *columns;
	} row = {0};
	static const struct field_spec specs[] = {
	    {"id", FIELD_STRING, true, offsetof(struct row_entry, id)},
	    {"heading", FIELD_STRING, true, offsetof(struct row_entry, heading)},
	    {"columns", FIELD_LIST, true, offsetof(struct row_entry, columns)},
	};
	if (!fields_read(loader->diags, node, specs, sizeof specs / sizeof *specs, &row))
		return false;
	struct form *form = loader->form;
	form->history_id = row.id;
	form->history_heading = row.heading;
	form->column_count = row.columns->count;
	form->columns = arena_array(loader->arena, struct history_column, form->column_count);
	for (size_t i = 0; i < form->column_count; i++)
		if (!column_load(loader, row.columns->items[i], &form->columns[i]))
			return false;
	return true;
}

/* The variables that every item sees: enum form_slot. */
static bool scope_begin(struct form_loader *loader, const struct type *judgement, const struct node *node)
{
	int sheets = type_field(&loader->schema->process->type, "sheets");
	const struct type *type = sheets < 0 ? NULL : loader->schema->process->type.fields[sheets].type;
	loader->form->sheet_field = type ? type_field(type, loader->form->kind) : -1;
	if (!type || loader->form->sheet_field < 0) {
		diag_add(loader->diags, DIAG_DATA_VALUE, node->span,
		         msg_form_no_kind(loader->diags->arena, loader->form->kind));
		return false;
	}
	loader->variables[SLOT_BODY] = (struct variable){"body", &loader->schema->body->type};
	loader->variables[SLOT_SHEET] = (struct variable){"sheet", type->fields[loader->form->sheet_field].type};
	loader->variables[SLOT_PUBLISHED] = (struct variable){"published", &type_date};
	loader->variables[SLOT_PUBLISHING] = (struct variable){"publishing", &type_bool};
	loader->variables[SLOT_AS_OF] = (struct variable){"as_of", &type_date};
	loader->variables[SLOT_JUDGEMENT] = (struct variable){"judgement", judgement};
	loader->variable_count = loader->most_variables = SLOT_EACH;
	return true;
}

static bool form_read(struct form_loader *loader, const struct type *judgement, const struct node *node)
{
	struct pair_entry {
		struct form form;
		struct form_row row;
	} pair = {0};
	static const struct field_spec specs[] = {
	    {"form", FIELD_STRING, true, offsetof(struct pair_entry, form.id)},
	    {"kind", FIELD_STRING, true, offsetof(struct pair_entry, form.kind)},
	    {"title", FIELD_STRING, true, offsetof(struct pair_entry, form.title)},
	    {"style", FIELD_STRING, true, offsetof(struct pair_entry, form.style)},
	    {"stamp", FIELD_STRING, true, offsetof(struct pair_entry, form.stamp)},
	    {"from", FIELD_DATE, true, offsetof(struct pair_entry, form.from)},
	    {"until", FIELD_DATE, false, offsetof(struct pair_entry, form.until)},
	    {"known_to", FIELD_DATE, false, offsetof(struct pair_entry, form.known_to)},
	    {"superseded", FIELD_STRING, false, offsetof(struct pair_entry, row.superseded)},
	    {"option_mark", FIELD_STRING, true, offsetof(struct pair_entry, form.option_mark)},
	    {"source", FIELD_STRING, false, offsetof(struct pair_entry, row.source)},
	    {"cover", FIELD_LIST, true, offsetof(struct pair_entry, row.cover)},
	    {"contents", FIELD_MAP, false, offsetof(struct pair_entry, row.contents)},
	    {"sections", FIELD_LIST, true, offsetof(struct pair_entry, row.sections)},
	    {"history", FIELD_MAP, true, offsetof(struct pair_entry, row.history)},
	};
	if (!fields_read(loader->diags, node, specs, sizeof specs / sizeof *specs, &pair))
		return false;
	struct form *form = loader->form;
	*form = pair.form;
	if (!scope_begin(loader, judgement, node))
		return false;
	bool good = items_load(loader, pair.row.cover, &form->cover, &form->cover_count);
	good &= contents_load(loader, pair.row.contents);
	good &= sections_load(loader, pair.row.sections, &form->sections, &form->section_count, 0);
	good &= history_load(loader, pair.row.history);
	form->variable_count = loader->most_variables;
	return good;
}

const struct form *form_load(struct arena *arena, struct diags *diags, const struct schema *schema,
                             const struct type *judgement, const struct source *source)
{
	/* In the arena, because the scopes of the compiled expressions point into it. */
	struct form_loader *loader = arena_new_object(arena, struct form_loader);
	loader->arena = arena;
	loader->diags = diags;
	loader->schema = schema;
	loader->form = arena_new_object(arena, struct form);
	map_init(&loader->by_id, arena);
	const struct node *node = node_read(arena, diags, source);
	return node && form_read(loader, judgement, node) ? loader->form : NULL;
}

const struct item *form_item(const struct form *form, const char *id)
{
	for (size_t i = 0; i < form->item_count; i++)
		if (strcmp(form->items[i]->id, id) == 0)
			return form->items[i];
	return NULL;
}

const char *form_nearest_item(const struct form *form, const char *id)
{
	struct nearest nearest = {.written = id};
	for (size_t i = 0; i < form->item_count; i++)
		nearest_offer(&nearest, form->items[i]->id);
	return nearest.name;
}

const struct history_column *form_column(const struct form *form, const char *field)
{
	for (size_t i = 0; i < form->column_count; i++)
		if (strcmp(form->columns[i].field, field) == 0)
			return &form->columns[i];
	return NULL;
}

bool section_significant(const struct form_section *section)
{
	for (size_t i = 0; i < section->item_count; i++)
		if (section->items[i].significant)
			return true;
	for (size_t i = 0; i < section->section_count; i++)
		if (section_significant(&section->sections[i]))
			return true;
	return section->significant;
}
