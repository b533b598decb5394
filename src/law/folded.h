#ifndef SHIKII_LAW_FOLDED_H
#define SHIKII_LAW_FOLDED_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Text in the one spelling that names and patterns are written in: half-width digits, brackets and signs, 第十九条 as
 * 第19条, no white space within a citation. Where white space separates, one sign stands for it. */
struct folded {
	char *text; /* with a NUL behind it */
	size_t length;
	uint32_t *from; /* for each byte: where its character begins in the original … */
	uint32_t *to;   /* … and ends */
};

enum {
	FOLD_GAP = ' ',    /* white space between two digits: 別表第1 68項 */
	FOLD_BREAK = '\v', /* a new paragraph or bullet */
	FOLD_STOP = '\f'   /* a new cell, page or (in plain text) a blank line: nothing goes on behind it */
};

/* text is valid UTF-8 of less than 4 GiB. `plain`: blank lines separate. */
struct folded fold_text(struct arena *arena, const char *text, size_t length, bool plain);

/* The first place of a word between two places of a text, or NULL. */
const char *find_word(const char *at, const char *end, const char *word);

/* The value of a kanji number (百三十六, 二〇), or -1 when it is none; below 10,000. */
int numeral_value(const char *text, size_t length);

/* Appends value as it is spelt in kanji; for 1 to 9999. */
struct buf;
void numeral_print(int value, struct buf *out);

/* 三〇, not 三十: two digits or more by place, with their branches. */
bool numeral_is_by_place(const char *text, size_t length);

/* ASCII digits as 四四. */
void numeral_print_places(const char *number, size_t length, struct buf *out);

#endif
