/* Pictures → what templates see of them: the grid as lengths, and the ways of the arrows. An arrow leaves a party on its row,
 * turns in a channel of its own beside the frame, and ends at its share of the system's side. */
#include "render/figure_view.h"

#include "base/list.h"
#include "base/messages/figure.h"
#include "render/sheet_json.h"
#include "render/wrap.h"

#include <stdlib.h>
#include <string.h>

/* In tenths of a millimetre: what boxes are higher than their rows; where an arrow runs in its row, below its words; the
 * head of an arrow; the distance of words to what they stand at; the narrowest channel; the line of a text in its row. */
enum { SWELL = 6, RUN = 32, HEAD = 15, HALF_HEAD = 6, NEAR = 8, CHANNEL = 4, BASE_LINE = 30, MARGIN = 8, BADGE = 44 };

struct point {
	int64_t x, y;
};

struct way {
	const struct figure_link *link;
	enum figure_lane side; /* LANE_LEFT, LANE_RIGHT; LANE_FRAME: between systems; LANE_COUNT: straight, outside */
	struct point start, end;
	int64_t channel;
	bool forth; /* from the side towards the frame */
};

struct figure_viewer {
	struct arena *arena;
	const struct figure *figure;
	const struct figure_style *style;
	LIST(struct way) ways;
};

static int64_t x_of(const struct figure_viewer *viewer, uint32_t column)
{
	return MARGIN + (int64_t)column * viewer->style->grid.column;
}

static int64_t y_of(const struct figure_viewer *viewer, uint32_t row)
{
	return MARGIN + (int64_t)row * viewer->style->grid.row;
}

/* ---- boxes ---- */

static void put_number(json_t *object, const char *key, int64_t number)
{
	object_put(object, key, json_integer(number));
}

static json_t *lines_json(const struct figure_viewer *viewer, const char *text, int64_t x, int64_t y, size_t width)
{
	json_t *lines = json_array();
	struct buf buf = BUF_INIT;
	wrap_even(&buf, text, width);
	const char *at = arena_string(viewer->arena, buf_text(&buf));
	buf_free(&buf);
	for (;; at++, y += viewer->style->grid.row) {
		size_t length = strcspn(at, "\n");
		json_t *line = json_object();
		object_put_text(line, "text", arena_copy(viewer->arena, at, length));
		put_number(line, "x", x);
		put_number(line, "y", y);
		array_put(lines, line);
		at += length;
		if (!*at)
			return lines;
	}
}

static size_t width_in(const struct figure_viewer *viewer, uint32_t columns)
{
	return (size_t)(((int64_t)columns * viewer->style->grid.column - 22) * WRAP_EM / viewer->style->grid.text);
}

static json_t *shape_json(const struct figure_viewer *viewer, const char *kind, const char *text,
                          const struct figure_span *span, uint32_t row, uint32_t rows)
{
	json_t *shape = json_object();
	size_t width = width_in(viewer, span->columns), lines = wrap_count(text, width);
	int64_t x = x_of(viewer, span->column), y = y_of(viewer, row);
	int64_t spare = rows > lines ? (int64_t)(rows - lines) * viewer->style->grid.row / 2 : 0;
	object_put_text(shape, "kind", kind);
	put_number(shape, "x", x);
	put_number(shape, "y", y - SWELL);
	put_number(shape, "width", (int64_t)span->columns * viewer->style->grid.column);
	put_number(shape, "height", (int64_t)rows * viewer->style->grid.row + (int64_t)2 * SWELL);
	object_put(shape, "lines", lines_json(viewer, text, x + 11, y + spare + BASE_LINE, width));
	return shape;
}

static const char *kind_of(const struct figure_box *box)
{
	return box->between                  ? "network"
	       : box->lane == LANE_CONTRACTS ? "contract"
	       : box->lane != LANE_FRAME     ? "party"
	       : box->file                   ? "file"
	                                     : "system";
}

static json_t *shapes_json(const struct figure_viewer *viewer)
{
	const struct figure *figure = viewer->figure;
	json_t *shapes = json_array();
	for (size_t i = 0; i < figure->bars.count; i++) {
		const struct figure_bar *bar = &figure->bars.items[i];
		struct figure_span span = figure_network_span(viewer->style, bar->lane);
		array_put(shapes, shape_json(viewer, "network", bar->network->name, &span, bar->row, bar->rows));
	}
	for (size_t i = 0; i < figure->boxes.count; i++) {
		const struct figure_box *box = figure->boxes.items[i];
		struct figure_span span = {box->column, box->columns};
		array_put(shapes,
		          shape_json(viewer, kind_of(box), figure_box_text(viewer->arena, box), &span, box->row, box->rows));
	}
	return shapes;
}

static json_t *frame_json(const struct figure_viewer *viewer)
{
	struct figure_span span = figure_frame_span(viewer->style);
	json_t *frame = shape_json(viewer, "frame", "", &span, 0, viewer->figure->frame_rows);
	object_put(frame, "lines",
	           lines_json(viewer, viewer->figure->frame, x_of(viewer, span.column) + 11, y_of(viewer, 0) + BASE_LINE,
	                      width_in(viewer, span.columns)));
	return frame;
}

/* ---- ways ---- */

static bool in_frame(const struct figure_box *box)
{
	return !box || box->lane == LANE_FRAME;
}

/* The end of a way at the frame's box, or at its party. */
static struct point *end_at(struct way *way, const struct figure_box *box)
{
	return way->link->from == box ? &way->start : &way->end;
}

/* Between a party and a network that stands beside it, or above or below. */
static void add_way_outside(struct figure_viewer *viewer, const struct figure_link *link)
{
	const struct figure_box *party = link->from->between ? link->to : link->from;
	struct way way = {.link = link, .side = LANE_COUNT, .forth = party == link->from};
	int64_t y = y_of(viewer, link->row) + RUN;
	struct point at_party = {x_of(viewer, party->column + party->columns), y};
	struct point at_network = {x_of(viewer, figure_network_span(viewer->style, LANE_LEFT).column), y};
	way.start = way.forth ? at_party : at_network;
	way.end = way.forth ? at_network : at_party;
	list_push(viewer->arena, &viewer->ways, way);
}

static void add_way(struct figure_viewer *viewer, const struct figure_link *link)
{
	if (!in_frame(link->from) && !in_frame(link->to)) {
		add_way_outside(viewer, link);
		return;
	}
	struct way way = {.link = link, .side = LANE_FRAME, .forth = !in_frame(link->from)};
	const struct figure_box *party = way.forth ? link->from : in_frame(link->to) ? NULL : link->to;
	if (party) {
		way.side = party->lane;
		struct point *point = end_at(&way, party);
		uint32_t column = party->lane == LANE_LEFT ? party->column + party->columns : party->column;
		*point = (struct point){x_of(viewer, column), y_of(viewer, link->row) + RUN};
		if (!link->from || !link->to) { /* straight to the frame */
			struct figure_span span = figure_frame_span(viewer->style);
			uint32_t border = party->lane == LANE_LEFT ? span.column : span.column + span.columns;
			*(way.forth ? &way.end : &way.start) = (struct point){x_of(viewer, border), point->y};
		}
	}
	list_push(viewer->arena, &viewer->ways, way);
}

/* Where the other end of a way lies: ways at a side of a box come in this order. */
static int64_t far_y(const struct way *way, const struct figure_viewer *viewer, const struct figure_box *box)
{
	const struct figure_box *other = way->link->from == box ? way->link->to : way->link->from;
	return in_frame(other) ? y_of(viewer, other->row) : y_of(viewer, way->link->row);
}

/* Is this way in front of `other` at the side of the box? */
static bool is_before(const struct figure_viewer *viewer, const struct figure_box *box, const struct way *way,
                      const struct way *other)
{
	int64_t mine = far_y(way, viewer, box), theirs = far_y(other, viewer, box);
	return mine < theirs || (mine == theirs && way < other);
}

static bool is_at(const struct way *way, const struct figure_box *box, bool left)
{
	return (way->link->from == box || way->link->to == box) && (way->side == LANE_LEFT) == left;
}

/* An end with a number beside it has twice the room. */
static int64_t share_of(const struct way *way, const struct figure_box *box)
{
	return way->side == LANE_FRAME && way->link->from == box ? 2 : 1;
}

/* Ends at the side of a system are shared out over its height. */
static void share_side(struct figure_viewer *viewer, const struct figure_box *box, bool left)
{
	int64_t height = (int64_t)box->rows * viewer->style->grid.row + (int64_t)2 * SWELL, all = 0;
	for (size_t i = 0; i < viewer->ways.count; i++)
		all += is_at(&viewer->ways.items[i], box, left) ? share_of(&viewer->ways.items[i], box) : 0;
	for (size_t i = 0; i < viewer->ways.count; i++) {
		struct way *way = &viewer->ways.items[i];
		if (!is_at(way, box, left))
			continue;
		int64_t before = 0;
		for (size_t j = 0; j < viewer->ways.count; j++) {
			const struct way *other = &viewer->ways.items[j];
			if (other != way && is_at(other, box, left) && is_before(viewer, box, other, way))
				before += share_of(other, box);
		}
		int64_t y = y_of(viewer, box->row) - SWELL + height * (4 * before + 3 * share_of(way, box)) / (4 * all);
		*end_at(way, box) = (struct point){x_of(viewer, left ? box->column : box->column + box->columns), y};
	}
}

/* Its ends from top to bottom. */
static int64_t top_of(const struct way *way)
{
	return way->start.y < way->end.y ? way->start.y : way->end.y;
}

/* The order of channels from left to right, so that ways cross as little as may be: those that go down, the lowest first; then
 * those that go up, the highest first. Mirrored on the right. Between systems, the shortest first. */
static bool is_inner(const struct way *way, const struct way *other)
{
	const struct point *a = way->forth ? &way->start : &way->end, *b = other->forth ? &other->start : &other->end;
	const struct point *a_far = way->forth ? &way->end : &way->start;
	const struct point *b_far = other->forth ? &other->end : &other->start;
	if (way->side == LANE_FRAME) {
		int64_t mine = llabs(way->start.y - way->end.y), theirs = llabs(other->start.y - other->end.y);
		return mine < theirs ||
		       (mine == theirs && (top_of(way) < top_of(other) || (top_of(way) == top_of(other) && way < other)));
	}
	bool down = a_far->y > a->y, other_down = b_far->y > b->y;
	if (down != other_down)
		return down;
	return down ? a->y > b->y || (a->y == b->y && way > other) : a->y < b->y || (a->y == b->y && way < other);
}

static struct figure_span channels_of(const struct figure_viewer *viewer, enum figure_lane side)
{
	struct figure_span frame = figure_frame_span(viewer->style), box = figure_box_span(viewer->style);
	uint32_t track = (uint32_t)viewer->style->lanes.track;
	if (side == LANE_LEFT)
		return (struct figure_span){frame.column - track, box.column - frame.column + track};
	if (side == LANE_RIGHT)
		return (struct figure_span){frame.column + frame.columns, track};
	return (struct figure_span){box.column + box.columns, (uint32_t)viewer->style->lanes.inner};
}

static void give_channels(struct figure_viewer *viewer, enum figure_lane side)
{
	struct figure_span span = channels_of(viewer, side);
	int64_t first = x_of(viewer, span.column) + (side == LANE_FRAME ? BADGE : CHANNEL);
	int64_t last = x_of(viewer, span.column + span.columns) - (side == LANE_RIGHT ? CHANNEL : HEAD + CHANNEL);
	size_t count = 0;
	for (size_t i = 0; i < viewer->ways.count; i++)
		count += viewer->ways.items[i].side == side;
	for (size_t i = 0; count && i < viewer->ways.count; i++) {
		struct way *way = &viewer->ways.items[i];
		size_t before = 0;
		if (way->side != side)
			continue;
		for (size_t j = 0; j < viewer->ways.count; j++)
			before += j != i && viewer->ways.items[j].side == side && is_inner(&viewer->ways.items[j], way);
		if (side == LANE_RIGHT)
			before = count - 1 - (before < count ? before : 0);
		way->channel = first + (last - first) * (int64_t)(2 * before + 1) / (int64_t)(2 * count);
	}
}

/* ---- links ---- */

static bool is_straight(const struct way *way)
{
	return way->side != LANE_FRAME && way->start.y == way->end.y;
}

static json_t *head_json(const struct way *way)
{
	int64_t x = way->end.x, y = way->end.y, before = is_straight(way) ? way->start.x : way->channel;
	int64_t back = before <= x ? x - HEAD : x + HEAD;
	return json_sprintf("%lld,%lld %lld,%lld %lld,%lld", (long long)x, (long long)y, (long long)back,
	                    (long long)(y - HALF_HEAD), (long long)back, (long long)(y + HALF_HEAD));
}

static json_t *link_json(const struct way *way)
{
	json_t *link = json_object();
	long long x1 = way->start.x, y1 = way->start.y, x2 = way->end.x, y2 = way->end.y, channel = way->channel;
	object_put(link, "points",
	           is_straight(way)
	               ? json_sprintf("%lld,%lld %lld,%lld", x1, y1, x2, y2)
	               : json_sprintf("%lld,%lld %lld,%lld %lld,%lld %lld,%lld", x1, y1, channel, y1, channel, y2, x2, y2));
	object_put(link, "head", head_json(way));
	return link;
}

/* ①, and what goes there where it has room above the arrow. */
static const char *label_of(const struct figure_viewer *viewer, const struct way *way, const struct figure_box *party)
{
	const struct figure_style *style = viewer->style;
	const char *whole = arena_printf(viewer->arena, "%s%s", way->link->number, way->link->what);
	int64_t room = (style->lanes.gap + style->lanes.network) * style->grid.column - (int64_t)2 * HEAD - NEAR;
	bool fits = way->side != LANE_COUNT && !party->via && !party->between &&
	            (int64_t)wrap_width(whole, strlen(whole)) * style->grid.text / WRAP_EM <= room;
	return fits ? whole : way->link->number;
}

static void put_label(const struct figure_viewer *viewer, json_t *labels, const struct way *way)
{
	const struct figure_box *party = way->forth ? way->link->from : way->link->to;
	const struct point *point = way->side == LANE_FRAME || way->forth ? &way->start : &way->end;
	bool right = way->side == LANE_RIGHT;
	json_t *label = json_object();
	object_put_text(label, "text", way->side == LANE_FRAME ? way->link->number : label_of(viewer, way, party));
	put_number(label, "x", point->x + (right ? -NEAR - HEAD : NEAR));
	put_number(label, "y", point->y - NEAR);
	object_put(label, "right", json_boolean(right));
	array_put(labels, label);
}

static void put_links(struct figure_viewer *viewer, json_t *object)
{
	json_t *links = json_array(), *labels = json_array();
	for (size_t i = 0; i < viewer->figure->links.count; i++)
		if (viewer->figure->links.items[i].drawn)
			add_way(viewer, &viewer->figure->links.items[i]);
	for (size_t i = 0; i < viewer->figure->boxes.count; i++)
		for (int left = 0; viewer->figure->boxes.items[i]->lane == LANE_FRAME && left < 2; left++)
			share_side(viewer, viewer->figure->boxes.items[i], left);
	give_channels(viewer, LANE_LEFT);
	give_channels(viewer, LANE_FRAME);
	give_channels(viewer, LANE_RIGHT);
	for (size_t i = 0; i < viewer->ways.count; i++) {
		const struct way *way = &viewer->ways.items[i];
		array_put(links, link_json(way));
		if (*way->link->number)
			put_label(viewer, labels, way);
	}
	object_put(object, "links", links);
	object_put(object, "labels", labels);
}

/* Dashed: from the frame down, along above the contracts, and down beside each column of them. */
static json_t *stems_json(const struct figure_viewer *viewer)
{
	const struct figure *figure = viewer->figure;
	struct figure_span frame = figure_frame_span(viewer->style);
	int64_t trunk = x_of(viewer, frame.column) + (int64_t)frame.columns * viewer->style->grid.column / 2;
	int64_t top = y_of(viewer, figure->frame_rows) + SWELL, bus = top + viewer->style->grid.row / 3;
	json_t *stems = json_array();
	for (size_t i = 0; i < figure->boxes.count; i++) {
		const struct figure_box *box = figure->boxes.items[i];
		if (box->lane != LANE_CONTRACTS)
			continue;
		int64_t x = x_of(viewer, box->column) - viewer->style->grid.column / 2,
		        y = y_of(viewer, box->row) + BASE_LINE / 2;
		array_put(stems, json_sprintf("%lld,%lld %lld,%lld %lld,%lld %lld,%lld %lld,%lld", (long long)trunk,
		                              (long long)top, (long long)trunk, (long long)bus, (long long)x, (long long)bus,
		                              (long long)x, (long long)y, (long long)x_of(viewer, box->column), (long long)y));
	}
	return stems;
}

/* ---- text ---- */

static const char *steps_text(const struct figure_viewer *viewer)
{
	const char *text = "";
	for (size_t i = 0; i < viewer->figure->step_count; i++)
		text = arena_printf(viewer->arena, "%s%s。", text, flow_step_text(viewer->arena, viewer->figure->steps[i]));
	return text;
}

static json_t *lists_json(const struct figure *figure)
{
	json_t *lists = json_array();
	for (size_t i = 0; i < figure->list_count; i++) {
		json_t *list = json_object(), *names = json_array();
		for (size_t j = 0; j < figure->lists[i].count; j++)
			array_put_text(names, figure->lists[i].names[j]);
		object_put_text(list, "title", figure->lists[i].title);
		object_put(list, "names", names);
		array_put(lists, list);
	}
	return lists;
}

/* ---- Mermaid ---- */

/* Between its quotation marks, it has entities: #quot; for a quotation mark, #35; for #. */
static void put_quoted(json_t *object, const char *key, const char *text)
{
	struct buf buf = BUF_INIT;
	for (; *text; text++) {
		if (*text == '\n')
			buf_puts(&buf, "<br/>");
		else if (strchr("\"#<>&`\\{}[]|", *text))
			buf_printf(&buf, "#%d;", *text);
		else if ((unsigned char)*text >= ' ')
			buf_putc(&buf, *text);
	}
	object_put_text(object, key, buf_text(&buf));
	buf_free(&buf);
}

static json_t *nodes_json(const struct figure *figure, enum figure_lane lane)
{
	json_t *nodes = json_array();
	for (size_t i = 0; i < figure->boxes.count; i++) {
		if (figure->boxes.items[i]->lane != lane)
			continue;
		json_t *node = json_object();
		object_put_text(node, "id", figure->boxes.items[i]->id);
		put_quoted(node, "label", figure->boxes.items[i]->text);
		array_put(nodes, node);
	}
	return nodes;
}

static json_t *edges_json(const struct figure_viewer *viewer)
{
	json_t *edges = json_array();
	for (size_t i = 0; i < viewer->figure->links.count; i++) {
		const struct figure_link *link = &viewer->figure->links.items[i];
		const struct figure_box *from = link->from, *to = link->to;
		json_t *edge = json_object();
		object_put_text(edge, "from", from ? from->id : "body");
		object_put_text(edge, "to", to ? to->id : "body");
		put_quoted(edge, "label", arena_printf(viewer->arena, "%s%s", link->number, link->what));
		object_put(edge, "dashed",
		           json_boolean((from && from->lane == LANE_CONTRACTS) || (to && to->lane == LANE_CONTRACTS)));
		array_put(edges, edge);
	}
	return edges;
}

static void put_mermaid(const struct figure_viewer *viewer, json_t *object)
{
	object_put(object, "left", nodes_json(viewer->figure, LANE_LEFT));
	object_put(object, "inside", nodes_json(viewer->figure, LANE_FRAME));
	object_put(object, "right", nodes_json(viewer->figure, LANE_RIGHT));
	object_put(object, "contracts", nodes_json(viewer->figure, LANE_CONTRACTS));
	object_put(object, "edges", edges_json(viewer));
	put_quoted(object, "frame_label", viewer->figure->frame);
}

static json_t *figure_json(struct arena *arena, const struct figure *figure, size_t n, int64_t top)
{
	struct figure_viewer viewer = {.arena = arena, .figure = figure, .style = figure->style};
	struct figure_span last = figure_party_span(figure->style, LANE_RIGHT);
	json_t *object = json_object();
	object_put(object, "anchor", json_sprintf("figure-%zu", n + 1));
	object_put_text(object, "title", figure->title);
	object_put_text(object, "description", msg_figure_description(arena, figure->frame, steps_text(&viewer)));
	put_number(object, "width", x_of(&viewer, last.column + last.columns) + MARGIN);
	put_number(object, "height", y_of(&viewer, figure->rows) + MARGIN);
	put_number(object, "top", top);
	put_number(object, "letters", figure->style->grid.text);
	object_put(object, "frame", frame_json(&viewer));
	object_put(object, "shapes", shapes_json(&viewer));
	object_put(object, "stems", stems_json(&viewer));
	put_links(&viewer, object);
	object_put(object, "lists", lists_json(figure));
	put_mermaid(&viewer, object);
	return object;
}

json_t *figures_json(const struct figures *figures)
{
	struct arena *arena = arena_new();
	json_t *array = json_array();
	int64_t top = 0;
	for (size_t i = 0; i < figures->count; i++) {
		json_t *object = figure_json(arena, figures->items[i], i, top);
		top += json_integer_value(json_object_get(object, "height"));
		array_put(array, object);
	}
	arena_free(arena);
	return array;
}

static json_t *millimetres(int64_t tenths)
{
	return json_sprintf("%lld.%lld", (long long)tenths / 10, (long long)tenths % 10);
}

json_t *drawing_json(const struct figure_style *style, const struct model *model)
{
	struct arena *arena = arena_new();
	struct figures figures = figures_of(arena, style, model);
	json_t *view = json_object(), *array = figures_json(&figures), *last = json_array_get(array, figures.count - 1);
	int64_t width = json_integer_value(json_object_get(last, "width"));
	int64_t height =
	    json_integer_value(json_object_get(last, "top")) + json_integer_value(json_object_get(last, "height"));
	const struct value *name = record_field(model->root, "name");
	object_put_text(view, "name", value_words(name) ? value_words(name) : "");
	put_number(view, "width", width);
	put_number(view, "height", height);
	object_put(view, "width_mm", millimetres(width));
	object_put(view, "height_mm", millimetres(height));
	object_put(view, "figures", array);
	arena_free(arena);
	return view;
}
