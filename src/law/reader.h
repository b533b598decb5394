#ifndef SHIKII_LAW_READER_H
#define SHIKII_LAW_READER_H

#include "base/arena.h"
#include "base/list.h"
#include "law/patterns.h"
#include "law/registry.h"

#include <stdbool.h>
#include <stddef.h>

/* One citation: an article with its paragraph and item, or a schedule with its row. Offsets are bytes of the text that
 * was read. */
struct citation {
	size_t start;
	size_t end;
	const struct act *act;           /* NULL: none of the registry's */
	const char *law;                 /* its short name, or as written; NULL: not said */
	const struct schedule *schedule; /* NULL: none of the registry's */
	const char *schedule_name;       /* 別表第二; NULL: an article */
	const char *article;             /* numbers in digits (113の3), or NULL */
	const char *paragraph;
	const char *item;
	const char *row;
	bool supplementary;  /* of the 附則 */
	bool loose;          /* named by a word that other laws have, too: 規則 */
	bool guess;          /* named by an abbreviation that decides nothing */
	bool range;          /* one of the rows that 「42項～45項」 means */
	bool between;        /* the same, and none of its ends */
	bool history;        /* stands in 変更箇所 */
	bool former;         /* 旧番号法, 改正前の…: the law as it was before is meant */
	bool misspelt;       /* the law's name is written with a slip */
	bool pieces;         /* the row's number is written in pieces: 第56項の2 */
	size_t number_start; /* of the row's number */
	size_t number_end;
	size_t subject;           /* of an article: where words on what it is about may begin behind it */
	size_t subject_end;       /* and where such words before it may end */
	size_t group;             /* rows of one list have the same number; 0: no row */
	const struct act *beside; /* the law in the brackets behind a row: 44の項（国民健康保険法…）; or NULL */
	const struct act *ahead; /* the law in whose brackets the row stands first: 国民健康保険法（…44の項）; or NULL */
	const char *canonical;
};

struct citation_list {
	struct citation *items;
	size_t count;
	size_t capacity;
};

/* Reads the texts of one sheet in their order: names that it defines for itself hold from there on. */
struct reader;

struct reader *reader_new(struct arena *arena, const struct registry *registry, const struct patterns *patterns);

/* Appends the citations of a text in their order. `plain`: the text is a whole file, in which blank lines separate and
 * 変更箇所 begins somewhere. Offsets count from the start of text. Texts of 4 GiB and more are not read. */
void reader_read(struct reader *reader, const char *text, size_t length, bool plain, struct citation_list *out);

/* Citations that are read from now on live in `arena`. */
void reader_use(struct reader *reader, struct arena *arena);

/* Where the first piece of a long text ends, at a blank line where there is one. Pieces of a quarter of a megabyte that are read one
 * after the other need memory for one of them. */
size_t reader_piece(const char *text, size_t length);

/* Reads the last text once more as it would be with changes; what it defines is forgotten again. False: it defines other
 * names than before, or for laws that are no successors of those. */
bool reader_read_changed(const struct reader *reader, const char *text, size_t length, bool plain,
                         struct citation_list *out);

/* The canonical form of a citation: 番号法第19条第8号. */
const char *citation_print(struct arena *arena, const struct citation *citation);

#endif
