/* Narrow columns without words beside the text: an indent of a cell is as wide as the program that opens the workbook
 * likes, and some take four times what is wanted. A body's cells know nothing of them until here. */
#include "render/xlsx_page.h"

#include "base/list.h"

/* The column of the worksheet in which column `i` of the layout stands, and where it would have been without its pads. */
static uint16_t moved(const struct plan_sheet *page, uint16_t column)
{
	uint16_t at = column;
	for (uint16_t i = 0; i <= column; i++)
		at = (uint16_t)(at + page->pads[i]);
	return at;
}

static struct plan_cell beside(const struct plan_cell *cell, uint16_t column, unsigned edges)
{
	struct plan_cell pad = {.style = cell->style, .text = "", .edges = cell->edges & edges, .dashed = cell->dashed};
	pad.range = (struct plan_range){cell->range.row, cell->range.last_row, column, column};
	return pad;
}

/* The cell with its words in the columns as they are now, and the empty ones on its sides. */
static void pad_cell(struct planner *planner, struct plan_cell *cell)
{
	struct plan_sheet *page = planner->page;
	uint16_t first = cell->range.column, end = (uint16_t)(cell->range.last_column + 1);
	bool closes = end == page->column_count && page->pads[end];
	cell->range.column = moved(page, first);
	cell->range.last_column = moved(page, (uint16_t)(end - 1));
	if (page->pads[first]) {
		struct plan_cell pad = beside(cell, (uint16_t)(cell->range.column - 1), EDGE_TOP | EDGE_BOTTOM | EDGE_LEFT);
		cell->edges &= ~(unsigned)EDGE_LEFT;
		list_push(planner->arena, &planner->padding, pad);
	}
	if (closes) {
		struct plan_cell pad =
		    beside(cell, (uint16_t)(cell->range.last_column + 1), EDGE_TOP | EDGE_BOTTOM | EDGE_RIGHT);
		cell->edges &= ~(unsigned)EDGE_RIGHT;
		list_push(planner->arena, &planner->padding, pad);
	}
}

static void pad_widths(struct planner *planner)
{
	struct plan_sheet *page = planner->page;
	size_t count = moved(page, (uint16_t)(page->column_count - 1)) + 1U + page->pads[page->column_count];
	int64_t *widths = arena_array(planner->arena, int64_t, count);
	for (size_t i = 0; i < count; i++)
		widths[i] = planner->layout->pad;
	for (uint16_t i = 0; i < page->column_count; i++)
		widths[moved(page, i)] = page->widths[i];
	page->widths = widths;
	page->column_count = count;
}

void page_pad(struct planner *planner, size_t index)
{
	struct plan_sheet *page = planner->page;
	if (!page->pads)
		return;
	planner->padding.items = NULL;
	planner->padding.count = planner->padding.capacity = 0;
	for (size_t i = 0; i < page->cells.count; i++)
		pad_cell(planner, &page->cells.items[i]);
	for (size_t i = 0; i < planner->padding.count; i++)
		list_push(planner->arena, &page->cells, planner->padding.items[i]);
	for (size_t i = 0; i < planner->plan->names.count; i++) {
		struct plan_name *name = &planner->plan->names.items[i];
		if (name->sheet != index)
			continue;
		name->range.column = moved(page, name->range.column);
		name->range.last_column = moved(page, name->range.last_column);
	}
	pad_widths(planner);
}
