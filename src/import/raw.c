/* Raw text of a printed sheet + form -> places with the words of each item, page by page. */
#include "import/raw.h"
#include "import/recognise.h"
#include "printed/ruled.h"

#include "base/list.h"
#include "base/utf8.h"

#include <string.h>

enum { COLUMNS_ENOUGH = 4, COLUMN_LIMIT = 16 };

/* ---- 変更箇所 ---- */

/* Takes the words of a label out of a text; false: they are not there. */
static bool take_out(char *text, const char *label)
{
	char *at = strstr(text, label);
	size_t length = strlen(label);
	if (at)
		memmove(at, at + length, strlen(at + length) + 1);
	return at != NULL;
}

/* 提出時期に / 係る説明 */
static bool is_broken_column(struct raw *raw, const char *folded)
{
	size_t length = strlen(folded);
	bool broken = false;
	for (size_t i = 0; i < raw->form->column_count; i++) {
		const char *label = utf8_fold(raw->scratch, raw->form->columns[i].label);
		size_t whole = strlen(label);
		if (length == whole && strcmp(label, folded) == 0)
			return false;
		broken |= length >= 9 && length < whole &&
		          (strncmp(label, folded, length) == 0 || strcmp(label + whole - length, folded) == 0);
	}
	return broken;
}

/* How many of the columns' labels a line consists of; 0: there is more in it. A long label may be broken. */
static size_t count_columns(struct raw *raw, const char *text, size_t *broken)
{
	const struct form *form = raw->form;
	char *folded = utf8_fold(raw->scratch, text);
	size_t found = 0;
	if (strlen(text) > 200)
		return 0;
	if (is_broken_column(raw, folded)) {
		++*broken;
		return 0;
	}
	for (size_t i = form->column_count; i-- > 0;)
		found += take_out(folded, utf8_fold(raw->scratch, form->columns[i].label));
	return *folded ? 0 : found;
}

static bool is_column_line(struct raw *raw, const char *text)
{
	size_t broken = 0;
	return count_columns(raw, text, &broken) > 0 || broken > 0;
}

/* Has the page the head of the table? */
static bool has_columns(struct raw *raw, const struct page *page)
{
	size_t found = 0, broken = 0;
	for (size_t i = 0; i < page->count; i++)
		found += count_columns(raw, page->items[i].text, &broken);
	return found >= COLUMNS_ENOUGH;
}

/* （別添２）, alone in the line above 変更箇所 */
static bool is_front(struct raw *raw, const char *text)
{
	const char *folded = utf8_fold(raw->scratch, text), *close = strchr(folded, ')');
	return *folded == '(' && close && !close[1];
}

/* Where the table begins on a page that has its head: at its heading, else at the first line of the head; on a page
 * that has nothing else, at its start. */
static size_t history_start(struct raw *raw, const struct page *page)
{
	size_t first = page->count;
	for (size_t i = 0; i < page->count; i++) {
		if (history_heading_likely(raw->scratch, raw->form, page->items[i].text))
			return i && is_front(raw, page->items[i - 1].text) ? i - 1 : i;
		if (first == page->count && is_column_line(raw, page->items[i].text))
			first = i;
	}
	for (size_t i = 0; i < first; i++)
		if (raw_is_label(raw, page->items[i].text, false))
			return first;
	return 0;
}

static void take_changes(struct raw *raw, const struct page *page, size_t start)
{
	raw->placing->has_history = true;
	list_push(raw->arena, &raw->changes, ((struct page_line){.text = ""})); /* parts pages */
	for (size_t i = start; i < page->count; i++) {
		const char *text = page->items[i].text;
		bool front = i == start && is_front(raw, text);
		if (!front && !is_column_line(raw, text) && !history_heading_likely(raw->scratch, raw->form, text))
			list_push(raw->arena, &raw->changes, page->items[i]);
	}
}

/* ---- pages ---- */

static void read_page(struct raw *raw, const struct page *page)
{
	struct page rest = *page;
	raw->page++;
	if (raw->in_history || has_columns(raw, page)) {
		rest.count = raw->in_history ? 0 : history_start(raw, page);
		raw->in_history = true;
		if (raw_table(raw, page))
			raw->placing->has_history = true;
		else
			take_changes(raw, page, rest.count);
	}
	raw_split(raw, &rest);
	raw_find(raw);
	raw_choices(raw);
	raw_boxes(raw);
	raw_words(raw);
	raw_settle(raw);
	raw_rest(raw);
}

struct placing *place_raw(struct arena *arena, struct official *official, const struct form *form,
                          const struct source *source, const struct pages *given)
{
	struct raw raw = {.arena = arena, .scratch = arena_new(), .form = form, .schema = official->schema};
	raw.names = official_names(official, form);
	raw.cells = official_cells(official);
	raw.placing = placing_new(arena, form);
	raw_learn(&raw);
	struct page_words words = {raw_is_label, raw_label_part, &raw, form->contents_heading,
	                           form->column_count > 2 ? form->columns[2].label : NULL};
	struct pages pages = given                   ? *given
	                     : layout_likely(source) ? layout_pages(arena, source, &words)
	                                             : pages_read(arena, source, &words);
	if (pages_ruled(&pages)) {
		ruled_drop_heads(arena, &pages, &words);
		struct text_rows rows = ruled_rows(arena, &pages);
		arena_free(raw.scratch);
		return place_rows(arena, form, &official->schema->calendar, &rows);
	}
	pages_drop_heads(arena, &pages, &words);
	pages = pages_split(arena, &pages, &words);
	for (size_t i = 0; i < pages.count; i++) {
		arena_reset(raw.scratch);
		if (pages.items[i].count && pages.items[i].items[0].bottom == 0)
			raw_part_labels(&raw, &pages.items[i]);
		read_page(&raw, &pages.items[i]);
	}
	raw_boxes_end(&raw);
	raw_settle_end(&raw);
	raw_changes(&raw);
	raw_prove(&raw);
	arena_free(raw.scratch);
	return raw.placing;
}
