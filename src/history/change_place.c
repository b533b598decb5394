/* `paths` of a row → the answers that the sheet prints from there. A number in a name moves when a contract before it ends,
 * and Ⅱ has one answer in several files; the path of the model is the same fact all along. */
#include "base/buf.h"
#include "history/change_reader.h"
#include "model/withhold.h"

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

void change_find_place(struct change_reader *reader, struct history_change *change)
{
	const struct value *paths = change->row->record ? record_field(change->row->record, "paths") : NULL;
	bool one = paths && paths->kind == VALUE_LIST && paths->list->count == 1 &&
	           paths->list->items[0].kind == VALUE_TEXT && change->name.kind == ITEM_NAME_ITEM;
	if (!one)
		return;
	if (!reader->placed)
		list_places(reader);
	const char *path = path_spelled(reader->arena, reader->sheet->model, paths->list->items[0].text);
	const struct change_place *place = map_get(&reader->places, path);
	if (place && reader->sheet->rows[place->rows.items[0]]->item == change->name.item)
		change->place = place;
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

static bool is_of_last_day(const struct change_reader *reader, const struct history_change *change)
{
	for (size_t i = 0; i < reader->count; i++)
		if (change_is_later(&reader->changes[i], change))
			return false;
	return true;
}

void change_find_number(struct change_reader *reader, struct history_change *change)
{
	const struct change_place *place = change->place;
	if (!place || !change->name.index_count || !is_of_last_day(reader, change) || change_numbers_moved(reader, change))
		return;
	for (size_t i = 0; i < place->rows.count; i++)
		if (has_numbers(reader->sheet->rows[place->rows.items[i]], &change->name))
			return;
	change->number_now = reader->sheet->rows[place->rows.items[0]]->number;
}
