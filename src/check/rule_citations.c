/* What the expressions of rules ask about the citations in a text. */
#include "check/checking.h"

#include "base/list.h"
#include "base/memo.h"
#include "check/moved_rows.h"
#include "check/stray_rows.h"
#include "model/text.h"
#include "yaml/scalar.h"

#include <string.h>

static const struct cited_list *citations_of(struct checking *run)
{
	if (!run->citations) {
		struct cited_list *list = arena_new_object(run->common.arena, struct cited_list);
		const struct law *law = official_law(run->official);
		if (law)
			*list = citations_of_assessment(run->common.arena, run->official, law, run->assessment, NULL);
		run->citations = list;
	}
	return run->citations;
}

static bool is_among(const struct value *items, size_t count, const char *text)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(items[i].text, text) == 0)
			return true;
	return false;
}

/* The next citation in the text behind `last`, or NULL. Those of one answer follow one another. */
static const struct cited *next_cited(struct checking *run, const struct value *text, const struct cited *last)
{
	const struct cited_list *citations = citations_of(run);
	const struct node *asked = NULL;
	for (size_t i = last ? (size_t)(last - citations->items) + 1 : 0; text->node && i < citations->count; i++) {
		const struct cited *next = &citations->items[i];
		if (next->node != asked &&
		    text_contains(run->official->schema, run->assessment->model->body, text->node, next->node))
			return next;
		asked = next->node;
	}
	return NULL;
}

/* Adds the citations of the text that `say` has words for, each once. */
static struct value list_citations(struct checking *run, struct arena *arena, const struct value *text,
                                   const char *(*say)(struct checking *run, const struct cited *cited,
                                                      const char *words),
                                   const char *words)
{
	const struct cited_list *citations = citations_of(run);
	if (!text->node || run->common.budget < citations->count)
		return value_unknown();
	run->common.budget -= citations->count;
	const void *known;
	uint64_t mark =
	    memo_join(memo_join((uintptr_t)text->node, (uintptr_t)say), words ? memo_mark(words, strlen(words)) : 0);
	if (!run->said)
		run->said = memo_new(run->common.arena);
	if (memo_find(run->said, mark, &known))
		return *(const struct value *)known;
	struct value_list *list = arena_new_object(arena, struct value_list);
	LIST(struct value) found = {0};
	for (const struct cited *cited = NULL; (cited = next_cited(run, text, cited));) {
		const char *said = say(run, cited, words);
		if (said && !is_among(found.items, found.count, said))
			list_push(arena, &found, ((struct value){.kind = VALUE_TEXT, .text = said, .node = cited->node}));
	}
	*list = (struct value_list){.items = found.items, .count = found.count};
	struct value *value = memo_keep(run->said, mark, sizeof *value);
	*value = (struct value){.kind = VALUE_LIST, .list = list};
	return *value;
}

static const char *say_canonical(struct checking *run, const struct cited *cited, const char *words)
{
	(void)run, (void)words;
	return cited->citation.canonical;
}

struct value checking_cited_in(void *context, struct arena *arena, const struct value *text)
{
	return list_citations(context, arena, text, say_canonical, NULL);
}

static const char *say_behind(struct checking *run, const struct cited *cited, const char *words)
{
	(void)run;
	const char *start = strstr(cited->node->text, words);
	bool behind = start && cited->citation.number_start > (size_t)(start - cited->node->text);
	return behind ? cited->citation.canonical : NULL;
}

struct value checking_cited_after(void *context, struct arena *arena, const struct value *text, const char *words)
{
	return list_citations(context, arena, text, say_behind, words);
}

static const char *say_stray(struct checking *run, const struct cited *cited, const char *words)
{
	struct arena *arena = run->common.arena;
	const struct registry *registry = official_law(run->official)->registry;
	if (!run->stray || run->stray->words != words)
		run->stray = stray_words_read(arena, registry, words);
	const char *law = stray_row_law(registry, cited, run->stray);
	return law ? arena_printf(arena, "%s（%s）", cited->citation.canonical, law) : NULL;
}

struct value checking_stray_rows_in(void *context, struct arena *arena, const struct value *text, const char *words)
{
	return list_citations(context, arena, text, say_stray, words);
}

static const char *say_body(struct checking *run, const struct cited *cited, const char *words)
{
	const struct citation *citation = &cited->citation;
	const char *end = strstr(cited->node->text, words);
	bool before = !end || citation->number_start < (size_t)(end - cited->node->text);
	const struct law_row *row = citation->schedule && citation->row && cited->status.state == LAW_IN_FORCE && before
	                                ? schedule_row_on(citation->schedule, citation->row, cited->day)
	                                : NULL;
	return row && row->body ? arena_printf(run->common.arena, "%s（%s）", citation->canonical, row->body) : NULL;
}

struct value checking_row_bodies_in(void *context, struct arena *arena, const struct value *text, const char *words)
{
	return list_citations(context, arena, text, say_body, words);
}

/* The citations that stand in the text. */
static struct cited_cell cell_of(struct checking *run, struct arena *arena, const struct value *text)
{
	LIST(const struct cited *) found = {0};
	for (const struct cited *cited = NULL; (cited = next_cited(run, text, cited));)
		list_push(arena, &found, cited);
	return (struct cited_cell){found.items, found.count};
}

struct value checking_moved_row_in(void *context, struct arena *arena, const struct value *before,
                                   const struct value *after)
{
	struct checking *run = context;
	size_t cost = citations_of(run)->count * 2;
	if (run->common.budget < cost)
		return value_unknown();
	run->common.budget -= cost;
	struct cited_cell old = cell_of(run, arena, before), new = cell_of(run, arena, after);
	const struct cited *amiss = moved_row_amiss(&old, &new);
	if (!amiss)
		return value_absent();
	return (struct value){.kind = VALUE_TEXT, .text = amiss->citation.canonical, .node = amiss->node};
}

struct span checking_cited_place(struct checking *run, const struct node *text, const char *canonical)
{
	const struct value asked = {.node = text};
	for (const struct cited *cited = NULL; (cited = next_cited(run, &asked, cited));) {
		const struct citation *citation = &cited->citation;
		if (strcmp(citation->canonical, canonical) == 0)
			return scalar_span(cited->node, citation->row ? citation->number_start : citation->start,
			                   citation->row ? citation->number_end : citation->end);
	}
	return (struct span){0};
}
