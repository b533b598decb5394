/* `paths` of a row → the answers that the sheet prints from there. A number in a name moves when a contract before it ends,
 * and Ⅱ has one answer in several files; the path of the model is the same fact all along. */
#include "base/buf.h"
#include "history/change_reader.h"
#include "model/withhold.h"

#include <string.h>

static void list_places(struct change_reader *reader)
{
	const struct sheet *sheet = reader->sheet;
	reader->placed = true;
	for (size_t i = 0; i < sheet->row_count; i++) {
		struct buf path = BUF_INIT;
		if (!sheet->rows[i]->answer.node || sheet->rows[i]->stand_in)
			continue;
		node_path(sheet->rows[i]->answer.node, &path);
		struct change_place *place = map_get(&reader->places, buf_text(&path));
		if (!place) {
			place = arena_new_object(reader->arena, struct change_place);
			map_put(&reader->places, arena_string(reader->arena, buf_text(&path)), place);
		}
		list_push(reader->arena, &place->rows, i);
		buf_free(&path);
	}
}

/* Where the only path of the row leads, members by their ids; or NULL. */
static const char *only_path(const struct change_reader *reader, const struct history_change *change)
{
	const struct value *paths = change->row->record ? record_field(change->row->record, "paths") : NULL;
	bool one =
	    paths && paths->kind == VALUE_LIST && paths->list->count == 1 && paths->list->items[0].kind == VALUE_TEXT;
	return one ? path_spelled(reader->arena, reader->sheet->model, paths->list->items[0].text) : NULL;
}

void change_find_place(struct change_reader *reader, struct history_change *change)
{
	const char *path = change->name.kind == ITEM_NAME_ITEM ? only_path(reader, change) : NULL;
	if (!path)
		return;
	if (!reader->placed)
		list_places(reader);
	const struct change_place *place = map_get(&reader->places, path);
	for (size_t i = 0; place && i < place->rows.count && !change->place; i++)
		if (reader->sheet->rows[place->rows.items[i]]->item == change->name.item)
			change->place = place;
	if (place && !change->place)
		change->item_now = reader->sheet->rows[place->rows.items[0]];
}

bool change_is_printed_in(const struct change_reader *reader, const struct history_change *change,
                          const struct item *item, size_t row)
{
	if (!change->place)
		return reader->sheet->rows[row]->item == item;
	for (size_t i = 0; i < change->place->rows.count; i++)
		if (change->place->rows.items[i] == row)
			return true;
	return false;
}

bool change_stands_apart(const struct history_change *a, const struct history_change *b)
{
	return a->place && b->place && a->place != b->place;
}

/* Has the row of the sheet the numbers that the name gives? */
static bool has_numbers(const struct row *row, const struct item_name *name)
{
	for (size_t i = 0; i < name->index_count && i < row->index_count; i++)
		if (name->index[i] && name->index[i] != row->index[i])
			return false;
	return true;
}

/* The first row that the sheet prints of the member that the only path of a row about a counted part leads to; or NULL. */
static const struct row *row_of_member(struct change_reader *reader, const struct history_change *change)
{
	const char *path = change->name.kind == ITEM_NAME_SECTION ? only_path(reader, change) : NULL;
	size_t length = path ? strlen(path) : 0;
	for (size_t i = 0; path && i < reader->sheet->row_count; i++) {
		const struct row *row = reader->sheet->rows[i];
		if (!row->answer.node || row->item->section != change->name.section)
			continue;
		struct buf own = BUF_INIT;
		node_path(row->answer.node, &own);
		bool inside = strncmp(buf_text(&own), path, length) == 0 && buf_text(&own)[length] == '.';
		buf_free(&own);
		if (inside)
			return row;
	}
	return NULL;
}

void change_find_number(struct change_reader *reader, struct history_change *change)
{
	const struct change_place *place = change->place;
	if (!change->name.index_count || change_numbers_moved(reader, change))
		return;
	if (!place) {
		const struct row *row = row_of_member(reader, change);
		change->number_now = row && !has_numbers(row, &change->name) ? row->number : NULL;
		return;
	}
	for (size_t i = 0; i < place->rows.count; i++)
		if (has_numbers(reader->sheet->rows[place->rows.items[i]], &change->name))
			return;
	change->number_now = reader->sheet->rows[place->rows.items[0]]->number;
}
