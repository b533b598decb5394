/* Lines at their places + edges of cells -> the grid of a workbook. A cell is what four edges around a line enclose;
 * cells that begin at one height are of one row. In a cell with brackets each piece is a cell of its own, as in the
 * official workbooks; in any other the lines are one text. */
#include "import/ruled.h"

#include "base/list.h"
#include "base/messages/sheet.h"
#include "base/utf8.h"
#include "import/workbook_rows.h"
#include "workbook/workbook.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LINES_LIMIT = 4000, RULES_LIMIT = 8000, BRACKET_LINES = 3 }; /* of a page that a person has made; of brackets */

static const float near_edge = 3; /* points by which edges of one row or column may differ */

struct grid {
	struct arena *arena;
	LIST(struct workbook_cell) cells;
	LIST(size_t) lines;    /* of the grid's rows: where they stand in the source */
	LIST(float) columns;   /* where cells begin, in no order */
	const char *choices;   /* <選択肢>, folded */
};

struct cells {
	struct ruled_cell *items;
	size_t count;
	size_t capacity;
};

static float middle(const struct page_line *line)
{
	return (line->top + line->bottom) / 2;
}

static float height(const struct page_line *line)
{
	return line->bottom - line->top;
}

/* ---- the cell around a line ---- */

static bool is_upright(const struct page_rule *rule)
{
	return rule->bottom - rule->top > rule->right - rule->left;
}

static void find_sides(const struct page *page, struct ruled_cell *cell, float x, float y)
{
	for (size_t i = 0; i < page->rules.count; i++) {
		const struct page_rule *rule = &page->rules.items[i];
		if (!is_upright(rule) || rule->top - 1 > y || rule->bottom + 1 < y)
			continue;
		if (rule->left <= x)
			cell->left = fmaxf(cell->left, rule->left);
		else
			cell->right = fminf(cell->right, rule->left);
	}
}

/* The edges above and below are as wide as the cell: what is shorter is drawn under words. */
static void find_ends(const struct page *page, struct ruled_cell *cell, const struct page_line *line)
{
	float left = isfinite(cell->left) ? cell->left + near_edge : line->left;
	float right = isfinite(cell->right) ? cell->right - near_edge : line->right;
	for (size_t i = 0; i < page->rules.count; i++) {
		const struct page_rule *rule = &page->rules.items[i];
		if (is_upright(rule) || rule->left > left || rule->right < right)
			continue;
		if (rule->top <= middle(line))
			cell->top = fmaxf(cell->top, rule->top);
		else
			cell->bottom = fminf(cell->bottom, rule->top);
	}
}

/* The nearest edges on each side; without one, infinitely far. */
static struct ruled_cell cell_around(const struct page *page, const struct page_line *line)
{
	struct ruled_cell cell = {.left = -INFINITY, .right = INFINITY, .top = -INFINITY, .bottom = INFINITY};
	find_sides(page, &cell, fminf((line->left + line->right) / 2, line->left + height(line)), middle(line));
	find_ends(page, &cell, line);
	bool left = isfinite(cell.left), right = isfinite(cell.right);
	cell.edged = (left && right) || ((left || right) && isfinite(cell.top) && isfinite(cell.bottom));
	return cell;
}

static bool is_same(float a, float b)
{
	return a == b || fabsf(a - b) < 1;
}

static bool same_cell(const struct ruled_cell *a, const struct ruled_cell *b)
{
	return is_same(a->left, b->left) && is_same(a->right, b->right) && is_same(a->top, b->top) &&
	       is_same(a->bottom, b->bottom);
}

/* A line outside of cells is one by itself, with what stands beside it. */
static bool belongs(const struct ruled_cell *cell, const struct ruled_cell *around, const struct page_line *line)
{
	if (around->edged || cell->edged)
		return around->edged && cell->edged && same_cell(cell, around);
	return fabsf(middle(cell->lines[0].pieces[0]) - middle(line)) < height(line) / 2;
}

static void add_piece(struct grid *grid, struct ruled_cell *cell, const struct page_line *line)
{
	struct ruled_line *last = cell->count ? &cell->lines[cell->count - 1] : NULL;
	bool beside = last && line->top < middle(last->pieces[0]) && last->count < sizeof last->pieces / sizeof *last->pieces;
	if (!beside) {
		struct { struct ruled_line *items; size_t count, capacity; } lines = {cell->lines, cell->count, cell->capacity};
		list_push(grid->arena, &lines, ((struct ruled_line){{line}, 1}));
		cell->lines = lines.items;
		cell->count = lines.count;
		cell->capacity = lines.capacity;
		return;
	}
	size_t at = last->count++;
	for (; at && last->pieces[at - 1]->left > line->left; at--)
		last->pieces[at] = last->pieces[at - 1];
	last->pieces[at] = line;
}

static int by_top(const void *left, const void *right)
{
	const struct page_line *const *a = left, *const *b = right;
	if ((*a)->top != (*b)->top)
		return (*a)->top < (*b)->top ? -1 : 1;
	return ((*a)->left > (*b)->left) - ((*a)->left < (*b)->left);
}

static struct cells find_cells(struct grid *grid, const struct page *page)
{
	struct cells cells = {0};
	const struct page_line **lines = arena_array(grid->arena, const struct page_line *, page->count);
	for (size_t i = 0; i < page->count; i++)
		lines[i] = &page->items[i];
	qsort(lines, page->count, sizeof *lines, by_top);
	for (size_t i = 0; i < page->count; i++) {
		struct ruled_cell around = cell_around(page, lines[i]);
		size_t k = cells.count;
		while (k && !belongs(&cells.items[k - 1], &around, lines[i]))
			k--;
		if (!k) {
			list_push(grid->arena, &cells, around);
			k = cells.count;
		}
		add_piece(grid, &cells.items[k - 1], lines[i]);
	}
	return cells;
}

/* ---- pieces of a cell ---- */

static bool begins(const char *text, const char *narrow, const char *wide)
{
	return strncmp(text, narrow, strlen(narrow)) == 0 || strncmp(text, wide, strlen(wide)) == 0;
}

static bool begins_choices(const struct grid *grid, const char *text)
{
	return *text && strncmp(utf8_fold(grid->arena, text), grid->choices, strlen(grid->choices)) == 0;
}

static bool has_brackets(const struct grid *grid, const struct ruled_cell *cell)
{
	for (size_t i = 0; i < cell->count; i++)
		for (size_t k = 0; k < cell->lines[i].count; k++) {
			const char *text = cell->lines[i].pieces[k]->text;
			if (begins(text, "[", "［") || strcmp(text, "（") == 0 || begins_choices(grid, text))
				return true;
		}
	return false;
}

/* A piece while it becomes a cell of the grid. */
struct part {
	const char *text;
	size_t line;
	float left, right, top, bottom;
	const struct part *anchor; /* the bracket it belongs to, or NULL */
};

struct parts {
	struct part *items;
	size_t count;
	size_t capacity;
};

static void join_part(struct grid *grid, struct part *part, const struct part *more, const char *between)
{
	part->text = arena_printf(grid->arena, "%s%s%s", part->text, between, more->text);
	part->right = fmaxf(part->right, more->right);
	part->bottom = fmaxf(part->bottom, more->bottom);
}

static void drop_part(struct parts *parts, size_t index)
{
	memmove(parts->items + index, parts->items + index + 1, (parts->count - index - 1) * sizeof *parts->items);
	parts->count--;
}

/* What stands below ＜選択肢＞, to its right, is of its list. */
static void gather_choices(struct grid *grid, struct parts *parts)
{
	for (size_t i = 0; i < parts->count; i++) {
		if (!begins_choices(grid, parts->items[i].text))
			continue;
		for (size_t k = i + 1; k < parts->count;) {
			const struct part *part = &parts->items[k];
			if (begins_choices(grid, part->text) && part->left < parts->items[i].right)
				break;
			if (part->left > parts->items[i].left - near_edge && !begins(part->text, "[", "［")) {
				join_part(grid, &parts->items[i], part, "\n");
				drop_part(parts, k);
			} else {
				k++;
			}
		}
	}
}

static float part_middle(const struct part *part)
{
	return (part->top + part->bottom) / 2;
}

/* What closes the bracket at its height; NULL: nothing. */
static const struct part *find_close(const struct parts *parts, const struct part *open)
{
	bool square = begins(open->text, "[", "［");
	const struct part *close = NULL;
	for (size_t i = 0; i < parts->count; i++) {
		const struct part *part = &parts->items[i];
		bool closes = square ? begins(part->text, "]", "］") : begins(part->text, ")", "）");
		if (closes && part->left > open->left && fabsf(part_middle(part) - part_middle(open)) < near_edge &&
		    (!close || part->left < close->left))
			close = part;
	}
	return close;
}

static bool is_sign(const char *text)
{
	return begins(text, "[", "［") || begins(text, "]", "］") || begins(text, ")", "）") || strcmp(text, "(") == 0 ||
	       strcmp(text, "（") == 0;
}

/* The bracket to the left of a part that is nearest to its height, of several the nearest one; NULL: none. */
static const struct part *anchor_of(const struct parts *parts, const struct part *part)
{
	const struct part *best = NULL;
	float reach = BRACKET_LINES * (part->bottom - part->top), off = INFINITY;
	for (size_t i = 0; i < parts->count; i++) {
		const struct part *sign = &parts->items[i];
		float own = fabsf(part_middle(sign) - part_middle(part));
		if (sign == part || !is_sign(sign->text) || sign->left >= part->left || own >= reach)
			continue;
		if (own < off - near_edge || (own < off + near_edge && sign->left > best->left)) {
			best = sign;
			off = own;
		}
	}
	return best;
}

/* Stand the lines around the height of their bracket, or in a pair of them? */
static bool stand_around(const struct parts *parts, const struct part *anchor, float top, float bottom)
{
	bool opens = !begins(anchor->text, "]", "］") && !begins(anchor->text, ")", "）");
	return fabsf((top + bottom) / 2 - part_middle(anchor)) < near_edge || (opens && find_close(parts, anchor));
}

/* The parts that belong to a bracket, each marked with it: more than one line of them is one part. */
static void join_around(struct grid *grid, struct parts *parts, const struct part *anchor)
{
	struct part *first = NULL;
	float top = INFINITY, bottom = -INFINITY;
	size_t lines = 0;
	for (size_t i = 0; i < parts->count; i++) {
		struct part *part = &parts->items[i];
		if (part->anchor != anchor)
			continue;
		first = first ? first : part;
		lines += part->top > bottom - near_edge;
		top = fminf(top, part->top);
		bottom = fmaxf(bottom, part->bottom);
	}
	if (lines < 2 || !stand_around(parts, anchor, top, bottom))
		return;
	for (struct part *part = first + 1; part < parts->items + parts->count; part++) {
		if (part->anchor != anchor)
			continue;
		join_part(grid, first, part, "");
		part->text = NULL;
	}
	first->top = anchor->top;
	first->bottom = anchor->bottom;
}

static void drop_joined(struct parts *parts)
{
	size_t kept = 0;
	for (size_t i = 0; i < parts->count; i++)
		if (parts->items[i].text)
			parts->items[kept++] = parts->items[i];
	parts->count = kept;
}

/* Words of several lines in brackets, or behind a box, stand around the height of the brackets. */
static void gather_bracketed(struct grid *grid, struct parts *parts)
{
	for (size_t i = 0; i < parts->count; i++) {
		struct part *part = &parts->items[i];
		bool words = !is_sign(part->text) && !begins_choices(grid, part->text);
		part->anchor = words ? anchor_of(parts, part) : NULL;
	}
	for (size_t i = 0; i < parts->count; i++)
		if (parts->items[i].text && is_sign(parts->items[i].text))
			join_around(grid, parts, &parts->items[i]);
	drop_joined(parts);
}

static struct parts bracket_parts(struct grid *grid, const struct ruled_cell *cell)
{
	struct parts parts = {0};
	for (size_t i = 0; i < cell->count; i++) {
		for (size_t k = 0; k < cell->lines[i].count; k++) {
			const struct page_line *line = cell->lines[i].pieces[k];
			struct part part = {line->text, line->line, line->left, line->right, line->top, line->bottom, NULL};
			list_push(grid->arena, &parts, part);
		}
	}
	gather_choices(grid, &parts);
	gather_bracketed(grid, &parts);
	return parts;
}

/* ---- the grid ---- */

/* The number of a column that begins here; those that begin nearly there are one. */
static uint32_t column_at(struct grid *grid, float left)
{
	float best = isfinite(left) ? left : 0;
	for (size_t i = 0; i < grid->columns.count; i++)
		if (fabsf(grid->columns.items[i] - best) < near_edge)
			return (uint32_t)fmaxf(grid->columns.items[i], 0);
	list_push(grid->arena, &grid->columns, best);
	return (uint32_t)fmaxf(best, 0);
}

static void put_cell(struct grid *grid, const char *text, size_t line, uint32_t row, float left, float right)
{
	uint32_t column = column_at(grid, left), last = isfinite(right) ? (uint32_t)right : column;
	struct workbook_cell cell = {text, {row, row, column, last > column ? last : column}};
	while (grid->lines.count <= row)
		list_push(grid->arena, &grid->lines, line);
	list_push(grid->arena, &grid->cells, cell);
}

static int by_middle(const void *left, const void *right)
{
	float a = part_middle(left), b = part_middle(right);
	return (a > b) - (a < b);
}

/* Parts of one height are of one row. Returns how many rows there are. */
static uint32_t put_parts(struct grid *grid, const struct ruled_cell *cell, struct parts *parts, uint32_t row)
{
	uint32_t first = row;
	float level = -INFINITY;
	qsort(parts->items, parts->count, sizeof *parts->items, by_middle);
	for (size_t i = 0; i < parts->count; i++) {
		const struct part *part = &parts->items[i];
		if (isfinite(level) && part_middle(part) - level > near_edge)
			row++;
		level = part_middle(part);
		put_cell(grid, part->text, part->line, row, part->left, part->right);
	}
	(void)cell;
	return row - first + 1;
}

static uint32_t put_ruled(struct grid *grid, const struct ruled_cell *cell, uint32_t row)
{
	if (has_brackets(grid, cell) || !cell->edged) {
		struct parts parts = bracket_parts(grid, cell);
		return put_parts(grid, cell, &parts, row);
	}
	put_cell(grid, ruled_text(grid->arena, cell), cell->lines[0].pieces[0]->line, row, cell->left, cell->right);
	return 1;
}

static float cell_top(const struct ruled_cell *cell)
{
	return cell->edged && isfinite(cell->top) ? cell->top : cell->lines[0].pieces[0]->top;
}

static int by_row(const void *left, const void *right)
{
	float a = cell_top(left), b = cell_top(right);
	return (a > b) - (a < b);
}

static int by_range(const void *left, const void *right)
{
	const struct workbook_range *a = &((const struct workbook_cell *)left)->range;
	const struct workbook_range *b = &((const struct workbook_cell *)right)->range;
	if (a->row != b->row)
		return a->row < b->row ? -1 : 1;
	return (a->column > b->column) - (a->column < b->column);
}

static void put_page(struct grid *grid, const struct page *page)
{
	struct cells cells = find_cells(grid, page);
	uint32_t row = (uint32_t)grid->lines.count, rows = 0;
	float top = -INFINITY;
	qsort(cells.items, cells.count, sizeof *cells.items, by_row);
	for (size_t i = 0; i < cells.count; i++) {
		if (isfinite(top) && cell_top(&cells.items[i]) - top > near_edge) {
			row += rows;
			rows = 0;
		}
		top = cell_top(&cells.items[i]);
		uint32_t own = put_ruled(grid, &cells.items[i], row);
		rows = own > rows ? own : rows;
	}
}

struct text_rows ruled_rows(struct arena *arena, const struct pages *pages)
{
	struct grid grid = {.arena = arena, .choices = utf8_fold(arena, msg(MSG_SHEET_CHOICES))};
	for (size_t i = 0; i < pages->count; i++)
		put_page(&grid, &pages->items[i]);
	qsort(grid.cells.items, grid.cells.count, sizeof *grid.cells.items, by_range);
	struct workbook_sheet sheet = {.cells = grid.cells.items, .count = grid.cells.count};
	return sheet_rows(arena, &sheet, grid.lines.items);
}

static void part_lines(struct arena *arena, const struct page *page, struct page *inside, struct page *outside)
{
	*inside = (struct page){.words = page->words, .rules = page->rules};
	*outside = *inside;
	for (size_t i = 0; i < page->count; i++)
		list_push(arena, cell_around(page, &page->items[i]).edged ? inside : outside, page->items[i]);
}

void ruled_drop_heads(struct arena *arena, struct pages *pages, const struct page_words *words)
{
	struct pages outside = {0};
	for (size_t p = 0; p < pages->count; p++) {
		struct page inside, rest;
		part_lines(arena, &pages->items[p], &inside, &rest);
		list_push(arena, &outside, rest);
		pages->items[p] = inside;
	}
	pages_drop_heads(arena, &outside, words);
	for (size_t p = 0; p < pages->count; p++)
		for (size_t i = 0; i < outside.items[p].count; i++)
			list_push(arena, &pages->items[p], outside.items[p].items[i]);
}

bool pages_ruled(const struct pages *pages)
{
	size_t edged = 0, lines = 0;
	for (size_t p = 0; p < pages->count; p++) {
		const struct page *page = &pages->items[p];
		if (page->count > LINES_LIMIT || page->rules.count > RULES_LIMIT)
			return false;
		for (size_t i = 0; page->rules.count && i < page->count; i++)
			edged += cell_around(page, &page->items[i]).edged;
		lines += page->count;
	}
	return edged * 10 > lines * 7;
}
