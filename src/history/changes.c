/* Rows of 変更箇所 → what each is about, and whether it holds. */
#include "history/changes.h"

#include "base/buf.h"
#include "base/map.h"
#include "history/change_reader.h"

enum { ANY_INDEX = 0 };

static struct date day_of(const struct history_row *row)
{
	const struct value *date = row->record ? record_field(row->record, "date") : NULL;
	return date && date->kind == VALUE_DATE ? date->date : (struct date){0};
}

/* A row without name, day and time goes on where the one above was cut, as tables are between two pages. */
static bool goes_on_above(const struct history_row *row, const struct history_change *above)
{
	const struct value *timing = row->record ? record_field(row->record, "timing") : NULL;
	return above && (!row->item || !*row->item) && !day_of(row).year && (!timing || timing->kind != VALUE_TEXT) &&
	       row->record && record_field(row->record, "date")->kind != VALUE_DATE;
}

static void join_cell(struct change_reader *reader, struct cell *cell, const char *more)
{
	if (more && *more)
		*cell = cell_read(reader->arena, reader->words, arena_printf(reader->arena, "%s%s", cell->text, more));
}

static bool join_row(struct change_reader *reader, struct history_change *change)
{
	struct history_change *above = change;
	if (change == reader->changes || !goes_on_above(change->row, change - 1))
		return false;
	do
		above--;
	while (above->joined);
	join_cell(reader, &above->before, change->row->before);
	join_cell(reader, &above->after, change->row->after);
	change->before = change->after = cell_read(reader->arena, reader->words, "");
	return true;
}

static void read_row(struct change_reader *reader, struct history_change *change)
{
	const struct history_row *row = change->row;
	change->joined = join_row(reader, change);
	if (change->joined)
		return;
	change->before = cell_read(reader->arena, reader->words, row->before);
	change->after = cell_read(reader->arena, reader->words, row->after);
	change_read_name(reader, change);
	change_find_place(reader, change);
}

/* Items of which a row has no path: where one may be missing, paths make no chain. */
static const bool *find_unplaced(const struct change_reader *reader)
{
	bool *unplaced = arena_array(reader->arena, bool, reader->sheet->form->item_count);
	for (size_t i = 0; i < reader->count; i++) {
		const struct item *const *aims;
		size_t count = change_aims(&reader->changes[i], &aims);
		for (size_t j = 0; !reader->changes[i].place && j < count; j++)
			unplaced[aims[j]->order] = true;
	}
	return unplaced;
}

/* What rows about one answer have in common; "" where that is not known. */
static const char *chain_key(struct arena *arena, const struct history_change *change, const bool *unplaced)
{
	const struct item_name *name = &change->name;
	struct buf key = BUF_INIT;
	bool exact = name->kind == ITEM_NAME_ITEM, placed = change->place && !unplaced[name->item->order];
	buf_puts(&key, exact ? name->item->id : "");
	for (size_t i = 0; i < name->index_count && !placed; i++) {
		exact = exact && name->index[i] != ANY_INDEX;
		buf_printf(&key, " %zu", name->index[i]);
	}
	if (placed)
		buf_printf(&key, " in %zu", change->place->rows.items[0]);
	const char *text = exact ? arena_string(arena, buf_text(&key)) : "";
	buf_free(&key);
	return text;
}

/* Links each row to those about the same item: of a repeated part, of the same repetition. */
static void link_rows(struct change_reader *reader)
{
	struct map last;
	const bool *unplaced = find_unplaced(reader);
	map_init(&last, reader->arena);
	for (size_t i = 0; i < reader->count; i++) {
		struct history_change *change = &reader->changes[i];
		const char *key = chain_key(reader->arena, change, unplaced);
		struct history_change **place = *key ? map_get(&last, key) : NULL;
		if (place) {
			change->above = *place;
			(*place)->below = change;
			*place = change;
		} else if (*key) {
			place = arena_new_object(reader->arena, struct history_change *);
			*place = change;
			map_put(&last, key, place);
		}
	}
}

/* Told from the bottom up. */
static bool is_newest(const struct history_change *change)
{
	const struct history_change *below = change->below;
	return !below || (below->newest && change_same_day(below, change));
}

struct history_changes history_changes_read(struct arena *arena, const struct cell_words *words,
                                            const struct form_history *forms, const struct sheet *sheet)
{
	struct change_reader reader = {
	    .arena = arena,
	    .words = words,
	    .forms = forms,
	    .sheet = sheet,
	    .count = sheet->history_count,
	};
	map_init(&reader.known, arena);
	map_init(&reader.written, arena);
	map_init(&reader.places, arena);
	reader.names = forms->names(forms->context, sheet->form);
	reader.changes = arena_array(arena, struct history_change, reader.count);
	for (size_t i = 0; i < reader.count; i++) {
		reader.changes[i].row = &sheet->history[i];
		reader.changes[i].day = day_of(&sheet->history[i]);
		read_row(&reader, &reader.changes[i]);
	}
	link_rows(&reader);
	for (size_t i = reader.count; i-- > 0;) {
		struct history_change *change = &reader.changes[i];
		change_find_left(&reader, change);
		change->newest = is_newest(change);
		change_compare_sheet(&reader, change);
		change_find_cut(&reader, change);
		change_find_number(&reader, change);
	}
	return (struct history_changes){reader.changes, reader.count};
}
