/* Lines of 変更箇所 that stand in order, a cell in each, row by row: as a page of a table has them when its cells are copied one
 * below the other. */
#include "base/list.h"
#include "import/raw_changes.h"

#include <string.h>

enum { ROWS_ENOUGH = 2, ITEM_LINES = 5 };

/* The next line from `at` on that is a day (or a time of submission) alone; the number of lines: none is. */
static size_t next_line(const struct raw *raw, const struct page *lines, size_t at, bool timing)
{
	while (at < lines->count) {
		const char *text = lines->items[at].text;
		if (*text && (timing ? word_is_timing(raw, text) : word_is_date(raw, text)))
			return at;
		at++;
	}
	return at;
}

/* Where the row of the day at `at` ends: at the next day behind its time of submission, for a text may be a day, too. */
static size_t row_end(const struct raw *raw, const struct page *lines, size_t at, size_t *timing)
{
	*timing = next_line(raw, lines, at + 1, true);
	return next_line(raw, lines, *timing, false);
}

static bool is_named(struct raw *raw, const struct text_lines *lines)
{
	struct item_name name = item_name_read(raw->names, lines_join(raw->scratch, lines->items, lines->count));
	return name.kind != ITEM_NAME_UNKNOWN && !name.rest;
}

static void add_line(struct raw *raw, struct text_lines *lines, const struct page_line *line)
{
	if (*line->text)
		list_push(raw->arena, lines, ((struct text_line){line->text, line->block}));
}

/* The item is the first line behind the day, or as many as it takes to be one of the form; what is left are both texts. */
static struct change *read_row(struct raw *raw, const struct page *lines, size_t start, size_t timing, size_t end)
{
	struct change *row = arena_new_object(raw->arena, struct change);
	size_t words = start + 2;
	*row = (struct change){.date = lines->items[start].text, .date_line = lines->items[start].line};
	for (size_t i = start + 1; i < timing && i <= start + ITEM_LINES; i++) {
		add_line(raw, &row->item, &lines->items[i]);
		if (is_named(raw, &row->item)) {
			words = i + 1;
			break;
		}
	}
	row->item.count = row->item.count < words - start - 1 ? row->item.count : words - start - 1;
	row->item_line = lines->items[start + 1].line;
	for (size_t i = words; i < timing; i++)
		add_line(raw, &row->words, &lines->items[i]);
	row->words_line = row->words.count ? lines->items[words].line : 0;
	row->timing = lines->items[timing].text;
	row->timing_line = lines->items[timing].line;
	for (size_t i = timing + 1; i < end; i++)
		add_line(raw, &row->note, &lines->items[i]);
	row->note_line = row->note.count ? lines->items[timing + 1].line : 0;
	row->parted = row->words.count == 2;
	row->after = 1;
	return row;
}

bool changes_in_order(struct raw *raw, const struct page *lines, struct changes *rows)
{
	size_t named = 0, timing, end;
	size_t at = next_line(raw, lines, 0, false), first = next_line(raw, lines, 0, true);
	if (at > first)
		return false;
	for (; at < lines->count; at = end) {
		end = row_end(raw, lines, at, &timing);
		if (timing == lines->count || timing < at + 2 || next_line(raw, lines, timing + 1, true) < end)
			break;
		list_push(raw->arena, rows, read_row(raw, lines, at, timing, end));
		named += is_named(raw, &rows->items[rows->count - 1]->item);
	}
	bool ordered = at >= lines->count && rows->count >= ROWS_ENOUGH && named * 4 >= rows->count * 3;
	rows->count = ordered ? rows->count : 0;
	return ordered;
}
