#ifndef SHIKII_RULES_CORPUS_H
#define SHIKII_RULES_CORPUS_H

#include "base/arena.h"
#include "base/source.h"
#include "model/model.h"
#include "model/schema.h"
#include "model/sheet.h"
#include "rules/places.h"

#include <stdbool.h>
#include <stddef.h>

/* Between two texts stands a line that is only this. */
enum { CORPUS_BORDER = 0x1e, CORPUS_BORDER_LENGTH = 3 };

/* The texts of a model, one behind the other, each once, so that a pattern is searched in one go: those of the author
 * the passages of the body that the model uses, and its incidents. */
struct corpus {
	const char *text;
	size_t length;
	const struct piece {
		size_t start; /* in `text` */
		size_t length;
		const struct node *node; /* the scalar */
		uint64_t mark;           /* of the text, and whether it is the first: in a memo (base/memo.h) */
	} * pieces;                  /* in the order of `text` */
	size_t piece_count;
	struct places *places; /* in `text` */
};

/* 変更箇所 and what was published when are history: they are left out where `history` is false. */
const struct corpus *corpus_new(struct arena *arena, const struct schema *schema, const struct model *model,
                                bool history);

/* The texts of the column 変更後 of these sheets, of 提出時期に係る説明 and of the reasons. */
const struct corpus *corpus_of_rows(struct arena *arena, const struct sheet *const *sheets, size_t count);

/* The texts of the body that models may refer to (passages, desks), used or not. */
const struct corpus *corpus_of_body(struct arena *arena, const struct schema *schema, const struct body *body);

/* The texts of a sheet in print order, without the history; what is printed in several places may stand several times. */
const struct corpus *corpus_of_sheet(struct arena *arena, const struct schema *schema, const struct sheet *sheet);

/* The last piece that begins at or before `at`, or NULL. */
const struct piece *corpus_piece_before(const struct corpus *corpus, size_t at);

/* The piece that holds all of [start, end), or NULL. */
const struct piece *corpus_piece(const struct corpus *corpus, size_t start, size_t end);

/* Widens these bytes to the sentence around them: from one 。 or line's end to the next, which do not belong to it. */
void corpus_sentence(const struct corpus *corpus, size_t *start, size_t *end);

/* Where these bytes stand in their file; they are of one piece. */
struct span corpus_span(const struct corpus *corpus, size_t start, size_t end);

#endif
