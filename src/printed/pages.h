#ifndef SHIKII_PRINTED_PAGES_H
#define SHIKII_PRINTED_PAGES_H

#include "base/arena.h"
#include "base/source.h"
#include "printed/rows.h"

#include <stdbool.h>
#include <stddef.h>

/* A word at its place. */
struct page_word {
	const char *text;
	size_t line;
	float left, right, top, bottom;
	bool first; /* of what pdftotext has as a line */
	bool glued; /* no space stands before it in the text, only on the page */
};

/* Plain text of a printed sheet: pages of lines, without running heads and page numbers. */
struct page_line {
	const char *text; /* without white space around it; never empty */
	size_t line;
	size_t block;                   /* lines without an empty line between them are of one block */
	float left, right, top, bottom; /* where it stands on the page, in any unit; all 0: not known */
};

/* A line drawn on a page: an edge of cells. Its thickness does not matter; it is as wide or as high as its cells. */
struct page_rule {
	float left, right, top, bottom;
};

struct page_rules {
	struct page_rule *items;
	size_t count;
	size_t capacity;
};

/* Those of each page, in order. */
struct drawing {
	struct page_rules *items;
	size_t count;
	size_t capacity;
};

struct page {
	struct page_line *items;
	size_t count;
	size_t capacity;
	struct page_rules rules; /* of a PDF, where they are known */
	bool counted;            /* places are counted in characters, which is no more than nearly right */
	struct {
		struct page_word *items;
		size_t count;
		size_t capacity;
	} words; /* of a PDF: all that the lines are made of */
};

struct pages {
	struct page *items;
	size_t count;
	size_t capacity;
};

/* What of a form tells where pages begin and what is repeated on them. */
struct page_words {
	/* Begins it with one of the form's labels, which some texts indent? `whole`: is it nothing else? */
	bool (*is_label)(const void *context, const char *line, bool whole);
	/* How many bytes of `text`, up to a space, are a part of a label that is broken over lines: from the words `above` on,
	 * and on in those `below`? Both may be "". 0: none. */
	size_t (*label_part)(const void *context, const char *above, const char *text, const char *below);
	const void *context;
	const char *contents; /* the heading of 項目一覧, or NULL */
	const char *column;   /* a label in the head of 変更箇所, which they do not; or NULL */
};

/* Form feeds part pages; where a text has lost them, a line that is indented by one space more than its kind and
 * follows without an empty line begins one. */
struct pages pages_read(struct arena *arena, const struct source *source, const struct page_words *words);

/* Text of `pdftotext -layout`, where spaces keep the places of words: is it that, and its pages, arranged. */
bool layout_likely(const struct source *source);
struct pages layout_pages(struct arena *arena, const struct source *source, const struct page_words *words);

/* The XHTML of `pdftotext -bbox-layout`: is it that, and its pages, arranged; `drawing`: the lines drawn on them, or
 * NULL. NULL in `items`: it is broken. */
bool bbox_likely(const char *text, size_t length);
struct pages bbox_pages(struct arena *arena, const char *text, size_t length, const struct drawing *drawing);

/* The number of `3`, `- 3 -`, `3 / 20`, `3ページ`; 0: the line is no page number. */
unsigned long page_number(struct arena *arena, const char *text);

/* Pages whose lines have places → a page for each part of the form (Ⅰ) that begins on one, for their labels repeat. */
struct pages pages_split(struct arena *arena, const struct pages *pages, const struct page_words *words);

/* Takes out running heads and page numbers. */
void pages_drop_heads(struct arena *arena, struct pages *pages, const struct page_words *words);

/* Takes out the numbers of pages of a text of so many lines that has no form feeds. */
void pages_drop_counted(struct arena *arena, struct pages *pages, size_t line_count);

/* How far two lines of a block may be apart, in heights of a line: from one down to the other, and where they begin. */
struct page_reach {
	float down, across;
};

/* Lines whose places are known → blocks in the order of reading. */
void page_arrange(struct arena *arena, struct page *page, const struct page_reach *reach);

/* The lines as rows of one cell, for finding out which form they are. */
struct text_rows pages_rows(struct arena *arena, const struct pages *pages);

/* The lines at which pages after the first begin, in order: by the form feeds of a text, by the pages of a PDF. */
struct page_starts {
	size_t *items;
	size_t count;
	size_t capacity;
};
struct page_starts source_pages(struct arena *arena, const struct source *source);
struct page_starts pages_starts(struct arena *arena, const struct pages *pages);

/* The page on which a line stands, from 1. */
size_t page_of_line(const struct page_starts *starts, size_t line);

#endif
