/* Rows -> rows without page numbers and running heads. */
#include "printed/rows.h"

#include "base/map.h"
#include "base/utf8.h"
#include "printed/pages.h"

#include <string.h>

/* Page numbers, and heads beside them, to be sure of them; plain digits in cells, which may be answers. */
enum { PAGES_ENOUGH = 2, DIGITS_ENOUGH = 3 };

size_t row_filled(const struct text_row *row)
{
	size_t count = 0;
	for (size_t i = 0; i < row->count; i++)
		count += *row->cells[i].text != '\0';
	return count;
}

const struct text_cell *row_lone_cell(const struct text_row *row)
{
	const struct text_cell *lone = NULL;
	for (size_t i = 0; i < row->count; i++) {
		if (*row->cells[i].text && lone)
			return NULL;
		lone = *row->cells[i].text ? &row->cells[i] : lone;
	}
	return lone;
}

/* A row that may be a page number, or is beside one. */
struct foot {
	unsigned long number; /* 0: none */
	bool plain;           /* digits alone */
	bool gone;
};

static struct foot foot_of(struct arena *scratch, const struct text_row *row)
{
	const struct text_cell *cell = row_lone_cell(row);
	struct foot foot = {cell ? page_number(scratch, cell->text) : 0, false, false};
	const char *folded = foot.number ? utf8_fold(scratch, cell->text) : "";
	foot.plain = !folded[strspn(folded, "0123456789")];
	return foot;
}

/* A line without its digits, which repeats on each page. */
static const char *head_key(struct arena *arena, const char *text)
{
	char *folded = utf8_fold(arena, text);
	size_t count = 0;
	for (size_t i = 0; folded[i]; i++)
		if (folded[i] < '0' || folded[i] > '9')
			folded[count++] = folded[i];
	folded[count] = '\0';
	return folded;
}

/* Numbers of cells are those of pages when they count from the first page or the second, in each worksheet or in all;
 * `mark`: do it, or only count. */
static size_t count_pages(const struct text_rows *rows, struct foot *feet, bool mark)
{
	size_t counted = 0, plain = 0;
	unsigned long next = 0;
	for (size_t i = 0; i < rows->count; i++) {
		bool page =
		    rows->items[i].table && feet[i].number &&
		    (feet[i].number == next || (next ? !feet[i].plain && feet[i].number == 1 : feet[i].number <= PAGES_ENOUGH));
		counted += page;
		plain += page && feet[i].plain;
		next = page ? feet[i].number + 1 : next;
		feet[i].gone |= page && mark;
	}
	return plain && counted < DIGITS_ENOUGH ? 0 : counted;
}

/* How often the words stand in lines right beside page numbers. */
static size_t *times_beside(struct arena *arena, struct map *beside, const struct text_row *row, bool add)
{
	const struct text_cell *cell = row_lone_cell(row);
	const char *key = cell ? head_key(arena, cell->text) : "";
	size_t *count = *key ? map_get(beside, key) : NULL;
	if (!count && *key && add)
		map_put(beside, key, count = arena_new_object(arena, size_t));
	return count;
}

static void drop_beside(struct arena *arena, const struct text_rows *rows, struct foot *feet)
{
	struct map beside;
	map_init(&beside, arena);
	for (int pass = 0; pass < 2; pass++) {
		for (size_t i = 0; i < rows->count; i++) {
			for (size_t j = i ? i - 1 : i; feet[i].number && feet[i].gone && j <= i + 1 && j < rows->count; j++) {
				size_t *count = feet[j].number ? NULL : times_beside(arena, &beside, &rows->items[j], pass == 0);
				if (count && pass == 0)
					++*count;
				feet[j].gone |= count && pass == 1 && *count >= PAGES_ENOUGH;
			}
		}
	}
}

static void drop_feet(struct arena *arena, struct text_rows *rows, struct foot *feet)
{
	struct arena *scratch = arena_new();
	size_t signs = 0, kept = 0;
	for (size_t i = 0; i < rows->count; i++) {
		feet[i] = foot_of(scratch, &rows->items[i]);
		signs += feet[i].number && !feet[i].plain && !rows->items[i].table;
		arena_reset(scratch);
	}
	arena_free(scratch);
	for (size_t i = 0; signs >= PAGES_ENOUGH && i < rows->count; i++)
		feet[i].gone = feet[i].number && !feet[i].plain && !rows->items[i].table;
	if (count_pages(rows, feet, false) >= PAGES_ENOUGH)
		count_pages(rows, feet, true);
	else if (signs < PAGES_ENOUGH)
		return;
	drop_beside(arena, rows, feet);
	struct text_row *items = arena_array(arena, struct text_row, rows->count);
	bool begins = false;
	for (size_t i = 0; i < rows->count; i++) {
		begins |= rows->items[i].begins;
		if (feet[i].gone)
			continue;
		items[kept] = rows->items[i];
		items[kept++].begins = begins;
		begins = false;
	}
	*rows = (struct text_rows){items, kept, rows->tables};
}

void rows_drop_heads(struct arena *arena, struct text_rows *rows)
{
	struct arena *own = arena_new();
	drop_feet(arena, rows, arena_array(own, struct foot, rows->count + 1));
	arena_free(own);
}
