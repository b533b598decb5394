/* The table of 変更箇所 on a page of a PDF: the head says where the columns are, the dates where the rows are. */
#include "import/raw_table.h"
#include "base/list.h"
#include "base/utf8.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LABEL_POINTS = 2, LINE_WORDS = 256 };

static const float near_edge = 8; /* points by which the edge of a column's words may lie off */

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

/* How many words below the head begin there. */
static size_t count_at(const struct table *table, float left)
{
	size_t count = 0;
	for (size_t i = 0; i < table->words.count; i++)
		count += is_below(table, &table->words.items[i]) && fabsf(table->words.items[i].left - left) < 1;
	return count;
}

/* Does a gap stand before the word in its line? */
static bool stands_apart(const struct table *table, size_t i)
{
	const struct page_word *word = &table->words.items[i], *before = i ? word - 1 : NULL;
	return !before || before->line != word->line || word->left - before->right >= 2;
}

/* Where most words begin between the two, of all words or of those that stand apart; `edge` where none does. */
static float find_edge(const struct table *table, float from, float to, bool apart, float edge)
{
	size_t most = 0;
	for (size_t i = 0; i < table->words.count; i++) {
		const struct page_word *word = &table->words.items[i];
		if (!is_below(table, word) || word->left < from || word->left > to || (apart && !stands_apart(table, i)))
			continue;
		size_t found = count_at(table, word->left);
		if (found > most) {
			most = found;
			edge = word->left;
		}
	}
	return edge;
}

static float near_to(const struct table *table, float x)
{
	return find_edge(table, x - near_edge, x + near_edge, false, x);
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
		table->edges.left[k] = near_to(table, off ? table->heads[k]->left : end);
	}
}

/* Where a column begins between two labels: its own stands over the middle of its words. */
static float counted_edge(const struct table *table, float from, float to)
{
	return find_edge(table, from, to + 1, true, to);
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

/* Is the text the last line of the column's label, which the head has broken: 提出時 / 期? The 日 of a date that is broken is none. */
static bool is_end_of_head(const struct table *table, size_t column, const char *text)
{
	struct arena *scratch = table->raw->scratch;
	const char *label = utf8_fold(scratch, table->raw->form->columns[column].label), *folded = utf8_fold(scratch, text);
	size_t length = strlen(folded), whole = strlen(label);
	const struct page_line *head = table->heads[column];
	bool broken = !head || strcmp(utf8_fold(scratch, head->text), label) != 0;
	return broken && length < whole && strcmp(label + whole - length, folded) == 0;
}

/* Are the words the last lines of labels? They stand right below these. */
static bool are_ends_of_heads(const struct table *table, const struct page_word *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		bool ends = false;
		for (size_t k = 0; k < table->count && !ends; k++)
			ends = is_end_of_head(table, k, words[i]->text);
		if (!ends || words[i]->top - table->below >= 2 * (words[i]->bottom - words[i]->top))
			return false;
	}
	return true;
}

/* Is the line the head once more, as between the rows of a sheet that was printed in parts? */
static bool is_head_again(const struct table *table, const struct page_word *const *words, size_t count)
{
	size_t named = 0;
	for (size_t k = 0; k < table->count; k++) {
		const char *label = utf8_fold(table->raw->scratch, table->raw->form->columns[k].label);
		bool found = false;
		for (size_t i = 0; i < count && !found; i++)
			found = strcmp(utf8_fold(table->raw->scratch, words[i]->text), label) == 0;
		named += found;
	}
	return named * 2 > table->count;
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
		bool head = are_ends_of_heads(table, words + i, end - i) || is_head_again(table, words + i, end - i);
		if (table->page->counted && head)
			continue;
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
		bool near = line->top - table->below < 2 * (line->bottom - line->top);
		if (!near || !is_end_of_head(table, line->column, line->text))
			table->lines.items[kept++] = *line;
	}
	table->lines.count = kept;
}

bool raw_table(struct raw *raw, const struct page *page)
{
	struct table table = {.raw = raw, .page = page};
	if (!page->words.count)
		return false;
	list_words(&table);
	if (!find_columns(&table))
		return false;
	table.kinds = (struct table_kinds){column_named(&table, "date"), column_named(&table, "item"),
	                                   column_named(&table, "timing")};
	find_lines(&table);
	drop_foot(&table);
	drop_heads(&table);
	table_put_rows(&table);
	return true;
}
