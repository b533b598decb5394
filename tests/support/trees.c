#include "trees.h"

#include "base/buf.h"

#include <string.h>

static bool is_same(const struct node *a, const struct node *b)
{
	bool texts = a->kind == NODE_SCALAR ? strcmp(a->text, b->text) == 0 : true;
	return a->kind == b->kind && a->style == b->style && a->span.start == b->span.start && a->span.end == b->span.end &&
	       !a->parent == !b->parent && !a->key == !b->key && a->position == b->position && a->length == b->length &&
	       a->count == b->count && texts;
}

/* A key of a built-in tree stands for all of its text, and has no parent. */
static bool is_same_key(const struct node *a, const struct node *b, const struct node *mapping)
{
	bool built_in = mapping->span.source->packed;
	return built_in ? !b->parent && node_is(b, a->text) : is_same(a, b) && b->parent == mapping;
}

static const char *path_of(struct arena *arena, const struct node *node)
{
	struct buf path = BUF_INIT;
	node_path(node, &path);
	const char *text = arena_printf(arena, "(%s)", buf_text(&path));
	buf_free(&path);
	return text;
}

const char *trees_differ(struct arena *arena, const struct node *a, const struct node *b)
{
	if (!is_same(a, b))
		return path_of(arena, a);
	for (size_t i = 0; i < a->count; i++) {
		const struct node *one = a->items[i], *other = b->items[i];
		if (other->parent != b || (one->key && !is_same_key(one->key, other->key, b)))
			return path_of(arena, one);
		if (one->key && node_get(b, one->key->text) != other)
			return path_of(arena, one);
		const char *differs = trees_differ(arena, one, other);
		if (differs)
			return differs;
	}
	return NULL;
}

bool trees_read_alike(const struct node *a, const struct node *b)
{
	if (a->kind != b->kind || a->count != b->count || (a->kind == NODE_SCALAR && !node_is(b, a->text)))
		return false;
	if (a->key && (!b->key || !node_is(b->key, a->key->text)))
		return false;
	for (size_t i = 0; i < a->count; i++)
		if (!trees_read_alike(a->items[i], b->items[i]))
			return false;
	return true;
}
