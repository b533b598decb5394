/* What stands where: sections and items as the text has them. */
#include "import/place.h"

void chunk_add(struct arena *arena, struct chunks *chunks, const char *text, size_t line)
{
	if (!*text)
		return;
	if (!chunks->capacity) { /* most have one piece */
		chunks->items = arena_new_object(arena, struct chunk);
		chunks->capacity = 1;
	}
	list_push(arena, chunks, ((struct chunk){text, line}));
}

static struct place *place_new(struct arena *arena, struct place *outer, const struct form_section *section,
                               const struct item *items, size_t count, size_t n)
{
	struct place *place = arena_new_object(arena, struct place);
	place->section = section;
	place->outer = outer;
	place->n = n;
	place->readings = arena_array(arena, struct reading, count);
	place->reading_count = count;
	for (size_t i = 0; i < count; i++)
		place->readings[i] = (struct reading){.item = &items[i], .place = place};
	if (outer)
		list_push(arena, &outer->inner, place);
	return place;
}

struct place *place_found(const struct place *outer, const struct form_section *section)
{
	for (size_t i = outer ? outer->inner.count : 0; i > 0; i--)
		if (outer->inner.items[i - 1]->section == section)
			return outer->inner.items[i - 1];
	return NULL;
}

struct place *place_repeat(struct arena *arena, struct place *outer, const struct form_section *section)
{
	const struct place *last = place_found(outer, section);
	size_t n = section->each ? (last ? last->n + 1 : 1) : 0;
	return place_new(arena, outer, section, section->items, section->item_count, n);
}

struct place *place_inside(struct arena *arena, struct place *outer, const struct form_section *section)
{
	struct place *place = place_found(outer, section);
	return place ? place : place_repeat(arena, outer, section);
}

struct placing *placing_new(struct arena *arena, const struct form *form)
{
	struct placing *placing = arena_new_object(arena, struct placing);
	placing->form = form;
	placing->root = place_new(arena, NULL, NULL, form->cover, form->cover_count, 0);
	return placing;
}
