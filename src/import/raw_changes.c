/* Lines of 変更箇所 -> its rows. Each row has one item (Ⅰ１．②…) and one time of submission; dates, and the two texts
 * between, stand around them. */
#include "base/list.h"
#include "base/utf8.h"
#include "import/raw.h"

#include <string.h>

enum { COLUMN_DATE, COLUMN_ITEM, COLUMN_BEFORE, COLUMN_AFTER, COLUMN_TIMING, COLUMN_NOTE, COLUMN_COUNT };
enum {
	ITEM_WIDTH = 34,
	DATE_BYTES = 48,
	FULL_SHORT = 6, /* columns, as in raw_words.c */
	BRIEF_WIDTH = 8,
	LIKE_ENOUGH = 12 /* twice the bytes that two beginnings have in common */
};

struct change {
	const char *date;
	size_t date_line;
	LIST(struct text_line) item, note;
	size_t item_line, note_line;
	LIST(struct text_line) words;
	size_t words_line;
	const char *timing;
	size_t timing_line;
};

struct reader {
	struct raw *raw;
	LIST(struct change *) rows;
	struct change *current;       /* takes the words that come */
	struct change *closed;        /* the last whose time of submission was met */
	LIST(struct text_line) dates; /* of the page, whose rows are not known yet; block: the line */
	LIST(struct text_line) lost;  /* lines of notes, the same */
	const char *own_date;         /* of the item that comes next */
	size_t own_line;
	size_t item_block; /* lines of it are of the item */
	size_t note_block; /* lines of it are of the note */
	size_t lost_line;
	size_t lost_block; /* lines of it are of a note whose row is not known */
	size_t page;       /* the first row of this page */
	struct map notes;  /* first lines of notes → themselves */
};

static struct change *new_row(struct reader *reader)
{
	struct change *row = arena_new_object(reader->raw->arena, struct change);
	list_push(reader->raw->arena, &reader->rows, row);
	return reader->current = row;
}

/* The date that a text begins with; its bytes, or 0. */
static size_t leading_date(const struct raw *raw, const char *text)
{
	size_t length = strlen(text), best = 0;
	struct date date;
	for (size_t i = utf8_step(text); i <= length && i <= DATE_BYTES; i += utf8_step(text + i)) {
		bool ends = !text[i] || text[i] == ' ' || strncmp(text + i, "　", 3) == 0;
		enum date_problem problem = DATE_NOT_A_DATE;
		if (ends)
			problem = date_parse(&raw->schema->calendar, arena_copy(raw->scratch, text, i), &date);
		if ((problem == DATE_OK || problem == DATE_ERA_YEAR_ONE) && date.day)
			best = i;
		if (!text[i])
			break;
	}
	return best;
}

/* Ⅰ１．, I 1, （別添２）, 表紙: what an item's name begins with. */
static bool begins_item(struct raw *raw, const char *text)
{
	const char *folded = utf8_fold(raw->scratch, text);
	size_t roman = strspn(folded, "IVX");
	bool behind = roman && roman <= 3 && folded[roman] && !(folded[roman] >= 'A' && folded[roman] <= 'z');
	if (behind || strncmp(folded, "(別添", strlen("(別添")) == 0)
		return true;
	for (size_t i = 0; i < raw->form->cover_count; i++)
		if (strcmp(folded, utf8_fold(raw->scratch, raw->form->cover[i].label)) == 0)
			return true;
	return false;
}

static const char *timing_option(struct raw *raw, const char *text)
{
	const struct option_list *timings = schema_options(raw->schema, "timing");
	for (size_t i = 0; timings && i < timings->count; i++)
		if (strcmp(text, timings->options[i].value) == 0)
			return timings->options[i].value;
	return NULL;
}

/* The time of submission at the end of a line; *length becomes what stands before. */
static const char *trailing_timing(struct raw *raw, const char *text, size_t *length)
{
	size_t end = strlen(text);
	const char *space = strrchr(text, ' ');
	const char *timing = timing_option(raw, space ? space + 1 : text);
	*length = timing && space ? (size_t)(space - text) : timing ? 0 : end;
	return timing;
}

/* `事前 重要な変更である`: what stands behind the time of submission; NULL: the line begins otherwise. */
static const char *leading_timing(struct raw *raw, const char *text, const char **timing)
{
	const char *space = strchr(text, ' ');
	*timing = space ? timing_option(raw, arena_copy(raw->scratch, text, (size_t)(space - text))) : NULL;
	return *timing ? space + 1 : NULL;
}

static size_t width(const char *text)
{
	return utf8_width(text, strlen(text));
}

/* A date right before an item is its own; others are given out when the page has been read. */
static void take_date(struct reader *reader, const char *date, size_t line, bool own)
{
	if (!own)
		list_push(reader->raw->arena, &reader->dates, ((struct text_line){date, line}));
	reader->own_date = own ? date : NULL;
	reader->own_line = line;
}

static void take_item(struct reader *reader, const struct page_line *line, const char *text)
{
	struct change *row = NULL;
	for (size_t i = reader->page; !row && i < reader->rows.count; i++)
		if (!reader->rows.items[i]->item.count)
			row = reader->rows.items[i];
	row = row ? row : new_row(reader);
	list_push(reader->raw->arena, &row->item, ((struct text_line){text, line->block}));
	row->item_line = line->line;
	row->date = reader->own_date ? reader->own_date : row->date;
	row->date_line = reader->own_date ? reader->own_line : row->date_line;
	reader->own_date = NULL;
	reader->current = row;
	reader->closed = NULL;
	reader->item_block = line->block;
}

static void take_timing(struct reader *reader, const struct page_line *line, const char *timing)
{
	struct change *row = reader->current && !reader->current->timing ? reader->current : NULL;
	for (size_t i = reader->rows.count; !row && i-- > reader->page;)
		if (!reader->rows.items[i]->timing)
			row = reader->rows.items[i];
	row = row ? row : new_row(reader);
	row->timing = timing;
	row->timing_line = line->line;
	reader->closed = reader->current = row;
	reader->note_block = line->block;
}

static void take_note(struct reader *reader, const struct page_line *line, const char *text)
{
	struct change *row = reader->closed;
	row->note_line = row->note_line ? row->note_line : line->line;
	list_push(reader->raw->arena, &row->note, ((struct text_line){text, line->block}));
	reader->note_block = line->block;
}

/* The row that words go to: that of the item above them, else one whose time of submission is still to come. */
static struct change *words_row(struct reader *reader)
{
	if (reader->current && reader->current != reader->closed)
		return reader->current;
	for (size_t i = reader->rows.count; i-- > reader->page;)
		if (!reader->rows.items[i]->timing)
			return reader->rows.items[i];
	return new_row(reader);
}

static void take_words(struct reader *reader, const struct page_line *line, const char *text)
{
	bool goes_on = reader->note_block == line->block, note = map_get(&reader->notes, text) != NULL;
	if (reader->closed && (goes_on || (!reader->closed->note.count && note))) {
		take_note(reader, line, text);
		return;
	}
	if (note || reader->lost_block == line->block) { /* of a row that cannot be told */
		reader->lost_block = line->block;
		list_push(reader->raw->arena, &reader->lost, ((struct text_line){text, line->block}));
		reader->lost_line = line->line;
		return;
	}
	struct change *row = reader->current = words_row(reader);
	reader->closed = NULL;
	row->words_line = row->words_line ? row->words_line : line->line;
	list_push(reader->raw->arena, &row->words, ((struct text_line){text, line->block}));
}

/* `令和6年3月14日 令和6年11月14日`: both texts in one line. */
static void take_pair(struct reader *reader, const struct page_line *line, const char *text)
{
	const char *space = strchr(text, ' ');
	bool pair = space && !strchr(space + 1, ' ');
	struct page_line second = *line;
	if (!pair) {
		take_words(reader, line, text);
		return;
	}
	reader->closed = NULL;
	take_words(reader, line, arena_copy(reader->raw->arena, text, (size_t)(space - text)));
	second.block = line->block + 1;
	take_words(reader, &second, space + 1);
}

/* Item and both texts in one line: the last two words are the texts. */
static void take_whole(struct reader *reader, const struct page_line *line, const char *text)
{
	const char *last = strrchr(text, ' '), *middle = last;
	while (middle && middle > text && middle[-1] != ' ')
		middle--;
	if (!last || middle <= text + 1) {
		take_item(reader, line, text);
		return;
	}
	take_item(reader, line, arena_copy(reader->raw->arena, text, (size_t)(middle - 1 - text)));
	take_pair(reader, line, middle);
	reader->item_block = 0;
}

static void read_change_line(struct reader *reader, const struct page_line *line, const struct page_line *next)
{
	struct raw *raw = reader->raw;
	const char *text = line->text;
	size_t date = leading_date(raw, text), length;
	const char *rest = text + date + strspn(text + date, " ");
	bool alone = !*rest;
	bool follows = next && begins_item(raw, next->text);
	if (date && (begins_item(raw, rest) ||
	             (alone && (follows || !reader->current || reader->closed || !next || next->block != line->block)))) {
		take_date(reader, arena_copy(raw->arena, text, date), line->line, alone ? follows : true);
		if (alone)
			return;
		text = rest;
	}
	const char *timing = trailing_timing(raw, text, &length);
	const char *words = arena_copy(raw->arena, text, length);
	const char *note = timing ? NULL : leading_timing(raw, text, &timing);
	words = note ? "" : words;
	bool item_goes_on = reader->item_block == line->block && reader->current && width(words) <= ITEM_WIDTH;
	if (*words && begins_item(raw, words) && timing)
		take_whole(reader, line, words);
	else if (*words && begins_item(raw, words) && width(words) <= ITEM_WIDTH + 20 && !item_goes_on)
		take_item(reader, line, words);
	else if (*words && item_goes_on && !timing)
		list_push(raw->arena, &reader->current->item, ((struct text_line){words, line->block}));
	else if (*words && timing)
		take_pair(reader, line, words);
	else if (*words)
		take_words(reader, line, words);
	if (timing)
		take_timing(reader, line, timing);
	if (note)
		take_note(reader, line, note);
}

/* ---- texts before and after ---- */

static size_t likeness(const char *a, const char *b)
{
	size_t same = 0;
	while (a[same] && a[same] == b[same])
		same++;
	return same;
}

static bool begins_block(const struct change *row, size_t at)
{
	return row->words.items[at].block != row->words.items[at - 1].block;
}

static bool is_katakana(const char *text)
{
	int32_t point = 0;
	if (*text)
		utf8_decode(text, strlen(text), &point);
	return point >= 0x30a1 && point <= 0x30fe;
}

/* Is the last character one? Then a word may go on. */
static bool is_katakana_after(const char *text)
{
	size_t length = strlen(text);
	return length >= 3 && is_katakana(text + length - 3);
}

/* May one text end and the other begin here? A line that was broken by its width goes on; ～ is the rest of a text. */
static bool may_part(const struct change *row, size_t at, size_t widest)
{
	if (strncmp(row->words.items[at].text, "～", strlen("～")) == 0)
		return false;
	if (is_katakana_after(row->words.items[at - 1].text) && is_katakana(row->words.items[at].text))
		return false;
	return begins_block(row, at) || width(row->words.items[at - 1].text) + FULL_SHORT < widest;
}

/* Where the text after the change begins: at the line that is most like the first, for most of a text stays; else
 * where the empty line parts both most evenly. */
static size_t find_after(const struct change *row, size_t widest)
{
	size_t best = 0, found = 0, even = 0, count = row->words.count;
	for (size_t i = 1; i < count; i++) {
		size_t like = likeness(row->words.items[0].text, row->words.items[i].text) * 2 + begins_block(row, i);
		if (may_part(row, i, widest) && like > best) {
			best = like;
			found = i;
		}
		size_t distance = i * 2 > count ? i * 2 - count : count - i * 2;
		size_t so_far = even * 2 > count ? even * 2 - count : count - even * 2;
		if (begins_block(row, i) && may_part(row, i, widest) && (!even || distance < so_far))
			even = i;
	}
	if (best >= LIKE_ENOUGH)
		return found;
	bool brief = count > 1 && width(row->words.items[0].text) <= BRIEF_WIDTH; /* 追加 */
	return even || (count != 2 && !brief) ? even : may_part(row, 1, widest) ? 1 : 0;
}

static void put_cell(struct raw *raw, struct chunks *cell, const struct text_line *lines, size_t count, size_t line)
{
	if (count)
		chunk_add(raw->arena, cell, lines_join(raw->arena, lines, count), line);
}

static void put_row(struct raw *raw, const struct change *row, size_t widest)
{
	struct change_row change = {arena_array(raw->arena, struct chunks, raw->form->column_count)};
	if (raw->form->column_count < COLUMN_COUNT)
		return;
	size_t after = find_after(row, widest);
	chunk_add(raw->arena, &change.cells[COLUMN_DATE], row->date ? row->date : "", row->date_line);
	put_cell(raw, &change.cells[COLUMN_ITEM], row->item.items, row->item.count, row->item_line);
	put_cell(raw, &change.cells[COLUMN_BEFORE], row->words.items, after, row->words_line);
	put_cell(raw, &change.cells[COLUMN_AFTER], row->words.items + after, row->words.count - after, row->words_line);
	chunk_add(raw->arena, &change.cells[COLUMN_TIMING], row->timing ? row->timing : "", row->timing_line);
	put_cell(raw, &change.cells[COLUMN_NOTE], row->note.items, row->note.count, row->note_line);
	list_push(raw->arena, &raw->placing->history, change);
}

/* The lines that stand right below a time of submission, which are notes wherever they stand. */
static void learn_notes(struct reader *reader)
{
	const struct page *lines = &reader->raw->changes;
	map_init(&reader->notes, reader->raw->arena);
	for (size_t i = 1; i < lines->count; i++) {
		const struct page_line *above = &lines->items[i - 1], *line = &lines->items[i];
		size_t length;
		if (line->block == above->block && *line->text && trailing_timing(reader->raw, above->text, &length))
			map_put(&reader->notes, line->text, reader);
	}
}

/* Dates of the page that stand apart: where there is one for each row without, they are in order. */
static void give_dates(struct reader *reader)
{
	size_t missing = 0, next = 0;
	for (size_t i = reader->page; i < reader->rows.count; i++)
		missing += !reader->rows.items[i]->date && reader->rows.items[i]->item.count;
	for (size_t i = reader->page; missing == reader->dates.count && i < reader->rows.count; i++) {
		struct change *row = reader->rows.items[i];
		if (row->date || !row->item.count)
			continue;
		row->date = reader->dates.items[next].text;
		row->date_line = reader->dates.items[next++].block;
	}
	for (; next < reader->dates.count; next++)
		chunk_add(reader->raw->arena, &reader->raw->placing->unplaced, reader->dates.items[next].text,
		          reader->dates.items[next].block);
	reader->dates.count = 0;
}

static size_t count_blocks(const struct text_line *lines, size_t count)
{
	size_t blocks = count > 0;
	for (size_t i = 1; i < count; i++)
		blocks += lines[i].block != lines[i - 1].block;
	return blocks;
}

/* The same for notes. */
static void give_notes(struct reader *reader)
{
	struct raw *raw = reader->raw;
	size_t missing = 0, next = 0, count = reader->lost.count;
	for (size_t i = reader->page; i < reader->rows.count; i++)
		missing += !reader->rows.items[i]->note.count;
	bool fits = missing == count_blocks(reader->lost.items, count);
	for (size_t i = reader->page; fits && i < reader->rows.count && next < count; i++) {
		struct change *row = reader->rows.items[i];
		size_t block = reader->lost.items[next].block;
		if (row->note.count)
			continue;
		for (; next < count && reader->lost.items[next].block == block; next++)
			list_push(raw->arena, &row->note, reader->lost.items[next]);
		row->note_line = reader->lost_line;
	}
	for (; next < count; next++)
		chunk_add(raw->arena, &raw->placing->unplaced, reader->lost.items[next].text, reader->lost_line);
	reader->lost.count = 0;
}

static void end_page(struct reader *reader)
{
	give_dates(reader);
	give_notes(reader);
	reader->page = reader->rows.count;
	reader->current = reader->closed = NULL;
	reader->own_date = NULL;
	reader->item_block = reader->note_block = reader->lost_block = 0;
}

void raw_changes(struct raw *raw)
{
	struct reader reader = {.raw = raw};
	const struct page *lines = &raw->changes;
	learn_notes(&reader);
	for (size_t i = 0; i < lines->count; i++) {
		const struct page_line *next = i + 1 < lines->count && *lines->items[i + 1].text ? &lines->items[i + 1] : NULL;
		if (*lines->items[i].text)
			read_change_line(&reader, &lines->items[i], next);
		else
			end_page(&reader);
	}
	end_page(&reader);
	size_t widest = 0;
	for (size_t i = 0; i < reader.rows.count; i++) {
		const struct change *row = reader.rows.items[i];
		for (size_t j = 0; j < row->words.count; j++)
			widest = width(row->words.items[j].text) > widest ? width(row->words.items[j].text) : widest;
	}
	for (size_t i = 0; i < reader.rows.count; i++)
		put_row(raw, reader.rows.items[i], widest);
}
