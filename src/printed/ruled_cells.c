/* Lines at their places + drawn edges -> cells: what four edges around a line enclose. */
#include "printed/ruled_cells.h"

#include "base/list.h"

#include <math.h>
#include <stdlib.h>

static const float reach = 3; /* points by which an edge may be shorter than its cell */

static float middle(const struct page_line *line)
{
	return (line->top + line->bottom) / 2;
}

static float height(const struct page_line *line)
{
	return line->bottom - line->top;
}

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
	float left = isfinite(cell->left) ? cell->left + reach : line->left;
	float right = isfinite(cell->right) ? cell->right - reach : line->right;
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

bool ruled_is_edged(const struct page *page, const struct page_line *line)
{
	return cell_around(page, line).edged;
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
	return fabsf(middle(cell->lines.items[0].items[0]) - middle(line)) < height(line) / 2;
}

static void add_piece(struct arena *arena, struct ruled_cell *cell, const struct page_line *line)
{
	struct ruled_line *last = cell->lines.count ? &cell->lines.items[cell->lines.count - 1] : NULL;
	if (!last || line->top >= middle(last->items[0])) {
		list_push(arena, &cell->lines, (struct ruled_line){0});
		last = &cell->lines.items[cell->lines.count - 1];
	}
	list_push(arena, last, line);
	for (size_t at = last->count - 1; at && last->items[at - 1]->left > line->left; at--) {
		last->items[at] = last->items[at - 1];
		last->items[at - 1] = line;
	}
}

static int by_top(const void *left, const void *right)
{
	const struct page_line *const *a = left, *const *b = right;
	if ((*a)->top != (*b)->top)
		return (*a)->top < (*b)->top ? -1 : 1;
	return ((*a)->left > (*b)->left) - ((*a)->left < (*b)->left);
}

struct ruled_cells ruled_cells_find(struct arena *arena, const struct page *page)
{
	struct ruled_cells cells = {0};
	const struct page_line **lines = arena_array(arena, const struct page_line *, page->count);
	for (size_t i = 0; i < page->count; i++)
		lines[i] = &page->items[i];
	qsort(lines, page->count, sizeof *lines, by_top);
	for (size_t i = 0; i < page->count; i++) {
		struct ruled_cell around = cell_around(page, lines[i]);
		size_t k = cells.count;
		while (k && !belongs(&cells.items[k - 1], &around, lines[i]))
			k--;
		if (!k) {
			list_push(arena, &cells, around);
			k = cells.count;
		}
		add_piece(arena, &cells.items[k - 1], lines[i]);
	}
	return cells;
}
