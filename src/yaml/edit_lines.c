#include "yaml/edit_lines.h"

#include "yaml/edit_layout.h"

#include <string.h>

bool line_is_break(char c)
{
	return c == '\n' || c == '\r';
}

/* The first line break of the file, with which all of it is taken to be written. */
const char *line_break_of(const struct source *source)
{
	const char *at = strpbrk(source->text, "\r\n");
	return !at || *at == '\n' ? "\n" : at[1] == '\n' ? "\r\n" : "\r";
}

size_t line_end_at(const struct source *source, size_t at)
{
	return at + strcspn(source->text + at, "\r\n");
}

/* Behind the line break of the line of `at`, or the end of the text. */
size_t line_behind(const struct source *source, size_t at)
{
	at = line_end_at(source, at);
	if (source->text[at] == '\r' && source->text[at + 1] == '\n')
		at++;
	return at < source->length ? at + 1 : at;
}

size_t line_start_at(const struct source *source, size_t at)
{
	while (at && !line_is_break(source->text[at - 1]))
		at--;
	return at;
}

/* Of a line that is not the first. */
size_t line_above(const struct source *source, size_t line)
{
	bool two = line > 1 && source->text[line - 1] == '\n' && source->text[line - 2] == '\r';
	return line_start_at(source, line - 1 - two);
}

size_t line_skip_white(const struct source *source, size_t at)
{
	return at + strspn(source->text + at, " \t");
}

bool line_begins_at(const struct source *source, size_t at)
{
	return line_skip_white(source, line_start_at(source, at)) >= at;
}

/* Is there nothing but white space between `at` and the end of its line? */
bool line_ends_at(const struct source *source, size_t at)
{
	at = line_skip_white(source, at);
	return at >= source->length || line_is_break(source->text[at]);
}

/* The same, or a comment. */
bool line_ends_content(const struct source *source, size_t at)
{
	return line_ends_at(source, at) || source->text[line_skip_white(source, at)] == '#';
}

/* With + the empty lines behind a block scalar belong to it. */
static bool keeps_empty_lines(const struct node *node)
{
	if (node->kind != NODE_SCALAR || (node->style != NODE_LITERAL && node->style != NODE_FOLDED))
		return false;
	const char *header = node->span.source->text + layout_start(node);
	return memchr(header, '+', strcspn(header, "\r\n #"));
}

/* The last node inside that has a place of its own. */
static const struct node *last_leaf(const struct node *node)
{
	while (node->kind != NODE_SCALAR && node->style != NODE_FLOW && node->count)
		node = node->items[node->count - 1];
	return node;
}

/* An empty value stands behind its colon; libyaml puts that of a key without one before what comes next. */
size_t line_node_end(const struct node *node)
{
	const struct source *source = node->span.source;
	size_t end = node->span.end;
	bool lost = node->key && node->span.start == end && end && source->text[end - 1] != ':';
	if (!lost)
		return end;
	size_t colon = line_skip_white(source, node->key->span.end);
	return source->text[colon] == ':' ? colon + 1 : node->key->span.end;
}

static bool is_comment_below(const struct source *source, size_t at, size_t column)
{
	size_t spaces = strspn(source->text + at, " ");
	return spaces > column && source->text[at + spaces] == '#';
}

/* Where the line behind the last one of a collection begins, whose members stand at `column`. */
size_t line_behind_members(const struct source *source, const struct node *collection, size_t column)
{
	const struct node *leaf = last_leaf(collection);
	size_t at = line_behind(source, line_node_end(leaf));
	while (keeps_empty_lines(leaf) && at < source->length && line_ends_at(source, at))
		at = line_behind(source, at);
	while (is_comment_below(source, at, column))
		at = line_behind(source, at);
	return at;
}

size_t line_node_start(const struct node *member)
{
	return member->key ? member->key->span.start : member->span.start;
}
