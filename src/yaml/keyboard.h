#ifndef SHIKII_YAML_KEYBOARD_H
#define SHIKII_YAML_KEYBOARD_H

#include "base/diag.h"
#include "base/source.h"

#include <stdbool.h>
#include <stddef.h>

/* What a Japanese keyboard or a word processor leaves in YAML where a sign of ASCII is meant: a colon, space, dash, comma in
 * full width, a no-break space, a tab, no space behind a colon. */
struct keyboard_slip {
	struct span span; /* the sign itself */
	const char *message;
	const char *hint;
};

/* Looks at one line, as if it stood outside of any longer text. */
bool keyboard_slip_in(struct arena *arena, const struct source *source, size_t line, struct keyboard_slip *slip);

/* Is the line, where YAML looked for a key, Japanese text that belongs to the literal block above and lacks its indentation? */
bool keyboard_left_block(struct arena *arena, const struct source *source, size_t number, struct keyboard_slip *slip);

/* The slip nearest to a line: in it or some lines above, those of literal blocks left out. */
bool keyboard_slip_near(struct arena *arena, const struct source *source, size_t line, struct keyboard_slip *slip);

/* Does the text begin with a space that is none of ASCII? */
bool keyboard_begins_with_space(const char *text);

#endif
