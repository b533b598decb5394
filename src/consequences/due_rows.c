#include "consequences/due_rows.h"

#include "base/buf.h"
#include "base/list.h"
#include "base/textdiff.h"
#include "base/utf8.h"
#include "diff/change_text.h"
#include "history/cell.h"
#include "history/item_name.h"

#include <string.h>

enum { WHOLE_LENGTH = 120 }; /* characters up to which a text is quoted whole */
enum { CHANGED = 2 };
static const char marks_of[] = {'a', 'b', [CHANGED] = 'x'};

/* ---- which rows ---- */

/* contracts[kyodo].name → contracts[kyodo] */
static const char *member_path(struct arena *arena, const struct row *row)
{
	const char *end = row && row->path ? strrchr(row->path, ']') : NULL;
	return end ? arena_copy(arena, row->path, (size_t)(end - row->path) + 1) : NULL;
}

static struct due_row row_for_item(struct arena *arena, const struct sheet_change *change, const struct row *row)
{
	return (struct due_row){
	    .item = item_name_print(arena, row->item, row->index, row->index_count),
	    .index = row->index,
	    .index_count = row->index_count,
	    .path = row->path,
	    .change = change,
	};
}

static struct due_row row_for_member(struct arena *arena, const struct sheet_change *change,
                                     const struct sheet_section *section)
{
	const struct row *row = section_first_row(section);
	struct due_row due = {.change = change, .path = member_path(arena, row)};
	if (row) {
		due.index = row->index;
		due.index_count = row->index_count;
	}
	due.item = section_name_print(arena, section->form, due.index, due.index_count);
	return due;
}

/* Does only one of two revisions of a form have the item? Of one revision both sheets have all items. */
static bool is_of_form(const struct sheet *old, const struct sheet *new, const struct sheet_change *change)
{
	const struct sheet_section *section = change_section(change);
	if (old->form == new->form)
		return false;
	return section ? !section->form->each : !change->old_row || !change->new_row;
}

/* The day of publication is printed by the row's own publication. */
static bool is_publication(const struct row *row)
{
	return row && row->item->value && expr_reads(row->item->value, SLOT_PUBLISHED);
}

struct due_rows due_rows_of(struct arena *arena, const struct consequences *consequences, const struct sheet *old,
                            const struct sheet *new)
{
	LIST(struct due_row) rows = {0};
	struct sheet_diff diff = sheet_diff(arena, old, new);
	if (old->form != new->form)
		list_push(arena, &rows,
		          ((struct due_row){.item = consequences_form_item(consequences),
		                            .before = old->form->stamp,
		                            .after = new->form->stamp}));
	for (size_t i = 0; i < diff.count; i++) {
		const struct sheet_change *change = &diff.changes[i];
		const struct row *row = change_row(change);
		if (change->kind == CHANGE_MOVE || is_publication(row) || is_of_form(old, new, change))
			continue;
		struct due_row due =
		    row ? row_for_item(arena, change, row) : row_for_member(arena, change, change_section(change));
		due.before = change_before(arena, change);
		due.after = change_after(arena, change);
		if (cell_same(due.before, due.after))
			continue;
		due.left_out = consequences_words(consequences)->left_out;
		due.significant = change_significant(change);
		list_push(arena, &rows, due);
	}
	return (struct due_rows){rows.items, rows.count};
}

/* ---- quoting ---- */

/* One side of a diff, paragraph by paragraph. */
struct quote {
	struct buf *out;
	const char *left_out;
	bool skipped; /* the paragraph before was left out */
};

static bool is_long(const char *text)
{
	return utf8_count(text, strlen(text)) > WHOLE_LENGTH && strchr(text, '\n');
}

/* `same`: it stands in the other side, too, with its line breaks. */
static void put_paragraph(struct quote *quote, const char *text, size_t length, bool same)
{
	if (same && quote->skipped)
		return;
	quote->skipped = same;
	if (quote->out->length)
		buf_putc(quote->out, '\n');
	if (same)
		buf_puts(quote->out, quote->left_out);
	else
		buf_append(quote->out, text, length);
}

/* The pieces of the side are one text; the mark of a byte tells in which of the pieces that stayed it is. */
static const char *quote_side(struct arena *arena, const struct text_diff *diff, enum piece_kind side,
                              const char *left_out)
{
	struct buf text = BUF_INIT, marks = BUF_INIT, out = BUF_INIT;
	struct quote quote = {.out = &out, .left_out = left_out};
	size_t stayed = 0;
	for (size_t i = 0; i < diff->count; i++) {
		const struct text_piece *piece = &diff->items[i];
		if (piece->kind != PIECE_SAME && piece->kind != side)
			continue;
		stayed += piece->kind == PIECE_SAME;
		buf_append(&text, piece->text, piece->length);
		for (size_t j = 0; j < piece->length; j++)
			buf_putc(&marks, marks_of[piece->kind != PIECE_SAME ? CHANGED : stayed % 2]);
	}
	const char *all = buf_text(&text), *mark = buf_text(&marks);
	for (size_t at = 0; at < text.length;) {
		size_t end = at + strcspn(all + at, "\n");
		size_t from = at ? at - 1 : at, to = end < text.length ? end + 1 : end;
		bool same = true;
		for (size_t i = from; i < to; i++)
			same = same && mark[i] != marks_of[CHANGED] && mark[i] == mark[from];
		put_paragraph(&quote, all + at, end - at, same);
		at = end < text.length ? end + 1 : end;
	}
	const char *result = arena_copy(arena, buf_text(&out), out.length);
	buf_free(&text);
	buf_free(&marks);
	buf_free(&out);
	return result;
}

void due_row_quote(struct arena *arena, const struct due_row *row, const char **before, const char **after)
{
	*before = row->before;
	*after = row->after;
	if (!row->change || row->change->kind != CHANGE_EDIT || (!is_long(row->before) && !is_long(row->after)))
		return;
	struct text_diff diff = text_diff(arena, row->before, row->after);
	*before = quote_side(arena, &diff, PIECE_OLD, row->left_out);
	*after = quote_side(arena, &diff, PIECE_NEW, row->left_out);
}
