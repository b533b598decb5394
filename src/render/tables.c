/* Tables → what templates see of them. */
#include "render/tables.h"

#include "render/sheet_json.h"
#include "render/wrap.h"

#include <string.h>

enum { SHORT = 9 * WRAP_EM }; /* a date */

/* Is each of its lines too short to be broken? */
static bool is_short(const char *text)
{
	for (; *text; text += strcspn(text, "\n"), text += *text == '\n')
		if (wrap_width(text, strcspn(text, "\n")) > SHORT)
			return false;
	return true;
}

/* Where the mark at the end of a text begins; its length when it has none. */
static size_t mark_in(const char *text, const char *mark)
{
	size_t length = strlen(text), end = mark ? strlen(mark) : 0;
	return end && length >= end && strcmp(text + length - end, mark) == 0 ? length - end : length;
}

static json_t *cells_json(const struct table_page *page, const char *const *row, const char *mark)
{
	json_t *cells = json_array();
	for (size_t i = 0; i < page->column_count; i++) {
		json_t *cell = json_object();
		object_put_text(cell, "label", page->columns[i].label);
		size_t words = mark_in(row[i], mark);
		object_put(cell, "text", json_stringn(row[i], words));
		object_put_text(cell, "mark", row[i] + words);
		object_put(cell, "short", json_boolean(is_short(row[i])));
		array_put(cells, cell);
	}
	return cells;
}

static json_t *page_json(const struct table_page *page, size_t n, const char *mark)
{
	json_t *object = json_object(), *columns = json_array(), *rows = json_array();
	for (size_t i = 0; i < page->column_count; i++)
		array_put_text(columns, page->columns[i].label);
	for (size_t i = 0; i < page->row_count; i++) {
		json_t *row = json_object();
		object_put(row, "cells", cells_json(page, page->rows[i], mark));
		array_put(rows, row);
	}
	object_put(object, "position", json_integer((json_int_t)n));
	object_put_text(object, "title", page->title);
	object_put(object, "columns", columns);
	object_put(object, "rows", rows);
	return object;
}

json_t *tables_view(const struct tables *tables)
{
	json_t *view = json_object(), *pages = json_array();
	for (size_t i = 0; i < tables->page_count; i++)
		array_put(pages, page_json(&tables->pages[i], i + 1, tables->mark));
	object_put_text(view, "title", tables->title);
	object_put_text(view, "note", tables->note);
	object_put_text(view, "author", tables->author);
	object_put(view, "tables", pages);
	return view;
}
