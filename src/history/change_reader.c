/* What the parts of the reader of 変更箇所 ask of its rows. */
#include "history/change_reader.h"

#include "base/buf.h"
#include "base/utf8.h"

#include <string.h>

enum {
	ANSWER_LENGTH = 20,   /* of words under the name of a choice that are its text */
	EXCERPT_LENGTH = 40,  /* characters of a text that is shown, */
	EXCERPT_LEAD = 12,    /* those of them in front of the difference */
	RUN_LENGTH = 12,      /* characters that two texts do not share by chance */
	WORK_LIMIT = 50000000 /* bytes searched; beyond it nothing more is said of a sheet */
};

bool change_is_later(const struct history_change *a, const struct history_change *b)
{
	return a->day.year && b->day.year && date_compare(a->day, b->day) > 0;
}

bool change_same_day(const struct history_change *a, const struct history_change *b)
{
	return a->day.year && b->day.year && date_compare(a->day, b->day) == 0;
}

bool change_follows(const struct history_change *later, const struct history_change *change)
{
	int order = later->day.year && change->day.year ? date_compare(later->day, change->day) : 0;
	return later != change && (order > 0 || (order == 0 && later > change));
}

size_t change_aims(const struct history_change *change, const struct item *const **aims)
{
	bool one = change->name.kind == ITEM_NAME_ITEM;
	*aims = one ? &change->name.item : change->name.may;
	return one ? 1 : change->name.kind == ITEM_NAME_AMBIGUOUS ? change->name.may_count : 0;
}

bool change_aims_at(const struct history_change *change, const struct item *item)
{
	const struct item *const *aims;
	size_t count = change_aims(change, &aims), i = 0;
	while (i < count && aims[i] != item)
		i++;
	return i < count;
}

bool change_shares_aim(const struct history_change *a, const struct history_change *b)
{
	const struct item *const *aims;
	size_t count = change_aims(a, &aims), i = 0;
	while (i < count && !change_aims_at(b, aims[i]))
		i++;
	return i < count;
}

bool change_is_inside(const struct item *item, const struct form_section *section)
{
	const struct form_section *at = item->section;
	while (at && at != section)
		at = at->parent;
	return at != NULL;
}

bool change_told_whole(const struct history_change *change, const struct item *item)
{
	return (change->name.index_count == 0 || change->place) && item->type != ITEM_TEXT && item->type != ITEM_BOXES &&
	       item->type != ITEM_FLAG;
}

bool change_is_answer(const struct item *item, const struct cell *cell)
{
	for (size_t i = 0; i < item->option_count; i++)
		if (cell_same(item->options[i].label, cell->text) || cell_same(item->options[i].value, cell->text))
			return true;
	return utf8_count(cell->text, strlen(cell->text)) < ANSWER_LENGTH;
}

const char *change_folded_row(struct change_reader *reader, size_t index)
{
	const struct row *row = reader->sheet->rows[index];
	if (!reader->folded)
		reader->folded = arena_array(reader->arena, const char *, reader->sheet->row_count);
	if (!reader->folded[index])
		reader->folded[index] =
		    row->state == STATE_ANSWERED && row->printed ? cell_fold(reader->arena, row->printed) : "";
	return reader->folded[index];
}

bool change_may_spend(struct change_reader *reader, size_t bytes)
{
	reader->work += bytes;
	return reader->work <= WORK_LIMIT;
}

bool change_may_search(struct change_reader *reader, const char *in, const char *text)
{
	return change_may_spend(reader, strlen(in) + strlen(text));
}

bool change_texts_contain(const char *a, const char *b)
{
	return strstr(a, b) || strstr(b, a);
}

bool change_texts_share_run(struct arena *arena, const char *a, const char *b)
{
	size_t length = strlen(b);
	for (const char *at = b; utf8_count(at, length - (size_t)(at - b)) >= RUN_LENGTH; at += utf8_step(at)) {
		size_t run = utf8_prefix(at, length - (size_t)(at - b), RUN_LENGTH);
		if (strstr(a, arena_copy(arena, at, run)))
			return true;
	}
	return false;
}

const char *change_excerpt(struct arena *arena, const struct text_diff *diff, enum piece_kind side)
{
	struct buf out = BUF_INIT;
	size_t at = 0;
	bool found = false;
	for (size_t i = 0; i < diff->count; i++) {
		const struct text_piece *piece = &diff->items[i];
		if (!found && piece->kind != PIECE_SAME) {
			found = true;
			at = out.length;
		}
		if (piece->kind == PIECE_SAME || piece->kind == side)
			buf_append(&out, piece->text, piece->length);
	}
	const char *text = arena_copy(arena, buf_text(&out), out.length);
	size_t length = out.length, before = utf8_count(text, at), count = utf8_count(text, length);
	buf_free(&out);
	if (count <= EXCERPT_LENGTH)
		return text;
	size_t first = before > EXCERPT_LEAD ? before - EXCERPT_LEAD : 0;
	size_t start = utf8_prefix(text, length, first);
	size_t end = start + utf8_prefix(text + start, length - start, EXCERPT_LENGTH);
	return arena_printf(arena, "%s%.*s%s", start ? "…" : "", (int)(end - start), text + start, end < length ? "…" : "");
}
