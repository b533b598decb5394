/* What a row of 変更箇所 is about: its name, read in the form of its day and found again in the sheet's. */
#include "history/change_reader.h"

#include "base/utf8.h"

#include <string.h>

enum { ANY_INDEX = 0 };

static const struct item_name *name_in(struct change_reader *reader, const struct item_names *names, const char *text)
{
	const char *key = arena_printf(reader->arena, "%s\1%s", item_names_form(names)->id, text);
	const struct item_name *known = map_get(&reader->known, key);
	if (known)
		return known;
	struct item_name *name = arena_new_object(reader->arena, struct item_name);
	*name = item_name_read(names, text);
	map_put(&reader->known, key, name);
	return name;
}

/* The items that an ambiguous name may mean, in the sheet's form: all of them, or it is unclear. */
static struct item_name may_here(const struct change_reader *reader, const struct item_name *name)
{
	struct item_name here = *name;
	for (size_t i = 0; i < here.may_count; i++) {
		const struct item *item = form_item(reader->sheet->form, name->may[i]->id);
		if (!item || strcmp(item->label, name->may[i]->label) != 0)
			here.may_count = 0;
		else
			here.may[i] = item;
	}
	return here;
}

/* The same item in the sheet's form, or none, as numbers mean other items in another revision; then at least the section. */
static struct item_name name_here(struct change_reader *reader, const struct item_name *name, const char *text)
{
	struct item_name here = *name;
	if (name->kind == ITEM_NAME_AMBIGUOUS)
		return may_here(reader, name);
	const struct item *item = name->item ? form_item(reader->sheet->form, name->item->id) : NULL;
	if (!item || strcmp(item->label, name->item->label) != 0) {
		const struct item_name *again = name_in(reader, reader->names, text);
		return (struct item_name){.section = again->section};
	}
	here.item = item;
	here.section = item->section;
	return here;
}

/* What two rows with the same mistake in their names have in common. */
static const char *known_as(const struct history_change *change, const struct item_name *name)
{
	bool mistaken = name->kind == ITEM_NAME_ITEM && !name->official;
	return mistaken ? name->item->id : change->row->item;
}

static void read_name(struct change_reader *reader, struct history_change *change)
{
	struct date day = change->day;
	const struct form *form = reader->sheet->form;
	const struct form *then = day.year ? reader->forms->form_on(reader->forms->context, form->kind, day) : form;
	const struct item_name *name =
	    name_in(reader, then ? reader->forms->names(reader->forms->context, then) : reader->names, change->row->item);
	bool other = then && then != form;
	if (other && name->kind == ITEM_NAME_UNKNOWN) { /* written ahead of the new form */
		name = name_in(reader, reader->names, change->row->item);
		other = false;
	} else {
		change->dated_form = day.year && then && date_compare(then->from, day) <= 0;
	}
	change->named = name->kind != ITEM_NAME_UNKNOWN;
	change->labelled = name->official;
	change->repeated = change->dated_form && map_put(&reader->written, known_as(change, name), change);
	if (name->kind == ITEM_NAME_ITEM)
		change->official_name = item_name_print(reader->arena, name->item, name->index, name->index_count);
	change->name = other ? name_here(reader, name, change->row->item) : *name;
	change->significant = change->name.kind == ITEM_NAME_ITEM      ? change->name.item->significant
	                      : change->name.kind == ITEM_NAME_SECTION ? section_significant(change->name.section)
	                                                               : false;
}

static bool is_numbered(const struct item *item)
{
	int32_t point;
	utf8_decode(item->label, strlen(item->label), &point);
	return point >= 0x2460 && point <= 0x2473; /* ① to ⑳ */
}

/* Words under the name of a choice (⑤物理的対策) are the text that belongs to it (具体的な対策の内容). */
static void take_text_item(struct history_change *change)
{
	const struct item *item = change->name.item;
	if (!item || item->type != ITEM_CHOICE || !item->section || change->after.kind < CELL_PART ||
	    change_is_answer(item, &change->after))
		return;
	const struct item *end = item->section->items + item->section->item_count;
	for (const struct item *next = item + 1; next < end && !is_numbered(next); next++)
		if (next->type == ITEM_TEXT) {
			change->name.item = next;
			return;
		}
}

static const struct form_section *outermost(const struct form_section *section)
{
	while (section && section->parent)
		section = section->parent;
	return section;
}

/* The repetition that is called so (Ⅱ（見本ファイル））, where one line of one of them has its name. */
static size_t member_called(struct change_reader *reader, const struct form_section *section, const char *name)
{
	size_t found = ANY_INDEX;
	for (size_t i = 0; i < reader->sheet->row_count; i++) {
		const struct row *row = reader->sheet->rows[i];
		if (row->item->type != ITEM_LINE || row->index_count != 1 || !change_is_inside(row->item, section) ||
		    !strstr(change_folded_row(reader, i), name))
			continue;
		if (found && found != row->index[0])
			return ANY_INDEX;
		found = row->index[0];
	}
	return found;
}

static void take_member(struct change_reader *reader, struct history_change *change)
{
	struct item_name *name = &change->name;
	const char *text = change->row->item ? cell_fold(reader->arena, change->row->item) : "", *start = strchr(text, '(');
	if (!name->member || !name->section || !name->index_count || name->index[0] || !start || !strchr(start, ')'))
		return;
	const char *member = arena_copy(reader->arena, start + 1, (size_t)(strchr(start, ')') - start - 1));
	name->index[0] = member_called(reader, outermost(name->section), member);
}

/* 同上: the name of the row above. */
static void take_name_above(struct history_change *change, const struct history_change *above)
{
	change->name = above->name;
	change->named = above->named;
	change->official_name = above->official_name;
	change->dated_form = above->dated_form;
	change->labelled = above->labelled;
	change->significant = above->significant;
	change->repeated = true;
}

void change_read_name(struct change_reader *reader, struct history_change *change)
{
	if (change > reader->changes && cell_is_above(reader->arena, reader->words, change->row->item))
		take_name_above(change, change - 1);
	else
		read_name(reader, change);
	take_text_item(change);
	take_member(reader, change);
}
