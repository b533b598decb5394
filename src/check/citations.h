#ifndef SHIKII_CHECK_CITATIONS_H
#define SHIKII_CHECK_CITATIONS_H

#include "assess/assess.h"
#include "assess/official.h"
#include "base/arena.h"
#include "base/diag.h"
#include "law/law.h"
#include "law/mend.h"
#include "law/reader.h"
#include "law/status.h"

#include <stddef.h>

/* A citation where it stands, judged as of the day of its sheet. */
struct cited {
	struct citation citation;
	struct status status;
	const char *text; /* as written */
	struct span span;
	const struct node *node;   /* the scalar that it stands in; NULL: a plain text */
	const struct sheet *sheet; /* the same */
	const struct row *row;     /* or NULL: 変更箇所 */
	struct date day;           /* as of which it was judged */
	bool assumed;              /* a draft without a day: judged as of the last day that the registry knows */
};

struct cited_list {
	struct cited *items;
	size_t count;
	size_t capacity;
};

/* The law for an assessment's body, loaded when it is first asked for. NULL when it is broken: that is reported to
 * official->diags, once, and the run could not be done. */
const struct law *official_law(struct official *official);

/* All citations of the sheets, in print order; a place that several sheets print is listed once, unless its state
 * differs. `as_of` absent: each sheet's own day. */
struct cited_list citations_of_assessment(struct arena *arena, const struct official *official, const struct law *law,
                                          const struct assessment *assessment, const struct value *as_of);

/* Gets citations one after the other; what they point to lasts until take() returns. */
struct cited_taker {
	void (*take)(void *context, const struct cited *cited);
	void *context;
};

/* Hands over the citations of a plain text, in memory that does not grow with it; day.year 0: the day that it gives as
 * 公表日, if any. */
void citations_of_text(struct arena *arena, const struct law *law, const struct calendar *calendar,
                       const struct source *source, struct date day, const struct cited_taker *taker);

/* Puts the citation's place in the model and its item into a finding. */
void cited_describe(struct arena *arena, const struct calendar *calendar, struct diag *diag, const struct cited *cited);

/* Reports citations of an assessment that do not hold on the sheet's day; rows of one list in one finding. */
void check_citations(struct arena *arena, struct diags *diags, const struct official *official,
                     const struct assessment *assessment, const struct cited_list *list);

#endif
