/* XHTML of `pdftotext -bbox-layout` -> lines at their places. Words of one line that stand far apart are cells of
 * their own. */
#include "base/buf.h"
#include "base/list.h"
#include "import/pages.h"

#include <expat.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { START_BYTES = 2000, PAGE_LIMIT = 20000, WORD_LIMIT = 2000000, TEXT_LIMIT = 64 * 1024 };

static const struct page_reach block_reach = {0.6F, 1.2F};
static const float gap_of_cells = 1.1F; /* in heights of the line */

struct reader {
	struct arena *arena;
	XML_Parser parser;
	struct pages pages;
	struct page_line line; /* under way; its words are in `text` */
	struct page_line word;
	struct buf text;
	struct buf letters; /* of the word */
	bool in_word;
	size_t words;
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

static float number(const char **attributes, const char *name)
{
	for (size_t i = 0; attributes[i]; i += 2)
		if (strcmp(attributes[i], name) == 0)
			return strtof(attributes[i + 1], NULL);
	return 0;
}

static struct page *last_page(struct reader *reader)
{
	if (!reader->pages.count)
		list_push(reader->arena, &reader->pages, (struct page){0});
	return &reader->pages.items[reader->pages.count - 1];
}

static void end_line(struct reader *reader)
{
	if (reader->text.length) {
		reader->line.text = arena_copy(reader->arena, buf_text(&reader->text), reader->text.length);
		list_push(reader->arena, last_page(reader), reader->line);
	}
	buf_clear(&reader->text);
}

static void end_word(struct reader *reader)
{
	const struct page_line *word = &reader->word;
	float gap = word->left - reader->line.right, height = word->bottom - word->top;
	bool bracket = strcmp(buf_text(&reader->letters), "[") == 0;
	if (reader->text.length && (bracket || gap > height * gap_of_cells))
		end_line(reader);
	if (!reader->text.length)
		reader->line = *word;
	else
		buf_putc(&reader->text, ' ');
	buf_append(&reader->text, buf_text(&reader->letters), reader->letters.length);
	reader->line.right = word->right;
	reader->line.bottom = word->bottom > reader->line.bottom ? word->bottom : reader->line.bottom;
	reader->in_word = false;
}

static void start_element(void *context, const char *name, const char **attributes)
{
	struct reader *reader = context;
	if (strcmp(name, "page") == 0 && reader->pages.count < PAGE_LIMIT) {
		list_push(reader->arena, &reader->pages, (struct page){0});
	} else if (strcmp(name, "word") == 0) {
		reader->word = (struct page_line){
		    .line = XML_GetCurrentLineNumber(reader->parser),
		    .left = number(attributes, "xMin"),
		    .right = number(attributes, "xMax"),
		    .top = number(attributes, "yMin"),
		    .bottom = number(attributes, "yMax"),
		};
		reader->in_word = true;
		buf_clear(&reader->letters);
		if (++reader->words > WORD_LIMIT)
			XML_StopParser(reader->parser, XML_FALSE);
	}
}

static void end_element(void *context, const char *name)
{
	struct reader *reader = context;
	if (strcmp(name, "word") == 0 && reader->in_word)
		end_word(reader);
	else if (strcmp(name, "line") == 0)
		end_line(reader);
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

struct pages bbox_pages(struct arena *arena, const char *text, size_t length)
{
	struct reader reader = {.arena = arena, .parser = XML_ParserCreate("UTF-8")};
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
	for (size_t i = 0; i < reader.pages.count; i++)
		page_arrange(arena, &reader.pages.items[i], &block_reach);
	return reader.pages;
}
