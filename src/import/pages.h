#ifndef SHIKII_IMPORT_PAGES_H
#define SHIKII_IMPORT_PAGES_H

#include "base/arena.h"
#include "base/source.h"

#include <stdbool.h>
#include <stddef.h>

/* Plain text of a printed sheet: pages of lines, without running heads and page numbers. */
struct page_line {
	const char *text; /* without white space around it; never empty */
	size_t line;
	size_t block; /* lines without an empty line between them are of one block */
};

struct page {
	struct page_line *items;
	size_t count;
	size_t capacity;
};

struct pages {
	struct page *items;
	size_t count;
	size_t capacity;
};

/* Is this line one of the form's labels, which some texts indent? */
typedef bool (*page_label)(const void *context, const char *line);

/* Form feeds part pages; where a text has lost them, a line that is indented by one space more than its kind and
 * follows without an empty line begins one. */
struct pages pages_read(struct arena *arena, const struct source *source, page_label is_label, const void *context);

/* The page on which a line stands, from 1: by the form feeds before it. */
size_t page_of_line(const struct source *source, size_t line);

#endif
