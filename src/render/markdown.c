/* Text of a sheet, plain or CommonMark → a block quote of Markdown, or a block of HTML. CommonMark is parsed and printed
 * again, so that nothing in it can reach beyond its quote or do anything but be read. */
#include "render/markdown.h"

#include "base/memory.h"
#include "base/utf8.h"
#include "render/escape.h"

#include <cmark.h>

#include <stddef.h>
#include <string.h>

/* Each line begins with the marks of all the quotes and lists around it: deep ones make much of little. */
enum { NESTING_LIMIT = 32 };

static void *allocate(size_t count, size_t size)
{
	return memset(memory_get(count * size), 0, count * size);
}

/* ---- ** beside Japanese marks ----
 * CommonMark lets ** open or close only where a space or a mark stands outside of a mark inside: in これは**「重要」**です
 * neither does. For the parser a punctuation mark that no text has is put outside; it is taken out of what it made. */

static const char mark[] = "\U00010A7F";

/* The code point that ends at `at`, or begins there; a line break beyond the text. */
static int32_t point_before(const char *text, const char *at)
{
	int32_t point = '\n';
	const char *start = text + utf8_back(text, (size_t)(at - text));
	if (start < at)
		utf8_decode(start, (size_t)(at - start), &point);
	return point;
}

static int32_t point_at(const char *at)
{
	int32_t point = '\n';
	if (*at)
		utf8_decode(at, utf8_step(at), &point);
	return point;
}

/* Do these two, with ** between them, keep it from being read? Of a foreign script they may: 5**(2). */
static bool needs_mark(int32_t outside, int32_t inside)
{
	return utf8_sort(outside) == SORT_OTHER && utf8_sort(inside) == SORT_PUNCTUATION &&
	       (utf8_is_wide(outside) || utf8_is_wide(inside));
}

static void put_marks(struct buf *out, const char *text)
{
	for (const char *at = text; *at;) {
		size_t words = strcspn(at, "*"), stars = strspn(at + words, "*");
		const char *run = at + words, *behind = run + stars;
		bool read = stars >= 2 && point_before(text, run) != '\\'; /* one star is a reference more often */
		buf_append(out, at, words);
		if (read && needs_mark(point_before(text, run), point_at(behind)))
			buf_puts(out, mark);
		buf_append(out, run, stars);
		if (read && needs_mark(point_at(behind), point_before(text, run)))
			buf_puts(out, mark);
		at = behind;
	}
}

/* NULL: there is none in it. */
static char *without_marks(const char *text)
{
	if (!text || !strstr(text, mark))
		return NULL;
	char *copy = allocate(strlen(text) + 1, 1), *to = copy;
	while (*text) {
		if (strncmp(text, mark, strlen(mark)) == 0)
			text += strlen(mark);
		else
			*to++ = *text++;
	}
	return copy;
}

static void take_marks(cmark_node *document)
{
	static const struct {
		const char *(*get)(cmark_node *);
		int (*set)(cmark_node *, const char *);
	} texts[] = {{cmark_node_get_literal, cmark_node_set_literal},
	             {cmark_node_get_url, cmark_node_set_url},
	             {cmark_node_get_title, cmark_node_set_title},
	             {cmark_node_get_fence_info, cmark_node_set_fence_info}};
	cmark_iter *iterator = cmark_iter_new(document);
	while (cmark_iter_next(iterator) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iterator);
		for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
			char *text = without_marks(texts[i].get(node));
			if (text)
				texts[i].set(node, text);
			memory_release(text);
		}
	}
	cmark_iter_free(iterator);
}

static cmark_node *parse_plainly(cmark_mem *memory, const char *text)
{
	cmark_parser *parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, memory);
	cmark_parser_feed(parser, text, strlen(text));
	cmark_node *document = cmark_parser_finish(parser);
	cmark_parser_free(parser);
	return document;
}

static cmark_node *parse(cmark_mem *memory, const char *text)
{
	if (strstr(text, mark))
		return parse_plainly(memory, text);
	struct buf marked = BUF_INIT;
	put_marks(&marked, text);
	cmark_node *document = parse_plainly(memory, buf_text(&marked));
	if (marked.length > strlen(text))
		take_marks(document);
	buf_free(&marked);
	return document;
}

/* The first or last text in a node, or NULL. */
static const char *text_in(cmark_node *node, cmark_node *(*next)(cmark_node *))
{
	while (node && cmark_node_get_type(node) != CMARK_NODE_TEXT)
		node = next(node);
	return node ? cmark_node_get_literal(node) : NULL;
}

/* What other readers need to see in the place of a mark: a comment, which they do not show. */
static const char guard[] = "<!-- -->";

static cmark_node *guard_new(cmark_mem *memory)
{
	cmark_node *node = cmark_node_new_with_mem(CMARK_NODE_HTML_INLINE, memory);
	cmark_node_set_literal(node, guard);
	return node;
}

static void guard_node(cmark_mem *memory, cmark_node *node)
{
	const char *first = text_in(node, cmark_node_first_child), *last = text_in(node, cmark_node_last_child);
	const char *before = text_in(cmark_node_previous(node), cmark_node_last_child),
	           *behind = text_in(cmark_node_next(node), cmark_node_first_child);
	if (first && before && needs_mark(point_before(before, before + strlen(before)), point_at(first)))
		cmark_node_insert_before(node, guard_new(memory));
	if (last && behind && needs_mark(point_at(behind), point_before(last, last + strlen(last))))
		cmark_node_insert_after(node, guard_new(memory));
}

static void guard_all(cmark_mem *memory, cmark_node *document)
{
	cmark_iter *iterator = cmark_iter_new(document);
	for (cmark_event_type event; (event = cmark_iter_next(iterator)) != CMARK_EVENT_DONE;) {
		cmark_node *node = cmark_iter_get_node(iterator);
		cmark_node_type type = cmark_node_get_type(node);
		if (event == CMARK_EVENT_ENTER && (type == CMARK_NODE_STRONG || type == CMARK_NODE_EMPH))
			guard_node(memory, node);
	}
	cmark_iter_free(iterator);
}

/* Schemes are ASCII letters in either case. */
static bool is_scheme(const char *url, size_t length, const char *scheme)
{
	for (size_t i = 0; i < length; i++)
		if ((url[i] | 0x20) != scheme[i])
			return false;
	return scheme[length] == '\0';
}

/* Relative, or of a scheme that only shows something. */
static bool is_safe_address(const char *url)
{
	size_t length = strcspn(url, ":/?#");
	return url[length] != ':' || is_scheme(url, length, "http") || is_scheme(url, length, "https") ||
	       is_scheme(url, length, "mailto");
}

/* Would a page that shows it do something? The comment is what cmark writes between two lists. */
static bool is_armed(cmark_node *node)
{
	cmark_node_type type = cmark_node_get_type(node);
	if (type == CMARK_NODE_HTML_BLOCK)
		return strcmp(cmark_node_get_literal(node), "<!-- end list -->\n") != 0;
	if (type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE)
		return !is_safe_address(cmark_node_get_url(node));
	return type == CMARK_NODE_HTML_INLINE;
}

/* HTML becomes words that show it, a link loses its address. */
static void disarm(cmark_mem *memory, cmark_node *node)
{
	const char *html = cmark_node_get_literal(node);
	if (!html) {
		cmark_node_set_url(node, "");
		return;
	}
	bool block = cmark_node_get_type(node) == CMARK_NODE_HTML_BLOCK;
	cmark_node *words = cmark_node_new_with_mem(block ? CMARK_NODE_CODE_BLOCK : CMARK_NODE_TEXT, memory);
	cmark_node_set_literal(words, html);
	cmark_node_replace(node, words);
	cmark_node_free(node);
}

/* False when it is nested too deeply. */
static bool disarm_all(cmark_mem *memory, cmark_node *document)
{
	int depth = 0;
	cmark_iter *iterator = cmark_iter_new(document);
	for (cmark_event_type event; (event = cmark_iter_next(iterator)) != CMARK_EVENT_DONE && depth <= NESTING_LIMIT;) {
		cmark_node *node = cmark_iter_get_node(iterator);
		cmark_node_type type = cmark_node_get_type(node);
		if (type == CMARK_NODE_BLOCK_QUOTE || type == CMARK_NODE_ITEM)
			depth += event == CMARK_EVENT_ENTER ? 1 : -1;
		if (event == CMARK_EVENT_ENTER && is_armed(node))
			disarm(memory, node);
	}
	cmark_iter_free(iterator);
	return depth <= NESTING_LIMIT;
}

/* cmark does not print every document so that it reads back: [b](mailto:b) becomes <b>. What is printed is one quote in
 * which nothing is armed, or it is not used. */
static bool is_harmless(cmark_mem *memory, const char *quoted)
{
	cmark_node *document = parse_plainly(memory, quoted), *first = cmark_node_first_child(document);
	bool harmless = cmark_node_get_type(first) == CMARK_NODE_BLOCK_QUOTE && !cmark_node_next(first);
	cmark_iter *iterator = cmark_iter_new(document);
	while (harmless && cmark_iter_next(iterator) != CMARK_EVENT_DONE) {
		cmark_node *node = cmark_iter_get_node(iterator);
		const char *html = cmark_node_get_literal(node);
		harmless = !is_armed(node) || (html && strcmp(html, guard) == 0);
	}
	cmark_iter_free(iterator);
	cmark_node_free(document);
	return harmless;
}

static void quote(struct buf *out, const char *text)
{
	size_t length = strlen(text);
	while (length > 0 && text[length - 1] == '\n')
		length--;
	for (size_t at = 0, line; at <= length; at += line + 1) {
		line = strcspn(text + at, "\n");
		buf_puts(out, at ? "\n>" : ">");
		if (line) {
			buf_putc(out, ' ');
			buf_append(out, text + at, line);
		}
	}
}

void markdown_block(struct buf *out, const char *text, bool markdown)
{
	if (!markdown) {
		escape_markdown_quoted(out, text);
		return;
	}
	cmark_mem memory = {allocate, memory_resize, memory_release};
	cmark_node *document = parse(&memory, text);
	struct buf quoted = BUF_INIT;
	if (disarm_all(&memory, document)) {
		guard_all(&memory, document);
		char *printed = cmark_render_commonmark(document, CMARK_OPT_DEFAULT, 0);
		quote(&quoted, printed);
		memory_release(printed);
	}
	if (quoted.length && is_harmless(&memory, buf_text(&quoted)))
		buf_append(out, buf_text(&quoted), quoted.length);
	else
		escape_markdown_quoted(out, text);
	buf_free(&quoted);
	cmark_node_free(document);
}

/* ---- HTML ---- */

static void append_words(cmark_mem *memory, cmark_node *parent, const char *words)
{
	cmark_node *text = cmark_node_new_with_mem(CMARK_NODE_TEXT, memory);
	cmark_node_set_literal(text, words);
	cmark_node_append_child(parent, text);
}

static void move_children(cmark_node *from, cmark_node *to)
{
	for (cmark_node *child; (child = cmark_node_first_child(from));)
		cmark_node_append_child(to, child);
}

/* Puts the node's children where it stands. */
static void unwrap(cmark_node *node)
{
	for (cmark_node *child; (child = cmark_node_first_child(node));)
		cmark_node_insert_before(node, child);
	cmark_node_free(node);
}

static void image_to_words(cmark_mem *memory, cmark_node *image)
{
	append_words(memory, image, "（");
	append_words(memory, image, cmark_node_get_url(image));
	append_words(memory, image, "）");
	unwrap(image);
}

static void heading_to_line(cmark_mem *memory, cmark_node *heading)
{
	cmark_node *line = cmark_node_new_with_mem(CMARK_NODE_PARAGRAPH, memory);
	cmark_node *strong = cmark_node_new_with_mem(CMARK_NODE_STRONG, memory);
	move_children(heading, strong);
	cmark_node_append_child(line, strong);
	cmark_node_replace(heading, line);
	cmark_node_free(heading);
}

/* A link without words shows its address, one without an address only its words. */
static void tidy_link(cmark_mem *memory, cmark_node *link)
{
	if (!*cmark_node_get_url(link))
		unwrap(link);
	else if (!cmark_node_first_child(link))
		append_words(memory, link, cmark_node_get_url(link));
}

/* A node is changed when it is left: what is below it has been visited. */
static void plain_all(cmark_mem *memory, cmark_node *document)
{
	cmark_iter *iterator = cmark_iter_new(document);
	for (cmark_event_type event; (event = cmark_iter_next(iterator)) != CMARK_EVENT_DONE;) {
		cmark_node *node = cmark_iter_get_node(iterator);
		cmark_node_type type = cmark_node_get_type(node);
		if (event != CMARK_EVENT_EXIT)
			continue;
		if (type == CMARK_NODE_IMAGE)
			image_to_words(memory, node);
		else if (type == CMARK_NODE_HEADING)
			heading_to_line(memory, node);
		else if (type == CMARK_NODE_LINK)
			tidy_link(memory, node);
	}
	cmark_iter_free(iterator);
}

static bool print_html(struct buf *out, const char *text)
{
	cmark_mem memory = {allocate, memory_resize, memory_release};
	cmark_node *document = parse(&memory, text);
	bool harmless = disarm_all(&memory, document);
	if (harmless) {
		plain_all(&memory, document);
		char *html = cmark_render_html(document, CMARK_OPT_DEFAULT);
		buf_printf(out, "<div class=\"markdown\">\n%s</div>", html);
		memory_release(html);
	}
	cmark_node_free(document);
	return harmless;
}

void markdown_html(struct buf *out, const char *text, bool markdown)
{
	if (markdown && print_html(out, text))
		return;
	buf_puts(out, "<div class=\"text\">");
	escape_html(out, text);
	buf_puts(out, "</div>");
}

/* ---- words ---- */

/* CommonMark on its way to plain lines. */
struct plain {
	struct buf *out;
	int depth; /* of the quotes and lists around */
	struct level {
		bool ordered;
		int number; /* of the next item */
		char delimiter;
		bool marks; /* an item begins, and its mark is still to be printed */
	} levels[NESTING_LIMIT + 1];
	bool begun; /* a block has been */
	int line;   /* of the source, where the last one ended */
};

/* What stands before the words of a line: the mark of each item that begins here, space below the others. */
static void begin_line(struct plain *plain)
{
	for (int i = 1; i <= plain->depth; i++) {
		struct level *level = &plain->levels[i];
		if (!level->marks)
			buf_puts(plain->out, "　");
		else if (level->ordered)
			buf_printf(plain->out, "%d%c ", level->number++, level->delimiter);
		else
			buf_puts(plain->out, "・");
		level->marks = false;
	}
}

/* Empty lines between blocks stay as they were typed, no more than one. */
static void begin_block(struct plain *plain, cmark_node *block)
{
	int start = cmark_node_get_start_line(block), end = cmark_node_get_end_line(block); /* 0: it was HTML */
	if (plain->begun)
		buf_puts(plain->out, start == 0 || start - plain->line > 1 ? "\n\n" : "\n");
	plain->begun = true;
	plain->line = end ? end : plain->line + 1;
	begin_line(plain);
}

static void put_lines(struct plain *plain, const char *text)
{
	for (size_t length; *text; text += length) {
		length = strcspn(text, "\n");
		buf_append(plain->out, text, length);
		length += text[length] == '\n';
		if (length && text[length - 1] == '\n' && text[length]) {
			buf_putc(plain->out, '\n');
			begin_line(plain);
		}
	}
}

/* Behind its words, if they are not the address themselves. */
static void put_address(struct buf *out, const char *url)
{
	size_t scheme = strncmp(url, "mailto:", strlen("mailto:")) == 0 ? strlen("mailto:") : 0;
	size_t length = strlen(url + scheme);
	bool shown = out->length >= length && strcmp(buf_text(out) + out->length - length, url + scheme) == 0;
	if (!shown)
		buf_printf(out, "（%s）", url);
}

static void enter(struct plain *plain, cmark_node *node)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_LIST:
		plain->levels[plain->depth + 1] = (struct level){
		    .ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST,
		    .number = cmark_node_get_list_start(node),
		    .delimiter = cmark_node_get_list_delim(node) == CMARK_PAREN_DELIM ? ')' : '.',
		};
		break;
	case CMARK_NODE_ITEM:
		plain->levels[++plain->depth].marks = true;
		break;
	case CMARK_NODE_BLOCK_QUOTE:
		plain->levels[++plain->depth].marks = false;
		break;
	case CMARK_NODE_PARAGRAPH:
	case CMARK_NODE_HEADING:
		begin_block(plain, node);
		break;
	case CMARK_NODE_CODE_BLOCK:
		begin_block(plain, node);
		put_lines(plain, cmark_node_get_literal(node));
		break;
	case CMARK_NODE_THEMATIC_BREAK:
		begin_block(plain, node);
		buf_puts(plain->out, "――――――――――");
		break;
	case CMARK_NODE_TEXT:
	case CMARK_NODE_CODE:
		buf_puts(plain->out, cmark_node_get_literal(node));
		break;
	case CMARK_NODE_SOFTBREAK:
	case CMARK_NODE_LINEBREAK:
		buf_putc(plain->out, '\n');
		begin_line(plain);
		break;
	default:
		break;
	}
}

static void leave(struct plain *plain, cmark_node *node)
{
	cmark_node_type type = cmark_node_get_type(node);
	if (type == CMARK_NODE_ITEM && plain->levels[plain->depth].marks) /* an empty one */
		begin_block(plain, node);
	if (type == CMARK_NODE_ITEM || type == CMARK_NODE_BLOCK_QUOTE)
		plain->depth--;
	if ((type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE) && *cmark_node_get_url(node))
		put_address(plain->out, cmark_node_get_url(node));
}

void markdown_plain(struct buf *out, const char *text)
{
	cmark_mem memory = {allocate, memory_resize, memory_release};
	cmark_node *document = parse(&memory, text);
	struct plain plain = {.out = out};
	if (disarm_all(&memory, document)) {
		cmark_iter *iterator = cmark_iter_new(document);
		for (cmark_event_type event; (event = cmark_iter_next(iterator)) != CMARK_EVENT_DONE;)
			(event == CMARK_EVENT_ENTER ? enter : leave)(&plain, cmark_iter_get_node(iterator));
		cmark_iter_free(iterator);
	} else {
		buf_puts(out, text);
	}
	cmark_node_free(document);
}
