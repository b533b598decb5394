/* Lists of words → their places in the texts. */
#include "rules/word_list.h"

#include "base/messages/rule.h"
#include "base/utf8.h"
#include "rules/buckets.h"
#include <stdint.h>
#include <string.h>

enum {
	WORD_LIMIT = 2000,
	GROUP_LIMIT = 500,
	SPELLING_LIMIT = 10,
	FOUND_LIMIT = 20000 /* words that one rule finds */
};

bool word_check(const struct rule_reader *reader, const struct node *node, const char *text)
{
	if (*text && strlen(text) <= 400)
		return true;
	rule_refuse(reader, node, msg(MSG_RULE_WORD_LENGTH));
	return false;
}

struct word_list *word_list_load(const struct rule_reader *reader, const struct node *node)
{
	struct word_list *list = arena_new_object(reader->arena, struct word_list);
	if (!rule_few_enough(reader, node, WORD_LIMIT))
		return NULL;
	list->words = arena_array(reader->arena, struct word, 2 * node->count);
	for (size_t i = 0; i < node->count; i++) {
		const struct node *item = node->items[i];
		if (item->kind != NODE_SCALAR || !word_check(reader, item->key, item->key->text)) {
			if (item->kind != NODE_SCALAR)
				rule_refuse(reader, item, msg(MSG_RULE_WORD_INSTEAD));
			return NULL;
		}
		list->words[list->count++] = (struct word){item->key->text, *item->text ? item->text : NULL, i};
	}
	list->group_count = node->count;
	return list;
}

static bool group_word_check(const struct rule_reader *reader, const struct node *node)
{
	if (node->kind == NODE_SCALAR)
		return word_check(reader, node, node->text);
	rule_refuse(reader, node, msg(MSG_RULE_WORD_HERE));
	return false;
}

const void *word_groups_load(const struct rule_reader *reader, const struct node *node)
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
			if (!group_word_check(reader, group->items[j]))
				return NULL;
			list_push(reader->arena, &words, ((struct word){group->items[j]->text, NULL, i}));
		}
	}
	*list = (struct word_list){words.items, words.count, node->count};
	return list;
}

/* Those of the rule's words that may stand in the text, by their first character: numbers of words, from 1. */
struct word_index {
	bool empty;
	uint16_t first[BUCKETS];
	uint16_t *next; /* of each word */
	size_t *lengths;
};

static struct word_index *index_words(struct arena *arena, const struct word_list *list, struct sieve *sieve)
{
	struct word_index *index = arena_new_object(arena, struct word_index);
	index->next = arena_array(arena, uint16_t, list->count + 1);
	index->lengths = arena_array(arena, size_t, list->count);
	index->empty = true;
	for (size_t i = 0; i < list->count && i < UINT16_MAX; i++) {
		index->lengths[i] = strlen(list->words[i].text);
		if (!sieve_may_hold(sieve, list->words[i].text, index->lengths[i]))
			continue;
		size_t bucket = bucket_at(list->words[i].text);
		index->empty = false;
		index->next[i + 1] = index->first[bucket];
		index->first[bucket] = (uint16_t)(i + 1);
	}
	return index;
}

/* The longest word that begins at text, or NULL. */
static const struct word *word_at(const struct word_list *list, const struct word_index *index, const char *text)
{
	const struct word *longest = NULL;
	size_t length = 0;
	for (size_t number = index->first[bucket_at(text)]; number; number = index->next[number]) {
		const struct word *word = &list->words[number - 1];
		size_t its = index->lengths[number - 1];
		if (its > length && strncmp(text, word->text, its) == 0) {
			longest = word;
			length = its;
		}
	}
	return longest;
}

static bool is_katakana(const char *text)
{
	int32_t point = 0;
	utf8_decode(text, strlen(text), &point);
	return (point >= 0x30a1 && point <= 0x30fa) || point == 0x30fc; /* ー, too */
}

/* A word of Latin letters stands by itself (CS, not SCSI), and one of katakana goes no further (ユーザ, not
 * ユーザビリティ). */
static bool stands_alone(const struct corpus *corpus, size_t start, size_t end)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
	const char *text = corpus->text;
	if (end - start >= 3 && corpus->length - end >= 3 && is_katakana(text + end - 3))
		return !is_katakana(text + end);
	bool before = start > 0 && strchr(letters, text[start - 1]) && strchr(letters, text[start]);
	bool after = text[end] && strchr(letters, text[end]) && strchr(letters, text[end - 1]);
	return !before && !after;
}

struct word_search word_search(struct rule_run *run, const struct corpus *corpus)
{
	struct word_search search = {.run = run, .list = run->rule->subject, .corpus = corpus};
	const struct word_index *index = index_words(run->arena, search.list, corpus->sieve);
	for (size_t at = 0; at < corpus->length && !index->empty;) {
		const struct word *word = word_at(search.list, index, corpus->text + at);
		size_t length = word ? index->lengths[word - search.list->words] : utf8_step(corpus->text + at);
		if (word && stands_alone(corpus, at, at + length) && search.found.count < FOUND_LIMIT)
			list_push(run->arena, &search.found, ((struct found_word){at, at + length, word}));
		at += length;
	}
	return search;
}

bool word_report(const struct word_search *search, const struct found_word *found, const char *instead, size_t count,
                 size_t others)
{
	struct text_finding finding = {found->start, found->end, instead, count, others};
	return text_rule_report(search->run, search->corpus, &finding) != NULL;
}
