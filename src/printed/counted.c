/* The numbers of pages in a copy out of a viewer, which has no form feeds: they stand alone in lines among those of answers, and
 * count on from the beginning of the text to its end, each about as far from the next as that from its next. */
#include "printed/pages.h"

#include "base/list.h"

enum {
	FIRST_NUMBER = 3, /* at most, of the first that was copied: covers may have none */
	LEAST_PAGES = 3,
	SHORT_PAGE = 12, /* lines */
	COUNTED_LIMIT = 2000,
	FIRSTS = 16 /* lines that are tried as the first */
};

struct counted_lines {
	struct counted_line {
		size_t line;
		unsigned long number;
	} * items;
	size_t count;
	size_t capacity;
};

static struct counted_lines find_counted(struct arena *arena, const struct pages *pages)
{
	struct counted_lines found = {0};
	for (size_t p = 0; p < pages->count; p++) {
		for (size_t i = 0; i < pages->items[p].count; i++) {
			const struct page_line *line = &pages->items[p].items[i];
			unsigned long number = page_number(arena, line->text);
			if (number)
				list_push(arena, &found, ((struct counted_line){line->line, number}));
		}
	}
	return found;
}

static bool counts_on(const struct counted_line *line, const struct counted_line *next)
{
	return next->number == line->number + 1;
}

/* The line that follows in the count, a page of this length below, or half, or two; the count of lines: none does. */
static size_t next_page(const struct counted_lines *lines, size_t at, size_t length)
{
	const struct counted_line *line = &lines->items[at];
	for (size_t i = at + 1; i < lines->count && lines->items[i].line <= line->line + 2 * length; i++)
		if (counts_on(line, &lines->items[i]) && lines->items[i].line >= line->line + length / 2)
			return i;
	return lines->count;
}

/* How many pages the lines count from these two on, where they do so in the whole of the text; else 0. */
static size_t pages_counted(const struct counted_lines *lines, size_t first, size_t second, size_t line_count)
{
	size_t length = lines->items[second].line - lines->items[first].line, last = first, count = 0;
	for (size_t at = first; at < lines->count; at = at == first ? second : next_page(lines, at, length), count++)
		last = at;
	bool whole = lines->items[first].line <= 2 * length && line_count <= lines->items[last].line + 2 * length;
	return length >= SHORT_PAGE && count >= LEAST_PAGES && whole ? count : 0;
}

static void drop_line(struct pages *pages, size_t number)
{
	for (size_t p = 0; p < pages->count; p++) {
		struct page *page = &pages->items[p];
		size_t kept = 0;
		for (size_t i = 0; i < page->count; i++)
			if (page->items[i].line != number)
				page->items[kept++] = page->items[i];
		page->count = kept;
	}
}

void pages_drop_counted(struct arena *arena, struct pages *pages, size_t line_count)
{
	struct counted_lines lines = find_counted(arena, pages);
	size_t best = 0, from = 0, to = 0, firsts = 0;
	for (size_t first = 0; first < lines.count && lines.count <= COUNTED_LIMIT && firsts < FIRSTS; first++) {
		if (lines.items[first].number > FIRST_NUMBER)
			continue;
		firsts++;
		for (size_t second = first + 1; second < lines.count; second++) {
			bool next = counts_on(&lines.items[first], &lines.items[second]);
			size_t count = next ? pages_counted(&lines, first, second, line_count) : 0;
			if (count > best) {
				best = count;
				from = first;
				to = second;
			}
		}
	}
	size_t length = best ? lines.items[to].line - lines.items[from].line : 0;
	for (size_t at = best ? from : lines.count; at < lines.count; at = at == from ? to : next_page(&lines, at, length))
		drop_line(pages, lines.items[at].line);
}
