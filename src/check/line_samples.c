/* An answer that is missing → a sample of it, with its options in a comment. */
#include "check/line_parts.h"

#include "base/messages/lines.h"

#include <string.h>

enum { COMMENT_LIMIT = 150 /* bytes of options on one line */ };

struct node *line_text(struct filling *filling, const char *text)
{
	return node_scalar(filling->arena, NODE_LITERAL, arena_string(filling->arena, text));
}

/* A sample that could be taken for an answer, with a comment above it by which it is found when it stays as it is. */
static struct node *noted(struct filling *filling, struct node *node, const char *comment)
{
	const char *mark = filling->schema->samples.mark;
	if (mark)
		comment = arena_printf(filling->arena, "%s%s", mark, comment);
	if (node)
		list_push(filling->arena, &filling->notes, ((struct note){node, comment}));
	return node;
}

/* A node that was copied to be written still has the text or the members of its own. */
const char *line_comment(void *context, const struct node *node)
{
	const struct filling *filling = context;
	for (size_t i = 0; i < filling->notes.count; i++) {
		const struct node *own = filling->notes.items[i].node;
		if (own->kind == node->kind && (own->kind == NODE_SCALAR ? own->text == node->text : own->items == node->items))
			return filling->notes.items[i].comment;
	}
	return NULL;
}

static size_t option_count(const struct answer_type *type, const struct item *item)
{
	return item && item->option_count ? item->option_count : type->options->count;
}

static const char *option_at(const struct answer_type *type, const struct item *item, size_t i)
{
	return item && item->option_count ? item->options[i].value : type->options->options[i].value;
}

/* On one line, or below each other where that would be long. */
static const char *options_comment(struct filling *filling, const struct answer_type *type, const struct item *item)
{
	size_t count = option_count(type, item), length = 0;
	const char *comment = msg(MSG_LINES_CHOOSE_ONE);
	for (size_t i = 0; i < count; i++)
		length += strlen(option_at(type, item, i));
	for (size_t i = 0; i < count; i++)
		comment = arena_printf(filling->arena, "%s%s%s", comment,
		                       length > COMMENT_LIMIT ? "\n  "
		                       : i                    ? "、"
		                                              : " ",
		                       option_at(type, item, i));
	return comment;
}

static struct node *sample_text(struct filling *filling, const char *path)
{
	const char *text = schema_sample(filling->arena, filling->schema, draft_label(&filling->draft, path));
	return text ? line_text(filling, text) : NULL;
}

/* A date or a number. */
static struct node *sample_plain(struct filling *filling, const char *text, const char *path)
{
	if (filling->in_braces)
		return sample_text(filling, path);
	return text ? noted(filling, node_scalar(filling->arena, NODE_PLAIN, text), msg(MSG_LINES_REPLACE)) : NULL;
}

/* 「a」、「b」 */
static const char *options_in_words(struct arena *arena, const struct answer_type *type, const struct item *item)
{
	const char *words = "";
	for (size_t i = 0; i < option_count(type, item); i++)
		words = arena_printf(arena, "%s%s「%s」", words, i ? "、" : "", option_at(type, item, i));
	return words;
}

static struct node *sample_without_mark(struct filling *filling, const struct answer_type *type,
                                        const struct item *item, const char *path)
{
	filling->options = options_in_words(filling->arena, type, item);
	return sample_text(filling, path);
}

/* The last option claims the least in nearly all of the forms' lists; of two about which a form asks, the one that leads on
 * to more questions. */
static struct node *sample_choice(struct filling *filling, const struct answer_type *type, const struct wanted *wanted,
                                  const char *path)
{
	size_t count = option_count(type, wanted->item);
	if (!count)
		return NULL;
	if (filling->in_braces)
		return sample_without_mark(filling, type, wanted->item, path);
	const char *chosen = option_at(type, wanted->item, count - 1);
	if (wanted->equals && strcmp(chosen, wanted->equals) == 0)
		chosen = option_at(type, wanted->item, 0);
	return noted(filling, line_text(filling, chosen), options_comment(filling, type, wanted->item));
}

static struct node *sample_boxes(struct filling *filling, const struct answer_type *type, const struct item *item,
                                 const char *path)
{
	struct node *list = node_collection(filling->arena, NODE_SEQUENCE, NODE_BLOCK);
	if (filling->in_braces) {
		struct node *sample = sample_without_mark(filling, type, item, path);
		if (sample)
			node_append(filling->arena, list, NULL, sample);
		return sample ? list : NULL;
	}
	for (size_t i = 0; i < option_count(type, item); i++)
		node_append(filling->arena, list, NULL, line_text(filling, option_at(type, item, i)));
	return noted(filling, list, msg(MSG_LINES_CHOOSE_SOME));
}

/* The id of the first member of a list, or the one that the draft gives to it. */
static struct node *sample_ref(struct filling *filling, const char *list, const char *path)
{
	const struct node *members = node_get(filling->root, list);
	const char *first = NULL, *comment = msg(MSG_LINES_CHOOSE_ONE);
	for (size_t i = 0; members && members->kind == NODE_SEQUENCE && i < members->count; i++) {
		const struct node *id = node_get(members->items[i], "id");
		if (!id || id->kind != NODE_SCALAR)
			continue;
		comment = arena_printf(filling->arena, "%s%s%s", comment, first ? "、" : " ", id->text);
		first = first ? first : id->text;
	}
	if (filling->in_braces)
		return sample_text(filling, path);
	return first ? noted(filling, line_text(filling, first), comment)
	             : line_text(filling, draft_member_id(filling->arena, list, 0));
}

/* Is it in braces? Empty ones become lines. */
bool line_is_flow(const struct node *node)
{
	while (node && (node->style != NODE_FLOW || !node->count))
		node = node->parent;
	return node != NULL;
}

/* What stands for an answer, or NULL. `path` is the draft's. */
struct node *line_sample(struct filling *filling, const struct answer_type *type, const struct wanted *wanted,
                         const char *path)
{
	switch (type->kind) {
	case ANSWER_LINE:
	case ANSWER_TEXT:
		return sample_text(filling, path);
	case ANSWER_DATE:
		return sample_plain(filling, filling->schema->samples.date, path);
	case ANSWER_COUNT:
		return sample_plain(filling, filling->schema->samples.count, path);
	case ANSWER_BOOL:
		return sample_plain(filling, "false", path);
	case ANSWER_CHOICE:
		return sample_choice(filling, type, wanted, path);
	case ANSWER_BOXES:
		return sample_boxes(filling, type, wanted->item, path);
	case ANSWER_REF:
		return sample_ref(filling, type->target, path);
	case ANSWER_LIST: {
		struct node *list = node_collection(filling->arena, NODE_SEQUENCE, NODE_BLOCK);
		struct node *member = line_sample(filling, type->element, wanted, path);
		if (member)
			node_append(filling->arena, list, NULL, member);
		return member ? list : NULL;
	}
	case ANSWER_RECORD:
	case ANSWER_SHARED:
	case ANSWER_MAP:
	case ANSWER_RAW:
		break;
	}
	return NULL;
}
