#ifndef SHIKII_PRINTED_MARKS_H
#define SHIKII_PRINTED_MARKS_H

#include "base/arena.h"
#include "model/form.h"

#include <stdbool.h>
#include <stddef.h>

/* Boxes to tick as they are in a text: `[○] 自己点検 [ ] 外部監査`. */
enum mark_state { MARK_OFF, MARK_ON, MARK_UNSURE };

struct mark {
	enum mark_state state;
	const char *words; /* up to the next mark */
	size_t length;
};

/* Finds the next mark at or after *at and its words; *at becomes the end of them. False: there is none. */
bool mark_next(const char *text, size_t *at, struct mark *mark);

/* Does the text begin with a mark? */
bool mark_begins(const char *text);

/* The length of the mark that text begins with, in brackets or not, such as `○` and `レ`; 0: none. */
size_t mark_length(const char *text, enum mark_state *state);

/* The length of a mark in round brackets, （○） or （　）, that text begins with; 0: none. They are marks only in front of
 * options and boxes: behind these, and in texts, they are what is left to be filled in. */
size_t mark_round(const char *text, enum mark_state *state);

/* A text that begins with such a mark, with square brackets in place of round ones in front of words; else itself. */
const char *marks_squared(struct arena *arena, const char *text);

/* Is the text nothing but one mark? */
bool mark_alone(const char *text, enum mark_state *state);

/* The length of the round bracket, narrow or wide, that opens the text; 0: none does. */
size_t paren_open(const char *text);

/* The length of white space, wide spaces included. */
size_t space_length(const char *text);

/* How long the words in front of （続き） are, which a page says behind what it goes on with; 0: they do not end with it. */
size_t words_front_of_continued(const char *text);

/* How many bytes of text, white space around them included, are these words by width-blind comparison (`folded`: by
 * utf8_fold); 0 when it begins otherwise. */
size_t words_skip(struct arena *arena, const char *text, size_t length, const char *folded);

/* The flag among items whose label the words begin with; the longest label decides. *taken is its length in bytes. */
const struct item *flag_named(struct arena *arena, const struct item *items, size_t count, const char *words,
                              size_t length, size_t *taken);

#endif
