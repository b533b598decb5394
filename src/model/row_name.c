/* How findings call a row of a sheet. */
#include "model/row_name.h"

#include "base/messages/row.h"

const char *row_place(struct arena *arena, const struct sheet *sheet, const struct row *row)
{
	const char *gap = *row->number ? " " : "";
	return arena_printf(arena, "%s %s%s%s", sheet->form->style, row->number, gap, row->item->label);
}

const char *row_name(struct arena *arena, const struct calendar *calendar, const struct sheet *sheet,
                     const struct row *row)
{
	const char *place = row_place(arena, sheet, row);
	const char *day = value_print(arena, calendar, &sheet->occasion.published);
	return *day ? msg_row_published(arena, place, day) : msg_row_draft(arena, place);
}
