#ifndef SHIKII_CHECK_CHECKING_H
#define SHIKII_CHECK_CHECKING_H

/* Rules being run, among the files that run them. */
#include "check/citations.h"
#include "rules/kind.h"

/* One assessment that is held against all rules. */
struct stray_words;

struct checking {
	struct rule_run common; /* first */
	struct official *official;
	const struct rule_set *rules;
	const struct assessment *assessment;
	struct value printed;
	const struct sheet *sheet;          /* of a rule about answers */
	struct value *answers;              /* one for each of its items */
	const struct cited_list *citations; /* of the sheets; NULL until a rule asks for them */
	struct memo *said;                  /* what was said of them: rules ask for the same texts; NULL until then */
	const struct stray_words *stray;    /* the words that a rule last held against citations, or NULL */
};

/* What expressions ask about citations: as struct env says; `context` is the struct checking. */
struct value checking_cited_in(void *context, struct arena *arena, const struct value *text);
struct value checking_stray_rows_in(void *context, struct arena *arena, const struct value *text, const char *words);
struct value checking_cited_after(void *context, struct arena *arena, const struct value *text, const char *words);
struct value checking_row_bodies_in(void *context, struct arena *arena, const struct value *text, const char *words);
struct value checking_moved_row_in(void *context, struct arena *arena, const struct value *before,
                                   const struct value *after);

/* Where the citation of this form stands in the text of the node; no place where there is none. */
struct span checking_cited_place(struct checking *run, const struct node *text, const char *canonical);

#endif
