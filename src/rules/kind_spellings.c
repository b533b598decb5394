/* `spellings`: two spellings of one word stand in one model. */
#include "rules/word_list.h"

/* A group of which two spellings are used: the rarer ones are told, each at its first place. */
static void report_group(struct word_search *search, size_t group)
{
	const struct word_list *list = search->list;
	size_t *counts = arena_array(search->run->arena, size_t, list->count);
	const struct word *most = NULL;
	for (size_t i = 0; i < search->found.count; i++) {
		const struct word *word = search->found.items[i].word;
		if (word->group != group)
			continue;
		size_t count = ++counts[word - list->words];
		if (!most || count > counts[most - list->words])
			most = word;
	}
	for (size_t i = 0; most && i < search->found.count; i++) {
		const struct word *word = search->found.items[i].word;
		size_t *count = &counts[word - list->words];
		if (word->group != group || word == most || *count == 0)
			continue;
		word_report(search, &search->found.items[i], most->text, *count, counts[most - list->words]);
		*count = 0;
	}
}

static void run(struct rule_run *run, const struct corpus *corpus)
{
	struct word_search search = word_search(run, corpus);
	for (size_t i = 0; i < search.list->group_count; i++)
		report_group(&search, i);
}

const struct rule_kind kind_spellings = {
    .name = "spellings", .field = FIELD_LIST, .load = word_groups_load, .run = run};
