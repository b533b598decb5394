/* Remedies of findings → edits of their file. */
#include "check/mends.h"

#include "base/list.h"

/* Does the remedy touch what another edit changes? */
static bool is_taken(const struct edits *edits, const struct remedy *remedy)
{
	for (size_t i = 0; i < edits->count; i++) {
		const struct edit *edit = &edits->items[i];
		for (size_t j = 0; edit->node == remedy->node && j < remedy->count; j++)
			if (edit->start < remedy->parts[j].end && remedy->parts[j].start < edit->end)
				return true;
	}
	return false;
}

/* Remedies of one scalar that are the same: several findings speak of them. */
static bool is_same(const struct remedy *a, const struct remedy *b)
{
	bool same = a->node == b->node && a->count == b->count;
	for (size_t i = 0; same && i < a->count; i++)
		same = a->parts[i].start == b->parts[i].start && a->parts[i].end == b->parts[i].end;
	return same;
}

struct noted {
	LIST(const struct remedy *) remedies;
};

static bool was_noted(const struct noted *noted, const struct remedy *remedy)
{
	for (size_t i = 0; i < noted->remedies.count; i++)
		if (is_same(noted->remedies.items[i], remedy))
			return true;
	return false;
}

static size_t note(struct edits *edits, const struct diags *diags, struct noted *noted)
{
	size_t mended = 0;
	for (size_t i = 0; i < diags->count; i++) {
		const struct remedy *remedy = diags->items[i]->remedy;
		if (!remedy || remedy->node->span.source != edits->source)
			continue;
		bool there = was_noted(noted, remedy);
		if (!there && (is_taken(edits, remedy) || edit_add_remedy(edits, remedy, NULL)))
			continue;
		if (!there)
			list_push(edits->arena, &noted->remedies, remedy);
		mended++;
	}
	return mended;
}

size_t mends_note(struct edits *edits, const struct diags *diags)
{
	struct noted noted = {0};
	return note(edits, diags, &noted);
}

static bool is_part_of(const struct edit *edit, const struct remedy *remedy)
{
	for (size_t i = 0; edit->node == remedy->node && i < remedy->count; i++)
		if (remedy->parts[i].start <= edit->start && edit->end <= remedy->parts[i].end)
			return true;
	return false;
}

static const struct diag_mend *mend_of(struct arena *arena, const struct edits *edits, const struct remedy *remedy)
{
	struct diag_mend *mend = arena_new_object(arena, struct diag_mend);
	mend->source = edits->source;
	mend->items = arena_array(arena, struct diag_change, edits->count);
	for (size_t i = 0; i < edits->count; i++) {
		const struct edit *edit = &edits->items[i];
		if (is_part_of(edit, remedy))
			mend->items[mend->count++] = (struct diag_change){edit->from, edit->to, edit->written};
	}
	return mend;
}

void mends_add(struct arena *arena, struct diags *diags, const struct source *source)
{
	struct edits edits = edits_new(arena, source);
	struct noted noted = {0};
	struct buf text = BUF_INIT;
	bool good = note(&edits, diags, &noted) && !edits_print(&edits, &text);
	buf_free(&text);
	for (size_t i = 0; good && i < diags->count; i++) {
		const struct remedy *remedy = diags->items[i]->remedy;
		if (remedy && was_noted(&noted, remedy))
			diags->items[i]->mend = mend_of(arena, &edits, remedy);
	}
}
