/* Lists of words → their places in the texts. */
#include "rules/word_list.h"

#include "base/messages/rule.h"
#include "base/utf8.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
	WORD_LIMIT = 2000,
	GROUP_LIMIT = 500,
	EXCEPT_LIMIT = 100,
	SPELLING_LIMIT = 10,
	FOUND_LIMIT = 20000 /* words that one rule finds */
};

static bool is_good_word(const char *text)
{
	return *text && strlen(text) <= 400;
}

struct word word_new(const char *text, size_t group)
{
	size_t length = strlen(text);
	return (struct word){
	    .text = text, .length = (uint32_t)length, .group = (uint32_t)group, .key = places_key(text, length)};
}

bool word_check(const struct rule_reader *reader, const struct node *node, const char *text)
{
	if (is_good_word(text))
		return true;
	rule_refuse(reader, node, msg(MSG_RULE_WORD_LENGTH));
	return false;
}

static bool read_except(const struct rule_reader *reader, const struct node *list, const struct word *word)
{
	if (!rule_few_enough(reader, list, EXCEPT_LIMIT))
		return false;
	for (size_t i = 0; i < list->count; i++) {
		const struct node *longer = list->items[i];
		if (longer->kind == NODE_SCALAR && longer->text && strstr(longer->text, word->text))
			continue;
		rule_refuse(reader, longer, msg(MSG_RULE_WORD_EXCEPT));
		return false;
	}
	return true;
}

/* Words with spaces between them; `words` stays NULL without the key. */
static bool read_beside(const struct rule_reader *reader, const struct node *node, const char **words)
{
	if (!node)
		return true;
	*words = node->text;
	if (node->text[strspn(node->text, " ")])
		return true;
	rule_refuse(reader, node, msg(MSG_RULE_WORD_HERE));
	return false;
}

/* What stands behind a word: the right one, or a map that has it, the exceptions, and what it is wrong beside. */
static bool read_instead(const struct rule_reader *reader, const struct node *node, struct word *word)
{
	struct instead_entry {
		const struct node *instead, *except, *before, *after;
	} entry = {.instead = node};
	static const struct field_spec specs[] = {
	    {"instead", FIELD_SCALAR, true, offsetof(struct instead_entry, instead)},
	    {"except", FIELD_LIST, false, offsetof(struct instead_entry, except)},
	    {"before", FIELD_SCALAR, false, offsetof(struct instead_entry, before)},
	    {"after", FIELD_SCALAR, false, offsetof(struct instead_entry, after)},
	};
	if (node->kind == NODE_MAPPING && !fields_read(reader->diags, node, specs, sizeof specs / sizeof *specs, &entry))
		return false;
	if (entry.instead->kind != NODE_SCALAR) {
		rule_refuse(reader, node, msg(MSG_RULE_WORD_INSTEAD));
		return false;
	}
	word->instead = *entry.instead->text ? entry.instead->text : NULL;
	if (!entry.except && !entry.before && !entry.after)
		return true;
	struct word_bounds *bounds = arena_new_object(reader->arena, struct word_bounds);
	bounds->except = entry.except;
	word->bounds = bounds;
	return (!entry.except || read_except(reader, entry.except, word)) &&
	       read_beside(reader, entry.before, &bounds->before) && read_beside(reader, entry.after, &bounds->after);
}

struct word_list *word_list_load(const struct rule_reader *reader, const struct node *node)
{
	struct word_list *list = arena_new_object(reader->arena, struct word_list);
	if (!rule_few_enough(reader, node, WORD_LIMIT))
		return NULL;
	list->words = arena_array(reader->arena, struct word, node->count);
	for (size_t i = 0; i < node->count; i++) {
		const struct node item = node_member_alone(node, i);
		struct word word = word_new(node_member_key(node, i), i);
		word.later = item.kind == NODE_MAPPING && node->span.source->packed;
		if ((!is_good_word(word.text) && !word_check(reader, node_member(node, i)->key, word.text)) ||
		    (!word.later && !read_instead(reader, &item, &word)))
			return NULL;
		list->words[list->count++] = word;
	}
	list->group_count = node->count;
	list->node = node;
	list->arena = reader->arena;
	return list;
}

const void *word_groups_load(const struct rule_reader *reader, const struct node *node)
{
	struct word_list *list = arena_new_object(reader->arena, struct word_list);
	LIST(struct word) words = {0};
	if (!rule_few_enough(reader, node, GROUP_LIMIT))
		return NULL;
	for (size_t i = 0; i < node->count; i++) {
		const struct node group = node_member_alone(node, i);
		if (group.kind != NODE_SEQUENCE || group.count < 2) {
			rule_refuse(reader, &group, msg(MSG_RULE_SPELLINGS));
			return NULL;
		}
		if (!rule_few_enough(reader, &group, SPELLING_LIMIT))
			return NULL;
		for (size_t j = 0; j < group.count; j++) {
			const struct node item = node_member_alone(&group, j);
			if (item.kind != NODE_SCALAR) {
				rule_refuse(reader, &item, msg(MSG_RULE_WORD_HERE));
				return NULL;
			}
			if (!word_check(reader, &item, item.text))
				return NULL;
			list_push(reader->arena, &words, word_new(item.text, i));
		}
	}
	*list = (struct word_list){.words = words.items, .count = words.count, .group_count = node->count};
	return list;
}

/* Of the common ones, which are three bytes long. */
static bool is_kanji(const char *text)
{
	int32_t point = 0;
	return (text[0] & 0xf0) == 0xe0 && utf8_decode(text, 3, &point) == 3 && point >= 0x4e00 && point <= 0x9fff;
}

static bool is_katakana(const char *text)
{
	int32_t point = utf8_point(text);
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

/* Is it a part of one of the longer words in which it is right? */
static bool is_excepted(const struct corpus *corpus, const struct found_word *found)
{
	const struct node *except = found->word->bounds ? found->word->bounds->except : NULL;
	for (size_t i = 0; except && i < except->count; i++) {
		const char *longer = except->items[i]->text;
		size_t before = (size_t)(strstr(longer, found->word->text) - longer);
		if (found->start >= before && strncmp(corpus->text + found->start - before, longer, strlen(longer)) == 0)
			return true;
	}
	return false;
}

/* A word that is wrong only beside others: is it beside one of them? */
static bool is_beside(const struct corpus *corpus, const struct found_word *found)
{
	const struct word_bounds *bounds = found->word->bounds;
	const char *before = bounds->before ? bounds->before : "", *after = bounds->after ? bounds->after : "";
	size_t length;
	for (; *before; before += length + strspn(before + length, " ")) {
		length = strcspn(before, " ");
		if (length && found->start >= length && memcmp(corpus->text + found->start - length, before, length) == 0)
			return true;
	}
	for (; *after; after += length + strspn(after + length, " ")) {
		length = strcspn(after, " ");
		if (length && strncmp(corpus->text + found->end, after, length) == 0)
			return true;
	}
	return false;
}

/* Does the word of two kanji lie across two others: an odd number of kanji stands in front of it? */
static bool is_across(const struct corpus *corpus, const struct found_word *found)
{
	size_t before = 0;
	if (found->end - found->start != 6 || !is_kanji(corpus->text + found->start) ||
	    !is_kanji(corpus->text + found->start + 3))
		return false;
	for (size_t at = found->start; at >= 3 && is_kanji(corpus->text + at - 3); at -= 3)
		before++;
	return before % 2 == 1;
}

/* In the order of the text; of those that begin at one place the longest first. */
static int compare_found(const void *one, const void *other)
{
	const struct found_word *a = one, *b = other;
	if (a->start != b->start)
		return a->start < b->start ? -1 : 1;
	if (a->end != b->end)
		return a->end > b->end ? -1 : 1;
	return a->word > b->word ? -1 : a->word < b->word;
}

/* The tests have found no mistake in it. */
static void read_later(const struct word_list *list, struct word *word)
{
	struct diags diags;
	const struct rule_reader reader = {list->arena, &diags, NULL};
	const struct node item = node_member_alone(list->node, word->group);
	diags_init(&diags, list->arena);
	word->later = false;
	read_instead(&reader, &item, word);
}

/* All places of all words. */
static void find_all(struct word_search *search)
{
	struct places *places = search->corpus->places;
	for (size_t i = 0; i < search->list->count; i++) {
		struct word *word = &search->list->words[i];
		if (!places_may_have(places, word->key))
			continue;
		uint32_t letter, at = places_first(places, word->text, word->length, &letter);
		if (at != PLACES_NONE && word->later)
			read_later(search->list, word);
		for (; at != PLACES_NONE; at = places_next(places, word->text, word->length, &letter))
			list_push(search->run->arena, &search->found, ((struct found_word){at, at + word->length, word}));
	}
	if (search->found.count)
		qsort(search->found.items, search->found.count, sizeof *search->found.items, compare_found);
}

struct word_search word_search(struct rule_run *run, const struct corpus *corpus)
{
	struct word_search search = {.run = run, .list = run->rule->subject, .corpus = corpus};
	find_all(&search);
	size_t count = 0, at = 0;
	for (size_t i = 0; i < search.found.count && count < FOUND_LIMIT; i++) {
		const struct found_word found = search.found.items[i];
		if (found.start < at)
			continue; /* inside of a longer one */
		at = found.end;
		const struct word_bounds *bounds = found.word->bounds;
		bool beside =
		    bounds && (bounds->before || bounds->after); /* then it is no chance that its letters stand there */
		bool wrong = beside ? is_beside(corpus, &found) : !run->rule->compounds || !is_across(corpus, &found);
		if (wrong && stands_alone(corpus, found.start, found.end) && !is_excepted(corpus, &found))
			search.found.items[count++] = found;
	}
	search.found.count = count;
	return search;
}

bool word_report(const struct word_search *search, const struct found_word *found, const char *instead, size_t count,
                 size_t others)
{
	struct text_finding finding = {found->start, found->end, instead, count, others};
	return text_rule_report(search->run, search->corpus, &finding) != NULL;
}
