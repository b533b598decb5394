/* Words in a workbook that are struck through. */
#include "import/struck.h"

#include "base/map.h"
#include "base/messages/imported.h"
#include "base/utf8.h"

#include <string.h>

static void put_label(struct map *labels, struct arena *arena, const char *label)
{
	map_put(labels, utf8_fold(arena, label), labels);
}

/* What the forms call the column of what stood before. */
static void list_labels(struct arena *arena, struct official *official, struct map *labels)
{
	map_init(labels, arena);
	for (size_t i = 0; i < official->form_names.count; i++) {
		const char *name = strrchr(official->form_names.items[i], '/') + 1;
		const struct form *form = official_form(official, arena_copy(arena, name, strlen(name) - strlen(".yaml")));
		const struct history_column *column = form ? form_column(form, "before") : NULL;
		if (column)
			put_label(labels, arena, column->label);
		for (size_t k = 0; column && k < column->also_count; k++)
			put_label(labels, arena, column->also[k]);
	}
}

static bool has_struck(const struct workbook_sheet *sheet)
{
	for (size_t i = 0; i < sheet->count; i++)
		if (sheet->cells[i].struck)
			return true;
	return false;
}

static void settle_sheet(struct arena *arena, const struct map *labels, struct workbook_sheet *sheet)
{
	struct workbook_cell *cells = arena_array(arena, struct workbook_cell, sheet->count);
	memcpy(cells, sheet->cells, sheet->count * sizeof *cells);
	uint32_t last = 0;
	for (size_t i = 0; i < sheet->count; i++)
		last = cells[i].range.column > last ? cells[i].range.column : last;
	bool *former = arena_array(arena, bool, last + 1); /* columns that such a head stands over */
	for (size_t i = 0; i < sheet->count; i++) {
		struct workbook_cell *cell = &cells[i];
		if (cell->struck && former[cell->range.column]) {
			cell->text = cell->whole;
			cell->struck = cell->whole = NULL;
		}
		former[cell->range.column] |= map_get(labels, utf8_fold(arena, cell->text)) != NULL;
	}
	sheet->cells = cells;
}

struct workbook struck_settle(struct arena *arena, struct official *official, const struct workbook *workbook)
{
	struct workbook settled = *workbook;
	struct workbook_sheet *sheets = arena_array(arena, struct workbook_sheet, workbook->sheet_count);
	struct map labels = {0};
	for (size_t i = 0; i < workbook->sheet_count; i++) {
		sheets[i] = workbook->sheets[i];
		if (!has_struck(&sheets[i]))
			continue;
		if (!labels.arena)
			list_labels(arena, official, &labels);
		settle_sheet(arena, &labels, &sheets[i]);
	}
	settled.sheets = sheets;
	return settled;
}

void struck_tell(struct arena *arena, const struct workbook *workbook, struct placing *placing)
{
	for (size_t i = 0; i < workbook->sheet_count; i++) {
		const struct workbook_sheet *sheet = &workbook->sheets[i];
		for (size_t k = 0; !sheet->hidden && k < sheet->count; k++) {
			const struct workbook_cell *cell = &sheet->cells[k];
			if (cell->struck && !cell->hidden)
				chunk_add(arena, &placing->unplaced, msg_imported_struck(arena, cell->struck),
				          (size_t)cell->range.row + 1);
		}
	}
}
