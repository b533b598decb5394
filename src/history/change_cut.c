/* A 変更後 that breaks off, as the sheet or the next row goes on there. */
#include "history/change_reader.h"

#include "base/utf8.h"

#include <string.h>

enum { CUT_LENGTH = 30 /* characters of a text that breaks off */ };

/* A row may well say only the sentence that changed. */
static bool ends_sentence(struct arena *arena, const char *text)
{
	static const char *const ends[] = {"。", "」", ")", "]", "』", "】", ">", "."};
	const char *folded = utf8_fold(arena, text);
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (text_ends_with(folded, ends[i]))
			return true;
	return false;
}

/* How `whole` goes on within the line where `folded` ends, or NULL. */
static const char *goes_on(struct arena *arena, const char *folded, const char *whole)
{
	const char *text = cell_fold(arena, whole);
	size_t length = strlen(folded), read = 0;
	if (strncmp(text, folded, length) != 0 || !text[length])
		return NULL;
	for (const char *line = whole; *line && read < length;) {
		const char *end = line + strcspn(line, "\n");
		read += strlen(cell_fold(arena, arena_copy(arena, line, (size_t)(end - line))));
		line = *end ? end + 1 : end;
	}
	return read == length ? NULL : text + length; /* at the end of a paragraph it does not break off */
}

/* How a line of `whole` that begins with `folded` goes on; NULL: none does, or one is just that. */
static const char *line_goes_on(struct arena *arena, const char *folded, const char *whole)
{
	const char *rest = NULL;
	for (const char *line = whole; *line;) {
		const char *end = line + strcspn(line, "\n");
		const char *text = cell_fold(arena, arena_copy(arena, line, (size_t)(end - line)));
		if (strcmp(text, folded) == 0)
			return NULL;
		if (!rest && strncmp(text, folded, strlen(folded)) == 0)
			rest = text + strlen(folded);
		line = *end ? end + 1 : end;
	}
	return rest;
}

static bool is_long(const char *folded)
{
	return utf8_count(folded, strlen(folded)) >= CUT_LENGTH;
}

/* Does a later row about the item, which shows what is new, put in what follows? */
static bool is_put_in_later(struct change_reader *reader, const struct history_change *change, const char *rest)
{
	for (const struct history_change *later = change->below; later; later = later->below)
		for (size_t i = 0; later->after.kind == CELL_PART && i < later->after.piece_count; i++)
			if (!change_may_search(reader, rest, later->after.pieces[i]) ||
			    change_texts_contain(rest, later->after.pieces[i]))
				return true;
	return false;
}

/* The next row about the item says it whole, or the sheet does: the cell's beginning, or a paragraph that its last line
 * is the beginning of. */
void change_find_cut(struct change_reader *reader, struct history_change *change)
{
	const struct cell *after = &change->after;
	if (after->kind != CELL_TEXT || !change->name.item || !is_long(after->folded) ||
	    ends_sentence(reader->arena, after->text))
		return;
	if (change->below && change->below->before.kind == CELL_TEXT)
		change->cut = goes_on(reader->arena, after->folded, change->below->before.text);
	const char *line = strrchr(after->text, '\n');
	const char *last = line ? cell_fold(reader->arena, line + 1) : after->folded;
	for (size_t i = 0; i < reader->sheet->row_count && !change->cut; i++) {
		const struct row *row = reader->sheet->rows[i];
		if (row->item != change->name.item || !*change_folded_row(reader, i))
			continue;
		const char *rest = change->below ? NULL : goes_on(reader->arena, after->folded, row->printed);
		if (rest && !change_is_rewritten(reader, change, after->folded))
			change->cut = rest;
		bool one = change->name.index_count == 0; /* another repetition may well say more */
		if (change->cut || !one || !is_long(last) || !change_may_search(reader, change_folded_row(reader, i), last) ||
		    !strstr(change_folded_row(reader, i), last))
			continue;
		rest = line_goes_on(reader->arena, last, row->printed);
		if (rest && !change_is_rewritten(reader, change, last))
			change->cut = rest;
	}
	if (change->cut && is_put_in_later(reader, change, change->cut))
		change->cut = NULL;
}
