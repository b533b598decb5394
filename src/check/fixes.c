/* Judged citations → the places of each scalar that change or stay. */
#include "check/fixes.h"

#include "base/list.h"
#include "base/messages/mend.h"

#include <string.h>

void fixes_init(struct fix_list *list, struct arena *arena)
{
	*list = (struct fix_list){.arena = arena};
	map_init(&list->answers, arena);
}

static struct answer_fixes *find_answer(const struct fix_list *list, const struct node *node)
{
	return map_get(&list->answers, arena_printf(list->arena, "%p", (const void *)node));
}

const struct answer_fixes *fixes_of_scalar(const struct fix_list *list, const struct node *node)
{
	return find_answer(list, node);
}

struct file_fixes *fixes_of_file(struct arena *arena, struct file_fixes **files, const struct source *source)
{
	for (struct file_fixes *file = *files; file; file = file->next)
		if (file->source == source)
			return file;
	struct file_fixes *file = arena_new_object(arena, struct file_fixes);
	file->source = source;
	fixes_init(&file->fixes, arena);
	file->next = *files;
	*files = file;
	return file;
}

const struct remedy *fixes_remedy(struct arena *arena, const struct answer_fixes *answer)
{
	struct remedy *remedy = arena_new_object(arena, struct remedy);
	remedy->node = answer->node;
	remedy->parts = arena_array(arena, struct remedy_part, answer->count);
	for (size_t i = 0; i < answer->count && !answer->kept; i++) {
		const struct fix *fix = &answer->items[i];
		if (fix->text)
			remedy->parts[remedy->count++] = (struct remedy_part){fix->start - fix->joint, fix->end, fix->text};
	}
	return remedy->count ? remedy : NULL;
}

static struct answer_fixes *add_answer(struct fix_list *list, const struct node *node)
{
	struct answer_fixes *answer = arena_new_object(list->arena, struct answer_fixes);
	answer->node = node;
	map_put(&list->answers, arena_printf(list->arena, "%p", (const void *)node), answer);
	list_push(list->arena, list, answer);
	return answer;
}

/* A range is cited row by row at one place, and a place that two sheets judge differently is listed twice. */
static void add_fix(struct arena *arena, struct answer_fixes *answer, const struct fix *fix)
{
	for (size_t i = 0; i < answer->count; i++)
		if (answer->items[i].start == fix->start)
			return;
	list_push(arena, answer, *fix);
}

void fixes_of_citations(struct fix_list *list, const struct cited_list *citations)
{
	for (size_t i = 0; i < citations->count; i++) {
		const struct cited *cited = &citations->items[i];
		const struct status *status = &cited->status;
		struct answer_fixes *answer = find_answer(list, cited->node);
		struct fix fix = {.start = cited->citation.start,
		                  .end = cited->citation.end,
		                  .text = status_text(status),
		                  .kept = status->kept,
		                  .joint = status->joint,
		                  .stale = status_is_stale(status)};
		if (!answer)
			answer = add_answer(list, cited->node);
		if (fix.stale || fix.text)
			add_fix(list->arena, answer, &fix);
	}
}

static bool is_same(const struct fix *a, const struct fix *b)
{
	bool same = a->text && b->text ? strcmp(a->text, b->text) == 0 : a->text == b->text;
	return same && a->start == b->start && a->end == b->end && a->joint == b->joint;
}

static bool is_agreed(const struct answer_fixes *a, const struct answer_fixes *b)
{
	bool same = a->count == b->count;
	for (size_t i = 0; same && i < a->count; i++)
		same = is_same(&a->items[i], &b->items[i]);
	return same;
}

void fixes_merge(struct fix_list *list, const struct answer_fixes *answer)
{
	struct answer_fixes *before = find_answer(list, answer->node);
	struct answer_fixes *target = before ? before : add_answer(list, answer->node);
	if (before && !is_agreed(before, answer))
		before->kept = msg(MSG_MEND_DISPUTED);
	for (size_t i = 0; i < answer->count; i++) {
		struct fix fix = answer->items[i];
		fix.text = fix.text ? arena_string(list->arena, fix.text) : NULL;
		fix.kept = fix.kept ? arena_string(list->arena, fix.kept) : NULL;
		add_fix(list->arena, target, &fix);
	}
}
