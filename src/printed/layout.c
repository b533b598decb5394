/* Text whose words keep their places by spaces -> lines at their places. A column is a character, wide or not, as
 * pdftotext counts it. */
#include "base/list.h"
#include "base/utf8.h"
#include "printed/gaps.h"
#include "printed/pages.h"

#include <math.h>
#include <string.h>

enum {
	GAP = 2,
	WIDE_GAP = 4,
	INDENT = 6,
	ENOUGH_LINES = 10,
	NEAR_LINES = 2,
	NEAR_COLUMNS = 2,
	INNER_GAP = 4,
	ANSWER_GAP = 8,
	EDGE_LINES = 4
};

/* A line of words is half as high as an empty line, so that a block goes on beside one line of other cells, but not
 * over an empty line. */
static const float line_height = 0.5F;
static const struct page_reach block_reach = {1.3F, 5}; /* columns are twice the height */

static size_t count_spaces(const char *text, size_t length)
{
	size_t count = 0;
	while (count < length && text[count] == ' ')
		count++;
	return count;
}

/* Has the line words on both sides of a wide gap, or in its middle? */
static bool is_spread(const char *text, size_t length)
{
	size_t start = count_spaces(text, length);
	if (start == length)
		return false;
	bool spread = start >= (size_t)2 * WIDE_GAP;
	for (size_t i = start; i < length && !spread; i++) {
		size_t spaces = count_spaces(text + i, length - i);
		spread = spaces >= WIDE_GAP && i + spaces < length;
		i += spaces;
	}
	return spread;
}

bool layout_likely(const struct source *source)
{
	size_t spread = 0, filled = 0, indented = 0;
	for (size_t line = 1; line <= source->line_count; line++) {
		struct span span = source_line(source, line);
		const char *text = source->text + span.start;
		size_t length = span.end - span.start;
		size_t start = count_spaces(text, length);
		filled += start < length;
		indented += start < length && start >= INDENT; /* answers go on below: rows that are parted by spaces do not */
		spread += is_spread(text, length);
	}
	return spread >= ENOUGH_LINES && spread * 4 > filled && indented * 5 > filled;
}

static size_t mark_length(const char *text, size_t length)
{
	size_t mark = strlen(GAP_MARK);
	return length >= mark && strncmp(text, GAP_MARK, mark) == 0 ? mark : 0;
}

/* Without the marks that kept columns in place. */
static const char *without_marks(struct arena *arena, const char *text, size_t length)
{
	char *bare = arena_alloc(arena, length + 1);
	size_t count = 0, mark;
	for (size_t i = 0; i < length;) {
		if ((mark = mark_length(text + i, length - i)))
			i += mark;
		else
			bare[count++] = text[i++];
	}
	bare[count] = '\0';
	return bare;
}

/* The words of a piece, parted at single spaces and at gaps that were closed. */
static void add_words(struct arena *arena, struct page *page, const char *text, size_t length, struct page_line line)
{
	struct page_word word = {.line = line.line, .top = line.top, .bottom = line.bottom};
	for (size_t i = 0, end, mark = 0; i < length; i = end + (mark ? mark : 1)) {
		word.glued = mark > 0;
		for (end = i, mark = 0; end < length && text[end] != ' ' && !mark;)
			if (!(mark = mark_length(text + end, length - end)))
				end++;
		word.text = arena_copy(arena, text + i, end - i);
		word.left = line.left + (float)utf8_count(text, i);
		word.right = line.left + (float)utf8_count(text, end);
		if (end > i)
			list_push(arena, &page->words, word);
	}
}

static void add_piece(struct arena *arena, struct page *page, const char *text, size_t length, struct page_line line)
{
	while (length && (text[length - 1] == ' ' || text[length - 1] == '\r'))
		length--;
	if (!length)
		return;
	const char *open = memchr(text, '[', length);
	if (open && open > text && open[-1] == ' ' && !memchr(text, ']', (size_t)(open - text))) {
		add_piece(arena, page, text, (size_t)(open - text), line);
		line.left += (float)utf8_count(text, (size_t)(open - text));
		length -= (size_t)(open - text);
		text = open;
	}
	line.text = without_marks(arena, text, length);
	add_words(arena, page, text, length, line);
	line.right = line.left + (float)utf8_count(text, length);
	list_push(arena, page, line);
}

static void split_line(struct arena *arena, struct page *page, const char *text, size_t length, size_t line, float *top)
{
	struct page_line piece = {.line = line, .top = *top, .bottom = *top + line_height};
	size_t column = 0;
	for (size_t i = count_spaces(text, length), start = i; i <= length;) {
		size_t spaces = count_spaces(text + i, length - i);
		if (i < length && spaces < GAP) {
			i += utf8_step(text + i);
			continue;
		}
		piece.left = (float)(column + utf8_count(text, start));
		add_piece(arena, page, text + start, i - start, piece);
		if (i == length)
			break;
		start = i += spaces;
	}
	*top += count_spaces(text, length) == length ? 2 * line_height : line_height;
}

static bool is_near(const struct page_line *own, const struct page_line *line)
{
	return line->line != own->line && fabsf(line->left - own->left) <= NEAR_COLUMNS;
}

static bool is_within(const struct page_line *own, const struct page_line *line)
{
	return fabsf(line->top - own->top) <= NEAR_LINES * line_height;
}

/* The piece of the nearest line above, or below, that begins as this one does; "": there is none. */
static const char *piece_above(const struct page *page, const struct page_line *own)
{
	for (size_t i = page->count; i-- > 0 && is_within(own, &page->items[i]);)
		if (is_near(own, &page->items[i]))
			return page->items[i].text;
	return "";
}

static const char *piece_below(const struct page *page, size_t at)
{
	for (size_t i = at + 1; i < page->count && is_within(&page->items[at], &page->items[i]); i++)
		if (is_near(&page->items[at], &page->items[i]))
			return page->items[i].text;
	return "";
}

/* A label that is broken over lines may end each of them one space before words of others: they are pieces of their own. */
static void part_labels(struct arena *arena, struct page *page, const struct page_words *words)
{
	struct page parted = *page;
	parted.items = NULL;
	parted.count = parted.capacity = 0;
	for (size_t i = 0; i < page->count; i++) {
		struct page_line line = page->items[i];
		bool first = i == 0 || line.line != page->items[i - 1].line;
		size_t part = 0;
		if (first && strchr(line.text, ' '))
			part = words->label_part(words->context, piece_above(&parted, &line), line.text, piece_below(page, i));
		if (part) {
			struct page_line label = line;
			label.text = arena_copy(arena, line.text, part);
			label.right = line.left + (float)utf8_count(line.text, part);
			list_push(arena, &parted, label);
			line.left = label.right + 1;
			line.text += part + 1;
		}
		list_push(arena, &parted, line);
	}
	*page = parted;
}

/* `＜選択肢＞`, `1) 再委託する`, `]`: what stands beside a choice in columns of its own. */
static bool is_of_choice(const char *text)
{
	size_t digits = strspn(text, "0123456789");
	return *text == '<' || *text == ']' || strncmp(text, "＜", strlen("＜")) == 0 || (digits && text[digits] == ')');
}

/* Begins a piece of another line in this column? With `around` only of lines near, beside no choice. */
static bool is_edge(const struct page *page, size_t at, bool around)
{
	const struct page_line *own = &page->items[at];
	for (size_t i = 0; i < page->count; i++) {
		const struct page_line *other = &page->items[i];
		bool far = fabsf(other->top - own->top) > EDGE_LINES * line_height;
		if (is_near(own, other) && !(around && (far || is_of_choice(other->text))))
			return true;
	}
	return false;
}

/* A whole label alone in its line, beside words of two lines? */
static bool is_lone_label(const struct page *page, size_t at, size_t line, const struct page_words *words)
{
	size_t own = page->items[at].line;
	bool alone =
	    (at == 0 || page->items[at - 1].line != own) && (at + 1 >= page->count || page->items[at + 1].line != own);
	return alone && (own + 1 == line || own == line + 1) && words->is_label(words->context, page->items[at].text, true);
}

/* Are the words of the line surely of one answer? Behind one label, or around one. */
static bool is_one_answer(const struct page *page, size_t at, const struct page_words *words)
{
	size_t first = at, next = at, line = page->items[at].line;
	while (first > 0 && page->items[first - 1].line == line)
		first--;
	while (next < page->count && page->items[next].line == line)
		next++;
	bool label = words->is_label(words->context, page->items[first].text, true);
	return label ? first + 1 < at
	             : (first > 0 && is_lone_label(page, first - 1, line, words)) ||
	                   (next < page->count && is_lone_label(page, next, line, words));
}

/* A gap inside of words, as a wide space leaves it: 福祉部　介護保険課. */
static bool is_inner_gap(const struct page *page, size_t at, const struct page_line *before,
                         const struct page_words *words, bool behind)
{
	const struct page_line *line = &page->items[at];
	float gap = line->left - before->right;
	if (line->line != before->line || gap > ANSWER_GAP || strpbrk(line->text, "[]()") ||
	    strpbrk(before->text, "[]()") || words->is_label(words->context, before->text, true) ||
	    words->is_label(words->context, line->text, false))
		return false;
	return (behind && gap <= INNER_GAP && !is_edge(page, at, false)) ||
	       (is_one_answer(page, at, words) && !is_edge(page, at, true));
}

static void join_inner(struct arena *arena, struct page *page, const struct page_words *words)
{
	struct page joined = *page;
	joined.items = NULL;
	joined.count = joined.capacity = 0;
	for (size_t i = 0; i < page->count; i++) {
		struct page_line *before = joined.count ? &joined.items[joined.count - 1] : NULL;
		size_t line = page->items[i].line; /* its first piece may be a label's part, those of running heads are alike */
		bool head = line == page->items[0].line || line == page->items[page->count - 1].line;
		bool behind = joined.count > 1 && before[-1].line == line;
		if (!head && before && is_inner_gap(page, i, before, words, behind)) {
			before->text = arena_printf(arena, "%s　%s", before->text, page->items[i].text);
			before->right = page->items[i].right;
		} else {
			list_push(arena, &joined, page->items[i]);
		}
	}
	*page = joined;
}

struct pages layout_pages(struct arena *arena, const struct source *source, const struct page_words *words)
{
	struct pages pages = {0};
	float top = 0;
	list_push(arena, &pages, (struct page){0});
	for (size_t line = 1; line <= source->line_count; line++) {
		struct span span = source_line(source, line);
		const char *text = source->text + span.start, *end = source->text + span.end;
		for (const char *feed; (feed = memchr(text, '\f', (size_t)(end - text))); text = feed + 1) {
			split_line(arena, &pages.items[pages.count - 1], text, (size_t)(feed - text), line, &top);
			list_push(arena, &pages, (struct page){0});
			top = 0;
		}
		split_line(arena, &pages.items[pages.count - 1], text, (size_t)(end - text), line, &top);
	}
	for (size_t i = 0; i < pages.count; i++) {
		pages.items[i].counted = true;
		join_inner(arena, &pages.items[i], words);
		part_labels(arena, &pages.items[i], words);
		page_arrange(arena, &pages.items[i], &block_reach);
	}
	return pages;
}
