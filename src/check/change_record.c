#include "check/change_record.h"

#include <string.h>

enum change_field {
	CHANGE_ITEM_ID,
	CHANGE_OFFICIAL_NAME,
	CHANGE_LABELLED,
	CHANGE_SIGNIFICANT,
	CHANGE_BEFORE_KIND,
	CHANGE_AFTER_KIND,
	CHANGE_SAME,
	CHANGE_REPEATED,
	CHANGE_LEFT,
	CHANGE_LEFT_AS,
	CHANGE_LOST,
	CHANGE_HOME,
	CHANGE_KEPT,
	CHANGE_CUT,
	CHANGE_DATE_ABOVE,
	CHANGE_SHARED /* the fields of the vocabulary's record */
};

static const struct field own_fields[CHANGE_SHARED] = {
    [CHANGE_ITEM_ID] = {"item_id", "項目の番号（一つに決まるとき）", &type_text},
    [CHANGE_OFFICIAL_NAME] = {"official_name", "その日の様式での項目の名", &type_text},
    [CHANGE_LABELLED] = {"labelled", "項目の名がその日の様式のとおりか", &type_bool},
    [CHANGE_SIGNIFICANT] = {"significant", "※の項目か", &type_bool},
    [CHANGE_BEFORE_KIND] = {"before_kind", "変更前の欄にあるもの", &type_text},
    [CHANGE_AFTER_KIND] = {"after_kind", "変更後の欄にあるもの", &type_text},
    [CHANGE_SAME] = {"same", "変更前と変更後が、空白のほかは同じか", &type_bool},
    [CHANGE_REPEATED] = {"repeated", "同じ項目の名が上の行にあるか", &type_bool},
    [CHANGE_LEFT] = {"left", "変更前と食い違う、上の行の変更後（違う所）", &type_text},
    [CHANGE_LEFT_AS] = {"left_as", "その所の変更前", &type_text},
    [CHANGE_LOST] = {"lost", "いまの評価書にない、変更後の段落", &type_text},
    [CHANGE_HOME] = {"home", "その段落がある別の項目", &type_text},
    [CHANGE_KEPT] = {"kept", "変更後にないのに、いまの評価書にある、変更前の段落", &type_text},
    [CHANGE_CUT] = {"cut", "変更後の途切れた先", &type_text},
    [CHANGE_DATE_ABOVE] = {"date_above", "上の行の変更日", &type_date},
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

static void set_own(struct arena *arena, const struct history_change *change, struct value *values)
{
	const struct value *item = field_of(change, "item"), *after = field_of(change, "after"),
	                   *before = field_of(change, "before");
	const struct row *home = change->home;
	values[CHANGE_ITEM_ID] = text_at(change->name.item ? change->name.item->id : NULL, item);
	values[CHANGE_OFFICIAL_NAME] = text_at(change->official_name, item);
	if (change->official_name && change->dated_form)
		values[CHANGE_LABELLED] = value_bool(change->labelled);
	if (change->name.kind == ITEM_NAME_ITEM)
		values[CHANGE_SIGNIFICANT] = value_bool(change->significant);
	values[CHANGE_BEFORE_KIND] = text_at(kind_name(change->before.kind), before);
	values[CHANGE_AFTER_KIND] = text_at(kind_name(change->after.kind), after);
	if (says_something(&change->before) && says_something(&change->after))
		values[CHANGE_SAME] = value_bool(cell_same(change->before.text, change->after.text));
	values[CHANGE_REPEATED] = value_bool(change->repeated);
	values[CHANGE_LEFT] = text_at(change->left, before);
	values[CHANGE_LEFT_AS] = text_at(change->left_as, before);
	values[CHANGE_LOST] = text_at(change->lost, after);
	if (home)
		values[CHANGE_HOME] =
		    value_text(arena_printf(arena, "%s%s%s", home->number, *home->number ? " " : "", home->item->label));
	values[CHANGE_KEPT] = text_at(change->kept, before);
	values[CHANGE_CUT] = text_at(change->cut, after);
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
