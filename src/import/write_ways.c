/* The ways to write an answer, one after the other. The form says by an expression how each answer follows from the
 * model; read backwards (expr_targets) it says where an answer can stand. */
#include "import/write_parts.h"

#include "base/messages/unknown.h"
#include "base/utf8.h"
#include "import/answer.h"

#include <string.h>

/* ---- paths ---- */

/* The path with its first name, a variable of the form, put in terms of the model; NULL when it is none of it. */
static const char *resolve(struct transfer *transfer, const struct place *place, const char *path)
{
	struct arena *arena = transfer->arena;
	const char *kind = transfer->form->kind;
	size_t length = strcspn(path, ".[");
	const char *name = arena_copy(arena, path, length);
	for (; place; place = place->outer)
		if (place->section && place->section->variable && strcmp(place->section->variable, name) == 0)
			return place->path ? arena_printf(arena, "%s%s", place->path, path + length) : NULL;
	if (strcmp(name, "sheet") == 0)
		return arena_printf(arena, "sheets.%s%s", kind, path + length);
	if (strcmp(name, "published") == 0)
		return arena_printf(arena, "sheets.%s.publications[0].date", kind);
	return type_field(&transfer->official->schema->process->type, name) < 0 ? NULL : path;
}

size_t transfer_targets(struct transfer *transfer, const struct place *place, const struct expr *expr,
                        struct expr_target *targets)
{
	size_t count = expr ? expr_targets(transfer->arena, expr, targets, TRANSFER_TARGETS) : 0, kept = 0;
	for (size_t i = 0; i < count; i++) {
		targets[i].path = resolve(transfer, place, targets[i].path);
		if (targets[i].path)
			targets[kept++] = targets[i];
	}
	return kept;
}

/* ---- facts in lists ---- */

/* Can it be nothing but one name? Numbers, list marks, separators and spaces say that it may be several. */
static bool is_single_name(struct arena *arena, const char *line)
{
	const char *folded = utf8_fold(arena, line);
	static const char *const separators[] = {"、", "，", ",", " ", "　", ";", "；", "\t"};
	for (size_t i = 0; i < sizeof separators / sizeof *separators; i++)
		if (strstr(line, separators[i]))
			return false;
	return *folded && !strchr("0123456789-*(", *folded) && strncmp(folded, "・", strlen("・")) != 0;
}

/* The parts of a text between separators, or none when one of them might be several (certain: that is known). */
struct parts {
	const char **items;
	size_t count;
};

static struct parts split(struct arena *arena, const char *text, const char *separator, bool certain)
{
	LIST(const char *) parts = {0};
	for (const char *at = text; at;) {
		const char *end = strstr(at, separator);
		const char *part = arena_copy(arena, at, end ? (size_t)(end - at) : strlen(at));
		if (!certain && !is_single_name(arena, part))
			return (struct parts){NULL, 0};
		list_push(arena, &parts, part);
		at = end ? end + strlen(separator) : NULL;
	}
	return (struct parts){parts.items, parts.count};
}

static size_t count_lines(const char *text)
{
	size_t count = 1;
	for (; (text = strchr(text, '\n')); text++)
		count++;
	return count;
}

/* Does each item beside it that is filled from this list, line by line, have as many lines: 部署 and 所属長の役職名? */
static bool are_lines_of(struct transfer *transfer, const struct reading *reading, const struct expr_target *target)
{
	size_t lines = count_lines(reading->value.text), found = 0;
	for (size_t i = 0; i < reading->place->reading_count; i++) {
		struct expr_target other[TRANSFER_TARGETS];
		const struct reading *its = &reading->place->readings[i];
		size_t count = transfer_targets(transfer, its->place, its->item->value, other);
		if (!count || !other[0].separator || strcmp(other[0].path, target->path) != 0)
			continue;
		if (its->value.kind != VALUE_TEXT || count_lines(its->value.text) != lines)
			return false;
		found++;
	}
	return lines > 1 && found > 1 && strcmp(target->separator, "\n") == 0;
}

/* One member of the list for each name. */
static bool put_names(struct transfer *transfer, const struct reading *reading, const struct expr_target *target)
{
	bool lines = are_lines_of(transfer, reading, target);
	struct parts parts = split(transfer->arena, reading->value.text, target->separator, lines);
	for (size_t i = 0; i < parts.count; i++) {
		const char *path = arena_printf(transfer->arena, "%s[%zu].%s", target->path, i, target->member);
		if (!draft_put(&transfer->draft, path, transfer_text_node(transfer, parts.items[i])))
			return false;
	}
	return parts.count > 0;
}

/* The id of the member with this name, or NULL. */
static const char *id_named(const struct node *list, const char *member, const char *name)
{
	for (size_t i = 0; list && list->kind == NODE_SEQUENCE && i < list->count; i++) {
		const struct node *words = node_get(list->items[i], member);
		const struct node *id = node_get(list->items[i], "id");
		if (words && id && node_is(words, name))
			return id->text;
	}
	return NULL;
}

/* The ids of the members that the text names. */
static bool put_ids(struct transfer *transfer, const struct reading *reading, const struct expr_target *target)
{
	const struct node *list = draft_get(&transfer->draft, target->list);
	struct node *ids = node_collection(transfer->arena, NODE_SEQUENCE, NODE_FLOW);
	for (const char *at = reading->value.text; at;) {
		const char *end = strstr(at, target->separator);
		const char *name = arena_copy(transfer->arena, at, end ? (size_t)(end - at) : strlen(at));
		const char *id = id_named(list, target->member, name);
		if (!id)
			return false;
		node_append(transfer->arena, ids, NULL, transfer_text_node(transfer, id));
		at = end ? end + strlen(target->separator) : NULL;
	}
	return draft_put(&transfer->draft, target->path, ids);
}

/* A flag that asks whether a choice is this option: the option, or the only other. */
static bool put_flag(struct transfer *transfer, const struct reading *reading, const struct expr_target *target)
{
	const struct answer_type *type = draft_type(&transfer->draft, target->path);
	if (!type || type->kind != ANSWER_CHOICE || reading->value.kind != VALUE_BOOL || type->options->count != 2)
		return false;
	const struct option *options = type->options->options;
	bool first = (strcmp(options[0].value, target->equals) == 0) == reading->value.truth;
	return draft_put(&transfer->draft, target->path, transfer_text_node(transfer, options[first ? 0 : 1].value));
}

/* ---- ways ---- */

/* Facts in a list, as far as it is certain how the text lists them. */
static bool put_facts(struct transfer *transfer, struct reading *reading, const struct expr_target *target)
{
	if (!target->separator || reading->value.kind != VALUE_TEXT)
		return false;
	if (target->list) {
		struct expr_target resolved = *target;
		resolved.list = resolve(transfer, reading->place, target->list);
		return resolved.list && put_ids(transfer, reading, &resolved);
	}
	return put_names(transfer, reading, target);
}

/* A place that holds the answer, or what makes the expression give it. */
static bool put_target(struct transfer *transfer, struct reading *reading, const struct expr_target *target)
{
	if (target->plain)
		return transfer_put_value(transfer, reading, target->path);
	if (target->measured)
		return reading->value.kind == VALUE_UNKNOWN && transfer_put_value(transfer, reading, target->path);
	if (target->equals)
		return target->member ? transfer_put_attachment(transfer, reading, target)
		                      : put_flag(transfer, reading, target);
	return false;
}

/* The list has a single member with the whole text; of what is unknown there is no member. */
static bool put_whole(struct transfer *transfer, struct reading *reading, const struct expr_target *target)
{
	const char *path = arena_printf(transfer->arena, "%s[0].%s", target->path, target->member);
	if (!target->separator || target->list)
		return false;
	const struct node *list = draft_get(&transfer->draft, target->path);
	if (reading->value.kind == VALUE_UNKNOWN && (!list || list->kind != NODE_SEQUENCE))
		return transfer_put_value(transfer, reading, target->path);
	return transfer_put_value(transfer, reading, path);
}

static bool put_stand_in(struct transfer *transfer, struct written *written, const char *key, const char *shown)
{
	struct arena *arena = transfer->arena;
	const char *path = arena_printf(arena, "sheets.%s.items", transfer->form->kind);
	struct node *items = draft_get(&transfer->draft, path);
	struct reading *reading = written->reading;
	const struct answer_type *type = reading->item->answer;
	if (!items) {
		items = node_collection(arena, NODE_MAPPING, NODE_BLOCK);
		draft_put(&transfer->draft, path, items);
	}
	struct node *node = transfer_value_node(transfer, reading, type);
	node_append(arena, items, key, node);
	written->node = node;
	written->stand_in = reading->value.kind == VALUE_UNKNOWN ? ""
	                    : *shown                             ? msg_unknown_model_gives(arena, text_start(arena, shown))
	                                                         : msg(MSG_UNKNOWN_NO_PLACE);
	return true;
}

/* The ways to write an answer: the places that its expression chooses between, the one for what a sheet printed, a
 * list with a single member, and under items. */
static bool try_way(struct transfer *transfer, struct written *written, size_t way, const char *key, const char *shown)
{
	struct expr_target values[TRANSFER_TARGETS], stated[TRANSFER_TARGETS];
	struct reading *reading = written->reading;
	size_t value_count = transfer_targets(transfer, reading->place, reading->item->value, values);
	size_t stated_count = transfer_targets(transfer, reading->place, reading->item->stated, stated);
	if (way < value_count)
		return put_target(transfer, reading, &values[way]);
	way -= value_count;
	if (way < stated_count)
		return reading->value.kind != VALUE_UNKNOWN && put_target(transfer, reading, &stated[way]);
	way -= stated_count;
	if (way < value_count)
		return put_whole(transfer, reading, &values[way]);
	if (way > value_count)
		written->done = true;
	return way == value_count && put_stand_in(transfer, written, key, shown);
}

bool transfer_next(struct transfer *transfer, struct written *written, const char *key, const char *shown)
{
	while (!written->done)
		if (try_way(transfer, written, written->tried++, key, shown))
			return true;
	return false;
}

void transfer_write_first(struct transfer *transfer, struct written *written)
{
	struct expr_target targets[TRANSFER_TARGETS];
	struct reading *reading = written->reading;
	size_t count = transfer_targets(transfer, reading->place, reading->item->value, targets);
	if (count && !targets[0].chosen && put_target(transfer, reading, &targets[0]))
		written->tried = 1;
	for (size_t i = 0; i < count; i++)
		if (put_facts(transfer, reading, &targets[i]))
			return;
}
