/* A tree -> YAML text. Written by hand and not by libyaml's emitter, which turns a whole text into one line of escapes
 * for a single character beyond U+FFFF or a space before a line break. */
#include "yaml/node_write.h"

#include "base/utf8.h"

#include <stdbool.h>
#include <string.h>

enum { LINE_WIDTH = 100, FLOW_WIDTH = 80, STEP = 2 };

struct writer {
	struct buf *out;
	node_comment *comment;
	void *context;
	struct node_layout layout;
};

const struct node_layout node_layout_usual = {.step = STEP, .list = STEP, .dash = STEP};

/* ---- what a text may be written as ---- */

/* Must it be escaped? What libyaml refuses, takes for a line break or reads as one when it stands alone. */
static bool is_special(int32_t point)
{
	return (point < ' ' && point != '\n' && point != '\t') || (point >= 0x7f && point < 0xa0) || point == 0x2028 ||
	       point == 0x2029 || point == 0xfeff || point == 0xfffe || point == 0xffff;
}

static bool has_special(const char *text, size_t length)
{
	for (size_t i = 0; i < length;) {
		int32_t point;
		i += utf8_decode(text + i, length - i, &point);
		if (is_special(point))
			return true;
	}
	return false;
}

/* Would YAML 1.1 or 1.2 take it for a number, date, truth value or nothing? */
static bool is_typed(const char *text)
{
	static const char *const words[] = {"~", "null", "true", "false", "yes", "no", "on", "off", "y", "n", "=", "<<"};
	char lower[8] = {0};
	size_t length = strlen(text);
	if (strspn(text, "0123456789+-.") && strspn(text, "0123456789abcdefABCDEFxXoO+-.,_:TZ ") == length)
		return true;
	if (text[0] == '.' || length >= sizeof lower)
		return text[0] == '.';
	for (size_t i = 0; i < length; i++)
		lower[i] = (char)(text[i] >= 'A' && text[i] <= 'Z' ? text[i] - 'A' + 'a' : text[i]);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(lower, words[i]) == 0)
			return true;
	return false;
}

/* Can it stand without quotes? On one line; `flow`: between brackets, or as a key. */
static bool is_plain(const char *text, size_t length, bool flow)
{
	if (!length || strchr("-?:,[]{}#&*!|>'\"%@` \t", text[0]) || strchr(" \t:", text[length - 1]))
		return false;
	if (strncmp(text, "...", 3) == 0 || (flow && strpbrk(text, ",[]{}:?")))
		return false;
	return !strpbrk(text, "\n\t") && !strstr(text, ": ") && !strstr(text, " #") && !has_special(text, length);
}

/* A literal block keeps everything but what must be escaped; line breaks at its ends need quotes. */
static bool is_block(const char *text, size_t length)
{
	bool long_or_broken = strchr(text, '\n') || utf8_width(text, length) > LINE_WIDTH;
	return long_or_broken && text[0] != '\n' && text[length - 1] != '\n' && !has_special(text, length);
}

/* ---- scalars ---- */

static void put_indent(struct writer *writer, size_t indent)
{
	for (size_t i = 0; i < indent; i++)
		buf_putc(writer->out, ' ');
}

static void put_single_quoted(struct writer *writer, const char *text)
{
	buf_putc(writer->out, '\'');
	for (; *text; text++) {
		if (*text == '\'')
			buf_putc(writer->out, '\'');
		buf_putc(writer->out, *text);
	}
	buf_putc(writer->out, '\'');
}

static void put_double_quoted(struct writer *writer, const char *text, size_t length)
{
	buf_putc(writer->out, '"');
	for (size_t i = 0; i < length;) {
		int32_t point;
		size_t taken = utf8_decode(text + i, length - i, &point);
		if (point == '\n')
			buf_puts(writer->out, "\\n");
		else if (point == '\t')
			buf_puts(writer->out, "\\t");
		else if (point == '"' || point == '\\')
			buf_printf(writer->out, "\\%c", (char)point);
		else if (is_special(point))
			buf_printf(writer->out, point < 0x100 ? "\\x%02X" : "\\u%04X", (unsigned)point);
		else
			buf_append(writer->out, text + i, taken);
		i += taken;
	}
	buf_putc(writer->out, '"');
}

/* The lines of a block stand `deeper` columns right of what they belong to. Where the first begins with a space or is
 * empty, that has to be said. */
static void put_block(struct writer *writer, const char *text, size_t indent, size_t deeper)
{
	bool say = strchr(" \t\n", text[0]) != NULL;
	if (say)
		buf_printf(writer->out, "|%zu-", deeper);
	else
		buf_puts(writer->out, "|-");
	for (const char *line = text; line;) {
		const char *end = strchr(line, '\n');
		size_t length = end ? (size_t)(end - line) : strlen(line);
		buf_putc(writer->out, '\n');
		if (length)
			put_indent(writer, indent);
		buf_append(writer->out, line, length);
		line = end ? end + 1 : NULL;
	}
}

static void put_inline(struct writer *writer, const struct node *node, bool flow)
{
	const char *text = node->text;
	bool plain = is_plain(text, node->length, flow) && (node->style == NODE_PLAIN || !is_typed(text));
	if (plain)
		buf_puts(writer->out, text);
	else if (strpbrk(text, "\n\t") || has_special(text, node->length))
		put_double_quoted(writer, text, node->length);
	else
		put_single_quoted(writer, text);
}

static bool is_nothing(const struct node *node)
{
	return node->kind == NODE_SCALAR && node->style == NODE_PLAIN && !node->length;
}

/* ---- collections ---- */

static bool fits_flow(const struct node *node)
{
	size_t width = 0;
	for (size_t i = 0; i < node->count; i++) {
		const struct node *item = node->items[i];
		if (item->kind != NODE_SCALAR || is_nothing(item) || strpbrk(item->text, "\n\t"))
			return false;
		width += utf8_width(item->text, item->length) + (item->key ? item->key->length + 2 : 0) + 2;
	}
	return node->style == NODE_FLOW && width <= FLOW_WIDTH;
}

static void put_flow(struct writer *writer, const struct node *node)
{
	if (is_nothing(node)) {
		buf_puts(writer->out, "null"); /* two commas need something between them */
		return;
	}
	if (node->kind == NODE_SCALAR) {
		put_inline(writer, node, true);
		return;
	}
	buf_putc(writer->out, node->kind == NODE_MAPPING ? '{' : '[');
	for (size_t i = 0; i < node->count; i++) {
		buf_puts(writer->out, i ? ", " : "");
		if (node->items[i]->key) {
			put_inline(writer, node->items[i]->key, true);
			buf_puts(writer->out, ": ");
		}
		put_flow(writer, node->items[i]);
	}
	buf_putc(writer->out, node->kind == NODE_MAPPING ? '}' : ']');
}

static void put_members(struct writer *writer, const struct node *node, size_t indent, bool first_is_placed);

static bool is_behind_dash(const struct node *node)
{
	return node->parent && node->parent->kind == NODE_SEQUENCE;
}

static void put_gap(struct writer *writer, const struct node *node)
{
	if (node->parent || node->key)
		put_indent(writer, is_behind_dash(node) ? writer->layout.dash - 1 : 1);
}

/* A value behind its key or dash; `indent` is that of the lines below it. */
static void put_value(struct writer *writer, const struct node *node, size_t indent)
{
	const struct node_layout *layout = &writer->layout;
	if (is_nothing(node))
		return;
	if (node->kind == NODE_SCALAR && node->style != NODE_PLAIN && is_block(node->text, node->length)) {
		put_gap(writer, node);
		put_block(writer, node->text, indent, is_behind_dash(node) ? layout->dash : layout->step);
	} else if (node->kind == NODE_SCALAR) {
		put_gap(writer, node);
		put_inline(writer, node, false);
	} else if (!node->count || fits_flow(node)) {
		put_gap(writer, node);
		put_flow(writer, node);
	} else {
		if (is_behind_dash(node))
			put_gap(writer, node);
		else if (node->parent || node->key)
			buf_putc(writer->out, '\n');
		put_members(writer, node, indent, is_behind_dash(node));
	}
}

/* How much deeper than a key or dash stand the lines of its value? */
static size_t depth_of_value(const struct writer *writer, const struct node *node, bool dash)
{
	bool list = node->kind == NODE_SEQUENCE;
	return dash ? writer->layout.dash : list ? writer->layout.list : writer->layout.step;
}

/* What stands above an item: its own comment, or that of the first one on its line, which is behind its dash. */
static const char *comment_above(const struct writer *writer, const struct node *item, bool dash)
{
	const char *comment = writer->comment ? writer->comment(writer->context, item) : NULL;
	if (comment || !dash || !item->count || fits_flow(item))
		return comment;
	return comment_above(writer, item->items[0], item->kind == NODE_SEQUENCE);
}

/* The members on lines of their own; the first may stand behind the dash of the sequence around them. */
static void put_members(struct writer *writer, const struct node *node, size_t indent, bool first_is_placed)
{
	bool dash = node->kind == NODE_SEQUENCE;
	for (size_t i = 0; i < node->count; i++) {
		const struct node *item = node->items[i];
		bool placed = first_is_placed && i == 0;
		const char *comment = placed ? NULL : comment_above(writer, item, dash);
		if (i)
			buf_putc(writer->out, '\n');
		if (comment)
			node_write_comment(writer->out, comment, indent);
		if (!placed)
			put_indent(writer, indent);
		if (dash) {
			buf_putc(writer->out, '-');
		} else {
			put_inline(writer, item->key, true);
			buf_putc(writer->out, ':');
		}
		put_value(writer, item, indent + depth_of_value(writer, item, dash));
	}
}

void node_write(struct buf *out, const struct node *root, node_comment *comment, void *context)
{
	struct writer writer = {out, comment, context, node_layout_usual};
	put_value(&writer, root, root->kind == NODE_SCALAR ? STEP : 0);
	buf_putc(out, '\n');
}

void node_write_members(struct buf *out, const struct node *collection, const struct node_layout *layout, size_t indent,
                        node_comment *comment, void *context)
{
	struct writer writer = {out, comment, context, *layout};
	put_members(&writer, collection, indent, false);
}

void node_write_value(struct buf *out, const struct node *value, const struct node_layout *layout, size_t indent,
                      node_comment *comment, void *context)
{
	struct writer writer = {out, comment, context, *layout};
	put_value(&writer, value, indent + depth_of_value(&writer, value, false));
}

void node_write_flow(struct buf *out, const struct node *node)
{
	struct writer writer = {.out = out};
	put_flow(&writer, node);
}

void node_write_comment(struct buf *out, const char *text, size_t indent)
{
	size_t length = strlen(text);
	struct writer writer = {.out = out};
	for (size_t i = 0; i < length;) {
		size_t line = strcspn(text + i, "\n");
		put_indent(&writer, indent);
		buf_puts(out, line ? "# " : "#");
		for (size_t j = i; j < i + line;) {
			int32_t point;
			size_t taken = utf8_decode(text + j, length - j, &point);
			if (is_special(point))
				buf_putc(out, ' ');
			else
				buf_append(out, text + j, taken);
			j += taken;
		}
		buf_putc(out, '\n');
		i += line + 1;
	}
}

/* ---- new nodes ---- */

struct node *node_scalar(struct arena *arena, enum node_style style, const char *text)
{
	struct node *node = arena_new_object(arena, struct node);
	*node = (struct node){.kind = NODE_SCALAR, .style = style, .text = text, .length = strlen(text)};
	return node;
}

struct node *node_collection(struct arena *arena, enum node_kind kind, enum node_style style)
{
	struct node *node = arena_new_object(arena, struct node);
	*node = (struct node){.kind = kind, .style = style};
	return node;
}

void node_insert(struct arena *arena, struct node *collection, size_t position, const char *key, struct node *value)
{
	size_t count = collection->count;
	if ((count & (count - 1)) == 0) { /* the room doubles at each power of two */
		struct node **items = arena_array(arena, struct node *, count ? 2 * count : 1);
		if (count)
			memcpy(items, collection->items, count * sizeof *items);
		collection->items = items;
	}
	for (size_t i = count; i > position; i--) {
		collection->items[i] = collection->items[i - 1];
		collection->items[i]->position = i;
	}
	collection->items[position] = value;
	collection->count++;
	value->parent = collection;
	value->position = position;
	value->key = key ? node_scalar(arena, NODE_LITERAL, key) : NULL;
}

void node_append(struct arena *arena, struct node *collection, const char *key, struct node *value)
{
	node_insert(arena, collection, collection->count, key, value);
}
