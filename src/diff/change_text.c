#include "diff/change_text.h"

#include "base/buf.h"
#include "base/messages/change.h"
#include "base/messages/row.h"

const char *change_label(enum change_kind kind)
{
	static const struct message *const labels[] = {[CHANGE_EDIT] = MSG_CHANGE_EDIT,
	                                               [CHANGE_ADD] = MSG_CHANGE_ADD,
	                                               [CHANGE_REMOVE] = MSG_CHANGE_REMOVE,
	                                               [CHANGE_MOVE] = MSG_CHANGE_MOVE};
	return msg(labels[kind]);
}

const char *change_name(enum change_kind kind)
{
	static const char *const names[] = {
	    [CHANGE_EDIT] = "edit", [CHANGE_ADD] = "add", [CHANGE_REMOVE] = "remove", [CHANGE_MOVE] = "move"};
	return names[kind];
}

const char *change_column(const struct form *form, const char *field)
{
	const struct history_column *column = form_column(form, field);
	return column ? column->label : "";
}

const struct row *change_row(const struct sheet_change *change)
{
	return change->new_row ? change->new_row : change->old_row;
}

const struct sheet_section *change_section(const struct sheet_change *change)
{
	return change->new_section ? change->new_section : change->old_section;
}

bool change_significant(const struct sheet_change *change)
{
	const struct row *row = change_row(change);
	return row ? row->item->significant : section_significant(change_section(change)->form);
}

/* Ⅰ 4. ②法令上の根拠; a member of a repeated part: Ⅱ(2) 4. 委託事項3「窓口業務」 */
const char *change_place(struct arena *arena, const struct sheet_change *change)
{
	const struct row *row = change_row(change);
	const struct sheet_section *section = change_section(change);
	if (row)
		return arena_printf(arena, "%s%s%s", row->number, *row->number ? " " : "", row->item->label);
	const char *name = section->row_count ? section->rows[0].printed : NULL;
	if (!name || !*name)
		return section->number;
	return msg_row_beside(arena, section->number, name);
}

/* All answers of a member: label: words, one to a paragraph. */
static void put_answers(struct buf *out, const struct sheet_section *section)
{
	for (size_t i = 0; i < section->row_count; i++) {
		const struct row *row = &section->rows[i];
		if (!row->item->fixed && row->printed && *row->printed)
			buf_printf(out, "%s%s: %s", out->length ? "\n" : "", row->item->label, row->printed);
	}
	for (size_t i = 0; i < section->section_count; i++)
		put_answers(out, &section->sections[i]);
}

static const char *answers_text(struct arena *arena, const struct sheet_section *section)
{
	struct buf buf = BUF_INIT;
	if (section)
		put_answers(&buf, section);
	const char *text = arena_copy(arena, buf_text(&buf), buf.length);
	buf_free(&buf);
	return text;
}

/* What stands on one side: of a member that is new or gone, all its answers; of one that moved, its place. */
static const char *side_text(struct arena *arena, const struct sheet_change *change, const struct row *row,
                             const struct sheet_section *section)
{
	if (change->old_row && change->new_row && change->new_row->state == STATE_WITHHELD)
		return withheld_words; /* what is withheld now is not told by what it was */
	if (change_row(change))
		return row && row->printed ? row->printed : "";
	return change->kind == CHANGE_MOVE ? section->number : answers_text(arena, section);
}

const char *change_before(struct arena *arena, const struct sheet_change *change)
{
	return side_text(arena, change, change->old_row, change->old_section);
}

const char *change_after(struct arena *arena, const struct sheet_change *change)
{
	return side_text(arena, change, change->new_row, change->new_section);
}

const char *change_status(const struct sheet *old, const struct sheet *new)
{
	if (old)
		return new ? "" : msg(MSG_CHANGE_NO_LONGER_MADE);
	return new ? msg(MSG_CHANGE_NEWLY_MADE) : msg(MSG_CHANGE_TO_BE_MADE);
}
