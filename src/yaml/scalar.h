#ifndef SHIKII_YAML_SCALAR_H
#define SHIKII_YAML_SCALAR_H

#include "base/arena.h"
#include "base/source.h"
#include "yaml/node.h"

#include <stdbool.h>
#include <stddef.h>

/* A scalar's text and where its characters stand in its file. In all styles of YAML the text is a row of stretches: bytes
 * that stand there as they are, characters that are written as an escape, and line breaks, which indentation and folding
 * set apart from what is written. Nothing else in the program knows how YAML writes a text. Offsets of the text are at the
 * bounds of characters. (How texts are put together from scalars is model/text.h.) */
enum stretch_kind {
	STRETCH_SAME,   /* as many bytes of text and source, all the same */
	STRETCH_ESCAPE, /* one character: \n \u3042 '' */
	STRETCH_BREAK   /* a line break of the text, or the space that a fold makes of one */
};

struct stretch {
	enum stretch_kind kind;
	size_t start, end; /* bytes of the text … */
	size_t from, to;   /* … and of the source. A break's are the white space around it */
};

struct scalar_text {
	const struct node *node;
	const struct stretch *stretches; /* in order, without a gap in the text; the last one is the place behind it */
	size_t count;
};

/* For several questions about one scalar. It is a scalar of a source, with its text as it was read. */
struct scalar_text scalar_text(struct arena *arena, const struct node *node);

/* The source of bytes [start, end) of the text, without the layout behind them; a place between two characters where that
 * is empty. Where it cannot be told: the whole scalar. */
struct span scalar_text_span(const struct scalar_text *text, size_t start, size_t end);

/* The same for one question alone; a node of no source has no place. */
struct span scalar_span(const struct node *node, size_t start, size_t end);

/* The stretch that has this byte of the text, or NULL. */
const struct stretch *scalar_stretch(const struct scalar_text *text, size_t at);

#endif
