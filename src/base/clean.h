#ifndef SHIKII_BASE_CLEAN_H
#define SHIKII_BASE_CLEAN_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

/* What an output cannot hold, or what acts in it beyond its words, is taken out here, once per kind of output: its escaping comes
 * after that (render/escape.h). Bytes that are not UTF-8 and characters that are not allowed become U+FFFD. */
enum clean_kind {
	CLEAN_TERMINAL, /* one line for people: C0 controls are spaces, nothing is harmful */
	CLEAN_SCREEN,   /* lines on a terminal: nothing is harmful but tabs and the ends of lines, which are none */
	CLEAN_TEXT,     /* md, html, csv: UTF-8 */
	CLEAN_WORKBOOK, /* a cell: what XML can hold */
	CLEAN_SHEET,    /* the tab of a worksheet, a name in its head, a property: the same in one line */
};

/* The text itself when nothing is wrong with it. */
const char *clean_text(struct arena *arena, enum clean_kind kind, const char *text);

/* Could it move the cursor of a terminal, turn the direction of writing, or hide text, or is it no character? Joiners belong to
 * emoji. */
bool clean_is_harmful(int32_t point);

#endif
