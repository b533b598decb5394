#ifndef SHIKII_RULES_PATTERN_SEARCH_H
#define SHIKII_RULES_PATTERN_SEARCH_H

#include "base/list.h"
#include "lang/matcher.h"
#include "rules/kind.h"

/* From the first to the last byte, which are of one piece, but for the line's end before it. */
struct stretch {
	uint32_t first, last;
};

/* A rule's pattern, searched in the texts that it may be found in: all, or those with one of the words of `with` or a phrase of
 * `twice`. */
struct pattern_search {
	const struct corpus *corpus;
	const struct regex *pattern;
	struct matcher matcher;
	struct memo *memo; /* of texts in which it is not found */
	bool *wanted;      /* of each piece, is it searched? NULL: all are */
	bool any;          /* of them */
	bool as_one;       /* the corpus is searched as one text */
	bool in_stretches;
	LIST(struct stretch)
	stretches; /* the only places where it may begin, in their order; of a rule with `at_words` or `in_sentence` */
	size_t stretch;
	size_t piece;
	size_t at;
};

/* It stays where it was opened until it is closed. `limit`: of the steps of one search. */
void pattern_search_open(struct pattern_search *search, struct rule_run *run, const struct corpus *corpus,
                         const struct regex *pattern, uint32_t limit);
void pattern_search_close(struct pattern_search *search);

/* The next place: returns what pcre2_match does; NULL in *places without one, else the places of the match and of its groups in
 * the corpus. Where it is empty the search goes on behind the next letter. */
int pattern_search_next(struct pattern_search *search, const PCRE2_SIZE **places);

#endif
