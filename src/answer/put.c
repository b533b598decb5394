/* Words of a person → values of the vocabulary → edits in place. */
#include "answer/put.h"

#include "answer/confirm.h"
#include "base/messages/filled.h"
#include "base/messages/unknown.h"
#include "base/utf8.h"
#include "model/draft.h"
#include "model/text.h"
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
			         strncmp(folded, "人", strlen("人")) != 0 && !utf8_is_within(*folded);
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

/* The value below a key, or below name[0] in the first member of a list, which gets an id. */
static struct node *wrap(const struct answering *answering, const char *key, struct node *value)
{
	struct arena *arena = answering->arena;
	struct node *around = node_collection(arena, NODE_MAPPING, NODE_BLOCK);
	const char *bracket = strchr(key, '[');
	if (!bracket) {
		node_append(arena, around, key, value);
		return around;
	}
	struct node *list = node_collection(arena, NODE_SEQUENCE, NODE_BLOCK);
	const char *name = arena_copy(arena, key, (size_t)(bracket - key));
	if (value->kind == NODE_MAPPING)
		node_insert(arena, value, 0, "id", answer_text_node(arena, draft_member_id(arena, name, 0)));
	node_append(arena, list, NULL, value);
	node_append(arena, around, name, list);
	return around;
}

/* The value at the end of keys that are not there yet. */
static const char *put_below(const struct answering *answering, const struct target *target, struct node *value)
{
	char *keys = arena_string(answering->arena, target->rest);
	for (char *dot; (dot = strrchr(keys, '.')); *dot = '\0')
		value = wrap(answering, dot + 1, value);
	value = wrap(answering, keys, value);
	return edit_put(answering->edits, target->mapping, value->items[0]->key->text, value->items[0]);
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
	const struct node *node = target->node ? answer_whole(target->node) : NULL;
	if (!node)
		return put_below(answering, target, value);
	if (node->span.source != answering->edits->source)
		return msg(MSG_FILLED_IN_ANOTHER_FILE);
	if (answering->schema->samples.mark)
		edit_drop_comment(answering->edits, node, answering->schema->samples.mark);
	bool plain_text = node->kind == NODE_SCALAR && value->kind == NODE_SCALAR && !node_is_null(node) && *value->text;
	if (plain_text && !edit_add(answering->edits, node, 0, node->length, value->text))
		return NULL;
	if (node->kind == NODE_SEQUENCE && value->kind == NODE_SEQUENCE)
		take_style(value, value->count ? node->style : NODE_FLOW);
	bool special =
	    node->kind == NODE_MAPPING && !node_get(node, "unknown") && !text_proposed(node) && !answering->replaces;
	return special ? msg(MSG_FILLED_NOT_PLAIN) : edit_set(answering->edits, node, value);
}

/* A member that has nothing but the words. */
static struct node *new_member(const struct answering *answering, const char *name, const char *words)
{
	struct node *member = node_collection(answering->arena, NODE_MAPPING, NODE_BLOCK);
	node_append(answering->arena, member, name, answer_text_node(answering->arena, words));
	return member;
}

static const char *put_member(const struct answering *answering, const struct target *target, size_t at,
                              const char *words)
{
	const struct node *list = target->node;
	if (at >= list->count)
		return edit_append(answering->edits, list, new_member(answering, target->member, words));
	const struct node *member = list->items[at], *there = node_get(member, target->member);
	const struct target place = {.node = there, .mapping = member, .rest = target->member};
	if (!there && (member->kind != NODE_MAPPING || !*words))
		return *words ? msg(MSG_FILLED_LIST_NOT_PLAIN) : NULL;
	return answer_put(answering, &place, answer_text_node(answering->arena, words));
}

static const char *put_members(const struct answering *answering, const struct target *target, const char *text)
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

/* The first publication of all is a new one. */
static const char *put_publication(const struct answering *answering, const struct target *target, const char *text)
{
	struct arena *arena = answering->arena;
	struct node *list = node_collection(arena, NODE_SEQUENCE, NODE_BLOCK);
	struct node *first = node_collection(arena, NODE_MAPPING, NODE_FLOW);
	const struct option_list *kinds = schema_options(answering->schema, "publication_kind");
	node_append(arena, first, "date", answer_text_node(arena, text));
	node_append(arena, first, "kind", answer_text_node(arena, kinds->options[0].value));
	node_append(arena, list, NULL, first);
	return answer_put(answering, target, list);
}

static struct node *value_at(const struct answering *answering, const struct row *row, const struct target *target,
                             const char *text, const char **problem)
{
	struct arena *arena = answering->arena;
	bool ticked = strcmp(text, "true") == 0;
	if (target->kind == TARGET_MEASURED)
		return answer_count_node(arena, text, problem);
	if (target->kind == TARGET_EQUALS)
		return answer_text_node(arena, ticked ? target->equals : *text && target->other ? target->other : "");
	if (row->item->type == ITEM_FLAG)
		return node_scalar(arena, NODE_PLAIN, ticked ? "true" : "false");
	return answer_node(answering, row->item, text, problem);
}

const char *answer_put_words(const struct answering *answering, const struct row *row, const struct target *target,
                             const char *text)
{
	const char *problem = NULL;
	if (target->kind == TARGET_MEMBERS)
		return put_members(answering, target, text);
	struct node *value = value_at(answering, row, target, text, &problem);
	if (problem)
		return problem;
	if (target->kind == TARGET_PUBLISHED)
		return *text ? put_publication(answering, target, text) : NULL;
	return answer_put(answering, target, value);
}
