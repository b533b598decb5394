/* Pairs of sheets → what the template of the 新旧対照表 sees; and the words that its workbook has in common with it. */
#include "render/compare.h"

#include "base/messages/compare.h"
#include "diff/change_text.h"
#include "render/pieces.h"
#include "render/sheet_json.h"

#include <string.h>

const struct sheet *compare_sheet(const struct sheet_pair *pair)
{
	return pair->new ? pair->new : pair->old;
}

const char *compare_name(const struct sheet_pair *pair)
{
	const struct value *name = record_field(compare_sheet(pair)->model->root, "name");
	const char *words = name ? value_words(name) : NULL;
	return words ? words : "";
}

/* 令和6年6月1日公表, 案 */
static const char *edition(struct arena *arena, const struct sheet *sheet)
{
	return sheet->draft ? msg(MSG_COMPARE_DRAFT)
	                    : msg_compare_published(arena, sheet_printed(sheet, "cover.published"));
}

const char *compare_editions(struct arena *arena, const struct sheet_pair *pair)
{
	if (!pair->old || !pair->new)
		return edition(arena, compare_sheet(pair));
	const char *before = edition(arena, pair->old), *after = edition(arena, pair->new);
	if (strcmp(before, after) == 0) /* what was amended since then has no 公表日 of its own yet */
		return pair->old->draft ? msg_compare_from_draft(arena, before) : msg_compare_from_published(arena, before);
	return msg_compare_from_to(arena, before, after);
}

const char *compare_status(const struct sheet_pair *pair)
{
	const char *status = change_status(pair->old, pair->new);
	return *status || pair->diff.count ? status : msg(MSG_COMPARE_NOTHING);
}

const char *compare_note(const struct sheet_pair *pair)
{
	for (size_t i = 0; i < pair->diff.count; i++)
		if (change_significant(&pair->diff.changes[i]))
			return msg(MSG_COMPARE_SIGNIFICANT);
	return "";
}

/* ---- the view ---- */

static void put_sides(struct arena *arena, json_t *object, const char *before, const char *after)
{
	bool comparable = texts_comparable(before, after);
	struct text_diff diff = text_diff(arena, before, after);
	object_put_text(object, "before", before);
	object_put_text(object, "after", after);
	object_put(object, "before_pieces", comparable ? pieces_json(&diff, PIECE_OLD) : whole_json(before));
	object_put(object, "after_pieces", comparable ? pieces_json(&diff, PIECE_NEW) : whole_json(after));
}

static json_t *changes_json(struct arena *arena, const struct sheet_diff *diff)
{
	json_t *changes = json_array();
	for (size_t i = 0; i < diff->count; i++) {
		const struct sheet_change *change = &diff->changes[i];
		json_t *object = json_object();
		object_put_text(object, "change", change_name(change->kind));
		object_put_text(object, "label", change_label(change->kind));
		object_put_text(object, "place", change_place(arena, change));
		object_put(object, "significant", json_boolean(change_significant(change)));
		put_sides(arena, object, change_before(arena, change), change_after(arena, change));
		array_put(changes, object);
	}
	return changes;
}

static json_t *pair_json(struct arena *arena, const struct sheet_pair *pair)
{
	const struct sheet *sheet = compare_sheet(pair);
	json_t *object = json_object();
	object_put_text(object, "kind", sheet->form->kind);
	object_put_text(object, "title", sheet->title);
	object_put_text(object, "editions", compare_editions(arena, pair));
	object_put_text(object, "status", compare_status(pair));
	object_put_text(object, "note", compare_note(pair));
	object_put_text(object, "item_column", change_column(sheet->form, "item"));
	object_put_text(object, "before_column", change_column(sheet->form, "before"));
	object_put_text(object, "after_column", change_column(sheet->form, "after"));
	object_put(object, "has_changes", json_boolean(pair->diff.count > 0));
	object_put(object, "changes", changes_json(arena, &pair->diff));
	return object;
}

json_t *compare_view(const struct sheet_pair *pairs, size_t count)
{
	struct arena *arena = arena_new();
	const struct sheet *first = compare_sheet(&pairs[0]);
	json_t *object = json_object(), *sheets = json_array();
	bool marked = false;
	for (size_t i = 0; i < count; i++) {
		array_put(sheets, pair_json(arena, &pairs[i]));
		marked |= pairs[i].diff.count > 0;
	}
	object_put_text(object, "title", msg(MSG_COMPARE_TITLE));
	object_put_text(object, "name", compare_name(&pairs[0]));
	object_put_text(object, "number", sheet_printed(first, "cover.number"));
	object_put_text(object, "agency", sheet_printed(first, "cover.agency"));
	object_put(object, "has_changes", json_boolean(marked));
	object_put(object, "sheets", sheets);
	arena_free(arena);
	return object;
}
