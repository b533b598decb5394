/* Counts in brackets, which forms print within the line before them. */
#include "render/counts.h"

#include <string.h>

bool count_label(struct arena *arena, const char *label, const char **before, const char **behind)
{
	const char *open = strstr(label, "（"), *close = open ? strstr(open, "）") : NULL;
	if (!close)
		return false;
	*before = arena_copy(arena, label, (size_t)(open - label));
	*behind = close;
	return true;
}

bool count_continues(struct arena *arena, const struct row *row, const struct row *before)
{
	const char *words, *behind;
	if (row->item->type != ITEM_COUNT || !count_label(arena, row->item->label, &words, &behind))
		return false;
	return !*words || (before->item->type == ITEM_FLAG && strcmp(words, before->item->label) == 0);
}
