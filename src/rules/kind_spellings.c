/* `spellings`: two spellings of one word stand in one model. */
#include "base/messages/rule.h"
#include "rules/word_list.h"

#include <string.h>

enum { GROUP_LIMIT = 500, SPELLING_LIMIT = 10 };

static bool spelling_check(const struct rule_reader *reader, const struct node *node)
{
	if (node->kind == NODE_SCALAR)
		return word_check(reader, node, node->text);
	rule_refuse(reader, node, msg(MSG_RULE_WORD_HERE));
	return false;
}

static const void *load(const struct rule_reader *reader, const struct node *node)
{
	struct word_list *list = arena_new_object(reader->arena, struct word_list);
	LIST(struct word) words = {0};
	if (!rule_few_enough(reader, node, GROUP_LIMIT))
		return NULL;
	for (size_t i = 0; i < node->count; i++) {
		const struct node *group = node->items[i];
		if (group->kind != NODE_SEQUENCE || group->count < 2) {
			rule_refuse(reader, group, msg(MSG_RULE_SPELLINGS));
			return NULL;
		}
		if (!rule_few_enough(reader, group, SPELLING_LIMIT))
			return NULL;
		for (size_t j = 0; j < group->count; j++) {
			if (!spelling_check(reader, group->items[j]))
				return NULL;
			list_push(reader->arena, &words,
			          ((struct word){group->items[j]->text, strlen(group->items[j]->text), NULL, i}));
		}
	}
	*list = (struct word_list){words.items, words.count, node->count};
	return list;
}

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

const struct rule_kind kind_spellings = {.name = "spellings", .field = FIELD_LIST, .load = load, .run = run};
