#ifndef SHIKII_CONSEQUENCES_COVERAGE_H
#define SHIKII_CONSEQUENCES_COVERAGE_H

#include "assess/official.h"
#include "base/arena.h"
#include "base/diag.h"
#include "consequences/consequences.h"
#include "consequences/due_rows.h"
#include "history/changes.h"
#include "model/sheet.h"

#include <stdbool.h>
#include <stddef.h>

/* Two states of a sheet, held against the rows of 変更箇所 that were written between them. */
enum told_verdict {
	TOLD_TRUE,      /* or nothing can be said of it */
	TOLD_BEFORE,    /* what it calls 変更前 was not there */
	TOLD_AFTER,     /* what it calls 変更後 is not there */
	TOLD_UNCHANGED, /* its item did not change */
	TOLD_LATE,      /* the older sheet has its 変更後 already */
	TOLD_MISPLACED  /* it tells the change of another item */
};

/* A row of the newer sheet that the older does not have. */
struct told {
	const struct history_change *change;
	enum told_verdict verdict;
	const struct due_row *due; /* TOLD_TRUE: a row that it pays, if any; TOLD_MISPLACED: the one that it is about */
	const char *words;         /* TOLD_BEFORE, TOLD_AFTER: the paragraph that is not there */
};

struct coverage {
	const struct sheet *old;
	const struct sheet *new;
	bool begun; /* the older sheet was published: from then on 変更箇所 is kept, else nothing is due */
	struct due_rows due;
	const struct history_change **paid; /* for each due row the row that tells it, or the first of those; or NULL */
	const char **untold; /* of those not paid: a paragraph that no row tells although one is about it, or NULL */
	struct told *told;
	size_t told_count;
	const struct history_row **gone; /* rows of the older sheet that the newer lacks */
	size_t gone_count;
	const struct history_row **edited; /* rows of the newer sheet that stand in the older with other words */
	size_t edited_count;
};

/* Either sheet may be NULL: not made. */
struct coverage coverage_of(struct arena *arena, struct official *official, const struct consequences *consequences,
                            const struct sheet *old, const struct sheet *new);

/* The judgement (significance) of the row that pays for a due row, or NULL: nobody has judged, or there is no such row. */
const char *coverage_judged(const struct coverage *coverage, size_t index);

/* Reports rows that are missing, false, late or misplaced, ※ rows that nobody has judged, published rows that are gone, and
 * changes without a new 公表日. */
void coverage_check(struct arena *arena, struct diags *diags, const struct coverage *coverage);

#endif
