/* Judged citations → new texts for those that are certain. The name of a table governs the rows behind it, up to the
 * next name: 「別表第二の42の項…及び45の項」 changes as one. */
#include "check/fixes.h"

#include "base/list.h"

#include <string.h>

void fixes_init(struct fix_list *list, struct arena *arena)
{
	*list = (struct fix_list){.arena = arena};
	map_init(&list->places, arena);
}

static bool is_same(const struct fix *a, const struct fix *b)
{
	return a->end == b->end && a->text && b->text && strcmp(a->text, b->text) == 0;
}

void fix_add(struct fix_list *list, const struct fix *fix)
{
	const char *key = arena_printf(list->arena, "%p:%zu", (const void *)fix->node, fix->start);
	const size_t *number = map_get(&list->places, key);
	if (list->groups < fix->group)
		list->groups = fix->group;
	if (number) {
		struct fix *before = &list->items[*number];
		if (!is_same(before, fix))
			before->text = NULL;
		before->stale |= fix->stale;
		return;
	}
	size_t *place = arena_new_object(list->arena, size_t);
	*place = list->count;
	map_put(&list->places, key, place);
	list_push(list->arena, list, *fix);
}

static bool is_stale(const struct cited *cited)
{
	return cited->status.state == LAW_STATE_MOVED || cited->status.state == LAW_STATE_REPEALED;
}

/* Does it name its table, so that the rows behind it are of that one? */
static bool names_table(const struct cited *cited)
{
	return !cited->citation.row || strstr(cited->text, "表");
}

/* From a citation of a table on: where its rows end. Articles between them do not matter. *certain gets whether all of
 * them have a successor. */
static size_t table_end(const struct cited *items, size_t count, bool *certain)
{
	size_t end = 1;
	*certain = names_table(&items[0]);
	for (size_t i = 0; i < count && items[i].node == items[0].node && items[i].sheet == items[0].sheet; i++) {
		const struct cited *cited = &items[i];
		if (!cited->citation.schedule_name && !cited->citation.row)
			continue;
		if (i && names_table(cited))
			break;
		*certain &= is_stale(cited) && cited->status.replacement;
		end = i + 1;
	}
	return end;
}

static void add(struct fix_list *list, const struct cited *cited, size_t group, bool certain)
{
	struct fix fix = {cited->node, cited->citation.start, cited->citation.end, NULL, is_stale(cited), group};
	if (certain && fix.stale)
		fix.text = cited->status.replacement;
	fix_add(list, &fix);
}

void fixes_of_citations(struct fix_list *list, const struct cited_list *citations)
{
	size_t end = 0, table = 0; /* of the table's rows, and their group */
	bool certain = false;
	for (size_t i = 0; i < citations->count; i++) {
		const struct cited *cited = &citations->items[i];
		bool row = cited->citation.schedule_name || cited->citation.row;
		if (row && i >= end) {
			end = i + table_end(cited, citations->count - i, &certain);
			table = ++list->groups;
		}
		add(list, cited, row ? table : ++list->groups, !row || certain);
	}
}
