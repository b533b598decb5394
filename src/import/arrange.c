/* Lines at their places on a page -> blocks in the order of reading, by cutting the page where nothing stands: across
 * where that parts it, else downwards, and so on in each part. */
#include "base/list.h"
#include "import/pages.h"

#include <math.h>
#include <stdlib.h>

enum { LINE_LIMIT = 4000, DEPTH_LIMIT = 64 }; /* a page with more lines, or cut more often, is taken as it is */

struct arranging {
	struct arena *arena;
	struct page_line *lines; /* of one block they stand together, the first on top */
	size_t *blocks;          /* where each begins, and the end */
	size_t block_count;
	struct page_line *boxes; /* the place of each block */
	size_t *order;           /* of blocks */
};

static int by_top(const void *left, const void *right)
{
	const struct page_line *a = left, *b = right;
	if (a->top != b->top)
		return a->top < b->top ? -1 : 1;
	return (a->left > b->left) - (a->left < b->left);
}

static float line_height(const struct page_line *line)
{
	return line->bottom - line->top;
}

/* Does a line go on in the block whose last line this is? It begins under it, near. */
static bool goes_on(const struct page_line *last, const struct page_line *line)
{
	float height = line_height(last), gap = line->top - last->bottom;
	float shift = line->left - last->left;
	bool inside = line->left >= last->left - height && line->right <= last->right + height;
	bool centred = inside && fabsf((line->left + line->right) - (last->left + last->right)) < height;
	return gap > -height / 2 && gap < height * 0.6F && (fabsf(shift) < height * 1.2F || centred);
}

/* Lines → blocks; the last line of each open block is looked at only while it is near. */
static void find_blocks(struct arranging *arranging, struct page *page)
{
	struct page_line *last = arena_array(arranging->arena, struct page_line, page->count);
	size_t count = 0, open = 0;
	for (size_t i = 0; i < page->count; i++) {
		struct page_line *line = &page->items[i];
		size_t best = count;
		for (size_t b = open; b < count; b++)
			if (goes_on(&last[b], line) &&
			    (best == count || fabsf(last[b].left - line->left) < fabsf(last[best].left - line->left)))
				best = b;
		while (open < count && last[open].bottom + 3 * line_height(line) < line->top)
			open++;
		line->block = best;
		count += best == count;
		last[best] = *line;
	}
	arranging->block_count = count;
}

static int by_block(const void *left, const void *right)
{
	const struct page_line *a = left, *b = right;
	return a->block != b->block ? (a->block < b->block ? -1 : 1) : by_top(left, right);
}

static void measure(struct arranging *arranging, const struct page *page)
{
	size_t count = arranging->block_count;
	arranging->blocks = arena_array(arranging->arena, size_t, count + 1);
	arranging->boxes = arena_array(arranging->arena, struct page_line, count);
	arranging->order = arena_array(arranging->arena, size_t, count);
	for (size_t i = 0; i < page->count; i++) {
		const struct page_line *line = &page->items[i];
		struct page_line *box = &arranging->boxes[line->block];
		if (!box->text) {
			arranging->blocks[line->block] = i;
			arranging->order[line->block] = line->block;
			*box = *line;
		}
		box->left = fminf(box->left, line->left);
		box->right = fmaxf(box->right, line->right);
		box->bottom = fmaxf(box->bottom, line->bottom);
	}
	arranging->blocks[count] = page->count;
}

/* ---- cutting ---- */

struct side {
	float start, end;
	size_t block;
};

static int by_start(const void *left, const void *right)
{
	const struct side *a = left, *b = right;
	if (a->start != b->start)
		return a->start < b->start ? -1 : 1;
	return (a->block > b->block) - (a->block < b->block);
}

/* Sorts a part by one direction; starts[i]: a cut stands before it. Returns the number of cuts. */
static size_t cut(struct arranging *arranging, size_t start, size_t end, bool across, bool *cuts)
{
	struct side *sides = arena_array(arranging->arena, struct side, end - start);
	for (size_t i = start; i < end; i++) {
		const struct page_line *box = &arranging->boxes[arranging->order[i]];
		sides[i - start] = across ? (struct side){box->top, box->bottom, arranging->order[i]}
		                          : (struct side){box->left, box->right, arranging->order[i]};
	}
	qsort(sides, end - start, sizeof *sides, by_start);
	size_t found = 0;
	float reach = sides[0].end;
	for (size_t i = 0; i < end - start; i++) {
		arranging->order[start + i] = sides[i].block;
		cuts[i] = i > 0 && sides[i].start >= reach - 0.2F;
		found += cuts[i];
		reach = fmaxf(reach, sides[i].end);
	}
	return found;
}

static void arrange(struct arranging *arranging, size_t start, size_t end, bool across, size_t depth)
{
	bool *cuts = arena_array(arranging->arena, bool, end - start);
	if (end - start < 2 || depth > DEPTH_LIMIT)
		return;
	size_t found = cut(arranging, start, end, across, cuts);
	if (!found) {
		across = !across;
		found = cut(arranging, start, end, across, cuts);
	}
	for (size_t i = start, first = start; found && i <= end; i++) {
		if (i < end && !cuts[i - start])
			continue;
		arrange(arranging, first, i, !across, depth + 1);
		first = i;
	}
}

void page_arrange(struct arena *arena, struct page *page)
{
	struct arranging arranging = {.arena = arena};
	if (!page->count || page->count > LINE_LIMIT)
		return;
	qsort(page->items, page->count, sizeof *page->items, by_top);
	find_blocks(&arranging, page);
	qsort(page->items, page->count, sizeof *page->items, by_block);
	measure(&arranging, page);
	arrange(&arranging, 0, arranging.block_count, true, 0);
	struct page_line *lines = arena_array(arena, struct page_line, page->count);
	size_t count = 0;
	for (size_t b = 0; b < arranging.block_count; b++) {
		size_t block = arranging.order[b];
		for (size_t i = arranging.blocks[block]; i < arranging.blocks[block + 1]; i++) {
			lines[count] = page->items[i];
			lines[count++].block = b + 1;
		}
	}
	page->items = lines;
}
