/* Lines of 変更箇所 -> its rows. Each row has one item (Ⅰ１．②…) and one time of submission; dates, and the two texts
 * between, stand around them. */
#include "import/raw_changes.h"
#include "base/list.h"
#include "base/utf8.h"

#include <string.h>

enum { COLUMN_DATE, COLUMN_ITEM, COLUMN_BEFORE, COLUMN_AFTER, COLUMN_TIMING, COLUMN_NOTE, COLUMN_COUNT };
enum {
	ITEM_WIDTH = 34,
	DATE_BYTES = 48,
	PAGE_ROWS = 400 /* rows that are fitted to each other; a page of paper has some ten */
};

struct reader {
	struct raw *raw;
	struct changes rows;
	LIST(struct change *) spare; /* times of submission of the page, with their notes, whose rows are not known yet */
	struct change *current;      /* takes the words that come */
	struct change *closed;       /* the last whose time of submission was met */
	struct text_lines dates;     /* of the page, whose rows are not known yet; block: the line */
	struct text_lines lost;      /* lines of notes, the same */
	const char *own_date;        /* of the item that comes next */
	size_t own_line;
	size_t item_block; /* lines of it are of the item */
	size_t note_block; /* lines of it are of the note */
	size_t lost_line;
	size_t lost_block;  /* lines of it are of a note whose row is not known */
	size_t page;        /* the first row of this page */
	struct map notes;   /* first lines of notes → the time of submission that they follow */
	struct map usual;   /* id of an item → its note in the first row about it, folded */
	struct map timings; /* the same of whole notes, folded */
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
	struct change *row = new_row(reader);
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
	if (!row)
		list_push(reader->raw->arena, &reader->spare, row = arena_new_object(reader->raw->arena, struct change));
	row->timing = timing;
	row->timing_line = line->line;
	reader->closed = reader->current = row;
	reader->note_block = line->block;
}

static void take_note(struct reader *reader, const struct page_line *line, const char *text)
{
	struct change *row = reader->closed;
	row->note_line = row->note_line ? row->note_line : line->line;
	size_t block = row->note.count ? row->note.items[0].block : line->block; /* an empty line in it means nothing */
	list_push(reader->raw->arena, &row->note, ((struct text_line){text, block}));
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

/* Does a line complete the last note, as notes are elsewhere, behind an empty line? */
static bool completes_note(struct reader *reader, const char *text)
{
	struct text_lines note = reader->closed ? reader->closed->note : (struct text_lines){0};
	if (!note.count)
		return false;
	const char *so_far = utf8_fold(reader->raw->scratch, lines_join(reader->raw->scratch, note.items, note.count));
	const char *whole = arena_printf(reader->raw->scratch, "%s%s", so_far, utf8_fold(reader->raw->scratch, text));
	return map_get(&reader->timings, whole) != NULL;
}

/* May a note that begins with this line follow the last time of submission? */
static bool is_note_of(struct reader *reader, const char *text)
{
	const char *const *timing = map_get(&reader->notes, text);
	return !**timing || strcmp(*timing, reader->closed->timing) == 0;
}

static void take_words(struct reader *reader, const struct page_line *line, const char *text)
{
	bool goes_on = reader->note_block == line->block || completes_note(reader, text),
	     note = map_get(&reader->notes, text) != NULL;
	if (reader->closed && (goes_on || (!reader->closed->note.count && note && is_note_of(reader, text)))) {
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

/* 追加, 削除: a word that stands for a text. */
static bool brief_word(struct reader *reader, const char *text)
{
	return *text && reader->raw->cells && cell_read(reader->raw->scratch, reader->raw->cells, text).kind == CELL_WORD;
}

/* `令和6年12月6日 追加`: the date of a row and its first text. */
static void take_dated_word(struct reader *reader, const struct page_line *line, size_t date, const char *word)
{
	struct page_line own = *line;
	own.block = SIZE_MAX - reader->raw->page; /* what stands below is the other text */
	take_date(reader, arena_copy(reader->raw->arena, line->text, date), line->line, false);
	take_words(reader, &own, word);
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
	} else if (date && brief_word(reader, rest)) {
		take_dated_word(reader, line, date, rest);
		return;
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

/* ---- rows of the table ---- */

static void put_cell(struct raw *raw, struct chunks *cell, const struct text_lines *lines, size_t start, size_t end,
                     size_t line)
{
	if (start < end)
		chunk_add(raw->arena, cell, lines_join(raw->arena, lines->items + start, end - start), line);
}

static void put_row(struct raw *raw, const struct change *row, size_t widest)
{
	struct change_row change = {arena_array(raw->arena, struct chunks, raw->form->column_count)};
	if (raw->form->column_count < COLUMN_COUNT)
		return;
	size_t after = change_words_after(row, widest);
	chunk_add(raw->arena, &change.cells[COLUMN_DATE], row->date ? row->date : "", row->date_line);
	put_cell(raw, &change.cells[COLUMN_ITEM], &row->item, 0, row->item.count, row->item_line);
	put_cell(raw, &change.cells[COLUMN_BEFORE], &row->words, 0, after, row->words_line);
	put_cell(raw, &change.cells[COLUMN_AFTER], &row->words, after, row->words.count, row->words_line);
	chunk_add(raw->arena, &change.cells[COLUMN_TIMING], row->timing ? row->timing : "", row->timing_line);
	put_cell(raw, &change.cells[COLUMN_NOTE], &row->note, 0, row->note.count, row->note_line);
	list_push(raw->arena, &raw->placing->history, change);
}

static const char *fold_note(struct reader *reader, const struct text_line *lines, size_t count)
{
	return utf8_fold(reader->raw->arena, lines_join(reader->raw->scratch, lines, count));
}

/* "" where it follows several. */
static void learn_timing(struct map *map, const char *words, const char *timing)
{
	const char **known = map_get(map, words);
	if (!known) {
		known = arena_new_object(map->arena, const char *);
		*known = timing;
		map_put(map, words, known);
	} else if (strcmp(*known, timing) != 0) {
		*known = "";
	}
}

/* What stands right below a time of submission is a note wherever it stands, and likely of that time. */
static void learn_notes(struct reader *reader)
{
	const struct page *lines = &reader->raw->changes;
	map_init(&reader->notes, reader->raw->arena);
	map_init(&reader->timings, reader->raw->arena);
	map_init(&reader->usual, reader->raw->arena);
	for (size_t i = 1; i < lines->count; i++) {
		const struct page_line *above = &lines->items[i - 1];
		size_t length, end = i;
		const char *timing = *above->text ? trailing_timing(reader->raw, above->text, &length) : NULL;
		struct text_lines note = {0};
		const char *beside = timing ? NULL : leading_timing(reader->raw, above->text, &timing);
		if (beside)
			list_push(reader->raw->scratch, &note, ((struct text_line){beside, above->block}));
		for (; timing && end < lines->count && lines->items[end].block == above->block; end++)
			list_push(reader->raw->scratch, &note, ((struct text_line){lines->items[end].text, above->block}));
		if (!note.count)
			continue;
		learn_timing(&reader->notes, note.items[0].text, timing);
		learn_timing(&reader->timings, fold_note(reader, note.items, note.count), timing);
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

/* Times of submission that stand apart, the same; what the last row of the page before lacks comes first. */
static void give_timings(struct reader *reader)
{
	size_t next = 0,
	       first = reader->page && !reader->rows.items[reader->page - 1]->timing ? reader->page - 1 : reader->page;
	for (size_t i = first; next < reader->spare.count && i < reader->rows.count; i++) {
		struct change *row = reader->rows.items[i];
		const struct change *spare = reader->spare.items[next];
		if (row->timing)
			continue;
		row->timing = spare->timing;
		row->timing_line = spare->timing_line;
		if (!row->note.count)
			row->note = spare->note;
		row->note_line = row->note_line ? row->note_line : spare->note_line;
		next++;
	}
	for (; next < reader->spare.count; next++)
		list_push(reader->raw->arena, &reader->rows, reader->spare.items[next]);
	reader->spare.count = 0;
}

static size_t block_end(const struct text_lines *lines, size_t at)
{
	size_t end = at + 1;
	while (end < lines->count && lines->items[end].block == lines->items[at].block)
		end++;
	return end;
}

static const char *named_item(struct reader *reader, const struct change *row)
{
	struct raw *raw = reader->raw;
	struct item_name name = {0};
	if (row->item.count)
		name = item_name_read(raw->names, lines_join(raw->scratch, row->item.items, row->item.count));
	return name.kind == ITEM_NAME_ITEM ? name.item->id : "";
}

/* Of the rows of the page without a note whose time of submission is the one that the note follows elsewhere: one
 * whose item has this note elsewhere, and no other; else the first. */
static struct change *note_row(struct reader *reader, const char *folded)
{
	const char *const *timing = map_get(&reader->timings, folded);
	struct change *first = NULL;
	for (size_t i = reader->page; i < reader->rows.count; i++) {
		struct change *row = reader->rows.items[i];
		if (row->note.count || !row->timing || (timing && **timing && strcmp(*timing, row->timing) != 0))
			continue;
		const char *usual = map_get(&reader->usual, named_item(reader, row));
		if (usual && strcmp(usual, folded) == 0)
			return row;
		first = first && !map_get(&reader->usual, named_item(reader, first)) ? first : row;
	}
	return first;
}

/* Which note the rows of an item have, by the pages so far. */
static void learn_usual(struct reader *reader)
{
	for (size_t i = reader->page; i < reader->rows.count; i++) {
		const struct change *row = reader->rows.items[i];
		const char *item = named_item(reader, row);
		if (*item && row->note.count)
			map_put(&reader->usual, item, (void *)(uintptr_t)fold_note(reader, row->note.items, row->note.count));
	}
}

/* Notes that stand apart. */
static void give_notes(struct reader *reader)
{
	struct raw *raw = reader->raw;
	for (size_t i = 0, end; i < reader->lost.count; i = end) {
		end = block_end(&reader->lost, i);
		const char *folded = fold_note(reader, reader->lost.items + i, end - i);
		struct change *row = note_row(reader, folded);
		for (size_t j = i; j < end; j++) {
			if (row)
				list_push(raw->arena, &row->note, reader->lost.items[j]);
			else
				chunk_add(raw->arena, &raw->placing->unplaced, reader->lost.items[j].text, reader->lost_line);
		}
		if (row)
			row->note_line = reader->lost_line;
	}
	reader->lost.count = 0;
}

static void drop_row(struct reader *reader, size_t at)
{
	memmove(reader->rows.items + at, reader->rows.items + at + 1,
	        (reader->rows.count - at - 1) * sizeof *reader->rows.items);
	reader->rows.count--;
}

/* The first row of the page that has an item, and no words yet (or only some, where the time is still to come). */
static size_t item_row(struct reader *reader, const struct change *words)
{
	size_t next = reader->rows.count;
	for (size_t i = reader->page; i < reader->rows.count; i++) {
		const struct change *row = reader->rows.items[i];
		if (row->item.count && !row->words.count && !(row->timing && words->timing))
			return i;
		if (row->item.count && next == reader->rows.count)
			next = i;
	}
	return words->timing ? reader->rows.count : next;
}

/* Words that stand before their item: it is in a row of its own so far. */
static void join_items(struct reader *reader)
{
	struct raw *raw = reader->raw;
	for (size_t i = reader->page; i < reader->rows.count; i++) {
		struct change *row = reader->rows.items[i];
		size_t at = row->item.count ? reader->rows.count : item_row(reader, row);
		if (at == reader->rows.count)
			continue;
		const struct change *other = reader->rows.items[at];
		for (size_t j = 0; j < other->words.count; j++)
			list_push(raw->arena, &row->words, other->words.items[j]);
		row->item = other->item;
		row->item_line = other->item_line;
		row->date = row->date ? row->date : other->date;
		row->date_line = row->date_line ? row->date_line : other->date_line;
		row->timing = row->timing ? row->timing : other->timing;
		row->timing_line = row->timing_line ? row->timing_line : other->timing_line;
		row->note = row->note.count ? row->note : other->note;
		row->note_line = row->note_line ? row->note_line : other->note_line;
		drop_row(reader, at);
		i -= at < i;
	}
}

/* The end of an item's name that an empty line has parted from it. */
static void complete_items(struct reader *reader)
{
	struct raw *raw = reader->raw;
	for (size_t i = reader->page; i < reader->rows.count; i++) {
		struct change *row = reader->rows.items[i];
		struct text_lines *words = &row->words;
		if (!row->item.count || !words->count || width(words->items[0].text) > ITEM_WIDTH)
			continue;
		const char *name = lines_join(raw->scratch, row->item.items, row->item.count);
		const char *whole = arena_printf(raw->scratch, "%s%s", name, words->items[0].text);
		struct item_name with = item_name_read(raw->names, whole), alone = item_name_read(raw->names, name);
		bool complete = alone.kind == ITEM_NAME_ITEM && alone.official && !alone.rest;
		if (complete || with.kind != ITEM_NAME_ITEM || !with.official || with.rest)
			continue;
		struct text_line line = {words->items[0].text, row->item.items[row->item.count - 1].block};
		list_push(raw->arena, &row->item, line);
		memmove(words->items, words->items + 1, --words->count * sizeof line);
	}
}

static void end_page(struct reader *reader)
{
	join_items(reader);
	give_timings(reader);
	give_dates(reader);
	give_notes(reader);
	learn_usual(reader);
	complete_items(reader);
	for (size_t i = reader->page; i < reader->rows.count; i++)
		reader->rows.items[i]->page = reader->raw->page;
	reader->raw->page++;
	reader->page = reader->rows.count;
	reader->current = reader->closed = NULL;
	reader->own_date = NULL;
	reader->item_block = reader->note_block = reader->lost_block = 0;
}

/* 重要な変更である令和6年12月6日: the note of one row and the date of the next, in one line. */
static bool read_glued(struct reader *reader, const struct page_line *line, const struct page_line *next)
{
	struct raw *raw = reader->raw;
	size_t length = strlen(line->text);
	for (size_t i = utf8_step(line->text); i < length; i += utf8_step(line->text + i)) {
		struct page_line note = *line, date = *line;
		date.text = line->text + i;
		if (length - i > DATE_BYTES || leading_date(raw, date.text) != length - i)
			continue;
		note.text = arena_copy(raw->scratch, line->text, i);
		if (!map_get(&reader->timings, utf8_fold(raw->scratch, note.text)))
			continue;
		note.text = arena_string(raw->arena, note.text);
		date.block++;
		read_change_line(reader, &note, &date);
		read_change_line(reader, &date, next);
		return true;
	}
	return false;
}

void raw_changes(struct raw *raw)
{
	struct reader reader = {.raw = raw};
	const struct page *lines = &raw->changes;
	learn_notes(&reader);
	bool ordered = changes_in_order(raw, lines, &reader.rows);
	for (size_t i = 0; !ordered && i < lines->count; i++) {
		const struct page_line *next = i + 1 < lines->count && *lines->items[i + 1].text ? &lines->items[i + 1] : NULL;
		if (!*lines->items[i].text || reader.rows.count - reader.page > PAGE_ROWS)
			end_page(&reader);
		if (!*lines->items[i].text)
			continue;
		if (!read_glued(&reader, &lines->items[i], next))
			read_change_line(&reader, &lines->items[i], next);
	}
	end_page(&reader);
	if (!ordered && changes_mixed(raw, lines, &reader.rows)) {
		changes_leave(raw);
		return;
	}
	changes_fit(raw, reader.rows.items, reader.rows.count);
	size_t widest = 0;
	for (size_t i = 0; i < reader.rows.count; i++) {
		const struct change *row = reader.rows.items[i];
		for (size_t j = 0; j < row->words.count; j++)
			widest = width(row->words.items[j].text) > widest ? width(row->words.items[j].text) : widest;
	}
	for (size_t i = 0; i < reader.rows.count; i++)
		put_row(raw, reader.rows.items[i], widest);
}
