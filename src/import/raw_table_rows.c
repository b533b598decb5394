/* Lines of the columns of 変更箇所 -> its rows: each has one date, or one time of submission, at its top or in its middle. */
#include "base/list.h"
#include "import/raw_table.h"

#include <math.h>
#include <string.h>

enum { DIVIDE_LIMIT = 400 }; /* lines of a page that are divided by what fits best */

/* For a line that a date is off the middle of its row; for a line of empty space between rows, and of how many. */
static const float off_middle = 10, gap_bonus = 6, gap_most = 3;

bool word_is_timing(const struct raw *raw, const char *text)
{
	const struct option_list *timings = schema_options(raw->schema, "timing");
	return timings && options_find(raw->scratch, timings, text);
}

/* Does the line begin what each row has once? A narrow column breaks its dates: 令和6年11月 / 29日. */
static bool is_anchor(const struct table *table, const struct table_line *line)
{
	const struct table_line *end = table->lines.items + table->lines.count;
	if (line->column != table->anchor_column)
		return false;
	if (table->is_anchor(table->raw, line->text))
		return true;
	for (const struct table_line *next = line + 1; next < end && table->is_anchor == word_is_date; next++) {
		if (next->column != line->column)
			continue;
		const char *both = arena_printf(table->raw->scratch, "%s%s", line->text, next->text);
		return next->top - line->bottom < line->bottom - line->top && !word_is_date(table->raw, next->text) &&
		       word_is_date(table->raw, both);
	}
	return false;
}

static size_t count_anchors(struct table *table, size_t column,
                            bool (*is_kind)(const struct raw *raw, const char *text))
{
	size_t count = 0;
	table->anchor_column = column;
	table->is_anchor = is_kind;
	for (size_t i = 0; i < table->lines.count; i++)
		count += is_anchor(table, &table->lines.items[i]);
	return count;
}

/* What each row has once: its date, or its time of submission where some have no date. */
static void find_anchors(struct table *table)
{
	size_t dates = table->kinds.date < table->count ? count_anchors(table, table->kinds.date, word_is_date) : 0;
	size_t timings = table->kinds.timing < table->count ? count_anchors(table, table->kinds.timing, word_is_timing) : 0;
	table->is_anchor = timings > dates ? word_is_timing : word_is_date;
	table->anchor_column = timings > dates ? table->kinds.timing : table->kinds.date;
}

static bool has_lines(const struct table *table, float from, float to)
{
	for (size_t i = 0; i < table->lines.count; i++)
		if (table->lines.items[i].top >= from && table->lines.items[i].top < to)
			return true;
	return false;
}

static float top_of(const struct table_line *date)
{
	return date->top - (date->bottom - date->top) / 4;
}

/* The gap above the lines that begin below a height. */
static float gap_at(const struct table *table, const struct table_line *line)
{
	float above = 0;
	for (size_t i = 0; i < table->lines.count; i++)
		if (table->lines.items[i].top < line->top - (line->bottom - line->top) / 4)
			above = fmaxf(above, table->lines.items[i].bottom);
	return line->top - above;
}

/* Are lines between two dates further apart than those right above the second? Then its row begins there. */
static bool has_gap_above(const struct table *table, const struct table_line *before, const struct table_line *date)
{
	float own = gap_at(table, date), height = date->bottom - date->top;
	for (size_t i = 0; i < table->lines.count; i++) {
		const struct table_line *line = &table->lines.items[i];
		if (line->top > before->bottom && line->top < date->top - height / 4 && gap_at(table, line) > own + height / 2)
			return true;
	}
	return false;
}

/* Does another column begin at the height of this date, and not above it? Then words stand at the top of their cells. */
static bool stand_at_top(const struct table *table)
{
	size_t dates = 0, level = 0, inside = 0;
	float first = 0;
	const struct table_line *before = NULL;
	for (size_t i = 0; i < table->lines.count; i++) {
		const struct table_line *date = &table->lines.items[i];
		if (!is_anchor(table, date))
			continue;
		first = dates++ ? first : top_of(date);
		inside += before && has_gap_above(table, before, date);
		before = date;
		for (size_t j = 0; j < table->lines.count; j++) {
			const struct table_line *line = &table->lines.items[j];
			if (line->column == 1 && fabsf(line->top - date->top) < (date->bottom - date->top) / 4) {
				level++;
				break;
			}
		}
	}
	bool above = !table->raw->placing->history.count && has_lines(table, 0, first); /* of the first row, then */
	return dates && !above && level * 4 >= dates * 3 && inside * 4 <= dates;
}

/* ---- where rows begin ---- */

/* Of words in the middle of their cells: rows of lines from..to, whose middles are the dates', with gaps between them. */
struct dividing {
	const struct table *table;
	const struct table_line **anchors;
	size_t count;
	float height; /* of a line */
	float *reach; /* how far down the lines before each reach */
};

/* The middle of a date, which may have a second line. */
static float anchor_middle(const struct dividing *dividing, size_t anchor)
{
	const struct table *table = dividing->table;
	const struct table_line *first = dividing->anchors[anchor], *end = table->lines.items + table->lines.count;
	if (table->is_anchor(table->raw, first->text) && table->is_anchor != word_is_date)
		return (first->top + first->bottom) / 2;
	for (const struct table_line *next = first + 1; next < end && next->top - first->bottom < dividing->height / 2;
	     next++)
		if (next->column == first->column && !is_anchor(table, next))
			return (first->top + next->bottom) / 2;
	return (first->top + first->bottom) / 2;
}

/* How ill the lines from `start` on, down to `bottom`, are the row of a date. */
static float row_cost(const struct dividing *dividing, size_t anchor, size_t start, float bottom)
{
	const struct table_line *first = &dividing->table->lines.items[start];
	float off = fabsf((first->top + bottom) / 2 - anchor_middle(dividing, anchor)) / dividing->height;
	float gap = start ? (first->top - dividing->reach[start]) / dividing->height : 0;
	return off_middle * off - gap_bonus * fminf(gap, gap_most);
}

static size_t anchor_line(const struct dividing *dividing, size_t anchor)
{
	return (size_t)(dividing->anchors[anchor] - dividing->table->lines.items);
}

/* The best cost of the rows from `anchor` on, its first line being `start`. */
static void divide_from(const struct dividing *dividing, size_t anchor, size_t start, float *cost, size_t *next)
{
	const struct table_line *lines = dividing->table->lines.items;
	size_t count = dividing->table->lines.count, width = count + 1;
	bool last = anchor + 1 == dividing->count;
	size_t until = last ? count : anchor_line(dividing, anchor + 1);
	float *best = &cost[anchor * width + start], bottom = 0;
	for (size_t e = start; e < count && e <= until; e++) {
		bool apart = e > anchor_line(dividing, anchor) && lines[e].top > lines[e - 1].top;
		float rest = apart && !last ? cost[(anchor + 1) * width + e] : INFINITY;
		float own = rest < INFINITY ? rest + row_cost(dividing, anchor, start, bottom) : INFINITY;
		if (own < *best) {
			*best = own;
			next[anchor * width + start] = e;
		}
		bottom = fmaxf(bottom, lines[e].bottom);
	}
	if (last)
		*best = row_cost(dividing, anchor, start, bottom);
}

/* starts[i]: the first line of row i, which fits best of all together. */
static void divide(struct dividing *dividing, size_t *starts)
{
	const struct table_line *lines = dividing->table->lines.items;
	size_t count = dividing->table->lines.count, width = count + 1;
	struct arena *scratch = dividing->table->raw->scratch;
	float *cost = arena_array(scratch, float, dividing->count *width);
	size_t *next = arena_array(scratch, size_t, dividing->count * width);
	dividing->reach = arena_array(scratch, float, width);
	for (size_t i = 0; i < count; i++)
		dividing->reach[i + 1] = fmaxf(dividing->reach[i], lines[i].bottom);
	for (size_t i = 0; i < dividing->count * width; i++)
		cost[i] = INFINITY;
	for (size_t a = dividing->count; a-- > 0;)
		for (size_t s = a ? anchor_line(dividing, a - 1) + 1 : 0; s <= anchor_line(dividing, a); s++)
			divide_from(dividing, a, s, cost, next);
	for (size_t a = 0, s = 0; a < dividing->count; a++) {
		starts[a] = s;
		s = next[a * width + s];
	}
}

/* ---- cells ---- */

struct column_line {
	const char *text;
	float top;
};

struct column {
	LIST(struct column_line) lines;
	size_t number; /* of the first line */
};

static const char *join_column(struct raw *raw, struct arena *arena, const struct column *cell)
{
	struct text_lines lines = {0};
	for (size_t i = 0; i < cell->lines.count; i++)
		list_push(raw->scratch, &lines, ((struct text_line){cell->lines.items[i].text, 0}));
	return lines_join(arena, lines.items, lines.count);
}

static bool is_named(struct raw *raw, const struct column *cell)
{
	struct item_name name = item_name_read(raw->names, join_column(raw, raw->scratch, cell));
	return name.kind == ITEM_NAME_ITEM && name.official && !name.rest;
}

/* Puts a word in front of the words of its height. */
static void put_front(struct raw *raw, struct column *cell, const char *word, float top)
{
	size_t at = 0;
	while (at < cell->lines.count && cell->lines.items[at].top < top)
		at++;
	if (at < cell->lines.count && cell->lines.items[at].top == top) {
		cell->lines.items[at].text = arena_printf(raw->arena, "%s %s", word, cell->lines.items[at].text);
		return;
	}
	list_push(raw->scratch, &cell->lines, ((struct column_line){0}));
	memmove(cell->lines.items + at + 1, cell->lines.items + at,
	        (cell->lines.count - at - 1) * sizeof *cell->lines.items);
	cell->lines.items[at] = (struct column_line){word, top};
}

/* Is the item one of the form with the first word of the column behind, in the line of its height? It is moved then. */
static bool take_word(struct raw *raw, struct column *item, struct column *behind)
{
	for (size_t i = 0; i < item->lines.count; i++) {
		struct column_line *line = &item->lines.items[i], whole = *line;
		struct column_line *other = behind->lines.count ? behind->lines.items : NULL;
		size_t length = other ? strcspn(other->text, " ") : 0;
		if (!other || !other->text[length] || other->top < line->top)
			continue;
		line->text = arena_printf(raw->arena, "%s%s", whole.text, arena_copy(raw->scratch, other->text, length));
		if (is_named(raw, item)) {
			other->text += length + 1;
			return true;
		}
		*line = whole;
	}
	return false;
}

/* Is it one without the last word of a line? That is of the column behind. */
static bool give_word(struct raw *raw, struct column *item, struct column *behind)
{
	for (size_t i = 0; i < item->lines.count; i++) {
		struct column_line *line = &item->lines.items[i], whole = *line;
		const char *space = strrchr(whole.text, ' ');
		if (!space)
			continue;
		line->text = arena_copy(raw->arena, whole.text, (size_t)(space - whole.text));
		if (is_named(raw, item)) {
			put_front(raw, behind, space + 1, whole.top);
			return true;
		}
		*line = whole;
	}
	return false;
}

static void put_cells(struct table *table, float from, float to)
{
	struct raw *raw = table->raw;
	struct placing *placing = raw->placing;
	struct change_row *row = &placing->history.items[placing->history.count - 1];
	struct column cells[TABLE_COLUMNS] = {0}, *item = &cells[table->kinds.item];
	for (size_t i = 0; i < table->lines.count; i++) {
		const struct table_line *line = &table->lines.items[i];
		if (line->top < from || line->top >= to)
			continue;
		struct column *cell = &cells[line->column];
		cell->number = cell->lines.count ? cell->number : line->number;
		list_push(raw->scratch, &cell->lines, ((struct column_line){line->text, line->top}));
	}
	if (table->page->counted && table->kinds.item + 1 < table->count && !is_named(raw, item) &&
	    !take_word(raw, item, item + 1))
		give_word(raw, item, item + 1);
	for (size_t k = 0; k < table->count; k++)
		if (cells[k].lines.count)
			chunk_add(raw->arena, &row->cells[k], join_column(raw, raw->arena, &cells[k]), cells[k].number);
}

static void begin_row(struct table *table)
{
	struct raw *raw = table->raw;
	struct change_row row = {arena_array(raw->arena, struct chunks, raw->form->column_count)};
	list_push(raw->arena, &raw->placing->history, row);
}

/* The height above which each row has nothing. */
static void find_starts(struct table *table, const struct table_line **anchors, size_t count, float *starts)
{
	struct dividing dividing = {table, anchors, count, anchors[0]->bottom - anchors[0]->top, NULL};
	size_t *lines = arena_array(table->raw->scratch, size_t, count);
	bool top = stand_at_top(table) || table->lines.count > DIVIDE_LIMIT;
	if (!top)
		divide(&dividing, lines);
	for (size_t i = 0; i < count; i++)
		starts[i] = top ? top_of(anchors[i]) : i ? table->lines.items[lines[i]].top : 0;
}

void table_put_rows(struct table *table)
{
	const struct table_line **anchors = arena_array(table->raw->scratch, const struct table_line *, table->lines.count);
	size_t count = 0;
	find_anchors(table);
	for (size_t i = 0; i < table->lines.count; i++)
		if (is_anchor(table, &table->lines.items[i]))
			anchors[count++] = &table->lines.items[i];
	float *starts = arena_array(table->raw->scratch, float, count + 1), from = 0;
	if (count)
		find_starts(table, anchors, count, starts);
	starts[count] = INFINITY;
	for (size_t i = 0; i <= count; from = starts[i++]) {
		bool lines = has_lines(table, from, starts[i]);
		if (lines && !table->raw->placing->history.count)
			begin_row(table);
		if (lines)
			put_cells(table, from, starts[i]);
		if (i < count)
			begin_row(table);
	}
}
