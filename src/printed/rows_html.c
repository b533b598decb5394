/* A page of HTML -> the same without what surrounds its sheet, and with line breaks as tags. */
#include "base/buf.h"
#include "base/diag.h"
#include "printed/rows_own.h"

#include <string.h>

enum { TAG_LIMIT = 2048 };

static bool is_name(const char *text, const char *end, const char *name)
{
	size_t length = strlen(name);
	if ((size_t)(end - text) <= length)
		return false;
	for (size_t i = 0; i < length; i++)
		if ((text[i] | 0x20) != name[i])
			return false;
	return strchr(" \t\r\n>/", text[length]) != NULL;
}

/* Where the tag at `at` ends, or NULL: it is too long for one. */
static const char *tag_end(const char *at, const char *end)
{
	size_t left = (size_t)(end - at);
	return memchr(at, '>', left < TAG_LIMIT ? left : TAG_LIMIT);
}

/* Has the tag from `at` to `close` this attribute? */
static bool has_class(const char *at, const char *close, const char *attribute)
{
	size_t length = strlen(attribute);
	for (; at + length <= close; at++)
		if (strncmp(at, attribute, length) == 0)
			return true;
	return false;
}

/* The element at `at` ('<') that holds no words of a sheet, or NULL: of any page; of ours, what is for readers. */
static const char *foreign_name(const char *at, const char *end)
{
	static const char *const names[] = {"head", "style", "script", "nav", "figure"};
	static const char *const ours[][2] = {{"a", "class=\"skip\""},
	                                      {"p", "class=\"legend\""},
	                                      {"p", "class=\"finding"},
	                                      {"div", "class=\"finding"},
	                                      {"section", "class=\"review"}};
	const char *close = tag_end(at, end);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (is_name(at + 1, end, names[i]))
			return names[i];
	for (size_t i = 0; close && i < sizeof ours / sizeof *ours; i++)
		if (is_name(at + 1, end, ours[i][0]) && has_class(at, close, ours[i][1]))
			return ours[i][0];
	return NULL;
}

/* Behind the end of the element; the end of the text when it has none. */
static const char *element_end(const char *at, const char *end, const char *name)
{
	while ((at = memchr(at, '<', (size_t)(end - at)))) {
		if (end - at > 2 && at[1] == '/' && is_name(at + 2, end, name))
			break;
		at++;
	}
	const char *close = at ? tag_end(at, end) : NULL;
	return close ? close + 1 : end;
}

static bool is_page(const struct source *source)
{
	const char *text = source->text, *end = source->text + source->length;
	text += strspn(text, " \t\r\n");
	return *text == '<' && (is_name(text + 1, end, "!doctype") || is_name(text + 1, end, "html"));
}

/* Behind the end of an element of our pages in which line breaks stand as they were typed (templates/html/style.html);
 * NULL: `at` is the start of none. */
static const char *typed_end(const char *at, const char *end)
{
	static const char *const names[] = {"div", "span", "p", "td"};
	static const char *const classes[] = {"class=\"text\"", "class=\"words\"", "class=\"remarks\"", "data-label=\""};
	const char *close = tag_end(at, end);
	for (size_t i = 0; close && i < sizeof names / sizeof *names; i++) {
		if (!is_name(at + 1, end, names[i]))
			continue;
		for (size_t j = 0; j < sizeof classes / sizeof *classes; j++) {
			if (has_class(at, close, classes[j]))
				return element_end(close, end, names[i]);
		}
	}
	return NULL;
}

struct copy {
	struct buf text;
	const char *typed; /* the end of the element whose line breaks are meant */
	const char *inner; /* the end of the element whose table stands inside of an answer */
	bool in_cell;      /* of a table */
};

/* White space in place of the bytes, but for ends of lines. */
static const char *leave_out(struct copy *copy, const char *at, const char *end)
{
	for (; at < end; at++)
		buf_putc(&copy->text, *at == '\n' ? '\n' : ' ');
	return end;
}

static bool is_cell(const char *at, const char *end)
{
	return is_name(at, end, "td") || is_name(at, end, "th");
}

/* A tag of a cell in the table of a 別添, which stands inside of an answer: cells are parted by tabs. */
static const char *copy_cell(struct copy *copy, const char *at, const char *end)
{
	bool closes = at[1] == '/';
	const char *behind = at < copy->inner && is_cell(at + 1 + closes, end) ? tag_end(at, end) : NULL;
	if (behind && closes)
		buf_putc(&copy->text, '\t');
	return behind ? behind + 1 : NULL;
}

/* A list of labels and answers is a table: <dt> begins its rows. In a cell of a table it is the cell's text. */
static const char *copy_list(struct copy *copy, const char *at, const char *end)
{
	static const char *const tags[][2] = {{"dl", "<table><tr>"}, {"/dl", "</table>"}, {"dt", "</tr><tr><td>"},
	                                      {"/dt", "</td>"},      {"dd", "<td>"},      {"/dd", "</td>"}};
	bool closes = at[1] == '/', cell = is_cell(at + 1 + closes, end);
	if (cell || is_name(at + 1, end, "/tr") || is_name(at + 1, end, "/table"))
		copy->in_cell = cell && !closes;
	const char *close = copy->in_cell ? NULL : tag_end(at, end);
	for (size_t i = 0; close && i < sizeof tags / sizeof *tags; i++) {
		if (!is_name(at + 1, end, tags[i][0]))
			continue;
		buf_puts(&copy->text, tags[i][1]);
		return leave_out(copy, at, close + 1);
	}
	return NULL;
}

static const char *copy_byte(struct copy *copy, const char *at, const char *end)
{
	static const char inner[] = "<section class=\"scroll\"";
	if (*at == '<' && at >= copy->inner && strncmp(at, inner, strlen(inner)) == 0) /* one inside ends with it */
		copy->inner = element_end(at, end, "section");
	const char *behind = *at == '<' ? copy_cell(copy, at, end) : NULL;
	if (!behind && *at == '<')
		behind = copy_list(copy, at, end);
	if (behind)
		return behind;
	const char *typed = *at == '<' && at >= copy->typed ? typed_end(at, end) : NULL;
	copy->typed = typed ? typed : copy->typed;
	if (*at == '\n' && at < copy->typed)
		buf_puts(&copy->text, "<br>");
	buf_putc(&copy->text, *at);
	return at + 1;
}

const struct source *html_content(struct arena *arena, const struct source *source)
{
	if (!is_page(source))
		return source;
	struct diags diags;
	struct copy copy = {.text = BUF_INIT, .typed = source->text, .inner = source->text};
	const char *end = source->text + source->length;
	const char *start = memchr(source->text, '>', source->length); /* of <!DOCTYPE html> or <html> */
	for (const char *at = leave_out(&copy, source->text, start ? start + 1 : source->text); at < end;) {
		const char *name = *at == '<' ? foreign_name(at, end) : NULL;
		at = name ? leave_out(&copy, at, element_end(at, end, name)) : copy_byte(&copy, at, end);
	}
	diags_init(&diags, arena);
	const struct source *content =
	    source_from_memory(arena, &diags, source->path, buf_text(&copy.text), copy.text.length);
	buf_free(&copy.text);
	return content;
}
