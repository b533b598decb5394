#include "report/table.h"

#include "base/clean.h"
#include "base/utf8.h"

#include <string.h>

void table_init(struct table *table, struct arena *arena, size_t columns)
{
	*table = (struct table){.arena = arena, .columns = columns};
}

const char *one_line(struct arena *arena, const char *text)
{
	return clean_text(arena, CLEAN_TERMINAL, text);
}

void table_add(struct table *table, const char *cell)
{
	if (table->count == table->capacity) {
		size_t capacity = table->capacity ? 2 * table->capacity : 64;
		const char **cells = arena_array(table->arena, const char *, capacity);
		if (table->count)
			memcpy(cells, table->cells, table->count * sizeof *cells);
		table->cells = cells;
		table->capacity = capacity;
	}
	table->cells[table->count++] = cell ? one_line(table->arena, cell) : "";
}

static size_t column_width(const struct table *table, size_t column)
{
	size_t widest = 0;
	for (size_t i = column; i < table->count; i += table->columns) {
		size_t width = utf8_width(table->cells[i], strlen(table->cells[i]));
		if (width > widest)
			widest = width;
	}
	return widest;
}

void table_print(const struct table *table, struct buf *out)
{
	size_t *widths = arena_array(table->arena, size_t, table->columns);
	for (size_t column = 0; column < table->columns; column++)
		widths[column] = column_width(table, column);
	for (size_t i = 0; i < table->count; i++) {
		size_t column = i % table->columns;
		bool last = column == table->columns - 1;
		size_t width = utf8_width(table->cells[i], strlen(table->cells[i]));
		buf_puts(out, table->cells[i]);
		if (last)
			buf_putc(out, '\n');
		else
			buf_printf(out, "%*s", (int)(widths[column] - width + 2), "");
	}
}
