/* Findings of one arena → the same in another. */
#include "session/finding_move.h"

#include "base/list.h"
#include "check/lines.h"
#include "yaml/edit.h"

static const char *text_in(struct arena *arena, const char *text)
{
	return text ? arena_string(arena, text) : NULL;
}

static const struct wanted *wanted_in(struct arena *arena, const struct wanted *wanted)
{
	if (!wanted)
		return NULL;
	struct wanted *moved = arena_new_object(arena, struct wanted);
	*moved = *wanted;
	moved->path = text_in(arena, wanted->path);
	moved->member = text_in(arena, wanted->member);
	moved->equals = text_in(arena, wanted->equals);
	moved->variable = text_in(arena, wanted->variable);
	return moved;
}

static const struct remedy *remedy_in(struct arena *arena, const struct remedy *remedy)
{
	if (!remedy)
		return NULL;
	struct remedy *moved = arena_new_object(arena, struct remedy);
	*moved = *remedy;
	moved->parts = arena_array(arena, struct remedy_part, remedy->count);
	for (size_t i = 0; i < remedy->count; i++) {
		moved->parts[i] = remedy->parts[i];
		moved->parts[i].text = text_in(arena, remedy->parts[i].text);
	}
	return moved;
}

static struct diag *diag_in(struct arena *arena, const struct diag *diag)
{
	struct diag *moved = arena_new_object(arena, struct diag);
	*moved = *diag;
	moved->file = text_in(arena, diag->file);
	moved->message = text_in(arena, diag->message);
	moved->hint = text_in(arena, diag->hint);
	moved->source = text_in(arena, diag->source);
	moved->path = text_in(arena, diag->path);
	moved->item = text_in(arena, diag->item);
	moved->item_name = text_in(arena, diag->item_name);
	moved->related_message = text_in(arena, diag->related_message);
	moved->wanted = wanted_in(arena, diag->wanted);
	moved->remedy = remedy_in(arena, diag->remedy);
	return moved;
}

void findings_move(struct diags *diags, struct arena *arena, size_t from)
{
	struct diags moved = *diags;
	moved.arena = arena;
	moved.items = NULL;
	moved.count = moved.capacity = 0;
	for (size_t i = 0; i < diags->count; i++)
		list_push(arena, &moved, i < from ? diags->items[i] : diag_in(arena, diags->items[i]));
	*diags = moved;
}
