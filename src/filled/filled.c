/* Cells of a workbook → the words of its answers, by the names that it was given. */
#include "filled/filled.h"

#include "base/list.h"
#include "base/messages/filled.h"

#include <string.h>

static struct origin_line *lines_of(struct arena *arena, const struct workbook_sheet *sheet, size_t *count)
{
	size_t most = sheet->count ? sheet->cells[sheet->count - 1].range.row + 1 : 0;
	*count = most < sheet->count ? most : sheet->count; /* no line is empty */
	struct origin_line *lines = arena_array(arena, struct origin_line, *count + 1);
	for (size_t i = 0; i < *count; i++)
		for (size_t j = 0; j < 4; j++)
			lines[i].texts[j] = "";
	for (size_t i = 0; i < sheet->count; i++) {
		const struct workbook_range *range = &sheet->cells[i].range;
		if (range->row < *count && range->column < 4)
			lines[range->row].texts[range->column] = sheet->cells[i].text;
	}
	return lines;
}

bool filled_open(struct arena *arena, const struct workbook *workbook, struct filled *filled)
{
	*filled = (struct filled){.arena = arena, .workbook = workbook};
	for (size_t i = 0; i < workbook->sheet_count && !filled->origin; i++) {
		size_t count;
		if (!workbook->sheets[i].hidden)
			continue;
		struct origin_line *lines = lines_of(arena, &workbook->sheets[i], &count);
		filled->origin = origin_read(arena, lines, count);
	}
	return filled->origin != NULL;
}

static const struct workbook_name *find_name(const struct workbook *workbook, const char *name)
{
	for (size_t i = 0; i < workbook->name_count; i++)
		if (strcmp(workbook->names[i].name, name) == 0)
			return &workbook->names[i];
	return NULL;
}

static void put_column(struct buf *out, uint32_t column)
{
	if (column >= 26)
		put_column(out, column / 26 - 1);
	buf_putc(out, (char)('A' + column % 26));
}

static const char *place_words(const struct filled *filled, const struct workbook_name *name)
{
	struct buf column = BUF_INIT;
	put_column(&column, name->range.column);
	const char *words = msg_filled_place(filled->arena, filled->workbook->sheets[name->sheet].name, buf_text(&column),
	                                     (long)name->range.row + 1);
	buf_free(&column);
	return words;
}

const char *filled_text(const struct filled *filled, const struct origin_answer *answer, const char **place)
{
	const struct workbook_name *name = find_name(filled->workbook, answer->name);
	if (!name)
		return NULL;
	const struct workbook_sheet *sheet = &filled->workbook->sheets[name->sheet];
	LIST(const char *) texts = {0};
	for (size_t i = 0; i < sheet->count; i++) {
		const struct workbook_range *range = &sheet->cells[i].range;
		if (range->row >= name->range.row && range->row <= name->range.last_row && range->column == name->range.column)
			list_push(filled->arena, &texts, sheet->cells[i].text);
	}
	*place = place_words(filled, name);
	return origin_text(filled->arena, texts.items, texts.count, answer->joins);
}

bool filled_changes(const struct filled *filled, const struct plan_name *table, struct origin_changes *changes)
{
	const struct workbook_name *name = find_name(filled->workbook, table->name);
	if (!name)
		return false;
	const struct workbook_sheet *sheet = &filled->workbook->sheets[name->sheet];
	LIST(struct origin_cell) cells = {0};
	for (size_t i = 0; i < sheet->count; i++) { /* also what was added below the last row */
		const struct workbook_range *range = &sheet->cells[i].range;
		struct origin_cell cell = {range->row, (uint16_t)range->column, sheet->cells[i].text};
		if (range->row >= name->range.row)
			list_push(filled->arena, &cells, cell);
	}
	*changes = origin_changes(filled->arena, cells.items, cells.count, (uint16_t)name->range.column,
	                          (size_t)(table->range.last_column - table->range.column) + 1);
	return true;
}
