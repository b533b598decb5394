#include "render/pieces.h"

#include "lang/value.h"
#include "render/sheet_json.h"

#include <string.h>

bool texts_comparable(const char *before, const char *after)
{
	return *before && *after && strcmp(before, withheld_words) != 0 && strcmp(after, withheld_words) != 0;
}

json_t *pieces_json(const struct text_diff *diff, enum piece_kind side)
{
	json_t *pieces = json_array();
	for (size_t i = 0; i < diff->count; i++) {
		const struct text_piece *piece = &diff->items[i];
		if (piece->kind != PIECE_SAME && piece->kind != side)
			continue;
		json_t *object = json_object();
		object_put(object, "text", json_stringn_nocheck(piece->text, piece->length));
		object_put(object, "removed", json_boolean(piece->kind == PIECE_OLD));
		object_put(object, "added", json_boolean(piece->kind == PIECE_NEW));
		array_put(pieces, object);
	}
	return pieces;
}

json_t *whole_json(const char *text)
{
	struct text_piece piece = {PIECE_SAME, text, strlen(text)};
	return pieces_json(&(struct text_diff){.items = &piece, .count = *text ? 1 : 0}, PIECE_OLD);
}
