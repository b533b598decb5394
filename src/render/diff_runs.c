/* The pieces of a text_diff → where each of the two texts is marked in a workbook. */
#include "render/diff_runs.h"

#include "base/list.h"
#include "base/textdiff.h"

/* Marks [start, end), as one run with the one before where they touch. */
static void mark(struct arena *arena, struct runs *runs, size_t start, size_t end)
{
	if (runs->count && runs->items[runs->count - 1].end == start)
		runs->items[runs->count - 1].end = end;
	else
		list_push(arena, runs, ((struct run){start, end}));
}

void diff_runs(struct arena *arena, const char *before, const char *after, struct runs *removed, struct runs *added)
{
	struct text_diff diff = text_diff(arena, before, after);
	size_t old = 0, new = 0;
	*removed = *added = (struct runs){0};
	for (size_t i = 0; i < diff.count; i++) {
		const struct text_piece *piece = &diff.items[i];
		if (piece->kind == PIECE_OLD)
			mark(arena, removed, old, old + piece->length);
		if (piece->kind == PIECE_NEW)
			mark(arena, added, new, new + piece->length);
		if (piece->kind != PIECE_NEW)
			old += piece->length;
		if (piece->kind != PIECE_OLD)
			new += piece->length;
	}
}
