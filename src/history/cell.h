#ifndef SHIKII_HISTORY_CELL_H
#define SHIKII_HISTORY_CELL_H

#include "base/arena.h"
#include "base/diag.h"
#include "model/data.h"

#include <stdbool.h>
#include <stddef.h>

/* The columns 変更前の記載 and 変更後の記載: the words of an item, or words that stand for them (略, 同上, 記載なし),
 * which are data: rules/cells.yaml. */
struct cell_words;

/* Reports mistakes and returns NULL when there were any. */
const struct cell_words *cell_words_load(struct arena *arena, struct diags *diags, const struct data_folders *folders);

enum cell_kind {
	CELL_BLANK,
	CELL_ABOVE,   /* 同上 */
	CELL_OMITTED, /* only a word for what is left out: （略） */
	CELL_WORD,    /* only a word about the change, or a remark: （記載なし）, 削除 */
	CELL_PART,    /* words of the item, with passages left out or marked as a part of it */
	CELL_TEXT
};

struct cell {
	enum cell_kind kind;
	const char *text;    /* as written, "" for none */
	const char *folded;  /* CELL_TEXT: all of it, for comparing (cell_fold) */
	const char **pieces; /* CELL_TEXT and CELL_PART: its paragraphs, folded, without what stands for something else */
	const char **words;  /* the same, as written */
	size_t piece_count;
	bool added; /* it says that its words were put in beside what was there */
};

struct cell cell_read(struct arena *arena, const struct cell_words *words, const char *text);

/* Is the text nothing but a word for 同上? */
bool cell_is_above(struct arena *arena, const struct cell_words *words, const char *text);

/* Are the texts the same but for white space? A change of width is a change. */
bool cell_same(const char *a, const char *b);

/* The text behind the white space and brackets at its beginning. */
const char *cell_skip_brackets(const char *text);

/* Text for comparing: NFKC without white space, points (、。・,) and what has no width, with one kind of square brackets. */
const char *cell_fold(struct arena *arena, const char *text);

/* A folded text with the slips of rules/cells.yaml mended (signs that look alike): other findings tell of them. */
const char *cell_mend(struct arena *arena, const struct cell_words *words, const char *folded);

#endif
