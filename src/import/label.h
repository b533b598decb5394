#ifndef SHIKII_IMPORT_LABEL_H
#define SHIKII_IMPORT_LABEL_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A form's heading or label, made ready to be found in a text: widths, spaces, roman numerals and ※ do not matter. */
struct label {
	const char *full;   /* 1.対象人数; for repeated parts what stands in front of their number */
	const char *number; /* 1., or "" */
	const char *text;   /* full without the number */
	const char *brief;  /* what stands in front of ※, or the label of other years; or NULL */
	bool counted;       /* 委託事項{n} */
	size_t length;      /* of text, in code points */
	uint64_t letters;   /* which letters text has, by a hash: tells at once what is far from it */
};

/* number may be NULL: then a circled digit at the start is the number. */
struct label label_make(struct arena *arena, const char *printed, const char *number);

/* A cell's words as a key for label_match; what stands behind a first bracket ([ ]委託しない) is not part of it:
 * *rest is the offset of that. NULL when the cell is too long for a label. */
const char *label_key(struct arena *arena, const char *cell, size_t *rest);

/* How far a key is from the label: 0 the same words, 1 the same without its number, more for slips of reading;
 * LABEL_FAR when it is another. */
enum { LABEL_FAR = 100 };
size_t label_match(const struct label *label, const char *key);

/* The number of the repetition in a key that matches; 0: the label has none. */
size_t label_number(const struct label *label, const char *key);

/* Is the key what forms print above further repetitions: システム2～5? */
bool label_spans(const struct label *label, const char *key);

#endif
