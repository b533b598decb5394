/* Answers -> nodes of YAML, by the type of the place that takes them. */
#include "import/write_parts.h"

#include "base/messages/import.h"
#include "base/utf8.h"

#include <string.h>

struct node *transfer_text_node(struct transfer *transfer, const char *text)
{
	return node_scalar(transfer->arena, NODE_LITERAL, text);
}

struct node *transfer_unknown_node(struct transfer *transfer, const char *reason)
{
	struct node *node = node_collection(transfer->arena, NODE_MAPPING, NODE_FLOW);
	node_append(transfer->arena, node, "unknown", transfer_text_node(transfer, reason));
	return node;
}

static struct node *ticks_node(struct transfer *transfer, const struct value_list *ticks)
{
	struct node *list = node_collection(transfer->arena, NODE_SEQUENCE, NODE_BLOCK);
	for (size_t i = 0; i < ticks->count; i++) {
		struct node *option = transfer_text_node(transfer, ticks->items[i].text);
		if (ticks->items[i].detail) {
			option = node_collection(transfer->arena, NODE_MAPPING, NODE_BLOCK);
			node_append(transfer->arena, option, ticks->items[i].text,
			            transfer_text_node(transfer, ticks->items[i].detail));
		}
		node_append(transfer->arena, list, NULL, option);
	}
	return list;
}

static struct node *lost_ticks_node(struct transfer *transfer, const struct value *value)
{
	struct node *node = transfer_unknown_node(transfer, value->detail);
	struct node *texts = node_collection(transfer->arena, NODE_MAPPING, NODE_BLOCK);
	for (size_t i = 0; value->list && i < value->list->count; i++)
		node_append(transfer->arena, texts, value->list->items[i].text,
		            transfer_text_node(transfer, value->list->items[i].detail));
	if (texts->count)
		node_append(transfer->arena, node, "texts", texts);
	return node;
}

/* A text for a place that takes one line: its line breaks become spaces, and a person is told. */
static const char *one_line(struct transfer *transfer, struct reading *reading, const char *text)
{
	if (!strchr(text, '\n'))
		return text;
	char *line = arena_string(transfer->arena, text);
	for (char *end = line; (end = strchr(end, '\n'));)
		*end = ' ';
	reading->doubt = msg(MSG_IMPORT_BREAKS_TO_SPACES);
	reading->value.text = line;
	return line;
}

struct node *transfer_value_node(struct transfer *transfer, struct reading *reading, const struct answer_type *type)
{
	const struct value *value = &reading->value;
	bool plain = type->kind == ANSWER_DATE || type->kind == ANSWER_COUNT;
	switch (value->kind) {
	case VALUE_UNKNOWN:
		return lost_ticks_node(transfer, value);
	case VALUE_BOOL:
		return node_scalar(transfer->arena, NODE_PLAIN, value->truth ? "true" : "false");
	case VALUE_LIST:
		return ticks_node(transfer, value->list);
	case VALUE_TEXT:
		if (type->kind == ANSWER_LINE)
			one_line(transfer, reading, value->text);
		return node_scalar(transfer->arena, plain ? NODE_PLAIN : NODE_LITERAL, value->text);
	case VALUE_ABSENT:
	case VALUE_BLANK:
	case VALUE_INVALID:
	case VALUE_NUMBER:
	case VALUE_DATE:
	case VALUE_DURATION:
	case VALUE_RECORD:
		break;
	}
	return node_scalar(transfer->arena, NODE_PLAIN, "");
}

struct node *reading_node(struct arena *arena, const struct reading *reading)
{
	struct transfer transfer = {.arena = arena};
	struct reading copy = *reading;
	return transfer_value_node(&transfer, &copy, reading->item->answer);
}

/* Beside the wording of an occasion, the days that it names: rules read them. */
static void put_days(struct transfer *transfer, const char *path, const char *text)
{
	static const char wording[] = ".text";
	const struct calendar *calendar = &transfer->official->schema->calendar;
	struct date days[2];
	if (!text_ends_with(path, wording) || !date_period(calendar, text, &days[0], &days[1]))
		return;
	int length = (int)(strlen(path) - strlen(wording));
	for (size_t i = 0; i < 2 && days[i].year; i++) {
		const char *place = arena_printf(transfer->arena, "%.*s.%s", length, path, i == 0 ? "from" : "to");
		const struct answer_type *type = draft_type(&transfer->draft, place);
		struct buf day = BUF_INIT;
		date_print_iso(days[i], &day);
		if (type && type->kind == ANSWER_DATE)
			draft_put(&transfer->draft, place,
			          node_scalar(transfer->arena, NODE_PLAIN, arena_copy(transfer->arena, buf_text(&day), day.length)));
		buf_free(&day);
	}
}

bool transfer_put_value(struct transfer *transfer, struct reading *reading, const char *path)
{
	const struct answer_type *type = draft_type(&transfer->draft, path);
	bool fits = type && type->kind != ANSWER_RECORD && type->kind != ANSWER_MAP && type->kind != ANSWER_RAW &&
	            (type->kind != ANSWER_LIST || reading->value.kind == VALUE_UNKNOWN) &&
	            (type->kind == ANSWER_BOOL) >= (reading->value.kind == VALUE_BOOL);
	if (!fits || !draft_put(&transfer->draft, path, transfer_value_node(transfer, reading, type)))
		return false;
	if (reading->value.kind == VALUE_TEXT)
		put_days(transfer, path, reading->value.text);
	return true;
}
