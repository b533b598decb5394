/* New members → their place in the source and how they are written there. Members go behind the last line of the last one:
 * comments below it belong to what follows. edits_print reads the result again, so that what is wrong here is refused there. */
#include "base/edit.h"

#include "base/list.h"
#include "base/node_write.h"

#include <stdbool.h>
#include <string.h>

static bool is_break(char c)
{
	return c == '\n' || c == '\r';
}

/* The first line break of the file, with which all of it is taken to be written. */
static const char *line_break(const struct source *source)
{
	const char *at = strpbrk(source->text, "\r\n");
	return !at || *at == '\n' ? "\n" : at[1] == '\n' ? "\r\n" : "\r";
}

/* Behind the line break of the line of `at`, or the end of the text. */
static size_t next_line(const struct source *source, size_t at)
{
	while (at < source->length && !is_break(source->text[at]))
		at++;
	if (at < source->length && source->text[at] == '\r' && source->text[at + 1] == '\n')
		at++;
	return at < source->length ? at + 1 : at;
}

static size_t line_start(const struct source *source, size_t at)
{
	while (at && !is_break(source->text[at - 1]))
		at--;
	return at;
}

static bool is_blank_line(const struct source *source, size_t at)
{
	at += strspn(source->text + at, " \t");
	return at < source->length && is_break(source->text[at]);
}

/* Is there nothing but white space between `at` and the end of its line? */
static bool ends_line(const struct source *source, size_t at)
{
	at += strspn(source->text + at, " \t");
	return at >= source->length || is_break(source->text[at]);
}

static bool is_in_flow(const struct node *node)
{
	for (; node; node = node->parent)
		if (node->style == NODE_FLOW)
			return true;
	return false;
}

/* With + the empty lines behind a block scalar belong to it. */
static bool keeps_empty_lines(const struct node *node)
{
	bool block = node->kind == NODE_SCALAR && (node->style == NODE_LITERAL || node->style == NODE_FOLDED);
	const char *header = node->span.source->text + node->span.start;
	return block && memchr(header, '+', strcspn(header, "\r\n #"));
}

/* The last node inside that has a place of its own. */
static const struct node *last_leaf(const struct node *node)
{
	while (node->kind != NODE_SCALAR && node->style != NODE_FLOW && node->count)
		node = node->items[node->count - 1];
	return node;
}

/* Where the line behind the last one of the node begins. */
static size_t place_behind(const struct source *source, const struct node *node)
{
	const struct node *leaf = last_leaf(node);
	size_t at = next_line(source, leaf->span.end);
	while (keeps_empty_lines(leaf) && at < source->length && is_blank_line(source, at))
		at = next_line(source, at);
	return at;
}

static size_t column_of(const struct source *source, size_t at)
{
	return at - line_start(source, at);
}

/* Were members added to this node before? */
static size_t count_added(const struct edits *edits, const struct node *node)
{
	size_t count = 0;
	for (size_t i = 0; i < edits->count; i++)
		count += edits->items[i].node == node && edits->items[i].member;
	return count;
}

/* The text of the writer with the line breaks of the file, one in front or one behind. */
static const char *with_breaks(const struct edits *edits, const struct buf *lines, bool in_front)
{
	const char *line_end = line_break(edits->source);
	struct buf out = BUF_INIT;
	buf_puts(&out, in_front ? line_end : "");
	for (const char *at = buf_text(lines); *at; at++) {
		if (*at == '\n')
			buf_puts(&out, line_end);
		else
			buf_putc(&out, *at);
	}
	buf_puts(&out, in_front ? "" : line_end);
	const char *text = arena_copy(edits->arena, buf_text(&out), out.length);
	buf_free(&out);
	return text;
}

/* A collection of one member, written in block style at `indent`. */
static const char *written_block(struct edits *edits, const struct node *like, const struct node *member, size_t indent,
                                 bool in_front)
{
	struct node *collection = node_collection(edits->arena, like->kind, NODE_BLOCK);
	struct node *copy = arena_new_object(edits->arena, struct node);
	struct buf lines = BUF_INIT;
	*copy = *member;
	node_append(edits->arena, collection, member->key ? member->key->text : NULL, copy);
	for (size_t i = 0; i < copy->count; i++)
		copy->items[i]->parent = copy;
	node_write_members(&lines, collection, indent);
	const char *text = with_breaks(edits, &lines, in_front);
	buf_free(&lines);
	return text;
}

static void add(struct edits *edits, const struct node *node, const struct node *member, bool sets, size_t from,
                size_t to, const char *written)
{
	struct edit edit = {.node = node, .member = member, .sets = sets, .from = from, .to = to, .written = written};
	edit.order = edits->count;
	list_push(edits->arena, edits, edit);
}

/* [a, b] → [a, b, c]: directly behind the last member, so that a comma that ends the list stays. */
static void add_in_flow(struct edits *edits, const struct node *node, const struct node *member)
{
	size_t at = node->count ? node->items[node->count - 1]->span.end : node->span.start + 1;
	struct buf out = BUF_INIT;
	buf_puts(&out, node->count || count_added(edits, node) ? ", " : "");
	if (member->key) {
		struct node *key = node_scalar(edits->arena, NODE_LITERAL, member->key->text);
		node_write_flow(&out, key);
		buf_puts(&out, ": ");
	}
	node_write_flow(&out, member);
	add(edits, node, member, false, at, at, arena_copy(edits->arena, buf_text(&out), out.length));
	buf_free(&out);
}

/* The depth of the lines that belong to the key of a value. */
static size_t depth_below(const struct source *source, const struct node *value)
{
	enum { STEP = 2 };
	return value->key ? column_of(source, value->key->span.start) + STEP : 0;
}

/* history: [] → a block below the key; the second member goes behind the first. */
static void fill_block(struct edits *edits, const struct node *node, const struct node *member)
{
	size_t end = node->span.end, start = node->span.start;
	while (start && (edits->source->text[start - 1] == ' ' || edits->source->text[start - 1] == '\t'))
		start--;
	const char *written = written_block(edits, node, member, depth_below(edits->source, node), true);
	add(edits, node, member, false, count_added(edits, node) ? end : start, end, written);
}

static void add_in_block(struct edits *edits, const struct node *node, const struct node *member)
{
	const struct source *source = edits->source;
	size_t at = node->count ? place_behind(source, node) : 0;
	size_t indent = node->count ? column_of(source, node->span.start) : 0;
	bool in_front = at && !is_break(source->text[at - 1]); /* the file ends without a line break */
	add(edits, node, member, false, at, at, written_block(edits, node, member, indent, in_front));
}

static const char *add_member(struct edits *edits, const struct node *node, const struct node *member)
{
	if (node->span.source != edits->source)
		return "書き加える所がこのファイルにありません";
	bool block_around = !is_in_flow(node->parent) && node->parent && node->parent->kind == NODE_MAPPING;
	if (node->style == NODE_FLOW && !node->count && block_around && ends_line(edits->source, node->span.end))
		fill_block(edits, node, member);
	else if (node->style == NODE_FLOW)
		add_in_flow(edits, node, member);
	else
		add_in_block(edits, node, member);
	return NULL;
}

const char *edit_append(struct edits *edits, const struct node *sequence, struct node *member)
{
	if (sequence->kind != NODE_SEQUENCE)
		return "書き加える所が並びではありません";
	member->key = NULL;
	return add_member(edits, sequence, member);
}

/* A key without an answer gets one: behind the key's line where it is empty, in place of ~ and null. */
static const char *set_value(struct edits *edits, const struct node *value, const struct node *member)
{
	const struct source *source = edits->source;
	size_t from = value->span.start, to = value->span.end;
	bool scalar = member->kind == NODE_SCALAR;
	struct buf out = BUF_INIT;
	const char *written;
	if (value->span.source != source)
		return "書き加える所がこのファイルにありません";
	if (from == to) /* libyaml puts an empty value behind its colon */
		from = to = value->key->span.end + strcspn(source->text + value->key->span.end, ":") + 1;
	if (scalar || is_in_flow(value)) {
		buf_puts(&out, from == value->span.start && from != to ? "" : " ");
		node_write_flow(&out, member);
		written = arena_copy(edits->arena, buf_text(&out), out.length);
	} else if (!ends_line(source, to)) {
		return "キーの行に注があるので、その下に書き加えられません";
	} else {
		while (from && (source->text[from - 1] == ' ' || source->text[from - 1] == '\t'))
			from--;
		node_write_members(&out, member, depth_below(source, value));
		written = with_breaks(edits, &out, true);
	}
	buf_free(&out);
	add(edits, value, member, true, from, to, written);
	return NULL;
}

const char *edit_put(struct edits *edits, const struct node *mapping, const char *key, struct node *value)
{
	if (mapping->kind != NODE_MAPPING)
		return "書き加える所が項目の組ではありません";
	const struct node *there = node_get(mapping, key);
	if (there && !node_is_null(there))
		return "そのキーにはもう答えがあります";
	value->key = node_scalar(edits->arena, NODE_LITERAL, key);
	return there ? set_value(edits, there, value) : add_member(edits, mapping, value);
}
