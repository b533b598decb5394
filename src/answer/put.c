/* Words of a person → values of the vocabulary → edits in place. */
#include "answer/put.h"

#include "base/message.h"
#include "base/utf8.h"
#include "yaml/node_write.h"

#include <string.h>

enum { DIGIT_LIMIT = 15 };

/* ---- values ---- */

struct node *answer_text_node(struct arena *arena, const char *text)
{
	return node_scalar(arena, *text ? NODE_LITERAL : NODE_PLAIN, text);
}

const char *answer_without_format(struct arena *arena, const char *format, const char *text)
{
	const char *mark = format ? strstr(format, "{}") : NULL;
	size_t before = mark ? (size_t)(mark - format) : 0, length = strlen(text), behind = mark ? strlen(mark + 2) : 0;
	bool around = mark && length >= before + behind && strncmp(text, format, before) == 0 &&
	              strcmp(text + length - behind, mark + 2) == 0;
	return around ? arena_copy(arena, text + before, length - before - behind) : text;
}

static struct node *date_node(const struct answering *answering, const char *text, const char **problem)
{
	struct date date;
	enum date_problem found = date_parse(&answering->schema->calendar, text, &date);
	if (*text && found != DATE_OK && found != DATE_ERA_YEAR_ONE)
		*problem = msg_unknown_no_date(answering->arena, text);
	return node_scalar(answering->arena, NODE_PLAIN, text);
}

struct node *answer_count_node(struct arena *arena, const char *text, const char **problem)
{
	const char *folded = utf8_fold(arena, text);
	char *digits = arena_alloc(arena, strlen(folded) + 1);
	size_t count = 0, other = 0;
	for (; *folded; folded++) {
		if (*folded >= '0' && *folded <= '9')
			digits[count++] = *folded;
		else
			other += !strchr(",()", *folded) && strncmp(folded, "件", strlen("件")) != 0 &&
			         ((unsigned char)*folded & 0xc0) != 0x80;
	}
	if (other || count > DIGIT_LIMIT)
		*problem = msg_unknown_no_number(arena, text);
	return node_scalar(arena, NODE_PLAIN, digits);
}

static struct node *choice_node(const struct answering *answering, const struct item *item, const char *text,
                                const char **problem)
{
	const char *folded = utf8_fold(answering->arena, text);
	for (size_t i = 0; i < item->option_count; i++)
		if (strcmp(utf8_fold(answering->arena, item->options[i].label), folded) == 0 ||
		    strcmp(utf8_fold(answering->arena, item->options[i].value), folded) == 0)
			return answer_text_node(answering->arena, item->options[i].value);
	if (*folded)
		*problem = msg_unknown_no_option(answering->arena, text);
	return node_scalar(answering->arena, NODE_PLAIN, "");
}

struct node *answer_node(const struct answering *answering, const struct item *item, const char *text,
                         const char **problem)
{
	text = answer_without_format(answering->arena, item->format, text);
	switch (item->type) {
	case ITEM_CHOICE:
		return choice_node(answering, item, text, problem);
	case ITEM_DATE:
		return date_node(answering, text, problem);
	case ITEM_COUNT:
		return answer_count_node(answering->arena, text, problem);
	case ITEM_BOXES:
	case ITEM_FLAG:
	case ITEM_TEXT:
	case ITEM_LINE:
	case ITEM_NUMBER:
	case ITEM_ATTACHMENT:
	case ITEM_RESULT:
	case ITEM_REF:
		break;
	}
	return answer_text_node(answering->arena, text);
}

/* ---- edits ---- */

/* The value at the end of keys that are not there yet. */
static const char *put_below(const struct answering *answering, const struct target *target, struct node *value)
{
	char *keys = arena_string(answering->arena, target->rest);
	for (char *dot; (dot = strrchr(keys, '.')); *dot = '\0') {
		struct node *around = node_collection(answering->arena, NODE_MAPPING, NODE_BLOCK);
		node_append(answering->arena, around, dot + 1, value);
		value = around;
	}
	return edit_put(answering->edits, target->mapping, keys, value);
}

/* A list in the style of the one before it. */
static void take_style(struct node *list, enum node_style style)
{
	list->style = style;
	for (size_t i = 0; i < list->count; i++)
		if (list->items[i]->kind == NODE_MAPPING)
			list->items[i]->style = style;
}

const char *answer_put(const struct answering *answering, const struct target *target, struct node *value)
{
	const struct node *node = target->node;
	if (!node)
		return put_below(answering, target, value);
	if (node->span.source != answering->edits->source)
		return msg(MSG_FILLED_IN_ANOTHER_FILE);
	bool plain_text = node->kind == NODE_SCALAR && value->kind == NODE_SCALAR && !node_is_null(node) && *value->text;
	if (plain_text && !edit_add(answering->edits, node, 0, node->length, value->text))
		return NULL;
	if (node->kind == NODE_SEQUENCE && value->kind == NODE_SEQUENCE)
		take_style(value, value->count ? node->style : NODE_FLOW);
	bool special = node->kind == NODE_MAPPING && !node_get(node, "unknown");
	return special ? msg(MSG_FILLED_NOT_PLAIN) : edit_set(answering->edits, node, value);
}


/* A member that has nothing but the words. */
static struct node *new_member(const struct answering *answering, const char *name, const char *words)
{
	struct node *member = node_collection(answering->arena, NODE_MAPPING, NODE_BLOCK);
	node_append(answering->arena, member, name, answer_text_node(answering->arena, words));
	return member;
}

static const char *put_member(const struct answering *answering, const struct target *target, size_t at, const char *words)
{
	const struct node *list = target->node;
	if (at >= list->count)
		return edit_append(answering->edits, list, new_member(answering, target->member, words));
	const struct node *there = node_get(list->items[at], target->member);
	if (!there)
		return msg(MSG_FILLED_IN_ANOTHER_FILE);
	return answer_put(answering, &(struct target){.node = there}, answer_text_node(answering->arena, words));
}

const char *answer_put_members(const struct answering *answering, const struct target *target, const char *text)
{
	bool there = target->node && !node_is_null(target->node);
	struct node *list = node_collection(answering->arena, NODE_SEQUENCE, NODE_BLOCK);
	const char *reason = NULL;
	size_t count = 0;
	if (there && target->node->span.source != answering->edits->source)
		return msg(MSG_FILLED_IN_ANOTHER_FILE);
	while (*text && !reason) {
		const char *end = strstr(text, target->separator);
		size_t length = end ? (size_t)(end - text) : strlen(text);
		const char *words = arena_copy(answering->arena, text, length);
		if (there)
			reason = put_member(answering, target, count, words);
		else
			node_append(answering->arena, list, NULL, new_member(answering, target->member, words));
		count++;
		text += length + (end ? strlen(target->separator) : 0);
	}
	if (!there)
		return answer_put(answering, target, list);
	if (!count)
		return edit_set(answering->edits, target->node, node_scalar(answering->arena, NODE_PLAIN, ""));
	for (size_t i = count; i < target->node->count && !reason; i++)
		reason = edit_remove(answering->edits, target->node->items[i]);
	return reason;
}
