/* The picture of a process in a workbook: bordered cells on the grid of render/figure.h, arrows as words between them. */
#include "render/xlsx_page.h"

#include "base/list.h"
#include "base/messages/figure.h"
#include "base/messages/row.h"
#include "base/messages/sheet.h"
#include "render/figure.h"

/* Heights in points: of a row of the grid with the words of a box, of one with those of an arrow, of one in which nothing stands, and of
 * the gap below a title; what is added where the words of a box fill it, so that they stay off its edges. */
enum { GRID_ROW = 12, ARROW_ROW = 13, EMPTY_ROW = 6, TITLE_GAP = 4, AIR = 2 };

/* How much of a page a small figure that has it for itself is drawn out to, and by how much at most, in hundredths. */
enum { FILLED = 60, DRAWN_OUT = 160 };

/* Rows that a further page of a figure begins with: its title said again, and an empty one. */
enum { HEAD_ROWS = 2 };

struct canvas {
	struct planner *planner;
	const struct figure *figure;
	uint32_t top;     /* the worksheet's row of the grid's row 0 */
	uint16_t columns; /* of the worksheet */
	uint32_t cut;     /* rows of the grid from here on stand on the next page */
};

static uint32_t row_of(const struct canvas *canvas, uint32_t row)
{
	return canvas->top + row + (row >= canvas->cut ? HEAD_ROWS : 0);
}

static struct plan_cell *put_cell(const struct canvas *canvas, struct figure_span span, uint32_t row, uint32_t rows,
                                  const char *text)
{
	uint32_t last = span.column + span.columns - 1;
	struct plan_cell cell = {.style = STYLE_OPTIONS, .text = text};
	cell.range = (struct plan_range){row_of(canvas, row), row_of(canvas, row + rows - 1), (uint16_t)span.column,
	                                 (uint16_t)(last < canvas->columns ? last : canvas->columns - 1U)};
	list_push(canvas->planner->arena, &canvas->planner->page->cells, cell);
	return &canvas->planner->page->cells.items[canvas->planner->page->cells.count - 1];
}

static void put_frame(const struct canvas *canvas)
{
	const struct figure *figure = canvas->figure;
	struct figure_span span = figure_frame_span(figure->style);
	uint32_t rows = figure->frame_rows;
	put_cell(canvas, span, 0, 1, figure->frame)->edges = EDGE_TOP | EDGE_LEFT | EDGE_RIGHT;
	put_cell(canvas, (struct figure_span){span.column, 1}, 1, rows - 2, "")->edges = EDGE_LEFT;
	put_cell(canvas, (struct figure_span){span.column + span.columns - 1, 1}, 1, rows - 2, "")->edges = EDGE_RIGHT;
	put_cell(canvas, span, rows - 1, 1, "")->edges = EDGE_BOTTOM | EDGE_LEFT | EDGE_RIGHT;
}

static struct plan_cell *put_box(const struct canvas *canvas, struct figure_span span, uint32_t row, uint32_t rows,
                                 const char *text)
{
	struct plan_cell *cell = put_cell(canvas, span, row, rows, text);
	cell->style = STYLE_BOX;
	cell->edges = EDGE_TOP | EDGE_RIGHT | EDGE_BOTTOM | EDGE_LEFT;
	return cell;
}

static void put_boxes(const struct canvas *canvas)
{
	const struct figure *figure = canvas->figure;
	for (size_t i = 0; i < figure->boxes.count; i++) {
		const struct figure_box *box = figure->boxes.items[i];
		put_box(canvas, (struct figure_span){box->column, box->columns}, box->row, box->rows,
		        figure_box_text(canvas->planner->arena, box))
		    ->dashed = box->lane == LANE_CONTRACTS;
	}
	for (size_t i = 0; i < figure->bars.count; i++) {
		const struct figure_bar *bar = &figure->bars.items[i];
		struct figure_span span = figure_network_span(figure->style, bar->lane);
		put_box(canvas, span, bar->row, bar->rows, bar->network->name);
	}
}

/* Does the arrow of a link at a party point to the right? */
static bool points_right(const struct figure_link *link, const struct figure_box *party)
{
	return (link->from == party) == (party->lane == LANE_LEFT);
}

static bool is_line(const struct canvas *canvas, struct figure_span span, const char *text)
{
	struct columns columns = {(uint16_t)span.column, (uint16_t)(span.column + span.columns - 1)};
	return page_lines(canvas->planner, columns, STYLE_WORDS, text) == 1;
}

/* A line from one border to another: its point at the end that it reaches, its words above the rest, or only its number where they do
 * not fit there. */
static void put_line(const struct canvas *canvas, struct figure_span span, uint32_t row, bool right, const char *number,
                     const char *words)
{
	struct figure_span point = {right ? span.column + span.columns - 1 : span.column, 1};
	struct figure_span rest = {right ? span.column : span.column + 1, span.columns - 1};
	struct plan_cell *head = put_cell(canvas, point, row, 1, msg(right ? MSG_FIGURE_RIGHT : MSG_FIGURE_LEFT));
	head->style = STYLE_CHOSEN;
	head->edges = EDGE_BOTTOM;
	const char *text = arena_printf(canvas->planner->arena, "%s%s", number, words);
	struct plan_cell *line = put_cell(canvas, rest, row, 1, is_line(canvas, rest, text) ? text : number);
	line->style = STYLE_WORDS;
	line->edges = EDGE_BOTTOM;
}

/* From a party to the frame, or to the network between and from there on. */
static void put_arrow(const struct canvas *canvas, const struct figure_link *link, const struct figure_box *party)
{
	const struct figure_style *style = canvas->figure->style;
	bool left = party->lane == LANE_LEFT, right = points_right(link, party);
	struct figure_span network = figure_network_span(style, party->lane), frame = figure_frame_span(style);
	uint32_t first = left ? party->column + party->columns : frame.column + frame.columns;
	uint32_t end = left ? frame.column : party->column;
	if (party->between) {
		put_line(canvas, (struct figure_span){first, end - first}, link->row, right, link->number, "");
		return;
	}
	if (!party->via) {
		put_line(canvas, (struct figure_span){first, end - first}, link->row, right, link->number, link->what);
		return;
	}
	struct figure_span before = {first, network.column - first};
	struct figure_span behind = {network.column + network.columns, end - network.column - network.columns};
	put_line(canvas, left ? before : behind, link->row, right, link->number, "");
	put_line(canvas, left ? behind : before, link->row, right, "", "");
}

/* From a party to a network that is one of the systems. */
static void put_arrow_outside(const struct canvas *canvas, const struct figure_link *link)
{
	const struct figure_box *party = link->from->between ? link->to : link->from;
	struct figure_span network = figure_network_span(canvas->figure->style, LANE_LEFT);
	uint32_t first = party->column + party->columns;
	put_line(canvas, (struct figure_span){first, network.column - first}, link->row, link->from == party, link->number,
	         "");
}

static bool in_frame(const struct figure_box *box)
{
	return !box || box->lane == LANE_FRAME;
}

static void put_arrows(const struct canvas *canvas)
{
	const struct figure *figure = canvas->figure;
	for (size_t i = 0; i < figure->links.count; i++) {
		const struct figure_link *link = &figure->links.items[i];
		if (link->drawn && !in_frame(link->from) && !in_frame(link->to))
			put_arrow_outside(canvas, link);
		else if (link->drawn && !(in_frame(link->from) && in_frame(link->to)))
			put_arrow(canvas, link, in_frame(link->from) ? link->to : link->from);
	}
}

static struct columns whole(const struct planner *planner)
{
	return (struct columns){0, (uint16_t)(planner->page->column_count - 1)};
}

/* A page may begin between two lines of contracts. */
static bool ends_line(const struct figure *figure, uint32_t row)
{
	if (row < figure->frame_rows)
		return false;
	for (size_t i = 0; i < figure->boxes.count; i++)
		if (figure->boxes.items[i]->row < row + 1 &&
		    row + 1 < figure->boxes.items[i]->row + figure->boxes.items[i]->rows)
			return false;
	return true;
}

static int64_t *heights_of(struct arena *arena, const struct figure *figure)
{
	int64_t *heights = arena_array(arena, int64_t, figure->rows + 1);
	for (uint32_t row = 0; row <= figure->rows; row++)
		heights[row] = row ? EMPTY_ROW : GRID_ROW;
	for (size_t i = 0; i < figure->boxes.count; i++)
		for (uint32_t j = 0; j < figure->boxes.items[i]->rows; j++)
			heights[figure->boxes.items[i]->row + j] = GRID_ROW;
	for (size_t i = 0; i < figure->boxes.count; i++)
		if (figure->boxes.items[i]->rows <= figure->boxes.items[i]->lines)
			heights[figure->boxes.items[i]->row] = GRID_ROW + AIR;
	for (size_t i = 0; i < figure->links.count; i++) {
		uint32_t row = figure->links.items[i].row;
		if (row <= figure->rows && heights[row] < ARROW_ROW)
			heights[row] = ARROW_ROW;
	}
	return heights;
}

/* The row before which a page begins in a figure that has so much room; behind its last when it has enough. */
static uint32_t find_cut(const struct figure *figure, const int64_t *heights, int64_t room)
{
	uint32_t cut = UINT32_MAX;
	for (uint32_t row = 0; row <= figure->rows; row++) {
		room -= heights[row];
		if (room < 0)
			return cut;
		if (ends_line(figure, row))
			cut = row + 1;
	}
	return UINT32_MAX;
}

static void begin_page(struct planner *planner)
{
	list_push(planner->arena, &planner->page->breaks, page_row(planner));
}

static void put_row(struct planner *planner, int64_t height, enum plan_keep keep)
{
	struct plan_row row = {.height = height, .keep = keep};
	list_push(planner->arena, &planner->page->rows, row);
}

/* The heights of a figure with a page of its own, which is not left mostly empty. */
static void draw_out(const struct planner *planner, const struct figure *figure, int64_t *heights)
{
	int64_t height = 0, wanted = page_height_left(planner) * FILLED / 100;
	for (uint32_t row = 0; row <= figure->rows; row++)
		height += heights[row];
	if (height >= wanted)
		return;
	int64_t part = wanted * 100 / height < DRAWN_OUT ? wanted * 100 / height : DRAWN_OUT;
	for (uint32_t row = 0; row <= figure->rows; row++)
		heights[row] = heights[row] * part / 100;
}

/* On a page of its own where the one before has no room for it; on two where one has not. */
static void put_figure(struct planner *planner, const struct figure *figure, bool first, bool only)
{
	int64_t *heights = heights_of(planner->arena, figure), height = planner->layout->styles[STYLE_GROUP].line;
	if (only)
		draw_out(planner, figure, heights);
	for (uint32_t row = 0; row <= figure->rows; row++)
		height += heights[row];
	height += TITLE_GAP;
	if (!first && page_height_left(planner) < height)
		begin_page(planner);
	const char *title = msg_figure_numbered(planner->arena, figure->title);
	bool fits = page_lines(planner, whole(planner), STYLE_GROUP, title) == 1;
	page_text(planner, whole(planner), STYLE_GROUP, fits ? title : figure->title);
	put_row(planner, TITLE_GAP, KEEP_ALWAYS);
	struct canvas canvas = {planner, figure, page_row(planner), (uint16_t)planner->page->column_count,
	                        find_cut(figure, heights, page_height_left(planner))};
	for (uint32_t row = 0; row <= figure->rows; row++) {
		if (row == canvas.cut) {
			begin_page(planner);
			page_text(planner, whole(planner), STYLE_GROUP,
			          arena_printf(planner->arena, "%s%s", figure->title, msg(MSG_SHEET_CONTINUED)));
			put_row(planner, EMPTY_ROW, KEEP_ALWAYS);
		}
		put_row(planner, heights[row], ends_line(figure, row) ? KEEP_NOT : KEEP_ALWAYS);
	}
	put_frame(&canvas);
	put_boxes(&canvas);
	put_arrows(&canvas);
}

static void put_lists(struct planner *planner, const struct figure *figure)
{
	for (size_t i = 0; i < figure->list_count; i++) {
		const struct figure_list *list = &figure->lists[i];
		const char *names = list->names[0];
		for (size_t j = 1; j < list->count; j++)
			names = msg_row_more(planner->arena, names, list->names[j]);
		page_text(planner, whole(planner), STYLE_LABEL, msg_figure_list(planner->arena, list->title));
		page_text(planner, whole(planner), STYLE_NOTE, names);
	}
}

void plan_figures(struct planner *planner)
{
	struct figures figures = figures_of(planner->arena, planner->figures, planner->sheet->model);
	for (size_t i = 0; i < figures.count; i++) {
		put_figure(planner, figures.items[i], i == 0, figures.count == 1);
		put_lists(planner, figures.items[i]);
	}
}
