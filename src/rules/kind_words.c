/* `words`: one of these words is found. */
#include "rules/word_list.h"

static const void *load(const struct rule_reader *reader, const struct node *node)
{
	return word_list_load(reader, node);
}

/* Each word once, at its first place. */
static void report_each_word(struct word_search *search)
{
	const struct word_list *list = search->list;
	size_t *counts = arena_array(search->run->arena, size_t, list->count);
	for (size_t i = 0; i < search->found.count; i++)
		counts[search->found.items[i].word - list->words]++;
	for (size_t i = 0; i < search->found.count; i++) {
		const struct found_word *found = &search->found.items[i];
		size_t *count = &counts[found->word - list->words];
		if (*count && word_report(search, found, found->word->instead, *count, *count - 1))
			*count = 0;
	}
}

/* All that was found. */
static void report_all(struct word_search *search)
{
	size_t count = search->found.count;
	for (size_t i = 0; i < count; i++)
		word_report(search, &search->found.items[i], search->found.items[i].word->instead, count, count - 1);
}

static struct text_findings findings_of(const struct word_search *search)
{
	size_t count = search->found.count;
	struct text_finding *items = arena_array(search->run->arena, struct text_finding, count);
	for (size_t i = 0; i < count; i++) {
		const struct found_word *found = &search->found.items[i];
		items[i] = (struct text_finding){found->start, found->end, found->word->instead, count, count - 1};
	}
	return (struct text_findings){search->corpus, items, count};
}

static void run(struct rule_run *run, const struct corpus *corpus)
{
	struct word_search search = word_search(run, corpus);
	(run->rule->once ? report_each_word : report_all)(&search);
	const struct corpus *rows = text_rule_rows(run);
	if (!rows)
		return;
	struct word_search row_search = word_search(run, rows);
	struct text_findings texts = findings_of(&search), in_rows = findings_of(&row_search);
	text_rule_report_row(run, &texts, &in_rows);
}

const struct rule_kind kind_words = {
    .name = "words", .field = FIELD_CLOSED_MAP, .rows = true, .load = load, .run = run};
