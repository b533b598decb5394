/* `terms`: a short form is used that is introduced nowhere. */
#include "base/messages/rule.h"
#include "base/utf8.h"
#include "rules/word_list.h"

#include <stdio.h>
#include <string.h>

/* {short: long}: long forms are looked for, too, so that what is short in them counts as theirs. */
static const void *load(const struct rule_reader *reader, const struct node *node)
{
	struct word_list *list = word_list_load(reader, node);
	if (!list)
		return NULL;
	struct word *words = arena_array(reader->arena, struct word, 2 * list->count);
	if (list->count)
		memcpy(words, list->words, list->count * sizeof *words);
	list->words = words;
	for (size_t i = 0; i < node->count; i++) {
		if (!list->words[i].instead) {
			rule_refuse(reader, node_member(node, i), msg(MSG_RULE_LONG_FORM));
			return NULL;
		}
		list->words[list->count++] = word_new(words[i].instead, i);
	}
	return list;
}

static bool corpus_has(const struct corpus *corpus, const char *before, const char *term, const char *after)
{
	char text[512];
	int length = snprintf(text, sizeof text, "%s%s%s", before, term, after);
	return length < 0 || (size_t)length >= sizeof text || strstr(corpus->text, text);
}

/* Does 以下 or 以降 stand just before it: 以降、国保法と記す? */
static bool follows_hereafter(const struct corpus *corpus, size_t start)
{
	enum { REACH = 15 }; /* bytes: five characters */
	char before[REACH + 1] = "";
	size_t length = start < REACH ? start : REACH;
	memcpy(before, corpus->text + start - length, length);
	return strstr(before, "以下") || strstr(before, "以降");
}

/* Stands it in brackets, behind the long form or others: （国保法）? Behind a word that ends otherwise, as 責任者（連合会）, it is
 * only used. */
static bool is_in_brackets(const struct word_search *search, const struct found_word *found)
{
	static const char *const brackets[][2] = {{"（", "）"}, {"(", ")"}};
	const char *text = search->corpus->text, *form = found->word->instead;
	size_t last = utf8_back(form, strlen(form));
	for (size_t i = 0; i < sizeof brackets / sizeof *brackets; i++) {
		size_t length = strlen(brackets[i][0]), tail = strlen(form + last);
		if (found->start < length + tail || strncmp(text + found->end, brackets[i][1], strlen(brackets[i][1])) != 0 ||
		    strncmp(text + found->start - length, brackets[i][0], length) != 0)
			continue;
		const char *before = text + found->start - length;
		bool closed = before[-1] == ')' || strncmp(before - strlen("）"), "）", strlen("）")) == 0;
		if (closed || strncmp(before - tail, form + last, tail) == 0)
			return true;
	}
	return false;
}

/* 「国保法」という, （国保法）, 以下国保法: the short form is introduced somewhere. */
static bool is_introduced(const struct word_search *search, const struct word *word)
{
	static const char *const quotes[][2] = {{"「", "」"}, {"｢", "｣"}, {"『", "』"}};
	for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++)
		if (corpus_has(search->corpus, quotes[i][0], word->text, quotes[i][1]))
			return true;
	for (size_t i = 0; i < search->found.count; i++)
		if (search->found.items[i].word == word && is_in_brackets(search, &search->found.items[i]))
			return true;
	for (size_t i = 0; i < search->found.count; i++)
		if (search->found.items[i].word == word && follows_hereafter(search->corpus, search->found.items[i].start))
			return true;
	return false;
}

/* Is another short form of the same introduced? Then it has two spellings, which is for another rule to tell. */
static bool has_other_form(const struct word_search *search, const struct word *word)
{
	const struct word_list *list = search->list;
	for (size_t i = 0; i < list->count; i++)
		if (&list->words[i] != word && list->words[i].instead && strcmp(list->words[i].instead, word->instead) == 0 &&
		    is_introduced(search, &list->words[i]))
			return true;
	return false;
}

/* Short forms of a few letters are parts of other names, too: 機構 of 支援機構. */
static bool is_part(const struct corpus *corpus, const struct found_word *found)
{
	enum { SHORT = 3 };
	size_t length = found->end - found->start, before = utf8_back(corpus->text, found->start);
	if (utf8_count(corpus->text + found->start, length) > SHORT || !found->start)
		return false;
	int32_t point = 0;
	utf8_decode(corpus->text + before, found->start - before, &point);
	return utf8_is_kanji(point) || (point >= 0x30a1 && point <= 0x30fa) || point == 0x30fc;
}

/* How often the long form stands. */
static size_t count_long_form(const struct word_search *search, const char *form)
{
	size_t count = 0;
	for (size_t i = 0; i < search->found.count; i++)
		count += !search->found.items[i].word->instead && strcmp(search->found.items[i].word->text, form) == 0;
	return count;
}

static void report_terms(struct word_search *search)
{
	const struct word_list *list = search->list;
	for (size_t i = 0; i < list->count; i++) {
		const struct found_word *first = NULL;
		size_t count = 0;
		if (!list->words[i].instead)
			continue; /* a long form */
		for (size_t j = 0; j < search->found.count; j++) {
			if (search->found.items[j].word != &list->words[i] || is_part(search->corpus, &search->found.items[j]))
				continue;
			first = first ? first : &search->found.items[j];
			count++;
		}
		if (first && !is_introduced(search, &list->words[i]) && !has_other_form(search, &list->words[i]))
			word_report(search, first, list->words[i].instead, count, count_long_form(search, list->words[i].instead));
	}
}

static void run(struct rule_run *run, const struct corpus *corpus)
{
	struct word_search search = word_search(run, corpus);
	report_terms(&search);
}

const struct rule_kind kind_terms = {.name = "terms", .field = FIELD_CLOSED_MAP, .load = load, .run = run};
