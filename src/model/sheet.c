/* Model + form → sheet. The form is walked in print order; each item's expression is evaluated with the members of
 * the repetitions around it, answers under sheets.<kind>.items stand in for it. */
#include "model/sheet.h"

#include "base/list.h"
#include "base/map.h"
#include "model/answered.h"
#include "model/row_answer.h"
#include "model/withhold.h"

#include <stdlib.h>
#include <string.h>

enum { INDEX_LIMIT = 8 };

/* Where in the repetitions we are: one for each section from the outside in. */
struct binding_place {
	const struct binding_place *outer; /* the section around it, or NULL */
	const char *number;
	const char *key; /* section id with the repetitions put in */
	const char *id;  /* section id as the form has it */
	size_t index[INDEX_LIMIT];
	size_t index_count;
	bool applies;
};

struct builder {
	struct arena *arena;
	struct diags *diags;
	const struct schema *schema;
	const struct model *model;
	const struct form *form;
	struct sheet *sheet;
	struct value *variables;
	struct env env;
	struct value *answers;        /* of the latest row of each item, by item->order */
	const struct node *stand_ins; /* the mapping, or NULL */
	struct map stand_in_by_key;   /* key → node */
	struct map stand_in_used;
	struct map doubt_by_key; /* key → node */
	bool marked;             /* samples stand in the model (samples.mark) */
	LIST(const struct row *) rows;
	LIST(struct sheet_gap) gaps;
};

/* ---- text with {n} ---- */

static const char *numbered(struct arena *arena, const char *text, size_t n)
{
	const char *mark = strstr(text, "{n}");
	return mark ? arena_printf(arena, "%.*s%zu%s", (int)(mark - text), text, n, mark + 3) : text;
}

/* One text and the other. */
static const char *join(struct arena *arena, const char *first, const char *second)
{
	size_t length = strlen(first), size = strlen(second) + 1;
	char *text = arena_alloc(arena, length + size);
	memcpy(text + length, second, size);
	memcpy(text, first, length); /* NOLINT(bugprone-not-null-terminated-result): the end of `second` */
	return text;
}

/* ---- answers ---- */

static struct value answer_of(void *context, int index)
{
	const struct builder *builder = context;
	return builder->answers[index];
}

static struct value members_of(void *context, struct arena *arena, const struct value *list, const struct value *owner)
{
	(void)context;
	return model_members(arena, list, owner);
}

/* Is it what an expression makes of nothing: the names of no systems, the attachments of no such part? */

/* ---- stand-ins ---- */

/* The mapping of this name in the sheet, by the keys of items; NULL: there is none. */
static const struct node *read_by_key(struct builder *builder, const char *name, struct map *by_key)
{
	map_init(by_key, builder->arena);
	const struct record *record = builder->sheet->record;
	const struct node *items = record ? node_get(record->node, name) : NULL;
	if (!items || items->kind != NODE_MAPPING)
		return NULL;
	for (size_t i = 0; i < items->count; i++)
		map_put(by_key, items->items[i]->key->text, items->items[i]);
	return items;
}

static void read_stand_ins(struct builder *builder)
{
	map_init(&builder->stand_in_used, builder->arena);
	builder->stand_ins = read_by_key(builder, "items", &builder->stand_in_by_key);
	read_by_key(builder, "doubts", &builder->doubt_by_key);
}

static void apply_stand_in(struct builder *builder, struct row *row)
{
	const struct node *node = map_get(&builder->stand_in_by_key, row->key);
	if (!node)
		return;
	map_put(&builder->stand_in_used, row->key, row);
	const char *path = arena_printf(builder->arena, "sheets.%s.items.%s", builder->form->kind, row->key);
	if (row->state == STATE_WITHHELD || path_withheld(builder->model, path)) {
		row_withhold(builder->arena, row);
		return;
	}
	struct value value =
	    model_answer(builder->arena, builder->diags, builder->schema, builder->model->body, row->item->answer, node);
	const char *model_says = row->state == STATE_ANSWERED ? row->printed : NULL;
	row_answer(builder->arena, builder->env.calendar, row, &value, &(struct value){.kind = VALUE_ABSENT});
	row->stated = NULL;
	row->flow = NULL;
	row->stand_in = node;
	row->derived = false;
	row->place = node;
	row->path = NULL;
	if (model_says && row->state != STATE_INVALID && strcmp(model_says, row->printed) != 0)
		row->instead_of = model_says;
}

/* ---- samples ---- */

/* Does the answer, or what it is worked out from, stand below the mark of a sample? */
static bool is_example(const struct builder *builder, const struct row *row)
{
	const struct node *node = row->answer.node ? row->answer.node : row->place;
	return builder->marked && row->state == STATE_ANSWERED && node && node_is_example(builder->schema, node);
}

static void list_unused(struct builder *builder)
{
	LIST(const struct node *) unused = {0};
	for (size_t i = 0; builder->stand_ins && i < builder->stand_ins->count; i++)
		if (!map_get(&builder->stand_in_used, builder->stand_ins->items[i]->key->text))
			list_push(builder->arena, &unused, builder->stand_ins->items[i]->key);
	builder->sheet->unused = unused.items;
	builder->sheet->unused_count = unused.count;
}

/* ---- rows ---- */

static bool is_required(struct builder *builder, const struct item *item, bool applies)
{
	if (!applies || (item->when && !expr_true(item->when, &builder->env)))
		return false;
	switch (item->need) {
	case NEED_NEVER:
		return false;
	case NEED_ALWAYS:
		return true;
	case NEED_PUBLICATION:
		return builder->sheet->occasion.publishing;
	case NEED_WHEN:
		return expr_true(item->required, &builder->env);
	}
	return false;
}

static bool is_false(struct builder *builder, const struct expr *condition)
{
	if (!condition)
		return false;
	struct value value = expr_eval(condition, &builder->env);
	return value.kind == VALUE_BOOL && !value.truth;
}

static const char *item_key(struct builder *builder, const struct item *item, const struct binding_place *place)
{
	while (place->outer && strncmp(item->id, place->id, strlen(place->id)) != 0)
		place = place->outer;
	return join(builder->arena, place->key, item->id + strlen(place->id));
}

static void build_row(struct builder *builder, const struct item *item, const struct binding_place *place,
                      struct row *row)
{
	struct value value = value_absent();
	struct value stated = value_absent();
	row->item = item;
	row->number = place->number;
	size_t *index = arena_array(builder->arena, size_t, place->index_count);
	if (place->index_count)
		memcpy(index, place->index, place->index_count * sizeof *index);
	row->index = index;
	row->index_count = place->index_count;
	if (item->type == ITEM_REF)
		value = value_text(item->fixed ? item->fixed : "");
	else if (item->value)
		value = expr_eval(item->value, &builder->env);
	if (item->stated)
		stated = expr_eval(item->stated, &builder->env);
	bool applies = place->applies && !is_false(builder, item->when);
	if (!applies && !value.node && item->type != ITEM_REF)
		value = value_absent(); /* a derived answer to what is not asked */
	row_answer(builder->arena, builder->env.calendar, row, &value, &stated);
	bool plain = row->state == STATE_ANSWERED && !row->stated && !row->unlisted;
	if (item->value && (builder->sheet->occasion.paths || builder->marked || !plain))
		row->place = expr_place(item->value, &builder->env, &row->path);
	if (item->value && row->state == STATE_ABSENT)
		row->lacks = expr_lacks(item->value, &builder->env);
	if (item->when && row->state == STATE_ABSENT) {
		const char *path;
		row->asked_by = expr_place(item->when, &builder->env, &path);
	}
	if (item->type == ITEM_REF)
		row->derived = true;
	if (item->figure)
		row_add_flow(builder->arena, builder->model, row);
	row->key = item_key(builder, item, place);
	apply_stand_in(builder, row);
	if (is_example(builder, row))
		row_show_no_example(builder->arena, row);
	row->doubt = map_get(&builder->doubt_by_key, row->key);
	row->required = is_required(builder, item, place->applies);
	builder->answers[item->order] = row->answer;
	list_push(builder->arena, &builder->rows, row);
}

static struct row *build_rows(struct builder *builder, const struct item *items, size_t count,
                              const struct binding_place *place)
{
	struct row *rows = arena_array(builder->arena, struct row, count);
	for (size_t i = 0; i < count; i++)
		build_row(builder, &items[i], place, &rows[i]);
	return rows;
}

/* ---- sections ---- */

static void build_sections(struct builder *builder, const struct form_section *forms, size_t count,
                           const struct binding_place *outer, struct sheet_section **sections, size_t *section_count);

/* The section's key and index at repetition n of `total`; n is 0 outside of repetitions. Ids without brackets
 * (Ⅲ, usually printed once) get theirs only when there are several. */
static void enter(struct builder *builder, const struct form_section *form, const struct binding_place *outer, size_t n,
                  size_t total, struct binding_place *place)
{
	struct arena *arena = builder->arena;
	size_t outer_length = strlen(outer->id);
	const char *suffix = form->id;
	const char *prefix = "";
	if (strncmp(form->id, outer->id, outer_length) == 0) {
		suffix += outer_length;
		prefix = outer->key;
	}
	const char *brackets = strstr(suffix, "[]");
	bool counted = n && (brackets || total > 1);
	*place = *outer;
	place->outer = outer;
	place->id = form->id;
	if (counted && brackets)
		place->key = arena_printf(arena, "%s%.*s[%zu]%s", prefix, (int)(brackets - suffix), suffix, n, brackets + 2);
	else if (counted)
		place->key = arena_printf(arena, "%s%s[%zu]", prefix, suffix, n);
	else
		place->key = join(arena, prefix, suffix);
	if (counted && place->index_count < INDEX_LIMIT)
		place->index[place->index_count++] = n;
	const char *number = numbered(arena, form->number, n);
	if (n && total > 1 && number == form->number && *number)
		number = arena_printf(arena, "%s(%zu)", number, n);
	bool both = *outer->number && *number;
	place->number = join(arena, both ? join(arena, outer->number, " ") : outer->number, number);
	place->applies = outer->applies && !is_false(builder, form->when);
}

static void build_section(struct builder *builder, const struct form_section *form, const struct binding_place *place,
                          size_t n, struct sheet_section *section)
{
	section->form = form;
	section->heading = numbered(builder->arena, form->heading, n);
	section->number = place->number;
	section->key = place->key;
	section->annex = form->frame_limit && n > form->frame_limit;
	section->applies = place->applies;
	section->row_count = form->item_count;
	section->rows = build_rows(builder, form->items, form->item_count, place);
	build_sections(builder, form->sections, form->section_count, place, &section->sections, &section->section_count);
}

/* The list runs over nothing: is that an omission? */
static void note_gap(struct builder *builder, const struct form_section *form, const struct value *list,
                     const struct binding_place *outer)
{
	bool omitted = list->kind == VALUE_ABSENT || list->kind == VALUE_BLANK;
	if (!omitted || !outer->applies || (form->when && !expr_true(form->when, &builder->env)))
		return;
	struct sheet_gap gap = {.form = form, .number = outer->number};
	gap.place = expr_place(form->each, &builder->env, &gap.path);
	list_push(builder->arena, &builder->gaps, gap);
}

/* For list_push. */
struct section_list {
	struct sheet_section *items;
	size_t count;
	size_t capacity;
};

static void build_repeated(struct builder *builder, const struct form_section *form, const struct binding_place *outer,
                           struct section_list *sections)
{
	struct value list = expr_eval(form->each, &builder->env);
	size_t total = list.kind == VALUE_LIST ? list.list->count : 0;
	if (total == 0 && list.kind != VALUE_LIST)
		note_gap(builder, form, &list, outer);
	for (size_t i = 0; i < total; i++) {
		struct binding_place place;
		struct sheet_section section = {0};
		builder->variables[form->slot] = list.list->items[i];
		section.member = list.list->items[i].kind == VALUE_RECORD ? list.list->items[i].record : NULL;
		enter(builder, form, outer, i + 1, total, &place);
		build_section(builder, form, &place, i + 1, &section);
		list_push(builder->arena, sections, section);
	}
	builder->variables[form->slot] = value_absent();
}

static void build_sections(struct builder *builder, const struct form_section *forms, size_t count,
                           const struct binding_place *outer, struct sheet_section **sections, size_t *section_count)
{
	struct section_list list = {0};
	for (size_t i = 0; i < count; i++) {
		if (forms[i].each) {
			build_repeated(builder, &forms[i], outer, &list);
		} else {
			struct binding_place place;
			struct sheet_section section = {0};
			enter(builder, &forms[i], outer, 0, 1, &place);
			build_section(builder, &forms[i], &place, 0, &section);
			list_push(builder->arena, &list, section);
		}
	}
	*sections = list.items;
	*section_count = list.count;
}

/* ---- 変更箇所 ---- */

static const char *cell(struct builder *builder, const struct record *record, const char *field)
{
	const struct value *value = record_field(record, field);
	return value ? value_print(builder->arena, builder->env.calendar, value) : "";
}

static void build_history(struct builder *builder)
{
	struct sheet *sheet = builder->sheet;
	struct value record = {.kind = VALUE_RECORD, .record = sheet->record};
	struct value changes = sheet->record ? record_get(&record, "history") : value_absent();
	sheet->history_count = changes.kind == VALUE_LIST ? changes.list->count : 0;
	sheet->history = arena_array(builder->arena, struct history_row, sheet->history_count);
	for (size_t i = 0; i < sheet->history_count; i++) {
		const struct value *change = &changes.list->items[i];
		if (change->kind != VALUE_RECORD) {
			sheet->history[i] = (struct history_row){"", "", "", "", "", "", "", NULL};
			continue;
		}
		const struct record *row = change->record;
		const struct value *date = record_field(row, "date");
		struct buf iso = BUF_INIT;
		if (date && date->kind == VALUE_DATE)
			date_print_iso(date->date, &iso);
		sheet->history[i] = (struct history_row){
		    .date = cell(builder, row, "date"),
		    .date_iso = arena_copy(builder->arena, buf_text(&iso), iso.length),
		    .item = cell(builder, row, "item"),
		    .before = cell(builder, row, "before"),
		    .after = cell(builder, row, "after"),
		    .timing = cell(builder, row, "timing"),
		    .note = cell(builder, row, "note"),
		    .record = row,
		};
		buf_free(&iso);
	}
}

const char *history_row_judged(const struct history_row *row)
{
	const struct value *judged = row->record ? record_field(row->record, "significance") : NULL;
	return judged && judged->kind == VALUE_TEXT ? judged->text : NULL;
}

/* ---- the sheet ---- */

static void scope_begin(struct builder *builder, const struct occasion *occasion)
{
	const struct record *record = builder->sheet->record;
	builder->variables = arena_array(builder->arena, struct value, builder->form->variable_count);
	if (builder->model->body)
		builder->variables[SLOT_BODY] = builder->model->body->value;
	if (record)
		builder->variables[SLOT_SHEET] = (struct value){.kind = VALUE_RECORD, .node = record->node, .record = record};
	builder->variables[SLOT_PUBLISHED] = occasion->published;
	builder->variables[SLOT_PUBLISHING] = value_bool(occasion->publishing);
	builder->variables[SLOT_AS_OF] = occasion->as_of;
	builder->variables[SLOT_JUDGEMENT] = occasion->judgement;
	builder->env = (struct env){
	    .arena = builder->arena,
	    .calendar = &builder->schema->calendar,
	    .root = builder->model->root,
	    .variables = builder->variables,
	    .answer = answer_of,
	    .members = members_of,
	    .context = builder,
	};
}

const struct sheet *sheet_build(struct arena *arena, struct diags *diags, const struct schema *schema,
                                const struct model *model, const struct form *form, const struct occasion *occasion)
{
	struct builder builder = {.arena = arena, .diags = diags, .schema = schema, .model = model, .form = form};
	struct sheet *sheet = arena_new_object(arena, struct sheet);
	builder.sheet = sheet;
	builder.answers = arena_array(arena, struct value, form->item_count);
	sheet->form = form;
	sheet->model = model;
	sheet->record = model_sheet(model, form->kind);
	sheet->occasion = *occasion;
	sheet->draft = occasion->published.kind != VALUE_DATE && !value_withheld(&occasion->published);
	sheet->title = form->title;
	builder.marked = schema->samples.mark && strstr(model->node->span.source->text, schema->samples.mark);
	scope_begin(&builder, occasion);
	read_stand_ins(&builder);
	struct binding_place cover = {.number = "", .key = "", .id = "", .applies = true};
	sheet->cover_count = form->cover_count;
	sheet->cover = build_rows(&builder, form->cover, form->cover_count, &cover);
	build_sections(&builder, form->sections, form->section_count, &cover, &sheet->sections, &sheet->section_count);
	build_history(&builder);
	list_unused(&builder);
	sheet->rows = builder.rows.items;
	sheet->row_count = builder.rows.count;
	sheet->gaps = builder.gaps.items;
	sheet->gap_count = builder.gaps.count;
	return sheet;
}

struct value model_sheet_value(const struct model *model, const char *kind)
{
	const struct value *sheets = record_field(model->root, "sheets");
	return sheets ? record_get(sheets, kind) : value_absent();
}

const struct record *model_sheet(const struct model *model, const char *kind)
{
	struct value sheet = model_sheet_value(model, kind);
	return sheet.kind == VALUE_RECORD ? sheet.record : NULL;
}

struct value sheet_published(const struct record *record)
{
	struct value newest = value_absent();
	const struct value *list = record ? record_field(record, "publications") : NULL;
	for (size_t i = 0; list && list->kind == VALUE_LIST && i < list->list->count; i++) {
		struct value date = record_get(&list->list->items[i], "date");
		bool newer = date.kind == VALUE_DATE && (newest.kind != VALUE_DATE || date_compare(date.date, newest.date) > 0);
		if (newer)
			newest = date;
	}
	return newest;
}

const struct row *sheet_row(const struct sheet *sheet, const char *id, const size_t *index, size_t index_count)
{
	for (size_t i = 0; i < sheet->row_count; i++) {
		const struct row *row = sheet->rows[i];
		if (strcmp(row->item->id, id) == 0 &&
		    (!index || (row->index_count == index_count &&
		                (index_count == 0 || memcmp(row->index, index, index_count * sizeof *index) == 0))))
			return row;
	}
	return NULL;
}

const char *sheet_printed(const struct sheet *sheet, const char *id)
{
	const struct row *row = sheet_row(sheet, id, NULL, 0);
	return row ? row->printed : "";
}

bool attachment_figure_withheld(const struct value *attachment)
{
	struct value figure = record_get(attachment, "figure");
	return value_withheld(&figure);
}

bool cover_side_by_side(const struct row *left, const struct row *right)
{
	return left->item->type == ITEM_NUMBER && right && right->item->type == ITEM_LINE;
}

bool section_names_first(const struct sheet_section *section)
{
	const char *heading = section->form->heading, *label = section->row_count ? section->rows[0].item->label : NULL;
	size_t length = label ? strlen(label) : 0;
	return section->form->each && heading && length && strncmp(heading, label, length) == 0 &&
	       strcmp(heading + length, "{n}") == 0;
}

const struct row *section_first_row(const struct sheet_section *section)
{
	const struct row *row = section->row_count ? section->rows : NULL;
	for (size_t i = 0; !row && i < section->section_count; i++)
		row = section_first_row(&section->sections[i]);
	return row;
}

const char *answer_state_name(enum answer_state state)
{
	switch (state) {
	case STATE_ANSWERED:
		return "answered";
	case STATE_BLANK:
		return "blank";
	case STATE_UNKNOWN:
	case STATE_INVALID:
		break;
	case STATE_ABSENT:
		return "absent";
	case STATE_WITHHELD:
		return "withheld";
	}
	return "unknown";
}
