/* The table of 変更箇所 on a page of a PDF: the head says where the columns are, the dates where the rows are. */
#include "base/list.h"
#include "base/utf8.h"
#include "import/raw.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LABEL_POINTS = 4, LINE_WORDS = 256 };

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
	LIST(struct page_word) words;
	const struct page_line *heads[TABLE_COLUMNS];
	struct table_edges edges; /* the left one of each column */
	float below;              /* where the head ends */
	size_t count;
	struct table_kinds kinds;
	size_t anchor_column;
	bool (*is_anchor)(const struct raw *raw, const char *text);
	LIST(struct table_line) lines; /* from top to bottom, from left to right */
};

/* ---- words ---- */

/* Is something of this line on the page, from which running heads were taken out? */
static bool has_line(const struct page *page, size_t line)
{
	for (size_t i = 0; i < page->count; i++)
		if (page->items[i].line == line)
			return true;
	return false;
}

static void list_words(struct table *table)
{
	const struct page *page = table->page;
	for (size_t i = 0; i < page->words.count; i++)
		if (!page->counted || has_line(page, page->words.items[i].line))
			list_push(table->raw->arena, &table->words, page->words.items[i]);
}

/* ---- columns ---- */

/* Is it the label of a column, or the first of its lines? */
static bool is_head(struct raw *raw, const char *text, const char *label)
{
	const char *folded = utf8_fold(raw->scratch, text), *whole = utf8_fold(raw->scratch, label);
	size_t length = strlen(folded);
	return strncmp(whole, folded, length) == 0 && (!whole[length] || utf8_count(folded, length) > LABEL_POINTS);
}

/* What may be the label of a column: a line, or a word where columns stand side by side in one. */
static struct page list_heads(const struct table *table)
{
	if (!table->page->counted)
		return *table->page;
	struct page heads = {0};
	for (size_t i = 0; i < table->words.count; i++) {
		const struct page_word *word = &table->words.items[i];
		struct page_line line = {word->text, word->line, 0, word->left, word->right, word->top, word->bottom};
		list_push(table->raw->arena, &heads, line);
	}
	return heads;
}

static bool find_heads(struct table *table)
{
	const struct form *form = table->raw->form;
	const struct page lines = list_heads(table);
	table->count = form->column_count < TABLE_COLUMNS ? form->column_count : TABLE_COLUMNS;
	for (size_t k = 0; k < table->count; k++) {
		for (size_t i = 0; i < lines.count && !table->heads[k]; i++) {
			const struct page_line *line = &lines.items[i];
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
	for (size_t i = 0; i < table->words.count; i++) {
		const struct page_word *word = &table->words.items[i];
		size_t found = 0;
		if (!is_below(table, word) || fabsf(word->left - x) > near_edge)
			continue;
		for (size_t j = 0; j < table->words.count; j++)
			found += is_below(table, &table->words.items[j]) && fabsf(table->words.items[j].left - word->left) < 1;
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
	for (size_t i = 0; i < table->words.count; i++)
		if (is_below(table, &table->words.items[i]))
			left = fminf(left, table->words.items[i].left);
	table->edges.left[0] = left;
	for (size_t k = 1; k < table->count; k++) {
		const struct page_line *before = table->heads[k - 1];
		float end = before->left + before->right - table->edges.left[k - 1];
		bool off = end <= before->right || end > table->heads[k]->left + near_edge;
		table->edges.left[k] = find_edge(table, off ? table->heads[k]->left : end);
	}
}

/* Where most words begin between two labels: that of a column stands over the middle of its words. */
static float counted_edge(const struct table *table, float from, float to)
{
	size_t most = 0;
	float edge = to;
	for (size_t i = 0; i < table->words.count; i++) {
		const struct page_word *word = &table->words.items[i], *before = i ? word - 1 : NULL;
		bool apart = !before || before->line != word->line || word->left - before->right >= 2;
		size_t found = 0;
		if (!is_below(table, word) || !apart || word->left < from || word->left > to + 1)
			continue;
		for (size_t j = 0; j < table->words.count; j++)
			found += is_below(table, &table->words.items[j]) && fabsf(table->words.items[j].left - word->left) < 1;
		if (found > most) {
			most = found;
			edge = word->left;
		}
	}
	return edge;
}

static void find_counted_edges(struct table *table)
{
	table->edges.count = table->count;
	table->edges.left[0] = counted_edge(table, 0, table->heads[0]->left);
	for (size_t k = 1; k < table->count; k++)
		table->edges.left[k] = counted_edge(table, table->heads[k - 1]->right, table->heads[k]->left);
	table->raw->edges = table->edges;
}

/* Of a page that has no head, where its words stand by characters: those of the page before. */
static bool find_columns(struct table *table)
{
	bool heads = find_heads(table);
	if (heads && table->page->counted)
		find_counted_edges(table);
	else if (heads)
		find_edges(table);
	else if (table->page->counted && table->raw->edges.count == table->count)
		table->edges = table->raw->edges;
	else
		return false;
	return true;
}

/* ---- lines ---- */

static size_t column_of(const struct table *table, const struct page_word *word)
{
	size_t column = 0;
	while (column + 1 < table->count && table->edges.left[column + 1] <= word->left + 2)
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

static void add_word(struct table *table, const struct page_word *word, size_t column)
{
	struct arena *arena = table->raw->arena;
	for (size_t i = table->lines.count; i-- > 0;) {
		struct table_line *line = &table->lines.items[i];
		if (word->top - line->top > (word->bottom - word->top) / 2)
			break;
		if (line->column != column)
			continue;
		line->text = arena_printf(arena, "%s%s%s", line->text, word->glued ? "" : " ", word->text);
		return;
	}
	list_push(arena, &table->lines, ((struct table_line){word->text, word->line, column, word->top, word->bottom}));
}

static size_t column_named(const struct table *table, const char *field)
{
	size_t column = 0;
	while (column < table->count && strcmp(table->raw->form->columns[column].field, field) != 0)
		column++;
	return column;
}

static void find_lines(struct table *table)
{
	size_t count = 0;
	const struct page_word **words = arena_array(table->raw->scratch, const struct page_word *, table->words.count);
	for (size_t i = 0; i < table->words.count; i++)
		if (is_below(table, &table->words.items[i]))
			words[count++] = &table->words.items[i];
	sort_words(words, count);
	for (size_t i = 0, end; i < count; i = end) {
		size_t columns[LINE_WORDS];
		for (end = i; end < count && end < i + LINE_WORDS && words[end]->line == words[i]->line;)
			end++;
		if (table->page->counted)
			table_fit_line(table->raw, &table->edges, &table->kinds, words + i, end - i, columns);
		for (size_t k = i; k < end; k++)
			add_word(table, words[k], table->page->counted ? columns[k - i] : column_of(table, words[k]));
	}
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
	for (const struct table_line *next = line + 1; next < end && table->is_anchor == is_date; next++) {
		if (next->column != line->column)
			continue;
		const char *both = arena_printf(table->raw->scratch, "%s%s", line->text, next->text);
		return next->top - line->bottom < line->bottom - line->top && !is_date(table->raw, next->text) &&
		       is_date(table->raw, both);
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
	size_t dates = table->kinds.date < table->count ? count_anchors(table, table->kinds.date, is_date) : 0;
	size_t timings = table->kinds.timing < table->count ? count_anchors(table, table->kinds.timing, word_is_timing) : 0;
	table->is_anchor = timings > dates ? word_is_timing : is_date;
	table->anchor_column = timings > dates ? table->kinds.timing : table->kinds.date;
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
			if (line->column == 1 && fabsf(line->top - date->top) < (date->bottom - date->top) / 4) {
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
		return next->top - (next->bottom - next->top) / 4;
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
		float start = date ? row_start(table, date, next, top) : top ? row_start(table, next, next, true) : 0;
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
	if (!page->words.count)
		return false;
	list_words(&table);
	if (!find_columns(&table))
		return false;
	table.kinds = (struct table_kinds){column_named(&table, "date"), column_named(&table, "timing")};
	find_lines(&table);
	drop_foot(&table);
	drop_heads(&table);
	find_anchors(&table);
	put_rows(&table);
	return true;
}
