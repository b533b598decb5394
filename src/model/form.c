/* schema/forms/<id>.yaml → struct form, with all expressions compiled and every name resolved. */
#include "model/form_loader.h"

#include "base/messages/form.h"
#include "base/utf8.h"
#include "yaml/fields.h"

#include <string.h>

enum { SECTION_DEPTH_LIMIT = 12 };

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
	section->each = form_compile(loader, node->items[0], NULL);
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
		good &= (section->when = form_compile(loader, pair.row.when, &type_bool)) != NULL;
	good &= form_items_load(loader, pair.row.rows, &section->items, &section->item_count);
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

/* A list of texts, or NULL: one of its entries is none, which is told. */
static const char **texts_load(struct form_loader *loader, const struct node *list)
{
	const char **texts = arena_array(loader->arena, const char *, list->count);
	for (size_t i = 0; i < list->count; i++) {
		if (list->items[i]->kind != NODE_SCALAR) {
			diag_add(loader->diags, DIAG_DATA_KIND, list->items[i]->span, msg(MSG_FORM_LINES));
			return NULL;
		}
		texts[i] = list->items[i]->text;
	}
	return texts;
}

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
	loader->form->contents = texts_load(loader, row.lines);
	return loader->form->contents != NULL;
}

static bool column_load(struct form_loader *loader, const struct node *node, struct history_column *column)
{
	struct column_entry {
		struct history_column column;
		const struct node *also;
	} entry = {0};
	static const struct field_spec specs[] = {
	    {"id", FIELD_STRING, true, offsetof(struct column_entry, column.id)},
	    {"label", FIELD_STRING, true, offsetof(struct column_entry, column.label)},
	    {"field", FIELD_STRING, true, offsetof(struct column_entry, column.field)},
	    {"also", FIELD_LIST, false, offsetof(struct column_entry, also)},
	};
	if (!fields_read(loader->diags, node, specs, sizeof specs / sizeof *specs, &entry))
		return false;
	*column = entry.column;
	column->also_count = entry.also ? entry.also->count : 0;
	column->also = entry.also ? texts_load(loader, entry.also) : NULL;
	return !entry.also || column->also;
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
	bool good = form_items_load(loader, pair.row.cover, &form->cover, &form->cover_count);
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
