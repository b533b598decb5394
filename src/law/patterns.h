#ifndef SHIKII_LAW_PATTERNS_H
#define SHIKII_LAW_PATTERNS_H

#include "base/arena.h"
#include "base/diag.h"
#include "model/data.h"
#include "yaml/node.h"

#include <stdbool.h>
#include <stddef.h>

/* rules/law/patterns.yaml: what citations look like. */
enum token_kind {
	TOKEN_DEFINITION,
	TOKEN_LAW_NUMBER,
	TOKEN_ARTICLE,
	TOKEN_BARE_ARTICLE,
	TOKEN_PARAGRAPH,
	TOKEN_ITEM,
	TOKEN_COLUMN,
	TOKEN_SUPPLEMENTARY,
	TOKEN_SCHEDULE,
	TOKEN_TABLE,
	TOKEN_ROWS,
	TOKEN_SAME_LAW,
	TOKEN_SAME_ARTICLE,
	TOKEN_SAME_ITEM,
	TOKEN_SAME_SCHEDULE,
	TOKEN_OPEN,
	TOKEN_CLOSE,
	TOKEN_STOP,
	TOKEN_NUMBER,
	TOKEN_COUNT
};

struct pattern; /* compiled */

struct patterns {
	const struct pattern *tokens; /* all of them, any */
	const struct pattern *gap;
	const struct pattern *list;
	const struct pattern *bullet;
	const struct pattern *parts;
	const struct pattern *stray;
	const struct pattern *leaves_row;
	const struct pattern *article_table;
	const struct pattern *article_end;
	const struct pattern *odd_schedule;
	const struct pattern
	    *own_topic; /* of the text before a schedule, to its end; so are own_noun, own_setter and own_place */
	const struct pattern *own_noun;
	const struct pattern *own_row;
	const struct pattern *own_after;
	const struct pattern *own_setter;
	const struct pattern *own_set;
	const struct pattern *own_place;
	const struct pattern *lead;
	const struct pattern *row_end;
	const struct pattern *subject_behind;
	const struct pattern *subject_before;
	const struct pattern *member;
	const struct pattern *separator;
	const struct pattern *range;
	const struct pattern *range_end;
	const struct pattern *law;
	const struct pattern *other_law;
	const struct pattern *not_name;
	const struct pattern *prefix;
	const struct pattern *former;
	const struct pattern *title_part;
	const struct pattern *ordinance;
	const struct pattern *goes_on;
	const struct pattern *beside;
	const struct pattern *signs; /* of the text as it is: without one of them it cites and defines nothing */
	const struct pattern *history;
	const struct pattern *published;
	const struct pattern *past_before; /* of the text as it is, up to a citation */
	const struct pattern *past_after;
	const struct pattern *mend_aside; /* of the text with signs in it: law/mend.c */
	const struct pattern *mend_bullet;
	const struct pattern *mend_behind;
	const struct pattern *mend_order;
	const struct pattern *mend_before;
	const struct pattern *mend_old;
	const struct pattern *mend_later;
	const struct pattern *mend_joint;
	struct memo *memo; /* of what is read in texts */
};

/* Reports mistakes in the patterns with their place and returns NULL when there were any. */
const struct patterns *patterns_load(struct arena *arena, struct diags *diags, const struct data_folders *folders);

enum { PATTERN_GROUPS = 8 };

struct match {
	size_t start;
	size_t end;
	size_t group_start[PATTERN_GROUPS]; /* from 1; where group_end is 0, the group took no part */
	size_t group_end[PATTERN_GROUPS];
	enum token_kind kind; /* of patterns.tokens */
};

/* Finds the first match at or behind `at`; `anchored`: at `at` alone; `whole`: and up to `length`. */
enum match_mode { MATCH_SEARCH, MATCH_ANCHORED, MATCH_WHOLE };
bool pattern_match(const struct pattern *pattern, const char *text, size_t length, size_t at, enum match_mode mode,
                   struct match *match);

#endif
