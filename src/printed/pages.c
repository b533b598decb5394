/* Lines -> pages without what is printed on each of them. */
#include "printed/pages.h"

#include "base/list.h"
#include "base/map.h"
#include "base/messages/sheet.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum {
	HEAD_LIMIT = 120,
	HEAD_PAGES = 3,
	HEAD_NUMBERS = 3,
	NUMBER_LIMIT = 12,
	FIRST_PAGES = 12,
	LONG_PAGES = 20,
	EDGE_LINES = 4,
	EMPTY_LINES = 3 /* behind a page number at the foot */
};

struct splitter {
	struct arena *arena;
	struct pages pages;
	size_t block;
	size_t empty; /* how many lines before this one have no words */
	bool feeds;   /* the text has form feeds */
	const struct page_words *words;
	LIST(size_t) feet; /* pages that end with a number and empty lines */
};

static bool is_blank(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\f';
}

static size_t wide_space(const char *text)
{
	return strncmp(text, "　", strlen("　")) == 0 ? strlen("　") : 0;
}

/* A copy without white space at its ends and without characters that take no room. */
static const char *clean(struct arena *arena, const char *text, size_t length)
{
	while (length && (is_blank(*text) || (length >= 3 && wide_space(text)))) {
		size_t taken = is_blank(*text) ? 1 : strlen("　");
		text += taken;
		length -= taken;
	}
	while (length && (is_blank(text[length - 1]) || (length >= 3 && wide_space(text + length - 3))))
		length -= is_blank(text[length - 1]) ? 1 : strlen("　");
	size_t marks = strspn(text, "#"); /* of a heading in Markdown */
	bool heading = marks && marks <= 6 && marks < length && text[marks] == ' ';
	return heading ? arena_copy(arena, text + marks + 1, length - marks - 1) : arena_copy(arena, text, length);
}

static struct page *page_begin(struct splitter *splitter)
{
	list_push(splitter->arena, &splitter->pages, (struct page){0});
	splitter->block++;
	return &splitter->pages.items[splitter->pages.count - 1];
}

static struct page *page_last(struct splitter *splitter)
{
	return splitter->pages.count ? &splitter->pages.items[splitter->pages.count - 1] : page_begin(splitter);
}

static bool is_structure(const char *text)
{
	const char *const starts[] = {"[", "]", "［", "］", "（", "(", msg(MSG_SHEET_CHOICES), "○"};
	for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
		if (strncmp(text, starts[i], strlen(starts[i])) == 0)
			return true;
	return text[0] >= '0' && text[0] <= '9' && (text[1] == ')' || strncmp(text + 1, "）", strlen("）")) == 0);
}

/* Ⅰ to Ⅵ and what stands in the head of 変更箇所 are not indented where other labels are. */
static bool is_top(const char *text)
{
	int32_t point;
	size_t letters = strspn(text, "IVX"), length = strlen(text);
	utf8_decode(text, length, &point);
	return (point >= 0x2160 && point <= 0x216b) || (letters && (text[letters] == ' ' || wide_space(text + letters)));
}

static bool is_label(const struct page_words *words, const char *text)
{
	return words->is_label(words->context, text, false);
}

/* Where form feeds are lost, each has become a space in front of its line. */
static bool begins_page(const struct splitter *splitter, const char *text, size_t spaces, const char *before)
{
	if (splitter->feeds || !spaces || !before)
		return false;
	bool label = is_label(splitter->words, text) && !is_top(text);
	if (label || spaces > 1)
		return spaces > 1;
	bool after_structure = is_structure(before) || is_label(splitter->words, before);
	bool table = splitter->words->column && strstr(text, splitter->words->column);
	return is_top(text) || is_structure(text) || after_structure || table;
}

/* Has the page come to its number, with its foot below? */
static bool ends_page(struct splitter *splitter)
{
	if (splitter->feeds || splitter->empty < EMPTY_LINES || !splitter->pages.count)
		return false;
	const struct page *page = page_last(splitter);
	return page->count > 1 && page_number(splitter->arena, page->items[page->count - 1].text) > 0;
}

static void add_line(struct splitter *splitter, const char *bytes, size_t length, size_t line, const char **before)
{
	size_t spaces = 0;
	while (spaces < length && bytes[spaces] == ' ')
		spaces++;
	const char *text = clean(splitter->arena, bytes, length);
	if (!*text) {
		splitter->block++;
		splitter->empty++;
		*before = NULL;
		return;
	}
	bool foot = ends_page(splitter);
	bool begins = foot || begins_page(splitter, text, spaces, *before);
	if (foot)
		list_push(splitter->arena, &splitter->feet, splitter->pages.count - 1);
	struct page *page = begins ? page_begin(splitter) : page_last(splitter);
	splitter->empty = 0;
	list_push(splitter->arena, page, ((struct page_line){.text = text, .line = line, .block = splitter->block}));
	*before = text;
}

static void split_line(struct splitter *splitter, const char *bytes, size_t length, size_t line, const char **before)
{
	for (const char *feed; (feed = memchr(bytes, '\f', length));) {
		add_line(splitter, bytes, (size_t)(feed - bytes), line, before);
		page_begin(splitter);
		*before = NULL;
		length -= (size_t)(feed + 1 - bytes);
		bytes = feed + 1;
	}
	add_line(splitter, bytes, length, line, before);
}

/* ---- running heads and page numbers ---- */

unsigned long page_number(struct arena *arena, const char *text)
{
	if (strlen(text) > (size_t)3 * NUMBER_LIMIT)
		return 0;
	const char *folded = utf8_fold(arena, text);
	folded += strspn(folded, "-pP.");
	folded += strncmp(folded, "ー", strlen("ー")) == 0 || strncmp(folded, "‐", strlen("‐")) == 0 ? strlen("ー") : 0;
	char *end;
	unsigned long number = *folded >= '0' && *folded <= '9' ? strtoul(folded, &end, 10) : 0;
	if (!number)
		return 0;
	if (*end == '/')
		end += 1 + strspn(end + 1, "0123456789");
	for (const char *const *tail = (const char *const[]){"ページ", "頁", "‐", "ー", "-", NULL}; *tail; tail++)
		if (strcmp(end, *tail) == 0)
			return number;
	return *end ? 0 : number;
}

static void drop_line(struct page *page, size_t index)
{
	memmove(page->items + index, page->items + index + 1, (page->count - index - 1) * sizeof *page->items);
	page->count--;
}

/* How far page numbers are ahead of the pages, by what most pages say; false: they have none. */
static bool find_offset(struct arena *arena, const struct pages *pages, long *offset)
{
	size_t best = 0;
	for (size_t first = 0; first < pages->count && first < FIRST_PAGES; first++) {
		for (size_t i = 0; i < pages->items[first].count; i++) {
			unsigned long number = page_number(arena, pages->items[first].items[i].text);
			long guess = (long)number - (long)first;
			size_t found = 0;
			for (size_t p = 0; number && p < pages->count; p++)
				for (size_t j = pages->items[p].count; j-- > 0;)
					if ((long)page_number(arena, pages->items[p].items[j].text) - (long)p == guess) {
						found++;
						break;
					}
			if (found > best) {
				best = found;
				*offset = guess;
			}
		}
	}
	return best >= HEAD_PAGES && best * 2 > pages->count;
}

/* Numbers that a few pages only have kept, in their last line. */
static void drop_last_numbers(struct arena *arena, struct pages *pages)
{
	for (size_t p = 0; pages->count >= LONG_PAGES && p < pages->count; p++) {
		struct page *page = &pages->items[p];
		long number = page->count ? (long)page_number(arena, page->items[page->count - 1].text) : 0;
		if (number && labs(number - (long)p) <= (long)p / 4 + 2)
			page->count--;
	}
}

static void drop_numbers(struct arena *arena, struct pages *pages)
{
	long offset = 0;
	if (!find_offset(arena, pages, &offset)) {
		drop_last_numbers(arena, pages);
		return;
	}
	for (size_t p = 0; p < pages->count; p++) {
		struct page *page = &pages->items[p];
		for (size_t i = page->count; i-- > 0;) {
			unsigned long number = page_number(arena, page->items[i].text);
			if (number && (long)number - (long)p == offset) {
				drop_line(page, i);
				break;
			}
		}
	}
}

/* What of a running head is the same on each page: its words (nth = 0), or these with its nth number as one that counts pages,
 * "見本市 3/45". NULL: there is no such number. */
static const char *head_key(struct arena *arena, const char *text, size_t page, size_t nth)
{
	static const char digits[] = "0123456789";
	const char *folded = utf8_fold(arena, text), *number = folded + strcspn(folded, digits);
	if (!nth)
		return folded;
	for (size_t i = 1; i < nth && *number; i++) {
		number += strspn(number, digits);
		number += strcspn(number, digits);
	}
	char *behind;
	long ahead = strtol(number, &behind, 10) - (long)page;
	return *number ? arena_printf(arena, "%.*s\x01%ld\x01%s", (int)(number - folded), folded, ahead, behind) : NULL;
}

/* On how many pages each line stands: at their edges those that begin with a label, for answers behind one repeat too, and
 * those that count. */
static void count_lines(struct arena *arena, const struct pages *pages, const struct page_words *words,
                        struct map *seen)
{
	for (size_t p = 0; p < pages->count; p++) {
		const struct page *page = &pages->items[p];
		struct map here;
		map_init(&here, arena);
		for (size_t i = 0; i < page->count; i++) {
			const char *text = page->items[i].text;
			bool edge = i < EDGE_LINES || i + EDGE_LINES >= page->count;
			if (strlen(text) > HEAD_LIMIT || (!edge && is_label(words, text)))
				continue;
			const char *key;
			for (size_t nth = 0; nth <= (edge ? HEAD_NUMBERS : 0) && (key = head_key(arena, text, p, nth)); nth++) {
				if (map_put(&here, key, &here))
					continue;
				size_t *count = map_get(seen, key);
				if (!count)
					map_put(seen, key, count = arena_new_object(arena, size_t));
				++*count;
			}
		}
	}
}

/* Stands the line, or the line but for a number that counts pages, on most of them? */
static bool is_repeated(struct arena *scratch, const struct map *seen, const char *text, size_t page, size_t pages)
{
	const char *key;
	for (size_t nth = 0; nth <= HEAD_NUMBERS && (key = head_key(scratch, text, page, nth)); nth++) {
		const size_t *count = map_get(seen, key);
		if (count && *count >= HEAD_PAGES && *count * 3 > pages * 2)
			return true;
	}
	return false;
}

/* Stands the line on the cover once more, nearer to its edge? Then it is no head: the kind of the sheet ends its name. */
static bool is_inner(const struct page *cover, size_t at)
{
	size_t own = at < cover->count - at ? at : cover->count - at;
	for (size_t i = 0; i < cover->count; i++) {
		size_t away = i < cover->count - i ? i : cover->count - i;
		if (away < own && strcmp(cover->items[i].text, cover->items[at].text) == 0)
			return true;
	}
	return false;
}

static struct page page_copy(struct arena *arena, const struct page *page)
{
	struct page copy = *page;
	copy.items = arena_array(arena, struct page_line, page->count);
	for (size_t i = 0; i < page->count; i++)
		copy.items[i] = page->items[i];
	return copy;
}

/* A line that stands on most pages, and is none of the form's, is a running head. */
static void drop_repeated(struct arena *arena, struct pages *pages, const struct page_words *words)
{
	struct map seen;
	struct arena *scratch = arena_new();
	map_init(&seen, arena);
	count_lines(arena, pages, words, &seen);
	const struct page cover = pages->count ? page_copy(arena, &pages->items[0]) : (struct page){0};
	for (size_t p = 0; p < pages->count; p++) {
		for (size_t i = pages->items[p].count; i-- > 0;) {
			const char *text = pages->items[p].items[i].text;
			arena_reset(scratch);
			if (strlen(text) <= HEAD_LIMIT && is_repeated(scratch, &seen, text, p, pages->count) &&
			    !is_structure(text) && utf8_count(text, strlen(text)) > 1 &&
			    !words->is_label(words->context, text, true) && !(p == 0 && is_inner(&cover, i)))
				drop_line(&pages->items[p], i);
		}
	}
	arena_free(scratch);
}

void pages_drop_heads(struct arena *arena, struct pages *pages, const struct page_words *words)
{
	drop_numbers(arena, pages);
	drop_repeated(arena, pages, words);
}

struct text_rows pages_rows(struct arena *arena, const struct pages *pages)
{
	LIST(struct text_row) rows = {0};
	for (size_t p = 0; p < pages->count; p++) {
		for (size_t i = 0; i < pages->items[p].count; i++) {
			struct text_cell *cell = arena_new_object(arena, struct text_cell);
			*cell = (struct text_cell){pages->items[p].items[i].text, pages->items[p].items[i].line};
			list_push(arena, &rows, ((struct text_row){.cells = cell, .count = 1}));
		}
	}
	return (struct text_rows){.items = rows.items, .count = rows.count};
}

static bool has_line(struct arena *arena, const struct page *page, const char *words)
{
	for (size_t i = 0; words && i < page->count; i++)
		if (strcmp(utf8_fold(arena, page->items[i].text), utf8_fold(arena, words)) == 0)
			return true;
	return false;
}

/* Does the line stand in the text once more, behind this place? In 項目一覧 each heading of a part does. */
static bool is_again(struct arena *arena, const struct page *all, size_t at)
{
	const char *key = utf8_fold(arena, all->items[at].text);
	for (size_t i = at + 1; i < all->count; i++)
		if (is_top(all->items[i].text) && strcmp(utf8_fold(arena, all->items[i].text), key) == 0)
			return true;
	return false;
}

/* Text without pages: each part of the form (Ⅰ) begins one, so that the same labels of several parts are told apart; in
 * 変更箇所, at the end, the names of parts begin nothing. */
static void split_parts(struct splitter *splitter)
{
	struct page all = splitter->pages.items[0];
	const char *column = splitter->words->column;
	bool table = false, contents = has_line(splitter->arena, &all, splitter->words->contents);
	splitter->pages.count = 0;
	page_begin(splitter);
	for (size_t i = 0; i < all.count; i++) {
		table |= column && strstr(all.items[i].text, column);
		bool part = !table && is_top(all.items[i].text) && is_label(splitter->words, all.items[i].text) &&
		            !(contents && is_again(splitter->arena, &all, i));
		struct page *page = part ? page_begin(splitter) : page_last(splitter);
		list_push(splitter->arena, page, all.items[i]);
	}
}

static float middle_of(const struct page_line *line)
{
	return (line->top + line->bottom) / 2;
}

/* The first heading of a part of the form below a height, or NULL. */
static const struct page_line *part_below(const struct page *page, float top, const struct page_words *words)
{
	const struct page_line *part = NULL;
	for (size_t i = 0; i < page->count; i++) {
		const struct page_line *line = &page->items[i];
		if (is_top(line->text) && is_label(words, line->text) && line->top > top && (!part || line->top < part->top))
			part = line;
	}
	return part;
}

/* Where lines have places, and are headings: not in 項目一覧, nor in 変更箇所, whose rows name them. */
static bool has_parts(struct arena *arena, const struct page *page, const struct page_words *words, bool *table)
{
	*table |= has_line(arena, page, words->column);
	return page->count && page->items[0].bottom > 0 && !*table && !has_line(arena, page, words->contents);
}

struct pages pages_split(struct arena *arena, const struct pages *pages, const struct page_words *words)
{
	struct pages split = {0};
	bool table = false;
	for (size_t p = 0; p < pages->count; p++) {
		const struct page *page = &pages->items[p];
		const struct page_line *part = NULL;
		bool placed = has_parts(arena, page, words, &table);
		do {
			float from = part ? part->top : 0;
			struct page own = {.words = page->words, .rules = page->rules, .counted = page->counted};
			part = placed ? part_below(page, from, words) : NULL;
			for (size_t i = 0; i < page->count; i++)
				if (!placed ||
				    (middle_of(&page->items[i]) >= from && (!part || middle_of(&page->items[i]) < part->top)))
					list_push(arena, &own, page->items[i]);
			if (own.count || !page->count)
				list_push(arena, &split, own);
		} while (part);
	}
	return split;
}

static unsigned long last_number(struct arena *arena, const struct page *page)
{
	return page->count ? page_number(arena, page->items[page->count - 1].text) : 0;
}

/* Numbers at feet are those of pages where there are several, one larger than the other. */
static void drop_feet(struct splitter *splitter)
{
	struct page *pages = splitter->pages.items;
	const size_t *feet = splitter->feet.items;
	bool rising = splitter->feet.count > 1;
	for (size_t i = 1; i < splitter->feet.count; i++)
		rising &= last_number(splitter->arena, &pages[feet[i - 1]]) < last_number(splitter->arena, &pages[feet[i]]);
	for (size_t i = 0; rising && i < splitter->feet.count; i++)
		pages[feet[i]].count--;
}

struct pages pages_read(struct arena *arena, const struct source *source, const struct page_words *words)
{
	struct splitter splitter = {.arena = arena, .words = words};
	const char *before = NULL;
	splitter.feeds = memchr(source->text, '\f', source->length) != NULL;
	for (size_t line = 1; line <= source->line_count; line++) {
		struct span span = source_line(source, line);
		split_line(&splitter, source->text + span.start, span.end - span.start, line, &before);
	}
	drop_feet(&splitter);
	if (!splitter.feeds && !splitter.feet.count)
		pages_drop_counted(arena, &splitter.pages, source->line_count);
	if (splitter.pages.count == 1)
		split_parts(&splitter);
	return splitter.pages;
}

struct page_starts source_pages(struct arena *arena, const struct source *source)
{
	struct page_starts starts = {0};
	const char *end = source->text + source->length;
	for (const char *at = source->text; (at = memchr(at, '\f', (size_t)(end - at))); at++)
		list_push(arena, &starts, source_position(source, (size_t)(at - source->text)).line);
	return starts;
}

struct page_starts pages_starts(struct arena *arena, const struct pages *pages)
{
	struct page_starts starts = {0};
	for (size_t p = 1; p < pages->count; p++) {
		size_t first = starts.count ? starts.items[starts.count - 1] : 1;
		for (size_t i = 0; i < pages->items[p].count; i++)
			first = !i || pages->items[p].items[i].line < first ? pages->items[p].items[i].line : first;
		list_push(arena, &starts, first);
	}
	return starts;
}

size_t page_of_line(const struct page_starts *starts, size_t line)
{
	size_t low = 0, high = starts->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (starts->items[middle] <= line)
			low = middle + 1;
		else
			high = middle;
	}
	return low + 1;
}
