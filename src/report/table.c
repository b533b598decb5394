#include "report/table.h"

#include "base/clean.h"
#include "base/utf8.h"

#include <string.h>

void table_init(struct table *table, struct arena *arena, size_t columns)
{
	*table = (struct table){.columns = columns, .arena = arena_new_within(arena)};
	table->widths = arena_array(arena, size_t, columns);
}

const char *one_line(struct arena *arena, const char *text)
{
	return arena_string(arena, clean_text(arena, CLEAN_TERMINAL, text));
}

bool table_full(const struct table *table)
{
	enum { ROWS = 4096 };
	return table->count >= ROWS * table->columns;
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

static size_t cell_width(const char *cell)
{
	return utf8_width(cell, strlen(cell));
}

static void widen(struct table *table)
{
	for (size_t i = 0; i < table->count; i++) {
		size_t *width = &table->widths[i % table->columns];
		size_t needed = cell_width(table->cells[i]);
		if (needed > *width)
			*width = needed;
	}
}

void table_print(struct table *table, struct buf *out)
{
	widen(table);
	for (size_t i = 0; i < table->count; i++) {
		size_t column = i % table->columns;
		buf_puts(out, table->cells[i]);
		if (column == table->columns - 1)
			buf_putc(out, '\n');
		else
			buf_printf(out, "%*s", (int)(table->widths[column] - cell_width(table->cells[i]) + 2), "");
	}
	arena_reset(table->arena);
	table->cells = NULL;
	table->count = table->capacity = 0;
}
