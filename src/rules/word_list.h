#ifndef SHIKII_RULES_WORD_LIST_H
#define SHIKII_RULES_WORD_LIST_H

#include "base/list.h"
#include "rules/kind.h"

/* What words, spellings, homophones and terms share: lists of words that are looked for in all texts at once. */

/* `instead` is the right word, the long form, or NULL; spellings of one word have the same group. */
struct word {
	const char *text;
	const char *instead;
	const struct word_bounds {
		const struct node *except; /* a list of longer words, in which it is right; or NULL */
		const char *before,
		    *after; /* words with spaces between them: it is wrong only beside one; both NULL: everywhere */
	} * bounds;     /* NULL: none */
	uint32_t length;
	uint32_t group;
	struct places_key key;
	bool later; /* what its map says is read when it is first found, for most words are not: of what is built in */
};

struct word_list {
	struct word *words;
	size_t count;
	size_t group_count;
	const struct node *node;
	struct arena *arena; /* of what is read later */
};

struct found_word {
	size_t start, end; /* in the corpus */
	const struct word *word;
};

struct word_search {
	struct rule_run *run;
	const struct word_list *list;
	const struct corpus *corpus;
	LIST(struct found_word) found;
};

struct word word_new(const char *text, size_t group);

/* Is it a word that can be looked for? Else reports. */
bool word_check(const struct rule_reader *reader, const struct node *node, const char *text);

/* {wrong: right}, {wrong: {instead: right, except: [longer words in which it is right], before: words, after: words}};
 * an empty value says nothing of the right word. NULL after reporting. */
struct word_list *word_list_load(const struct rule_reader *reader, const struct node *node);

/* [[one, other], …]: a struct word_list whose words are in groups; NULL after reporting. */
const void *word_groups_load(const struct rule_reader *reader, const struct node *node);

/* Finds the words of the rule's list. */
struct word_search word_search(struct rule_run *run, const struct corpus *corpus);

/* Reports one of them; `count` and `others` are for the message. Was there a finding? */
bool word_report(const struct word_search *search, const struct found_word *found, const char *instead, size_t count,
                 size_t others);

#endif
