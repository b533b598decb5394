/* `spellings`: two spellings of one word stand in one model. */
#include "rules/word_list.h"

/* The spelling of the group that is used most; of several, the one that stands first in the rule. NULL: none. */
static const struct word *most_of(const struct word_list *list, const size_t *counts, size_t group)
{
	const struct word *most = NULL;
	for (size_t i = 0; i < list->count; i++)
		if (list->words[i].group == group && counts[i] > (most ? counts[most - list->words] : 0))
			most = &list->words[i];
	return most;
}

/* A group of which two spellings are used: of the rarer ones the first is told, at its first place. */
static void report_group(struct word_search *search, size_t group)
{
	const struct word_list *list = search->list;
	size_t *counts = arena_array(search->run->arena, size_t, list->count);
	for (size_t i = 0; i < search->found.count; i++)
		counts[search->found.items[i].word - list->words] += search->found.items[i].word->group == group;
	const struct word *most = most_of(list, counts, group);
	for (size_t i = 0; most && i < search->found.count; i++) {
		const struct word *word = search->found.items[i].word;
		if (word->group != group || word == most)
			continue;
		if (word_report(search, &search->found.items[i], most->text, counts[word - list->words],
		                counts[most - list->words]))
			break;
	}
}

static void run(struct rule_run *run, const struct corpus *corpus)
{
	struct word_search search = word_search(run, corpus);
	for (size_t i = 0; i < search.list->group_count; i++)
		report_group(&search, i);
}

const struct rule_kind kind_spellings = {
    .name = "spellings", .field = FIELD_CLOSED_LIST, .load = word_groups_load, .run = run};
