/* The table of 変更箇所 on a page of a PDF: the head says where the columns are, the dates where the rows are. */
#include "base/list.h"
#include "base/utf8.h"
#include "import/raw.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMN_LIMIT = 16, LABEL_POINTS = 4 };

static const float near_edge = 8; /* points by which the edge of a column's words may lie off */

/* A line of one column. */
struct table_line {
	const char *text;
	size_t number;
	size_t column;
	float top, bottom;
};

struct table {
	struct raw *raw;
	const struct page *page;
	const struct page_line *heads[COLUMN_LIMIT];
	float edges[COLUMN_LIMIT]; /* the left one of each column */
	float below;               /* where the head ends */
	size_t count;
	size_t anchor_column;
	bool (*is_anchor)(const struct raw *raw, const char *text);
	LIST(struct table_line) lines; /* from top to bottom, from left to right */
};

/* ---- columns ---- */

/* Is it the label of a column, or the first of its lines? */
static bool is_head(struct raw *raw, const char *text, const char *label)
{
	const char *folded = utf8_fold(raw->scratch, text), *whole = utf8_fold(raw->scratch, label);
	size_t length = strlen(folded);
	return strncmp(whole, folded, length) == 0 && (!whole[length] || utf8_count(folded, length) > LABEL_POINTS);
}

static bool find_heads(struct table *table)
{
	const struct form *form = table->raw->form;
	table->count = form->column_count < COLUMN_LIMIT ? form->column_count : COLUMN_LIMIT;
	for (size_t k = 0; k < table->count; k++) {
		for (size_t i = 0; i < table->page->count && !table->heads[k]; i++) {
			const struct page_line *line = &table->page->items[i];
			bool right = !k || line->left > table->heads[k - 1]->left;
			bool row = !k || fabsf(line->top - table->heads[k - 1]->top) < 2 * (line->bottom - line->top);
			if (right && row && is_head(table->raw, line->text, form->columns[k].label))
				table->heads[k] = line;
		}
		if (!table->heads[k])
			return false;
		table->below = fmaxf(table->below, table->heads[k]->bottom);
	}
	return table->count > 1;
}

static bool is_below(const struct table *table, const struct page_word *word)
{
	return word->top >= table->below - (word->bottom - word->top) / 2;
}

/* Where most words begin near x; x where none does. */
static float find_edge(const struct table *table, float x)
{
	size_t most = 0;
	float edge = x;
	for (size_t i = 0; i < table->page->words.count; i++) {
		const struct page_word *word = &table->page->words.items[i];
		size_t found = 0;
		if (!is_below(table, word) || fabsf(word->left - x) > near_edge)
			continue;
		for (size_t j = 0; j < table->page->words.count; j++)
			found += is_below(table, &table->page->words.items[j]) &&
			         fabsf(table->page->words.items[j].left - word->left) < 1;
		if (found > most) {
			most = found;
			edge = word->left;
		}
	}
	return edge;
}

/* The labels stand in the middle of their columns: each column ends as far behind its label as it begins before. */
static void find_edges(struct table *table)
{
	float left = table->heads[0]->left;
	for (size_t i = 0; i < table->page->words.count; i++)
		if (is_below(table, &table->page->words.items[i]))
			left = fminf(left, table->page->words.items[i].left);
	table->edges[0] = left;
	for (size_t k = 1; k < table->count; k++) {
		const struct page_line *before = table->heads[k - 1];
		float end = before->left + before->right - table->edges[k - 1];
		bool off = end <= before->right || end > table->heads[k]->left + near_edge;
		table->edges[k] = find_edge(table, off ? table->heads[k]->left : end);
	}
}

/* ---- lines ---- */

static size_t column_of(const struct table *table, const struct page_word *word)
{
	size_t column = 0;
	while (column + 1 < table->count && table->edges[column + 1] <= word->left + 2)
		column++;
	return column;
}

static int by_place(const void *left, const void *right)
{
	const struct page_word *const *a = left, *const *b = right;
	float height = ((*a)->bottom - (*a)->top) / 2;
	if (fabsf((*a)->top - (*b)->top) > height)
		return (*a)->top < (*b)->top ? -1 : 1;
	return ((*a)->left > (*b)->left) - ((*a)->left < (*b)->left);
}

static int by_top(const void *left, const void *right)
{
	const struct page_word *const *a = left, *const *b = right;
	return ((*a)->top > (*b)->top) - ((*a)->top < (*b)->top);
}

/* Words of one height, from left to right. */
static void sort_words(const struct page_word **words, size_t count)
{
	qsort(words, count, sizeof *words, by_top);
	for (size_t i = 0, start = 0; i <= count; i++) {
		if (i < count && words[i]->top - words[start]->top <= (words[start]->bottom - words[start]->top) / 2)
			continue;
		qsort(words + start, i - start, sizeof *words, by_place);
		start = i;
	}
}

static void add_word(struct table *table, const struct page_word *word)
{
	struct arena *arena = table->raw->arena;
	size_t column = column_of(table, word);
	for (size_t i = table->lines.count; i-- > 0;) {
		struct table_line *line = &table->lines.items[i];
		if (word->top - line->top > (word->bottom - word->top) / 2)
			break;
		if (line->column != column)
			continue;
		line->text = arena_printf(arena, "%s %s", line->text, word->text);
		return;
	}
	list_push(arena, &table->lines, ((struct table_line){word->text, word->line, column, word->top, word->bottom}));
}

static void find_lines(struct table *table)
{
	size_t count = 0;
	const struct page_word **words =
	    arena_array(table->raw->scratch, const struct page_word *, table->page->words.count);
	for (size_t i = 0; i < table->page->words.count; i++)
		if (is_below(table, &table->page->words.items[i]))
			words[count++] = &table->page->words.items[i];
	sort_words(words, count);
	for (size_t i = 0; i < count; i++)
		add_word(table, words[i]);
}

/* The number at the foot of the page is none of a column. */
static void drop_foot(struct table *table)
{
	while (table->lines.count && page_number(table->raw->scratch, table->lines.items[table->lines.count - 1].text))
		table->lines.count--;
}

/* The last lines of labels that are broken: 提出時期に / 係る説明. */
static void drop_heads(struct table *table)
{
	size_t kept = 0;
	for (size_t i = 0; i < table->lines.count; i++) {
		const struct table_line *line = &table->lines.items[i];
		const char *label = utf8_fold(table->raw->scratch, table->raw->form->columns[line->column].label);
		const char *folded = utf8_fold(table->raw->scratch, line->text);
		size_t length = strlen(folded), whole = strlen(label);
		bool near = line->top - table->below < 2 * (line->bottom - line->top);
		if (!near || length > whole || strcmp(label + whole - length, folded) != 0)
			table->lines.items[kept++] = *line;
	}
	table->lines.count = kept;
}

/* ---- rows ---- */

static bool is_date(const struct raw *raw, const char *text)
{
	struct date date;
	enum date_problem problem = date_parse(&raw->schema->calendar, text, &date);
	return problem == DATE_OK || problem == DATE_ERA_YEAR_ONE;
}

static bool is_timing(const struct raw *raw, const char *text)
{
	const struct option_list *timings = schema_options(raw->schema, "timing");
	return timings && options_find(raw->scratch, timings, text);
}

static size_t count_anchors(const struct table *table, size_t column,
                            bool (*is_kind)(const struct raw *raw, const char *text))
{
	size_t count = 0;
	for (size_t i = 0; i < table->lines.count; i++)
		count += table->lines.items[i].column == column && is_kind(table->raw, table->lines.items[i].text);
	return count;
}

/* What each row has once: its date, or its time of submission where some have no date. */
static void find_anchors(struct table *table)
{
	size_t dates = 0, timings = 0, timing_column = 0;
	for (size_t k = 0; k < table->count; k++) {
		const char *field = table->raw->form->columns[k].field;
		if (strcmp(field, "date") == 0) {
			table->anchor_column = k;
			dates = count_anchors(table, k, is_date);
		} else if (strcmp(field, "timing") == 0) {
			timing_column = k;
			timings = count_anchors(table, k, is_timing);
		}
	}
	table->is_anchor = timings > dates ? is_timing : is_date;
	table->anchor_column = timings > dates ? timing_column : table->anchor_column;
}

static bool is_anchor(const struct table *table, const struct table_line *line)
{
	return line->column == table->anchor_column && table->is_anchor(table->raw, line->text);
}

/* Does another column begin at the height of this date, and not above it? Then words stand at the top of their cells. */
static bool stand_at_top(const struct table *table)
{
	size_t dates = 0, level = 0;
	for (size_t i = 0; i < table->lines.count; i++) {
		const struct table_line *date = &table->lines.items[i];
		if (!is_anchor(table, date))
			continue;
		dates++;
		for (size_t j = 0; j < table->lines.count; j++) {
			const struct table_line *line = &table->lines.items[j];
			if (line->column == 1 && fabsf(line->top - date->top) < 2) {
				level++;
				break;
			}
		}
	}
	return dates && level * 4 >= dates * 3;
}

/* Where the row of the next date begins: right above it, or at the widest gap between the two dates. */
static float row_start(const struct table *table, const struct table_line *date, const struct table_line *next,
                       bool top)
{
	float best = 0, start = (date->bottom + next->top) / 2;
	if (top)
		return next->top - 2;
	for (size_t i = 0; i < table->lines.count; i++) {
		float edge = table->lines.items[i].bottom, gap = next->top - edge;
		if (edge < date->bottom || edge > next->top)
			continue;
		for (size_t j = 0; j < table->lines.count; j++) {
			const struct table_line *line = &table->lines.items[j];
			if (line->bottom > edge)
				gap = fminf(gap, line->top - edge);
		}
		if (gap > best) {
			best = gap;
			start = edge + gap / 2;
		}
	}
	return start;
}

static void put_cells(struct table *table, float from, float to)
{
	struct raw *raw = table->raw;
	struct placing *placing = raw->placing;
	struct change_row *row = &placing->history.items[placing->history.count - 1];
	for (size_t k = 0; k < table->count; k++) {
		struct text_lines lines = {0};
		size_t number = 0;
		for (size_t i = 0; i < table->lines.count; i++) {
			const struct table_line *line = &table->lines.items[i];
			if (line->column != k || line->top < from || line->top >= to)
				continue;
			number = number ? number : line->number;
			list_push(raw->scratch, &lines, ((struct text_line){line->text, 0}));
		}
		if (lines.count)
			chunk_add(raw->arena, &row->cells[k], lines_join(raw->arena, lines.items, lines.count), number);
	}
}

static bool has_lines(const struct table *table, float from, float to)
{
	for (size_t i = 0; i < table->lines.count; i++)
		if (table->lines.items[i].top >= from && table->lines.items[i].top < to)
			return true;
	return false;
}

static void begin_row(struct table *table)
{
	struct raw *raw = table->raw;
	struct change_row row = {arena_array(raw->arena, struct chunks, raw->form->column_count)};
	list_push(raw->arena, &raw->placing->history, row);
}

/* What stands above the first date goes on from the page before. */
static void put_rows(struct table *table)
{
	const struct table_line *date = NULL;
	bool top = stand_at_top(table);
	float from = 0;
	for (size_t i = 0; i < table->lines.count; i++) {
		const struct table_line *next = &table->lines.items[i];
		if (!is_anchor(table, next))
			continue;
		float start = date ? row_start(table, date, next, top) : top ? next->top - 2 : 0;
		if (!table->raw->placing->history.count && has_lines(table, from, start))
			begin_row(table);
		if (has_lines(table, from, start))
			put_cells(table, from, start);
		begin_row(table);
		from = start;
		date = next;
	}
	if (table->raw->placing->history.count && table->lines.count)
		put_cells(table, from, INFINITY);
}

bool raw_table(struct raw *raw, const struct page *page)
{
	struct table table = {.raw = raw, .page = page};
	if (!page->words.count || !find_heads(&table))
		return false;
	find_edges(&table);
	find_lines(&table);
	drop_foot(&table);
	drop_heads(&table);
	find_anchors(&table);
	put_rows(&table);
	return true;
}
