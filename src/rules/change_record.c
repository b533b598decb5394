#include "rules/change_record.h"

#include <string.h>

enum change_field {
	CHANGE_ITEM_ID,
	CHANGE_OFFICIAL_NAME,
	CHANGE_LABELLED,
	CHANGE_NAMED,
	CHANGE_SIGNIFICANT,
	CHANGE_BEFORE_KIND,
	CHANGE_AFTER_KIND,
	CHANGE_SAME,
	CHANGE_REPEATED,
	CHANGE_JOINED,
	CHANGE_LEFT,
	CHANGE_LEFT_AS,
	CHANGE_LEFT_BY,
	CHANGE_LOST,
	CHANGE_HOME,
	CHANGE_NOW,
	CHANGE_KEPT,
	CHANGE_GONE,
	CHANGE_CUT,
	CHANGE_NUMBER_NOW,
	CHANGE_ITEM_NOW,
	CHANGE_TURNED,
	CHANGE_DATE_ABOVE,
	CHANGE_SHARED /* the fields of the vocabulary's record */
};

static const struct field own_fields[CHANGE_SHARED] = {
    [CHANGE_ITEM_ID] = {"item_id", NULL, &type_text},             /* where it is one */
    [CHANGE_OFFICIAL_NAME] = {"official_name", NULL, &type_text}, /* of the item, in the form of that day */
    [CHANGE_LABELLED] = {"labelled", NULL, &type_bool},           /* is the name the one of that form? */
    [CHANGE_NAMED] = {"named", NULL, &type_bool},                 /* does it fit an item, several, or a section? */
    [CHANGE_SIGNIFICANT] = {"significant", NULL, &type_bool},     /* an item with ※, or a part that repeats? */
    [CHANGE_BEFORE_KIND] = {"before_kind", NULL, &type_text},     /* what the cell 変更前 has */
    [CHANGE_AFTER_KIND] = {"after_kind", NULL, &type_text},       /* what the cell 変更後 has */
    [CHANGE_SAME] = {"same", NULL, &type_bool},                   /* but for white space? */
    [CHANGE_REPEATED] = {"repeated", NULL, &type_bool},           /* is the item named in a row above, too? */
    [CHANGE_JOINED] = {"joined", NULL, &type_bool},               /* the rest of the row above, which was cut in two? */
    [CHANGE_LEFT] = {"left", NULL, &type_text},       /* 変更後 of a row above, where this 変更前 differs */
    [CHANGE_LEFT_AS] = {"left_as", NULL, &type_text}, /* this 変更前 there */
    /* all of 変更後 of that row above */
    [CHANGE_LEFT_BY] = {"left_by", NULL, &type_text},
    [CHANGE_LOST] = {"lost", NULL, &type_text}, /* a paragraph of 変更後 that the sheet of today lacks */
    [CHANGE_HOME] = {"home", NULL, &type_text}, /* the other item that has it */
    [CHANGE_NOW] = {"now", NULL, &type_text},   /* what the item says instead, where it is one answer */
    [CHANGE_KEPT] = {"kept", NULL, &type_text}, /* a paragraph of 変更前 that 変更後 lacks and the sheet has */
    [CHANGE_GONE] = {"gone", NULL, &type_text}, /* a sentence of 変更前 that is gone, where the row only adds */
    [CHANGE_CUT] = {"cut", NULL, &type_text},   /* what follows where 変更後 breaks off */
    [CHANGE_NUMBER_NOW] = {"number_now", NULL, &type_text}, /* of the answer, where the name has another number */
    [CHANGE_ITEM_NOW] = {"item_now", NULL, &type_text},     /* the label of the answer, where the name is another's */
    [CHANGE_TURNED] = {"turned", NULL, &type_bool}, /* is 変更前 what the item says now, and 変更後 not? */
    [CHANGE_DATE_ABOVE] = {"date_above", NULL, &type_date}, /* 変更日 of the row above */
};

const struct type *change_record_type(struct arena *arena, const struct schema *schema)
{
	const struct record_type *shared = schema_record(schema, "change");
	size_t count = shared ? shared->type.field_count : 0;
	struct field *fields = arena_array(arena, struct field, CHANGE_SHARED + count);
	memcpy(fields, own_fields, sizeof own_fields);
	for (size_t i = 0; i < count; i++)
		fields[CHANGE_SHARED + i] = shared->type.fields[i];
	struct type *type = arena_new_object(arena, struct type);
	*type = (struct type){
	    .kind = TYPE_RECORD, .name = "printed_change", .fields = fields, .field_count = CHANGE_SHARED + count};
	return type;
}

static const char *kind_name(enum cell_kind kind)
{
	static const char *const names[] = {[CELL_BLANK] = "blank", [CELL_ABOVE] = "above", [CELL_OMITTED] = "omitted",
	                                    [CELL_WORD] = "word",   [CELL_PART] = "part",   [CELL_TEXT] = "text"};
	return names[kind];
}

/* The text, or nothing; found where `place` is written. */
static struct value text_at(const char *text, const struct value *place)
{
	struct value value = text ? value_text(text) : value_absent();
	value.node = place ? place->node : NULL;
	return value;
}

static const struct value *field_of(const struct history_change *change, const char *name)
{
	return change->row->record ? record_field(change->row->record, name) : NULL;
}

/* Has the cell words of the item, besides those for what is left out? */
static bool says_something(const struct cell *cell)
{
	return cell->kind >= CELL_PART && cell->piece_count > 0;
}

/* An item, or a single repetition: 委託事項３. */
static bool is_narrow(const struct item_name *name)
{
	return name->kind == ITEM_NAME_ITEM ||
	       (name->kind == ITEM_NAME_SECTION && name->section->each && strstr(name->section->heading, "{n}"));
}

static const char *numbered_label(struct arena *arena, const struct row *row)
{
	return arena_printf(arena, "%s%s%s", row->number, *row->number ? " " : "", row->item->label);
}

static void set_own(struct arena *arena, const struct history_change *change, struct value *values)
{
	const struct value *item = field_of(change, "item"), *after = field_of(change, "after"),
	                   *before = field_of(change, "before");
	const struct row *home = change->home;
	values[CHANGE_ITEM_ID] = text_at(change->name.item ? change->name.item->id : NULL, item);
	values[CHANGE_OFFICIAL_NAME] = text_at(change->official_name, item);
	if (change->official_name && change->dated_form)
		values[CHANGE_LABELLED] = value_bool(change->labelled);
	if (change->dated_form)
		values[CHANGE_NAMED] = value_bool(change->named);
	if (is_narrow(&change->name))
		values[CHANGE_SIGNIFICANT] = value_bool(change->significant);
	values[CHANGE_BEFORE_KIND] = text_at(kind_name(change->before.kind), before);
	values[CHANGE_AFTER_KIND] = text_at(kind_name(change->after.kind), after);
	if (says_something(&change->before) && says_something(&change->after))
		values[CHANGE_SAME] = value_bool(cell_same(change->before.text, change->after.text));
	values[CHANGE_REPEATED] = value_bool(change->repeated);
	values[CHANGE_JOINED] = value_bool(change->joined);
	values[CHANGE_LEFT] = text_at(change->left, before);
	values[CHANGE_LEFT_AS] = text_at(change->left_as, before);
	if (change->left_row && change->left_row->record)
		values[CHANGE_LEFT_BY] = *record_field(change->left_row->record, "after");
	values[CHANGE_LOST] = text_at(change->lost, after);
	if (home)
		values[CHANGE_HOME] = value_text(numbered_label(arena, home));
	if (change->now) {
		values[CHANGE_NOW] = value_text(change->now->printed);
		values[CHANGE_NOW].node = change->now->answer.node ? change->now->answer.node : change->now->place;
	}
	values[CHANGE_KEPT] = text_at(change->kept, before);
	values[CHANGE_GONE] = text_at(change->gone, before);
	values[CHANGE_CUT] = text_at(change->cut, after);
	values[CHANGE_NUMBER_NOW] = text_at(change->number_now, item);
	values[CHANGE_ITEM_NOW] = text_at(change->item_now ? numbered_label(arena, change->item_now) : NULL, item);
	values[CHANGE_TURNED] = value_bool(change->turned);
}

struct value change_records(struct arena *arena, const struct type *type, const struct history_changes *changes)
{
	struct value_list *list = arena_new_object(arena, struct value_list);
	struct value above = value_absent();
	list->items = arena_array(arena, struct value, changes->count);
	for (size_t i = 0; i < changes->count; i++) {
		const struct history_change *change = &changes->items[i];
		const struct record *row = change->row->record;
		struct record *record = arena_new_object(arena, struct record);
		if (!row)
			continue; /* malformed */
		record->type = type;
		record->node = row->node;
		record->values = arena_array(arena, struct value, type->field_count);
		set_own(arena, change, record->values);
		memcpy(record->values + CHANGE_SHARED, row->values, row->type->field_count * sizeof *row->values);
		record->values[CHANGE_DATE_ABOVE] = above;
		const struct value *date = record_field(row, "date");
		if (date && date->kind == VALUE_DATE)
			above = *date;
		list->items[list->count++] = (struct value){.kind = VALUE_RECORD, .node = row->node, .record = record};
	}
	return (struct value){.kind = VALUE_LIST, .list = list};
}
