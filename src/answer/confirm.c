#include "answer/confirm.h"

#include "answer/put.h"
#include "model/text.h"

const struct node *answer_whole(const struct node *node)
{
	return node->parent && text_proposed(node->parent) == node ? node->parent : node;
}

static const char *mark_of(const struct answering *answering)
{
	return answering->schema->samples.mark;
}

static bool is_unconfirmed(const struct answering *answering, const struct node *node)
{
	const struct node *whole = answer_whole(node);
	return text_proposed(whole) || (mark_of(answering) && edit_has_comment(whole, mark_of(answering)));
}

static const char *confirm(const struct answering *answering, const struct node *node)
{
	const struct node *whole = answer_whole(node), *proposed = text_proposed(whole);
	if (mark_of(answering))
		edit_drop_comment(answering->edits, whole, mark_of(answering));
	if (!proposed)
		return NULL;
	struct node *answer = arena_new_object(answering->arena, struct node);
	*answer = *proposed;
	return edit_set(answering->edits, whole, answer);
}

/* The words of a member, where the sheet prints those of a list; member 0 is the answer itself elsewhere. NULL: there is none. */
static const struct node *part(const struct target *target, size_t i)
{
	const struct node *node = target->node;
	if (!node || target->kind != TARGET_MEMBERS)
		return i ? NULL : node;
	return i < node->count ? node_get(node->items[i], target->member) : NULL;
}

static size_t count_parts(const struct target *target)
{
	return target->node && target->kind == TARGET_MEMBERS ? target->node->count : 1;
}

bool answer_is_unconfirmed(const struct answering *answering, const struct target *target)
{
	for (size_t i = 0; i < count_parts(target); i++) {
		const struct node *node = part(target, i);
		if (node && is_unconfirmed(answering, node))
			return true;
	}
	return false;
}

const char *answer_confirm(const struct answering *answering, const struct target *target)
{
	const char *reason = NULL;
	for (size_t i = 0; !reason && i < count_parts(target); i++) {
		const struct node *node = part(target, i);
		reason = node ? confirm(answering, node) : NULL;
	}
	return reason;
}
