#ifndef SHIKII_LAW_READER_STATE_H
#define SHIKII_LAW_READER_STATE_H

#include "law/folded.h"
#include "law/patterns.h"
#include "law/reader.h"
#include "law/registry.h"

#include <stdbool.h>
#include <stddef.h>

/* What the reader remembers, for the files reader*.c alone. Positions are of the folded text. */
enum {
	GAP_LIMIT = 300,   /* bytes between a name and its article: brackets with number and abbreviation */
	REACH = 3000,      /* bytes that 同法, a schedule without a law and an item of a list look back */
	LOOSE = 6,         /* bytes of a name that says little: 規則 */
	WINDOW = 600,      /* bytes in which the name of an unknown law is looked for */
	BRACKETS = 64,     /* open at once; beyond them brackets have no scope of their own */
	DEFINITIONS = 256, /* names that one sheet defines */
	RANGE_LIMIT = 500  /* rows that one range may mean */
};

/* A law as the text names it. */
struct named {
	const struct act *act;
	const char *law;
	bool valid;
	bool defined;
	bool loose; /* 規則, 指針: a name that other laws have, too */
	bool guess; /* an abbreviation that decides nothing */
	bool supplementary;
	bool former;
	bool misspelt;
	size_t start;
	size_t end; /* folded: where its name, or the last part of its citation ends */
};

struct context {
	struct named law;
	const char *article;
	const char *paragraph;
	const char *item;
	bool bullet; /* its citation begins an item of a list */
};

struct table {
	struct named law;
	const struct schedule *schedule;
	const char *name;
	bool valid;
	size_t start; /* of the word that stands directly before the next row; else equal to end */
	size_t end;
};

enum latest { LATEST_NONE, LATEST_ARTICLE, LATEST_TABLE };

struct defined_name {
	const char *text;
	size_t length;
	struct named law;
};

struct reader {
	struct arena *own;   /* what lasts: the sheet's own names */
	struct arena *arena; /* of the citations, and of the text being read */
	const struct registry *registry;
	const struct patterns *patterns;
	struct defined_name definitions[DEFINITIONS];
	size_t definition_count;
	size_t defined_before; /* of them, by the texts before this one */
	uint64_t defined;      /* what they are, as a mark (base/memo.h) */
	bool history_before;   /* 変更箇所 has begun in a piece before this one */

	/* of the text being read */
	const char *original;
	struct folded text;
	struct citation_list *out;
	size_t history;  /* offset in the original from which on it is 変更箇所, or SIZE_MAX */
	size_t consumed; /* folded: the end of the last part that was read */
	size_t no_list;  /* folded: no list of rows begins before it */
	size_t sentence; /* folded: the end of the sentence before */
	size_t groups;
	struct named name;     /* last name of a law that stands by itself */
	struct named last_law; /* the same, for 同法 */
	struct context article;
	struct table table;
	enum latest latest;
	struct saved {
		struct context article;
		struct named name, last_law;
		struct table table;
		enum latest latest;
	} saved[BRACKETS];
	size_t depth;
};

/* ---- reader_text.c ---- */

const char *reader_slice(struct reader *reader, size_t start, size_t end);
bool reader_matches(struct reader *reader, const struct pattern *pattern, size_t at, struct match *match);
bool reader_is(struct reader *reader, const struct pattern *pattern, size_t at); /* the same, without the match */

/* Is there nothing between start and end but what the pattern allows? */
bool reader_between(struct reader *reader, const struct pattern *pattern, size_t start, size_t end);

/* Does what the pattern tells stand before `at`, near it? */
bool reader_find_before(const struct reader *reader, const struct pattern *pattern, size_t at, struct match *match);

/* The digits of a part: 第113条の3 → 113の3; of a group of a match, or NULL. */
const char *reader_number(struct reader *reader, size_t start, size_t end);
const char *reader_group_number(struct reader *reader, const struct match *match, int group);

bool reader_is_after_space(const struct reader *reader, size_t at);
bool reader_is_within_word(struct reader *reader, size_t at);

struct citation reader_citation(const struct reader *reader, const struct named *law, size_t start, size_t end);
void reader_push(struct reader *reader, struct citation *citation);

/* ---- reader_names.c: which law ---- */

/* The longest name at `at`, of the sheet's own or of the registry, is taken for what follows. Returns where reading goes
 * on; `at` when no name begins there. *taken: there was one, and it is none of a longer word. */
size_t reader_name(struct reader *reader, size_t at, bool *taken);
void reader_define(struct reader *reader, const struct match *match);
void reader_name_by_number(struct reader *reader, const struct match *match);
void reader_same_law(struct reader *reader, const struct match *match);
size_t reader_order_of_item(struct reader *reader, const struct match *match);

/* Which law an article or a schedule at `at` belongs to; *start gets where its citation begins. */
bool reader_law_at(struct reader *reader, size_t at, struct named *law, size_t *start);
bool reader_unknown_between(struct reader *reader, size_t start, size_t end, struct named *law);

/* ---- reader_rows.c: schedules and their rows. These return where reading goes on ---- */

void reader_open_bracket(struct reader *reader);
size_t reader_open_table(struct reader *reader, struct table table);
size_t reader_schedule(struct reader *reader, const struct match *match);
size_t reader_numbers(struct reader *reader, size_t start, size_t at, bool marked);
bool reader_find_table(struct reader *reader);

/* Items or paragraphs that share their counter: 第19条第8・9号. `start`: of the first citation; 0 when there are none. */
size_t reader_shared_parts(struct reader *reader, size_t start, size_t at);

/* ---- reader.c ---- */

void reader_emit_article(struct reader *reader, size_t start, size_t end);
size_t reader_finish_article(struct reader *reader, size_t start, size_t end);

/* Does what begins at `at` go on with the last article: 、第3項? */
bool reader_goes_on(struct reader *reader, size_t at);

#endif
