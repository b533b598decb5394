/* The boxes of a picture → their places on its grid. Text is measured by the table of render/wrap.h and not by fonts, so
 * that the picture is the same on every machine. */
#include "render/figure.h"

#include "base/list.h"
#include "render/wrap.h"

#include <stdlib.h>
#include <string.h>

/* The room at both sides of a text in a box, in tenths of a millimetre; links at a side for which a row of a box has room
 * where they have no number beside them. */
enum { ROOM = 22, LINKS_A_ROW = 3 };

/* ---- columns ---- */

static uint32_t at(int64_t column)
{
	return (uint32_t)column;
}

/* The columns in front of the frame. */
static int64_t outside(const struct figure_style *style)
{
	return style->lanes.party + style->lanes.gap + style->lanes.network + style->lanes.track;
}

struct figure_span figure_frame_span(const struct figure_style *style)
{
	return (struct figure_span){at(outside(style)), at(1 + style->lanes.box + style->lanes.inner)};
}

struct figure_span figure_box_span(const struct figure_style *style)
{
	return (struct figure_span){at(outside(style) + 1), at(style->lanes.box)};
}

struct figure_span figure_network_span(const struct figure_style *style, enum figure_lane lane)
{
	struct figure_span frame = figure_frame_span(style);
	uint32_t right = frame.column + frame.columns + at(style->lanes.track);
	return (struct figure_span){lane == LANE_LEFT ? at(style->lanes.party + style->lanes.gap) : right,
	                            at(style->lanes.network)};
}

struct figure_span figure_party_span(const struct figure_style *style, enum figure_lane lane)
{
	struct figure_span network = figure_network_span(style, LANE_RIGHT);
	uint32_t right = network.column + network.columns + at(style->lanes.gap);
	return (struct figure_span){lane == LANE_LEFT ? 0 : right, at(style->lanes.party)};
}

static uint32_t width_of_grid(const struct figure_style *style)
{
	struct figure_span span = figure_party_span(style, LANE_RIGHT);
	return span.column + span.columns;
}

static struct figure_span contract_span(const struct figure_style *style, size_t n)
{
	uint32_t each = width_of_grid(style) / at(style->contractors);
	return (struct figure_span){each * (uint32_t)(n % (size_t)style->contractors) + 1, each - 1};
}

/* ---- rows ---- */

const char *figure_box_text(struct arena *arena, const struct figure_box *box)
{
	return *box->numbers ? arena_printf(arena, "%s %s", box->text, box->numbers) : box->text;
}

static size_t lines_of(const struct figure_style *style, const char *text, uint32_t columns)
{
	int64_t width = ((int64_t)columns * style->grid.column - ROOM) * WRAP_EM / style->grid.text;
	return wrap_count(text, width > WRAP_EM ? (size_t)width : WRAP_EM);
}

static size_t most(size_t a, size_t b)
{
	return a > b ? a : b;
}

static bool in_frame(const struct figure_box *box)
{
	return box && box->lane == LANE_FRAME;
}

static void count_link(struct figure_box *box, bool left, bool numbered)
{
	*(left ? &box->left : &box->right) += 1;
	box->numbered += numbered;
}

static void count_links(struct figure *figure)
{
	for (size_t i = 0; i < figure->links.count; i++) {
		const struct figure_link *link = &figure->links.items[i];
		for (size_t end = 0; end < 2; end++) {
			const struct figure_box *box = end ? link->to : link->from, *other = end ? link->from : link->to;
			if (!box || !link->drawn)
				continue;
			bool left = box->lane == LANE_FRAME ? other && other->lane == LANE_LEFT : box->lane != LANE_LEFT;
			bool numbered = box->lane != LANE_FRAME || (box == link->from && in_frame(other));
			for (size_t j = 0; j < figure->boxes.count; j++)
				if (figure->boxes.items[j] == box)
					count_link(figure->boxes.items[j], left, numbered);
		}
	}
}

static size_t rows_of_links(size_t links)
{
	return (links + LINKS_A_ROW - 1) / LINKS_A_ROW;
}

/* A network that is one of the systems stands beside the first party that no other network stands beside. */
static void find_party(const struct figure *figure, struct figure_box *box)
{
	for (size_t i = 0; i < figure->links.count && !box->beside; i++) {
		const struct figure_link *link = &figure->links.items[i];
		const struct figure_box *party = link->from == box ? link->to : link->to == box ? link->from : NULL;
		bool taken = !party || party->lane != LANE_LEFT || party->between || party->via;
		for (size_t j = 0; j < figure->boxes.count; j++)
			taken |= figure->boxes.items[j]->beside == party;
		box->beside = taken ? NULL : party;
	}
}

static void measure(struct arena *arena, struct figure *figure)
{
	const struct figure_style *style = figure->style;
	size_t contracts = 0;
	for (size_t i = 0; i < figure->boxes.count; i++) {
		struct figure_box *box = figure->boxes.items[i];
		struct figure_span span = box->between                  ? figure_network_span(style, LANE_LEFT)
		                          : box->lane == LANE_FRAME     ? figure_box_span(style)
		                          : box->lane == LANE_CONTRACTS ? contract_span(style, contracts++)
		                                                        : figure_party_span(style, box->lane);
		box->column = span.column;
		box->columns = span.columns;
		box->lines = lines_of(style, figure_box_text(arena, box), span.columns);
		size_t links = box->lane == LANE_FRAME
		                   ? most(rows_of_links(box->left), rows_of_links(box->right + box->numbered))
		                   : box->numbered;
		box->rows = (uint32_t)most(box->lines, links);
		if (box->between)
			find_party(figure, box);
	}
}

/* A lane from top to bottom: those that are reached directly, then those behind each network. `visit` is told each. */
struct stack {
	struct figure *figure;
	enum figure_lane lane;
	uint32_t row;  /* the next that is free */
	uint32_t more; /* rows that are left over, shared out between the boxes */
	size_t boxes;
	size_t done;
};

static void stack_put(struct stack *stack, struct figure_box *box)
{
	uint32_t before = (uint32_t)(stack->more * (stack->done + 1) / (stack->boxes + 1));
	uint32_t earlier = (uint32_t)(stack->more * stack->done / (stack->boxes + 1));
	stack->row += before - earlier;
	stack->done++;
	box->row = stack->row;
	for (size_t i = 0; i < stack->figure->boxes.count; i++) {
		struct figure_box *network = stack->figure->boxes.items[i];
		if (network->beside != box)
			continue;
		box->rows = network->rows = (uint32_t)most(box->rows, network->rows);
		network->row = box->row;
	}
	stack->row += box->rows + 1;
}

static void stack_network(struct arena *arena, struct stack *stack, const struct figure_network *network)
{
	struct figure *figure = stack->figure;
	struct figure_box *first = NULL, *last = NULL;
	uint32_t lines = (uint32_t)(network ? lines_of(figure->style, network->name, at(figure->style->lanes.network)) : 0);
	for (size_t i = 0; i < figure->boxes.count; i++) {
		struct figure_box *box = figure->boxes.items[i];
		if (box->lane != stack->lane || box->via != network || box->beside)
			continue;
		if (box->rows < lines)
			box->rows = lines;
		stack_put(stack, box);
		first = first ? first : box;
		last = box;
	}
	if (network && first) {
		struct figure_bar bar = {network, stack->lane, first->row, last->row + last->rows - first->row};
		list_push(arena, &figure->bars, bar);
	}
}

static uint32_t stack_lane(struct arena *arena, struct figure *figure, enum figure_lane lane, uint32_t room)
{
	struct stack stack = {.figure = figure, .lane = lane};
	uint32_t rows = 0;
	for (size_t i = 0; i < figure->boxes.count; i++) {
		if (figure->boxes.items[i]->lane != lane || figure->boxes.items[i]->beside)
			continue;
		rows += figure->boxes.items[i]->rows + 1;
		stack.boxes++;
	}
	stack.more = room > rows ? room - rows : 0;
	figure->bars.count = lane == LANE_LEFT ? 0 : figure->bars.count;
	stack_network(arena, &stack, NULL);
	for (size_t i = 0; i < figure->style->network_count; i++)
		stack_network(arena, &stack, &figure->style->networks[i]);
	return stack.row;
}

/* Its heading stands in row 0; a row is free above and below each box. */
static uint32_t stack_frame(struct figure *figure, uint32_t room)
{
	struct stack stack = {.figure = figure, .lane = LANE_FRAME, .row = 2};
	uint32_t rows = 2;
	for (size_t i = 0; i < figure->boxes.count; i++) {
		if (figure->boxes.items[i]->lane != LANE_FRAME)
			continue;
		rows += figure->boxes.items[i]->rows + 1;
		stack.boxes++;
	}
	stack.more = room > rows ? room - rows : 0;
	for (size_t i = 0; i < figure->boxes.count; i++)
		if (figure->boxes.items[i]->lane == LANE_FRAME)
			stack_put(&stack, figure->boxes.items[i]);
	return stack.row;
}

/* Lines of contracts below the frame, each as high as its highest. */
static uint32_t stack_contracts(struct figure *figure, uint32_t row)
{
	size_t n = 0, across = (size_t)figure->style->contractors;
	uint32_t highest = 0;
	for (size_t i = 0; i < figure->boxes.count; i++) {
		struct figure_box *box = figure->boxes.items[i];
		if (box->lane != LANE_CONTRACTS)
			continue;
		if (n > 0 && n % across == 0) {
			row += highest + 1;
			highest = 0;
		}
		box->row = row;
		highest = (uint32_t)most(highest, box->rows);
		n++;
	}
	return n ? row + highest : row - 1;
}

/* ---- links ---- */

/* A link has its row from the box in which it has its number: a party, or a network that is not what a party is linked to. */
static bool has_row_from(const struct figure_link *link, const struct figure_box *box)
{
	const struct figure_box *other = link->from == box ? link->to : link->to == box ? link->from : box;
	return link->drawn && other != box && !(box->between && other && other->lane == LANE_LEFT);
}

/* The middle of its share of the box's rows, in the order of the steps. */
static void give_rows(struct figure *figure, const struct figure_box *box)
{
	size_t n = 0, count = 0;
	for (size_t i = 0; i < figure->links.count; i++)
		count += has_row_from(&figure->links.items[i], box);
	for (size_t i = 0; count && i < figure->links.count; i++)
		if (has_row_from(&figure->links.items[i], box))
			figure->links.items[i].row = box->row + (uint32_t)((2 * n++ + 1) * box->rows / (2 * count));
}

void figure_place(struct arena *arena, struct figure *figure)
{
	count_links(figure);
	measure(arena, figure);
	uint32_t room = stack_frame(figure, 0);
	for (size_t lane = LANE_LEFT; lane <= LANE_RIGHT; lane += LANE_RIGHT - LANE_LEFT)
		room = (uint32_t)most(room, stack_lane(arena, figure, (enum figure_lane)lane, 0));
	figure->frame_rows = room;
	stack_frame(figure, room);
	stack_lane(arena, figure, LANE_LEFT, room);
	stack_lane(arena, figure, LANE_RIGHT, room);
	figure->rows = stack_contracts(figure, room + 1);
	for (size_t i = 0; i < figure->boxes.count; i++) {
		const struct figure_box *box = figure->boxes.items[i];
		if (box->lane == LANE_LEFT || box->lane == LANE_RIGHT)
			give_rows(figure, box);
	}
}
