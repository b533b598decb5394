#ifndef SHIKII_IMPORT_RAW_PART_H
#define SHIKII_IMPORT_RAW_PART_H

#include "import/raw.h"

/* Lines of words and the items whose labels stand before or beside them. */
enum { TAKER_LIMIT = 40 };

struct line_facts;

struct part {
	const struct token **lines;
	struct line_facts *facts; /* of each line */
	size_t line_count;
	struct reading *takers[TAKER_LIMIT];
	const struct token *labels[TAKER_LIMIT]; /* of the takers, where places are known; else NULL */
	size_t taker_count;
	size_t width;
	bool columns; /* labels stand above the words of all, over headings: items with options are takers, too */
	bool on_top;  /* labels stand beside the first line of their words */
	struct raw *raw;
};

/* Does an item of this kind take words? */
bool reading_takes_words(const struct reading *reading);

bool word_is_number(const char *folded);

/* Boxes and brackets that an item with options has taken: where they stood they tell which words are before and behind it. */
bool token_is_mark(const struct token *token);

/* starts[i], ends[i]: the lines of taker i, by the best fit of all together; returns what it costs. */
unsigned part_fit(struct part *part, size_t *starts, size_t *ends);

/* The same, and gives each taker its lines. */
void part_give(struct part *part);

/* Tokens → the words of an item; and of no further use. */
void words_give(struct raw *raw, struct reading *reading, const struct token *const *tokens, size_t count);
void words_use(const struct token **tokens, size_t start, size_t end);

#endif
