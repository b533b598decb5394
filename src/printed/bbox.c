/* XHTML of `pdftotext -bbox-layout` -> lines at their places. Words of one line that stand far apart are cells of
 * their own. */
#include "base/buf.h"
#include "base/list.h"
#include "base/utf8.h"
#include "printed/copied.h"
#include "printed/gaps.h"
#include "printed/pages.h"
#include "printed/ruled.h"

#include <expat.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum {
	START_BYTES = 2000,
	PAGE_LIMIT = 20000,
	WORD_LIMIT = 2000000,
	TEXT_LIMIT = 64 * 1024,
	PAIR_LIMIT = 50000000, /* rules and words of a page that are held against each other */
	DEPTH_LIMIT = 64,      /* of elements in each other; there are eight */
	PLACE_LIMIT = 20000,   /* points: a page is no larger */
	EDGE_LINES = 3,        /* that begin where a cell does */
	EDGE_WORDS = 4000      /* a page with more is no sheet's */
};

static const struct page_reach block_reach = {0.6F, 1.2F};
/* In heights of a line: between cells; between words that may be of two cells; a cell for a label. */
static const float gap_of_cells = 1.1F, gap_of_words = 0.15F, wide_space = 0.6F, no_space = 0.04F,
                   gap_of_widths = 0.22F, width_of_label = 3;

struct reader {
	struct arena *arena;
	XML_Parser parser;
	const struct drawing *drawing;
	struct pages pages;
	struct page_word word;
	struct buf text;    /* of a line */
	struct buf letters; /* of the word */
	bool begins;        /* a line has begun, and has no word yet */
	bool in_word;
	size_t words;
	size_t depth;
};

bool bbox_likely(const char *text, size_t length)
{
	size_t start = length < START_BYTES ? length : START_BYTES;
	const char *head = memchr(text, '<', start);
	for (const char *at = head; at && at + 10 < text + start; at = memchr(at + 1, '<', (size_t)(text + start - at - 1)))
		if (strncmp(at, "<page width", strlen("<page width")) == 0)
			return true;
	return false;
}

/* A place on the page; 0 where it is none. */
static float number(const char **attributes, const char *name)
{
	for (size_t i = 0; attributes[i]; i += 2) {
		float value = strcmp(attributes[i], name) == 0 ? strtof(attributes[i + 1], NULL) : 0;
		if (value > 0 && value < PLACE_LIMIT)
			return value;
	}
	return 0;
}

static struct page *last_page(struct reader *reader)
{
	if (!reader->pages.count)
		list_push(reader->arena, &reader->pages, (struct page){0});
	return &reader->pages.items[reader->pages.count - 1];
}

static void end_word(struct reader *reader)
{
	size_t length = reader->letters.length;
	const char *letters = copied_text(reader->arena, buf_text(&reader->letters), &length);
	reader->in_word = false;
	if (!length)
		return;
	reader->word.text = arena_copy(reader->arena, letters, length);
	list_push(reader->arena, &last_page(reader)->words, reader->word);
	reader->begins = false;
}

/* ---- lines ---- */

static float height_of(const struct page_word *word)
{
	return word->bottom - word->top;
}

/* Begin lines of this page at the place where the word does? Then a cell's words do. */
static bool is_edge(const struct page *page, const struct page_word *word)
{
	size_t found = 0;
	for (size_t i = 0; i < page->words.count && found < EDGE_LINES; i++)
		found += page->words.items[i].first && fabsf(page->words.items[i].left - word->left) < 1;
	return found == EDGE_LINES;
}

/* ）件: a bracket ends, which the words in it do not. */
static bool closes(const char *text)
{
	static const char *const signs[] = {"]", "］", ")", "）"};
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (strncmp(text, signs[i], strlen(signs[i])) == 0)
			return true;
	return false;
}

/* Stands an edge of cells between the word and what is before it? */
static bool stands_rule(const struct page *page, const struct page_line *line, const struct page_word *word)
{
	float middle = (word->top + word->bottom) / 2;
	for (size_t i = 0; i < page->rules.count; i++) {
		const struct page_rule *rule = &page->rules.items[i];
		float x = (rule->left + rule->right) / 2;
		if (rule->top < middle && rule->bottom > middle && rule->right - rule->left < rule->bottom - rule->top &&
		    x > line->right - 1 && x < word->left + 1)
			return true;
	}
	return false;
}

/* A bracket by itself: what it holds is filled in. */
static bool is_sign(const char *text)
{
	static const char *const signs[] = {"[", "]", "［", "］", "(", ")", "（", "）"};
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
		if (strcmp(text, signs[i]) == 0)
			return true;
	return false;
}

/* Is the word the first of another cell than those before it in its line? */
static bool begins_cell(const struct page *page, const struct page_line *line, const char *before,
                        const struct page_word *word)
{
	float gap = word->left - line->right, height = height_of(word);
	if (page->rules.count)
		return (gap > height * gap_of_words && (closes(word->text) || is_sign(word->text) || is_sign(before))) ||
		       (is_sign(before) && !word->text[utf8_step(word->text)]) || gap > height * gap_of_cells ||
		       stands_rule(page, line, word);
	if (strcmp(word->text, "[") == 0 || gap > height * gap_of_cells)
		return true;
	bool apart = word->left - line->left > height * width_of_label && gap > height * gap_of_words;
	return apart && page->words.count <= EDGE_WORDS && is_edge(page, word);
}

/* Words of two kinds of letters touch, or nearly so. Where cells are known, nothing but a space can be as wide as a letter. */
static const char *space_between(const struct page *page, const struct page_line *line, const char *before,
                                 const struct page_word *word)
{
	float gap = word->left - line->right, height = height_of(word);
	if (gap < height * no_space || (gap < height * gap_of_widths && gaps_between(before, word->text)))
		return "";
	return page->rules.count && gap > height * wide_space ? "　" : " ";
}

static void end_line(struct reader *reader, struct page *page, struct page_line *line)
{
	line->text = arena_copy(reader->arena, buf_text(&reader->text), reader->text.length);
	if (reader->text.length)
		list_push(reader->arena, page, *line);
	buf_clear(&reader->text);
}

static bool is_stroke(const struct page *page, const struct page_rule *rule)
{
	for (size_t i = 0; i < page->words.count; i++) {
		const struct page_word *word = &page->words.items[i];
		if (rule->left >= word->left && rule->right <= word->right && rule->top >= word->top &&
		    rule->bottom <= word->bottom)
			return true;
	}
	return false;
}

/* Bold letters may be drawn: what lies in the room of a word is no edge, but a stroke of its letters. */
static void drop_strokes(struct page *page)
{
	struct page_rules *rules = &page->rules;
	size_t kept = 0;
	if (page->words.count && rules->count > PAIR_LIMIT / page->words.count)
		return;
	for (size_t i = 0; i < rules->count; i++)
		if (!is_stroke(page, &rules->items[i]))
			rules->items[kept++] = rules->items[i];
	rules->count = kept;
}

/* Words -> lines of single cells. */
static void build_lines(struct reader *reader, struct page *page)
{
	struct page_line line = {0};
	for (size_t i = 0; i < page->words.count; i++) {
		const struct page_word *word = &page->words.items[i];
		if (reader->text.length && (word->first || begins_cell(page, &line, buf_text(&reader->text), word)))
			end_line(reader, page, &line);
		if (!reader->text.length)
			line = (struct page_line){
			    .line = word->line, .left = word->left, .right = word->right, .top = word->top, .bottom = word->bottom};
		else
			buf_puts(&reader->text, space_between(page, &line, buf_text(&reader->text), word));
		buf_puts(&reader->text, word->text);
		line.right = word->right;
		line.bottom = fmaxf(line.bottom, word->bottom);
	}
	end_line(reader, page, &line);
}

/* ---- XHTML ---- */

static void begin_page(struct reader *reader)
{
	struct page page = {0};
	if (reader->drawing && reader->pages.count < reader->drawing->count)
		page.rules = reader->drawing->items[reader->pages.count];
	list_push(reader->arena, &reader->pages, page);
}

static void start_element(void *context, const char *name, const char **attributes)
{
	struct reader *reader = context;
	if (strcmp(name, "page") == 0 && reader->pages.count < PAGE_LIMIT) {
		begin_page(reader);
	} else if (strcmp(name, "line") == 0) {
		reader->begins = true;
	} else if (strcmp(name, "word") == 0) {
		reader->word = (struct page_word){
		    .line = XML_GetCurrentLineNumber(reader->parser),
		    .left = number(attributes, "xMin"),
		    .right = number(attributes, "xMax"),
		    .top = number(attributes, "yMin"),
		    .bottom = number(attributes, "yMax"),
		    .first = reader->begins,
		};
		reader->in_word = true;
		buf_clear(&reader->letters);
		reader->words++;
	}
	if (++reader->depth > DEPTH_LIMIT || reader->words > WORD_LIMIT)
		XML_StopParser(reader->parser, XML_FALSE);
}

static void end_page(struct reader *reader, struct page *page)
{
	drop_strokes(page);
	build_lines(reader, page);
}

static void end_element(void *context, const char *name)
{
	struct reader *reader = context;
	reader->depth--;
	if (strcmp(name, "word") == 0 && reader->in_word)
		end_word(reader);
	else if (strcmp(name, "page") == 0)
		end_page(reader, last_page(reader));
}

static void take_text(void *context, const char *bytes, int length)
{
	struct reader *reader = context;
	if (reader->in_word)
		buf_append(&reader->letters, bytes, (size_t)length);
}

/* A document type may name only what it is: entities of its own end the reading. */
static void refuse_entity(void *context, const char *name, int parameter, const char *value, int length,
                          const char *base, const char *system, const char *public, const char *notation)
{
	struct reader *reader = context;
	(void)name, (void)parameter, (void)value, (void)length, (void)base, (void)system, (void)public, (void)notation;
	XML_StopParser(reader->parser, XML_FALSE);
}

struct pages bbox_pages(struct arena *arena, const char *text, size_t length, const struct drawing *drawing)
{
	struct reader reader = {.arena = arena, .drawing = drawing, .parser = XML_ParserCreate("UTF-8")};
	reader.letters.limit = reader.text.limit = TEXT_LIMIT;
	if (!reader.parser)
		return (struct pages){0};
	XML_SetUserData(reader.parser, &reader);
	XML_SetElementHandler(reader.parser, start_element, end_element);
	XML_SetCharacterDataHandler(reader.parser, take_text);
	XML_SetEntityDeclHandler(reader.parser, refuse_entity);
	bool read = length < INT32_MAX && XML_Parse(reader.parser, text, (int)length, 1) == XML_STATUS_OK;
	XML_ParserFree(reader.parser);
	buf_free(&reader.text);
	buf_free(&reader.letters);
	if (!read)
		return (struct pages){0};
	for (size_t i = 0; !pages_ruled(&reader.pages) && i < reader.pages.count; i++)
		page_arrange(arena, &reader.pages.items[i], &block_reach);
	return reader.pages;
}
