/* xl/worksheets/sheet1.xml → cells with their words and the ranges that they are merged to. */
#include "workbook/sheet.h"

#include <stdlib.h>
#include <string.h>

enum { ATTRIBUTE_LIMIT = 16, NO_MERGE = -1 };

struct reading {
	struct book_parts *parts;
	LIST(struct workbook_cell) cells;
	LIST(struct workbook_range) merges;
	bool *hidden;         /* of each column, for all rows; NULL: none is */
	size_t hidden_count;  /* elements that hid some */
	uint32_t row, column; /* where the next cell is that does not say so */
	bool row_hidden, filtered;
	bool in_cell;
	char type[ATTRIBUTE_LIMIT];
	size_t style;
	struct words words;
	bool in_value;
	bool unsorted;
	struct xml_reader reader;
};

/* ---- places ---- */

static const char *place_parse(const char *text, uint32_t *row, uint32_t *column)
{
	uint64_t letters = 0, digits = 0;
	text += *text == '$';
	for (; *text >= 'A' && *text <= 'Z' && letters <= COLUMN_LIMIT; text++)
		letters = letters * 26 + (uint64_t)(*text - 'A' + 1);
	text += *text == '$';
	for (; *text >= '0' && *text <= '9' && digits <= ROW_LIMIT; text++)
		digits = digits * 10 + (uint64_t)(*text - '0');
	if (!letters || letters > COLUMN_LIMIT || !digits || digits > ROW_LIMIT)
		return NULL;
	*row = (uint32_t)digits - 1;
	*column = (uint32_t)letters - 1;
	return text;
}

const char *range_parse(const char *text, struct workbook_range *range)
{
	const char *behind = place_parse(text, &range->row, &range->column);
	if (!behind)
		return NULL;
	range->last_row = range->row;
	range->last_column = range->column;
	if (*behind == ':')
		behind = place_parse(behind + 1, &range->last_row, &range->last_column);
	return behind && range->row <= range->last_row && range->column <= range->last_column ? behind : NULL;
}

/* ---- elements ---- */

static bool is_set(const char **attributes, const char *name)
{
	const char *value = xml_attribute(attributes, name);
	return value && (strcmp(value, "1") == 0 || strcmp(value, "true") == 0);
}

static void add_column(struct reading *reading, const char **attributes)
{
	const char *first = xml_attribute(attributes, "min"), *last = xml_attribute(attributes, "max");
	unsigned long from = first ? strtoul(first, NULL, 10) : 0, to = last ? strtoul(last, NULL, 10) : 0;
	if (!is_set(attributes, "hidden") || !from || to < from || to > COLUMN_LIMIT ||
	    ++reading->hidden_count > COLUMN_LIMIT)
		return;
	if (!reading->hidden)
		reading->hidden = arena_array(reading->parts->arena, bool, COLUMN_LIMIT);
	memset(reading->hidden + from - 1, true, to - from + 1);
}

static void begin_row(struct reading *reading, const char **attributes)
{
	const char *number = xml_attribute(attributes, "r");
	unsigned long row = number ? strtoul(number, NULL, 10) : 0;
	if (row && row <= ROW_LIMIT)
		reading->row = (uint32_t)row - 1;
	reading->row_hidden = is_set(attributes, "hidden");
	reading->column = 0;
}

static void begin_cell(struct reading *reading, const char **attributes)
{
	const char *place = xml_attribute(attributes, "r"), *type = xml_attribute(attributes, "t");
	const char *style = xml_attribute(attributes, "s");
	uint32_t row, column;
	if (place && place_parse(place, &row, &column)) {
		reading->row = row;
		reading->column = column;
	}
	reading->in_cell = true;
	reading->type[0] = '\0';
	if (type && strlen(type) < ATTRIBUTE_LIMIT)
		memcpy(reading->type, type, strlen(type) + 1);
	reading->style = style ? strtoul(style, NULL, 10) : 0;
	words_clear(&reading->words);
}

static void add_merge(struct reading *reading, const char *place)
{
	struct workbook_range range;
	if (!place || !range_parse(place, &range))
		return;
	list_push(reading->parts->arena, &reading->merges, range);
	if (reading->merges.count > MERGE_LIMIT)
		reading->reader.problem = WORKBOOK_TOO_LARGE;
}

static void on_start(void *context, const char *name, const char **attributes)
{
	struct reading *reading = context;
	if (reading->in_cell)
		words_start(&reading->words, name, attributes);
	reading->in_value = reading->in_cell && strcmp(name, "v") == 0;
	if (strcmp(name, "row") == 0)
		begin_row(reading, attributes);
	else if (strcmp(name, "c") == 0)
		begin_cell(reading, attributes);
	else if (strcmp(name, "col") == 0)
		add_column(reading, attributes);
	else if (strcmp(name, "autoFilter") == 0)
		reading->filtered = true;
	else if (strcmp(name, "mergeCell") == 0)
		add_merge(reading, xml_attribute(attributes, "ref"));
}

static void on_text(void *context, const char *bytes, size_t length)
{
	struct reading *reading = context;
	if (reading->in_value)
		buf_append(&reading->words.text, bytes, length);
	else
		words_add(&reading->words, bytes, length);
}

static struct book_string cell_words(struct reading *reading)
{
	const struct book_parts *parts = reading->parts;
	struct book_string string = words_take(parts->arena, &reading->words);
	bool number = !*reading->type || strcmp(reading->type, "n") == 0;
	if (strcmp(reading->type, "s") == 0) {
		size_t index = *string.text ? strtoul(string.text, NULL, 10) : parts->strings.count;
		string = index < parts->strings.count ? parts->strings.items[index] : (struct book_string){.text = ""};
	} else if (number && *string.text) {
		string.text = styles_show(&parts->styles, reading->style, string.text);
	}
	return string;
}

static void end_cell(struct reading *reading)
{
	struct book_parts *parts = reading->parts;
	struct book_string string = cell_words(reading);
	const char *text = string.text;
	struct workbook_range range = {reading->row, reading->row, reading->column, reading->column};
	struct workbook_cell cell = {text, range, reading->row_hidden, string.struck, string.whole};
	reading->in_cell = false;
	reading->column += reading->column + 1 < COLUMN_LIMIT;
	if (!*text)
		return;
	const struct workbook_cell *last = reading->cells.count ? &reading->cells.items[reading->cells.count - 1] : NULL;
	reading->unsorted |= last && (last->range.row > cell.range.row ||
	                              (last->range.row == cell.range.row && last->range.column >= cell.range.column));
	list_push(parts->arena, &reading->cells, cell);
	parts->text_length += strlen(string.whole ? string.whole : text);
	if (++parts->cell_count > CELL_COUNT_LIMIT || parts->text_length > TEXT_LIMIT)
		reading->reader.problem = WORKBOOK_TOO_LARGE;
}

static void on_end(void *context, const char *name)
{
	struct reading *reading = context;
	words_end(&reading->words, name);
	reading->in_value = false;
	if (strcmp(name, "c") == 0 && reading->in_cell)
		end_cell(reading);
	else if (strcmp(name, "row") == 0)
		reading->row += reading->row + 1 < ROW_LIMIT;
}

/* ---- merged cells ---- */

static int range_compare(const void *a, const void *b)
{
	const struct workbook_range *left = a, *right = b;
	if (left->row != right->row)
		return left->row < right->row ? -1 : 1;
	return (left->column > right->column) - (left->column < right->column);
}

static int cell_compare(const void *a, const void *b)
{
	const struct workbook_cell *left = a, *right = b;
	return range_compare(&left->range, &right->range);
}

static bool is_inside(const struct workbook_range *range, const struct workbook_cell *cell)
{
	return range->row <= cell->range.row && cell->range.row <= range->last_row && range->column <= cell->range.column &&
	       cell->range.column <= range->last_column;
}

/* Goes down the sheet with the merged range that covers each column. What lies under one, and is not its first cell, is
 * not shown by Excel. */
static size_t apply_merges(struct reading *reading)
{
	struct workbook_cell *cells = reading->cells.items;
	const struct workbook_range *merges = reading->merges.items;
	int32_t *covering = arena_array(reading->parts->arena, int32_t, COLUMN_LIMIT);
	size_t next = 0, kept = 0;
	memset(covering, 0xff, COLUMN_LIMIT * sizeof *covering); /* NO_MERGE */
	for (size_t i = 0; i < reading->cells.count; i++) {
		struct workbook_cell cell = cells[i];
		for (; next < reading->merges.count && merges[next].row <= cell.range.row; next++)
			for (uint32_t j = merges[next].column; j <= merges[next].last_column; j++)
				covering[j] = (int32_t)next;
		int32_t over = covering[cell.range.column];
		bool inside = over != NO_MERGE && is_inside(&merges[over], &cell);
		bool first = inside && merges[over].row == cell.range.row && merges[over].column == cell.range.column;
		if (first)
			cell.range = merges[over];
		if (!inside || first)
			cells[kept++] = cell;
	}
	return kept;
}

/* Of each column the first from it on that is seen; NULL where all are. */
static const uint32_t *find_seen(const struct reading *reading)
{
	uint32_t *seen = reading->hidden ? arena_array(reading->parts->arena, uint32_t, COLUMN_LIMIT) : NULL;
	uint32_t next = COLUMN_LIMIT;
	for (uint32_t column = COLUMN_LIMIT; seen && column-- > 0; seen[column] = next)
		next = reading->hidden[column] ? next : column;
	return seen;
}

/* What is merged over several rows or columns is seen in one of them; a filter hides rows that belong to the sheet. */
static void settle_hidden(struct reading *reading)
{
	const uint32_t *seen = find_seen(reading);
	for (size_t i = 0; i < reading->cells.count; i++) {
		struct workbook_cell *cell = &reading->cells.items[i];
		cell->hidden &= !reading->filtered && cell->range.row == cell->range.last_row;
		cell->hidden |= seen && seen[cell->range.column] > cell->range.last_column;
	}
}

enum workbook_problem sheet_read(struct book_parts *parts, const char *part, struct workbook_sheet *sheet)
{
	struct reading reading = {.parts = parts};
	reading.reader = (struct xml_reader){.start = on_start, .end = on_end, .text = on_text, .context = &reading};
	enum workbook_problem problem = xml_read(parts->zip, part, &reading.reader);
	words_free(&reading.words);
	if (reading.unsorted)
		qsort(reading.cells.items, reading.cells.count, sizeof *reading.cells.items, cell_compare);
	if (reading.merges.count) {
		qsort(reading.merges.items, reading.merges.count, sizeof *reading.merges.items, range_compare);
		reading.cells.count = apply_merges(&reading);
	}
	settle_hidden(&reading);
	sheet->cells = reading.cells.items;
	sheet->count = reading.cells.count;
	return problem;
}
