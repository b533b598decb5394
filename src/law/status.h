#ifndef SHIKII_LAW_STATUS_H
#define SHIKII_LAW_STATUS_H

#include "base/arena.h"
#include "base/date.h"
#include "law/reader.h"
#include "law/registry.h"

#include <stdbool.h>

/* What a citation is on a day. */
enum law_state {
	LAW_IN_FORCE,
	LAW_NOT_YET,
	LAW_STATE_REPEALED,
	LAW_STATE_MOVED,
	LAW_NO_SUCH,
	LAW_WRONG_LEVEL, /* 第19条第8項 for 第19条第8号, 第9条第7項 where there are six */
	LAW_UNKNOWN,
	LAW_HISTORY, /* stands in 変更箇所: not judged */
	LAW_FORMER   /* 旧番号法, 改正前の番号法: old law by intent, not judged */
};

/* How a citation that does not hold any more came to its end. */
enum law_class {
	LAW_CLASS_NONE,
	LAW_RENAMED,     /* the order goes on under another title */
	LAW_ONE,         /* it has one successor */
	LAW_SPLIT,       /* it has several: a person chooses */
	LAW_GONE,        /* it has none */
	LAW_REPEALED_ACT /* the whole Act or order is gone */
};

struct status {
	enum law_state state;
	bool sure;               /* false: the day is after known_to, or that of the change is inferred */
	struct date known_to;    /* where the day is after it: the last one that the registry tells of */
	struct date since;       /* the day on which it ended or will begin; year 0: not known */
	const char *by;          /* amending Act, or NULL */
	enum law_class class;    /* of what is repealed or moved */
	const char **successors; /* of LAW_SPLIT, canonical forms */
	size_t successor_count;
	struct date stops;        /* of what is in force: the first day on which it will not be; year 0: not known */
	bool stops_inferred;      /* that day is inferred */
	const char *stops_to;     /* and where it stands then, or NULL */
	const char *formerly;     /* of a row's number that was another row's before: where that one stands now */
	const char *formerly_law; /* the law of that one, or NULL */
	bool
	    other_law; /* of a row: the law beside it is another one's, so that nobody knows whether the number is the old one */
	const struct law_source *source; /* of the entry that decided, or NULL */
	const char *successor;           /* canonical form of what to cite now, or NULL */
	const char *successor_row;       /* the number of the row that it cites, or NULL */

	/* Which part of the citation another one takes the place of. At most one of them: */
	const struct schedule *successor_schedule; /* the table */
	const struct act *successor_act;           /* the name of the order */
	const char *successor_number;              /* the last number */

	/* Filled by mend_citations(), which sees the text around the citation: */
	const char *replacement; /* what to write instead of the citation's text, in its spelling; or NULL */
	const char *joined; /* instead of it, where the article before becomes part of it: に基づく主務省令…; or NULL … */
	size_t joint;     /* … with the bytes between both, which go */
	const char *kept; /* why a stale citation has no replacement, in Japanese; else NULL */
};

/* What to put in the place of the citation in its text, or NULL. */
const char *status_text(const struct status *status);

/* Does it stand elsewhere now, or nowhere? */
bool status_is_stale(const struct status *status);

/* Judges a citation of `text` as of `day`; day.year 0: no day is known. */
struct status citation_judge(struct arena *arena, const struct registry *registry, const struct citation *citation,
                             const char *text, struct date day);

/* renamed | moved | split | gone | repealed-act, or NULL. */
const char *law_class_name(enum law_class class);

/* in-force | not-yet | repealed | moved | no-such | wrong-level | unknown | history | former, and its Japanese name. */
const char *law_state_name(enum law_state state);
const char *law_state_label(enum law_state state);

#endif
