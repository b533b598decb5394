/* Model → the boxes and arrows of the picture of a process. */
#include "render/figure.h"

#include "base/list.h"
#include "base/messages/figure.h"
#include "base/messages/flow.h"
#include "base/messages/row.h"

#include <string.h>

struct drawing {
	struct arena *arena;
	const struct model *model;
	const struct value *block; /* or absent: the process has no Ⅱ */
	const struct flow *flow;
	struct figure *figure;
	LIST(struct figure_list) lists;
};

static const char *words_of(const struct value *record, const char *field)
{
	struct value value = record_get(record, field);
	const char *words = value_words(&value);
	return words ? words : "";
}

static struct value root_value(const struct drawing *drawing)
{
	return (struct value){.kind = VALUE_RECORD, .record = drawing->model->root};
}

/* The members of one of the model's lists that the block has. */
static struct value members_of(const struct drawing *drawing, const char *list)
{
	struct value root = root_value(drawing), all = record_get(&root, list);
	return model_members(drawing->arena, &all, drawing->block);
}

static size_t list_size(const struct value *value)
{
	return value->kind == VALUE_LIST ? value->list->count : 0;
}

static struct figure_box *box_add(struct drawing *drawing, enum figure_lane lane, const char *text)
{
	struct figure_box *box = arena_new_object(drawing->arena, struct figure_box);
	*box = (struct figure_box){.lane = lane, .text = text, .numbers = ""};
	list_push(drawing->arena, &drawing->figure->boxes, box);
	box->id = arena_printf(drawing->arena, "n%zu", drawing->figure->boxes.count);
	return box;
}

static void box_stands_for(struct drawing *drawing, struct figure_box *box, enum flow_kind kind,
                           const struct value *member)
{
	struct flow_end *ends = arena_array(drawing->arena, struct flow_end, box->end_count + 1);
	if (box->end_count)
		memcpy(ends, box->ends, box->end_count * sizeof *ends);
	ends[box->end_count] = (struct flow_end){.kind = kind, .words = flow_id(member)};
	box->ends = ends;
	box->end_count++;
}

/* ---- inside the frame ---- */

static bool is_ref_to(const struct value *refs, const char *id)
{
	for (size_t i = 0; i < list_size(refs); i++)
		if (refs->list->items[i].kind == VALUE_TEXT && strcmp(refs->list->items[i].text, id) == 0)
			return true;
	return refs->kind != VALUE_LIST;
}

static void add_files(struct drawing *drawing)
{
	struct value root = root_value(drawing), files = record_get(&root, "files");
	struct value refs = record_get(drawing->block, "files");
	for (size_t i = 0; i < list_size(&files); i++) {
		const struct value *file = &files.list->items[i];
		if (!is_ref_to(&refs, words_of(file, "id")))
			continue;
		struct figure_box *box = box_add(drawing, LANE_FRAME, words_of(file, "name"));
		box->file = true;
		box_stands_for(drawing, box, FLOW_FILE, file);
	}
}

static bool names_end(const struct flow_step *step, enum flow_kind kind, const char *id)
{
	return (step->from.kind == kind && strcmp(step->from.words, id) == 0) ||
	       (step->to.kind == kind && strcmp(step->to.words, id) == 0);
}

/* Has it a part in this Ⅱ? Not, when only steps of others name it. */
static bool is_here(const struct drawing *drawing, enum flow_kind kind, const struct value *member)
{
	const char *id = flow_id(member);
	bool elsewhere = false;
	for (size_t i = 0; i < drawing->flow->count; i++) {
		const struct flow_step *step = &drawing->flow->steps[i];
		if (!names_end(step, kind, id))
			continue;
		if (flow_concerns(drawing->arena, step, drawing->block))
			return true;
		elsewhere = true;
	}
	return !elsewhere;
}

static bool is_recipient(const struct flow_end *end)
{
	enum flow_kind one = flow_kind_of_one(end->kind);
	return one == FLOW_PROVISION || one == FLOW_TRANSFER;
}

/* Does a step of any Ⅱ lead from the system to a recipient, or back? */
static bool reaches_right(const struct drawing *drawing, const struct value *system)
{
	for (size_t i = 0; i < drawing->flow->count; i++) {
		const struct flow_step *step = &drawing->flow->steps[i];
		if (names_end(step, FLOW_SYSTEM, flow_id(system)) && (is_recipient(&step->from) || is_recipient(&step->to)))
			return true;
	}
	return false;
}

/* A network that is described among the systems lies outside of the body, on the left; one through which the body itself hands
 * over is a system as others are. */
static void add_systems(struct drawing *drawing)
{
	struct value root = root_value(drawing), systems = record_get(&root, "systems");
	for (size_t i = 0; i < list_size(&systems); i++) {
		const struct value *system = &systems.list->items[i];
		const struct figure_network *network = figure_network_of(drawing->figure->style, words_of(system, "name"));
		if (network && reaches_right(drawing, system))
			network = NULL;
		if (!is_here(drawing, FLOW_SYSTEM, system))
			continue;
		struct figure_box *box = box_add(drawing, network ? LANE_LEFT : LANE_FRAME, words_of(system, "name"));
		box->between = network != NULL;
		box_stands_for(drawing, box, FLOW_SYSTEM, system);
	}
}

/* ---- recipients ---- */

/* Of a box that is ticked, or of the words in its brackets. */
static const struct figure_network *network_of_means(const struct drawing *drawing, const struct value *recipient)
{
	struct value means = record_get(recipient, "means");
	const struct figure_style *style = drawing->figure->style;
	const struct figure_network *network = NULL;
	for (size_t i = 0; i < list_size(&means) && !network; i++) {
		const struct value *box = &means.list->items[i];
		if (value_words(box))
			network = figure_network_of(style, value_words(box));
		if (!network && box->kind == VALUE_TEXT && box->detail)
			network = figure_network_of(style, box->detail);
	}
	return network;
}

struct group_name {
	const char *name;
	size_t times;
};

/* Recipients of one box: those with the same ground that are reached in the same way. */
struct group {
	const char *ground;
	const struct figure_network *via;
	struct figure_box *box;
	LIST(struct group_name) names;
};

static struct group *group_of(struct drawing *drawing, struct group *groups, size_t *count,
                              const struct value *recipient)
{
	const char *ground = figure_ground(drawing->arena, drawing->figure->style, words_of(recipient, "basis"));
	const struct figure_network *via = network_of_means(drawing, recipient);
	for (size_t i = 0; i < *count; i++)
		if (strcmp(groups[i].ground, ground) == 0 && groups[i].via == via)
			return &groups[i];
	groups[*count] = (struct group){.ground = ground, .via = via, .box = box_add(drawing, LANE_RIGHT, "")};
	groups[*count].box->via = via;
	return &groups[(*count)++];
}

static void name_once(struct drawing *drawing, struct group *group, const char *name)
{
	for (size_t i = 0; i < group->names.count; i++)
		if (strcmp(group->names.items[i].name, name) == 0) {
			group->names.items[i].times++;
			return;
		}
	list_push(drawing->arena, &group->names, ((struct group_name){name, 1}));
}

/* With how many recipients have the name: the names add up to the number of the title. */
static const char **counted_names(struct arena *arena, const struct group *group)
{
	const char **names = arena_array(arena, const char *, group->names.count);
	for (size_t i = 0; i < group->names.count; i++) {
		const struct group_name *name = &group->names.items[i];
		names[i] = name->times > 1 ? msg_figure_times(arena, name->name, name->times) : name->name;
	}
	return names;
}

/* 提供先（番号法第19条第8号）27件, then the names; beyond a number the rest is a list below the picture. */
static void group_finish(struct drawing *drawing, struct group *group, const char *kind)
{
	struct arena *arena = drawing->arena;
	size_t limit = (size_t)drawing->figure->style->names, count = group->names.count;
	size_t shown = count > limit ? limit : count;
	const char *title = *group->ground ? msg_figure_ground(arena, kind, group->ground) : kind;
	const char *const *each = counted_names(arena, group), *names = each[0];
	size_t recipients = group->box->end_count, rest = recipients - group->names.items[0].times;
	for (size_t i = 1; i < shown; i++) {
		names = msg_row_more(arena, names, each[i]);
		rest -= group->names.items[i].times;
	}
	if (shown < count)
		names = msg_figure_more(arena, names, rest);
	group->box->text =
	    arena_printf(arena, "%s\n%s", recipients > 1 ? msg_figure_count(arena, title, recipients) : title, names);
	if (shown < count) {
		struct figure_list list = {title, each, count};
		list_push(arena, &drawing->lists, list);
	}
}

static void add_recipients(struct drawing *drawing, const char *list, enum flow_kind kind, const char *label)
{
	struct value recipients = members_of(drawing, list);
	struct group *groups = arena_array(drawing->arena, struct group, list_size(&recipients));
	size_t count = 0;
	for (size_t i = 0; i < list_size(&recipients); i++) {
		const struct value *recipient = &recipients.list->items[i];
		struct group *group = group_of(drawing, groups, &count, recipient);
		name_once(drawing, group, words_of(recipient, "name"));
		box_stands_for(drawing, group->box, kind, recipient);
	}
	for (size_t i = 0; i < count; i++)
		group_finish(drawing, &groups[i], label);
}

/* ---- contracts ---- */

static void add_contracts(struct drawing *drawing)
{
	struct value contracts = members_of(drawing, "contracts");
	for (size_t i = 0; i < list_size(&contracts); i++) {
		const struct value *contract = &contracts.list->items[i];
		const char *name = words_of(contract, "name"), *contractor = words_of(contract, "contractor");
		const char *text = *contractor ? arena_printf(drawing->arena, "%s\n%s", name, contractor) : name;
		if (is_subcontracted(contract))
			text = msg_figure_subcontracted(drawing->arena, text);
		box_stands_for(drawing, box_add(drawing, LANE_CONTRACTS, text), FLOW_CONTRACT, contract);
	}
}

/* ---- the flow ---- */

static bool stands_for(const struct figure_box *box, const struct flow_end *end)
{
	for (size_t i = 0; i < box->end_count; i++) {
		const struct flow_end *own = &box->ends[i];
		enum flow_kind one = flow_kind_of_one(end->kind);
		if (own->kind == one && (one != end->kind || strcmp(own->words, end->words) == 0))
			return true;
	}
	return false;
}

/* Somebody without an id stands on the left when anything ever comes from there, else on the right. */
static enum figure_lane lane_of(const struct drawing *drawing, const struct flow_end *end)
{
	const struct figure *figure = drawing->figure;
	for (size_t i = 0; i < figure->step_count; i++)
		if (strcmp(figure->steps[i]->from.words, end->words) == 0)
			return LANE_LEFT;
	return LANE_RIGHT;
}

static struct figure_box *party_box(struct drawing *drawing, const struct flow_end *end,
                                    const struct figure_network *via)
{
	struct figure *figure = drawing->figure;
	for (size_t i = 0; i < figure->boxes.count; i++)
		if (figure->boxes.items[i]->via == via && stands_for(figure->boxes.items[i], end))
			return figure->boxes.items[i];
	struct figure_box *box = box_add(drawing, lane_of(drawing, end), end->name);
	struct flow_end *own = arena_new_object(drawing->arena, struct flow_end);
	*own = *end;
	box->via = via;
	box->ends = own;
	box->end_count = 1;
	return box;
}

/* The boxes of an end of a step: `boxes` has room for all. */
static size_t boxes_of(struct drawing *drawing, const struct flow_end *end, const struct figure_network *via,
                       struct figure_box **boxes)
{
	const struct figure *figure = drawing->figure;
	size_t count = 0;
	if (end->kind == FLOW_PARTY && *end->words) {
		boxes[count++] = party_box(drawing, end, via);
		return count;
	}
	for (size_t i = 0; i < figure->boxes.count; i++)
		if (stands_for(figure->boxes.items[i], end))
			boxes[count++] = figure->boxes.items[i];
	return count;
}

static void number_put(struct drawing *drawing, struct figure_box *box, const char *number, bool drawn)
{
	box->linked = true;
	if (!(drawn && box->lane != LANE_FRAME) && !strstr(box->numbers, number))
		box->numbers = arena_printf(drawing->arena, "%s%s", box->numbers, number);
}

static void add_link(struct drawing *drawing, struct figure_box *from, struct figure_box *to,
                     const struct flow_step *step)
{
	bool inside = from->lane == LANE_FRAME || to->lane == LANE_FRAME || from->between != to->between;
	bool drawn = inside && from->lane != LANE_CONTRACTS && to->lane != LANE_CONTRACTS;
	struct figure_link link = {from, to, step->number, step->what, drawn, 0};
	list_push(drawing->arena, &drawing->figure->links, link);
	number_put(drawing, from, step->number, drawn);
	number_put(drawing, to, step->number, drawn);
}

static void add_step(struct drawing *drawing, const struct flow_step *step)
{
	const struct figure *figure = drawing->figure;
	size_t most = figure->boxes.count + 1;
	struct figure_box **from = arena_array(drawing->arena, struct figure_box *, most);
	struct figure_box **to = arena_array(drawing->arena, struct figure_box *, most + 1);
	const struct figure_network *via = figure_network_of(figure->style, step->means);
	size_t from_count = boxes_of(drawing, &step->from, via, from), to_count = boxes_of(drawing, &step->to, via, to);
	for (size_t i = 0; i < from_count; i++)
		for (size_t j = 0; j < to_count; j++)
			if (from[i] != to[j])
				add_link(drawing, from[i], to[j], step);
}

static bool tells_sources(const struct figure *figure)
{
	for (size_t i = 0; i < figure->step_count; i++)
		if (figure->steps[i]->from.kind == FLOW_PARTY)
			return true;
	return false;
}

/* Where no step tells who the data comes from, the answers to 入手元 do. */
static void add_sources(struct drawing *drawing)
{
	struct value acquisition = record_get(drawing->block, "acquisition");
	struct value sources = record_get(&acquisition, "sources");
	for (size_t i = 0; i < list_size(&sources); i++) {
		const struct value *source = &sources.list->items[i];
		const char *words = value_words(source);
		if (words && source->detail && *source->detail)
			words = arena_printf(drawing->arena, "%s\n%s", words, source->detail);
		if (words)
			box_add(drawing, LANE_LEFT, words);
	}
}

/* A party that no step names has an arrow to or from the body as a whole. */
static void link_the_rest(struct drawing *drawing)
{
	struct figure *figure = drawing->figure;
	for (size_t i = 0; i < figure->boxes.count; i++) {
		const struct figure_box *box = figure->boxes.items[i];
		if (box->linked || box->lane == LANE_FRAME || box->lane == LANE_CONTRACTS)
			continue;
		struct figure_link link = {.number = "", .what = "", .drawn = true};
		*(box->lane == LANE_LEFT ? &link.from : &link.to) = box;
		list_push(drawing->arena, &figure->links, link);
	}
}

/* ---- figures ---- */

static const char *files_name(const struct drawing *drawing)
{
	const char *name = words_of(drawing->block, "name");
	if (*name)
		return name;
	name = NULL;
	for (size_t i = 0; i < drawing->figure->boxes.count; i++) {
		const struct figure_box *box = drawing->figure->boxes.items[i];
		if (box->file)
			name = name ? msg_row_more(drawing->arena, name, box->text) : box->text;
	}
	return name ? name : "";
}

static const char *agency_of(const struct drawing *drawing)
{
	struct value root = root_value(drawing);
	const char *agency = words_of(&root, "agency"), *name = "";
	if (drawing->model->body)
		name = words_of(&drawing->model->body->value, "name");
	return *agency ? agency : *name ? name : msg(MSG_FIGURE_BODY);
}

static const struct figure *figure_of(struct arena *arena, const struct figure_style *style, const struct model *model,
                                      const struct value *block, const struct flow *flow)
{
	struct figure *figure = arena_new_object(arena, struct figure);
	struct drawing drawing = {.arena = arena, .model = model, .block = block, .flow = flow, .figure = figure};
	figure->style = style;
	figure->steps = arena_array(arena, const struct flow_step *, flow->count);
	for (size_t i = 0; i < flow->count; i++)
		if (flow_concerns(arena, &flow->steps[i], block))
			figure->steps[figure->step_count++] = &flow->steps[i];
	add_files(&drawing);
	add_systems(&drawing);
	add_recipients(&drawing, "provisions", FLOW_PROVISION, msg(MSG_FLOW_PROVISIONS));
	add_recipients(&drawing, "transfers", FLOW_TRANSFER, msg(MSG_FLOW_TRANSFERS));
	add_contracts(&drawing);
	if (!tells_sources(figure))
		add_sources(&drawing);
	for (size_t i = 0; i < figure->step_count; i++)
		add_step(&drawing, figure->steps[i]);
	link_the_rest(&drawing);
	struct value root = root_value(&drawing);
	figure->title = msg_figure_title(arena, words_of(&root, "name"), files_name(&drawing));
	figure->frame = agency_of(&drawing);
	figure->lists = drawing.lists.items;
	figure->list_count = drawing.lists.count;
	figure_place(arena, figure);
	return figure;
}

struct figures figures_of(struct arena *arena, const struct figure_style *style, const struct model *model)
{
	struct flow *flow = arena_new_object(arena, struct flow);
	*flow = flow_of(arena, model);
	const struct value *blocks = record_field(model->root, "blocks");
	size_t count = blocks ? list_size(blocks) : 0;
	struct value *nothing = arena_new_object(arena, struct value);
	struct figures figures = {arena_array(arena, const struct figure *, count + 1), 0};
	for (size_t i = 0; i < count; i++)
		figures.items[figures.count++] = figure_of(arena, style, model, &blocks->list->items[i], flow);
	if (count == 0)
		figures.items[figures.count++] = figure_of(arena, style, model, nothing, flow);
	return figures;
}
