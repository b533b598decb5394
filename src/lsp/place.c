/* A tree and the vocabulary → what stands where. */
#include "lsp/place.h"

static const struct answer_type *record_answer(struct arena *arena, const struct record_type *record)
{
	struct answer_type *type = arena_new_object(arena, struct answer_type);
	*type = (struct answer_type){.kind = ANSWER_RECORD, .type = &record->type, .record = record};
	return type;
}

/* How a child of a collection is written. */
static struct place child_of(struct arena *arena, const struct answer_type *type, const struct node *child)
{
	struct place place = {.node = child};
	if (!type)
		return place;
	if (type->kind == ANSWER_RECORD && child->key) {
		int field = type_field(&type->record->type, child->key->text);
		place.record = field < 0 ? NULL : type->record;
		place.field = field < 0 ? 0 : (size_t)field;
		place.type = field < 0 ? NULL : type->record->answers[field];
	} else if (type->kind == ANSWER_LIST && !child->key) {
		place.type = type->element;
	} else if (type->kind == ANSWER_MAP && child->key) {
		place.type = record_answer(arena, type->record);
	} else if (type->kind == ANSWER_BOXES || (type->kind == ANSWER_TEXT && !child->key)) {
		place.type = type;
	}
	return place;
}

static bool is_in(const struct node *node, size_t offset)
{
	return node->span.start <= offset && offset <= node->span.end;
}

struct place place_at(struct arena *arena, const struct node *root, const struct record_type *type, size_t offset)
{
	struct place place = {.node = root, .type = type ? record_answer(arena, type) : NULL};
	if (!root)
		return place;
	for (bool deeper = true; deeper && !place.on_key;) {
		const struct node *node = place.node;
		deeper = false;
		for (size_t i = 0; i < node->count && !deeper; i++) {
			const struct node *child = node->items[i];
			bool on_key = child->key && is_in(child->key, offset);
			if (!on_key && !is_in(child, offset))
				continue;
			place = child_of(arena, place.type, child);
			place.on_key = on_key;
			deeper = true;
		}
	}
	if (place.node == root)
		place.node = NULL;
	return place;
}

static void walk(struct arena *arena, const struct answer_type *type, const struct node *node,
                 const struct place_visitor *visitor)
{
	for (size_t i = 0; i < node->count; i++) {
		struct place place = child_of(arena, type, node->items[i]);
		visitor->visit(visitor->context, &place);
		walk(arena, place.type, place.node, visitor);
	}
}

void place_walk(struct arena *arena, const struct node *root, const struct record_type *type,
                const struct place_visitor *visitor)
{
	if (root)
		walk(arena, type ? record_answer(arena, type) : NULL, root, visitor);
}
