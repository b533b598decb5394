/* Repeated groups → without those of which the sheet has no more than the labels. */
#include "import/frames.h"

/* What is unknown, or has no label in the sheet, may have been filled in. */
static bool is_empty(const struct value *value)
{
	switch (value->kind) {
	case VALUE_BLANK:
		return true;
	case VALUE_LIST:
		return value->list->count == 0;
	case VALUE_BOOL:
		return !value->truth;
	default:
		return false;
	}
}

static bool is_unfilled(const struct place *place)
{
	for (size_t i = 0; i < place->reading_count; i++)
		if (place->readings[i].value.kind != VALUE_ABSENT && !is_empty(&place->readings[i].value))
			return false;
	for (size_t i = 0; i < place->inner.count; i++)
		if (!is_unfilled(place->inner.items[i]))
			return false;
	return true;
}

static bool has_labels(const struct place *place)
{
	for (size_t i = 0; i < place->reading_count; i++)
		if (place->readings[i].seen)
			return true;
	return false;
}

/* Repetitions of one section stand side by side. */
static void clear(struct place *place)
{
	const struct place *before = NULL;
	size_t kept = 0, gone = 0;
	for (size_t i = 0; i < place->inner.count; i++) {
		struct place *inner = place->inner.items[i];
		gone = before && before->section == inner->section ? gone : 0;
		before = inner;
		if (inner->section->each && has_labels(inner) && is_unfilled(inner)) {
			gone++;
			continue;
		}
		inner->n -= inner->n ? gone : 0;
		place->inner.items[kept++] = inner;
		clear(inner);
	}
	place->inner.count = kept;
}

void frames_clear(struct placing *placing)
{
	clear(placing->root);
}
