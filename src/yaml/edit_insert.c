/* New members → their place in the source and how they are written there. Members go behind the last line of the last one:
 * comments below it belong to what follows, but for those that stand deeper. edits_print reads the result again, so that
 * what is wrong here is refused there. */
#include "yaml/edit.h"

#include "base/list.h"
#include "base/messages/edit.h"
#include "yaml/edit_layout.h"
#include "yaml/node_write.h"

#include <stdbool.h>
#include <string.h>

/* ---- lines ---- */

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

static size_t line_end(const struct source *source, size_t at)
{
	return at + strcspn(source->text + at, "\r\n");
}

/* Behind the line break of the line of `at`, or the end of the text. */
static size_t next_line(const struct source *source, size_t at)
{
	at = line_end(source, at);
	if (source->text[at] == '\r' && source->text[at + 1] == '\n')
		at++;
	return at < source->length ? at + 1 : at;
}

static size_t line_start(const struct source *source, size_t at)
{
	while (at && !is_break(source->text[at - 1]))
		at--;
	return at;
}

/* Of a line that is not the first. */
static size_t line_above(const struct source *source, size_t line)
{
	bool two = line > 1 && source->text[line - 1] == '\n' && source->text[line - 2] == '\r';
	return line_start(source, line - 1 - two);
}

static size_t skip_white(const struct source *source, size_t at)
{
	return at + strspn(source->text + at, " \t");
}

static bool begins_line(const struct source *source, size_t at)
{
	return skip_white(source, line_start(source, at)) >= at;
}

/* Is there nothing but white space between `at` and the end of its line? */
static bool ends_line(const struct source *source, size_t at)
{
	at = skip_white(source, at);
	return at >= source->length || is_break(source->text[at]);
}

/* The same, or a comment. */
static bool ends_content(const struct source *source, size_t at)
{
	return ends_line(source, at) || source->text[skip_white(source, at)] == '#';
}

/* Behind white space, line breaks and comments: in brackets they may stand anywhere. */
static size_t skip_lines(const struct source *source, size_t at)
{
	while (at < source->length && ends_content(source, at))
		at = next_line(source, at);
	return skip_white(source, at);
}

static size_t column_of(const struct source *source, size_t at)
{
	return source_position(source, at).column - 1;
}

/* Appends text of the writer with the line breaks of the file. */
static void put_lines(const struct source *source, const char *text, struct buf *out)
{
	for (const char *line = text; *line;) {
		size_t length = strcspn(line, "\n");
		buf_append(out, line, length);
		line += length;
		if (*line) {
			buf_puts(out, line_break(source));
			line++;
		}
	}
}

/* ---- where ---- */

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
static size_t end_of(const struct node *node)
{
	const struct source *source = node->span.source;
	size_t end = node->span.end;
	bool lost = node->key && node->span.start == end && end && source->text[end - 1] != ':';
	if (!lost)
		return end;
	size_t colon = skip_white(source, node->key->span.end);
	return source->text[colon] == ':' ? colon + 1 : node->key->span.end;
}

static bool is_comment_below(const struct source *source, size_t at, size_t column)
{
	size_t spaces = strspn(source->text + at, " ");
	return spaces > column && source->text[at + spaces] == '#';
}

/* Where the line behind the last one of a collection begins, whose members stand at `column`. */
static size_t place_behind(const struct source *source, const struct node *collection, size_t column)
{
	const struct node *leaf = last_leaf(collection);
	size_t at = next_line(source, end_of(leaf));
	while (keeps_empty_lines(leaf) && at < source->length && ends_line(source, at))
		at = next_line(source, at);
	while (is_comment_below(source, at, column))
		at = next_line(source, at);
	return at;
}

/* Where the first key of a document goes that has nothing but comments. */
static size_t place_in_nothing(const struct source *source)
{
	for (size_t at = 0; at < source->length; at = next_line(source, at))
		if (strncmp(source->text + at, "...", 3) == 0)
			return at;
	return source->length;
}

/* ---- one edit ---- */

/* Were members added to this node before? */
static bool has_added(const struct edits *edits, const struct node *node)
{
	for (size_t i = 0; i < edits->count; i++)
		if (edits->items[i].node == node && edits->items[i].member)
			return true;
	return false;
}

/* Takes the text out of the buffer, and frees that. */
static void add(struct edits *edits, const struct node *node, const struct node *member, size_t from, size_t to,
                struct buf *written)
{
	struct edit edit = {.node = node, .member = member, .from = from, .to = to};
	edit.order = edits->count;
	edit.written = arena_copy(edits->arena, buf_text(written), written->length);
	buf_free(written);
	list_push(edits->arena, edits, edit);
}

/* ---- in brackets ---- */

static void put_flow(const struct edits *edits, const struct node *member, struct buf *out)
{
	if (member->key) {
		node_write_flow(out, node_scalar(edits->arena, NODE_LITERAL, member->key->text));
		buf_puts(out, ": ");
	}
	node_write_flow(out, member);
}

static size_t start_of(const struct node *member)
{
	return member->key ? member->key->span.start : member->span.start;
}

/* A line of its own, as deep as the last member's. */
static void put_flow_line(const struct edits *edits, const struct node *last, const struct node *member,
                          struct buf *out)
{
	const struct source *source = edits->source;
	size_t start = line_start(source, start_of(last));
	buf_puts(out, line_break(source));
	buf_append(out, source->text + start, start_of(last) - start);
	put_flow(edits, member, out);
}

/* Members on lines of their own: behind the comma and the comment of the last one, with a comma where that has one. */
static void add_flow_line(struct edits *edits, const struct node *node, const struct node *member)
{
	const struct source *source = edits->source;
	const struct node *last = node->items[node->count - 1];
	size_t end = end_of(last), behind = skip_white(source, end), line = line_end(source, end);
	bool comma = source->text[behind] == ',', comment = source->text[behind] == '#', more = has_added(edits, node);
	struct buf out = BUF_INIT;
	if (comma && ends_content(source, behind + 1)) {
		put_flow_line(edits, last, member, &out);
		buf_putc(&out, ',');
		add(edits, node, member, line, line, &out);
		return;
	}
	buf_putc(&out, ',');
	if (comment && !more)
		buf_append(&out, source->text + end, line - end);
	put_flow_line(edits, last, member, &out);
	add(edits, node, member, comment && more ? line : end, comment ? line : end, &out);
}

/* [a, b] → [a, b, c]: directly behind the last member, so that a comma that ends the list stays. */
static void add_in_flow(struct edits *edits, const struct node *node, const struct node *member)
{
	const struct source *source = edits->source;
	const struct node *last = node->count ? node->items[node->count - 1] : NULL;
	size_t at = last ? end_of(last) : layout_start(node) + 1;
	bool comma_leads =
	    last && source->text[skip_white(source, at)] != ',' && source->text[skip_lines(source, at)] == ',';
	if (last && begins_line(source, start_of(last)) && !comma_leads) {
		add_flow_line(edits, node, member);
		return;
	}
	struct buf out = BUF_INIT;
	buf_puts(&out, last || has_added(edits, node) ? ", " : "");
	put_flow(edits, member, &out);
	add(edits, node, member, at, at, &out);
}

/* ---- in lines ---- */

/* Appends the member in the lines of a collection like `node` whose members stand at `indent`. */
static void put_block(const struct edits *edits, const struct node *node, const struct node *member, size_t indent,
                      struct buf *out)
{
	struct node *collection = node_collection(edits->arena, node->kind, NODE_BLOCK);
	struct node *copy = arena_new_object(edits->arena, struct node);
	struct node_layout layout = layout_near(node);
	struct buf lines = BUF_INIT;
	*copy = *member;
	node_append(edits->arena, collection, member->key ? member->key->text : NULL, copy);
	for (size_t i = 0; i < copy->count; i++)
		copy->items[i]->parent = copy;
	node_write_members(&lines, collection, &layout, indent, edits->comment, edits->context);
	put_lines(edits->source, buf_text(&lines), out);
	buf_free(&lines);
}

static void add_in_block(struct edits *edits, const struct node *node, const struct node *member)
{
	const struct source *source = edits->source;
	size_t indent = node->count ? layout_column(node) : 0;
	size_t at = node->count ? place_behind(source, node, indent) : place_in_nothing(source);
	bool in_front = at && !is_break(source->text[at - 1]); /* the file ends without a line break */
	struct buf out = BUF_INIT;
	buf_puts(&out, in_front ? line_break(source) : "");
	put_block(edits, node, member, indent, &out);
	buf_puts(&out, in_front ? "" : line_break(source));
	add(edits, node, member, at, at, &out);
}

/* ---- [] and {} become blocks ---- */

/* On a line of its own or behind a dash the block begins where the bracket stands. */
static bool can_begin_block(const struct source *source, const struct node *value, size_t start)
{
	bool dash = value->parent && value->parent->kind == NODE_SEQUENCE && start == value->span.start;
	return (begins_line(source, start) || dash) && ends_line(source, value->span.end);
}

static bool is_below_key(const struct source *source, const struct node *value, size_t start)
{
	return value->key && !begins_line(source, start) && ends_content(source, value->span.end);
}

static size_t strip_white(const struct source *source, size_t at)
{
	while (at && (source->text[at - 1] == ' ' || source->text[at - 1] == '\t'))
		at--;
	return at;
}

static size_t depth_below_key(const struct node *value)
{
	struct node_layout layout = layout_near(value);
	size_t deeper = value->kind == NODE_SEQUENCE ? layout.list : layout.step;
	return column_of(value->span.source, value->key->span.start) + deeper;
}

/* The second member goes behind the first; a comment behind the brackets stays on the line of the key. */
static void fill_block(struct edits *edits, const struct node *node, const struct node *member, size_t start,
                       bool below)
{
	const struct source *source = edits->source;
	size_t indent = below ? depth_below_key(node) : column_of(source, start), end = line_end(source, node->span.end);
	struct buf out = BUF_INIT, lines = BUF_INIT;
	bool more = has_added(edits, node);
	put_block(edits, node, member, indent, &lines);
	if (below && !more)
		buf_append(&out, source->text + node->span.end, end - node->span.end);
	if (below || more)
		buf_puts(&out, line_break(source));
	buf_puts(&out, buf_text(&lines) + (below || more ? 0 : indent));
	buf_free(&lines);
	add(edits, node, member, more ? end : below ? strip_white(source, start) : start, end, &out);
}

static bool is_empty_brackets(const struct source *source, const struct node *node, size_t start)
{
	return node->style == NODE_FLOW && !node->count &&
	       start + 1 + strspn(source->text + start + 1, " \t\r\n") == node->span.end - 1;
}

static const char *add_member(struct edits *edits, const struct node *node, const struct node *member)
{
	const struct source *source = edits->source;
	if (node->span.source != source)
		return msg(MSG_EDIT_NO_PLACE);
	size_t start = layout_start(node);
	bool empty = is_empty_brackets(source, node, start) && !is_in_flow(node->parent);
	if (empty && (can_begin_block(source, node, start) || is_below_key(source, node, start)))
		fill_block(edits, node, member, start, !can_begin_block(source, node, start));
	else if (node->style == NODE_FLOW)
		add_in_flow(edits, node, member);
	else
		add_in_block(edits, node, member);
	return NULL;
}

const char *edit_append(struct edits *edits, const struct node *sequence, struct node *member)
{
	if (sequence->kind != NODE_SEQUENCE)
		return msg(MSG_EDIT_NO_LIST);
	member->key = NULL;
	return add_member(edits, sequence, member);
}

/* ---- keys without an answer ---- */

/* Where the value of a key stands, or would: behind the colon. False when it has none. */
static bool place_value(const struct node *value, size_t *from, size_t *to)
{
	const struct source *source = value->span.source;
	*to = value->span.end;
	*from = layout_start(value);
	while (*to > *from && strchr(" \t\r\n", source->text[*to - 1])) /* a block ends where the next line begins */
		--*to;
	if (*from < *to)
		return true;
	*from = *to;
	if (value->span.start < *to) /* nothing but an anchor */
		return true;
	size_t colon = skip_lines(source, value->key->span.end);
	*from = *to = source->text[colon] == ':' ? colon + 1 : value->key->span.end;
	return source->text[colon] == ':';
}

static void set_in_flow(struct edits *edits, const struct node *value, const struct node *member)
{
	size_t from, to;
	struct buf out = BUF_INIT;
	if (!place_value(value, &from, &to))
		buf_puts(&out, ": ");
	else if (from == to)
		buf_putc(&out, ' ');
	node_write_flow(&out, member);
	add(edits, value, member, from, to, &out);
	edits->items[edits->count - 1].sets = true;
}

/* The value is written on the line of its key, unless a comment stands between them. */
static size_t start_behind_key(const struct node *value, size_t from)
{
	const struct source *source = value->span.source;
	size_t colon = skip_lines(source, value->key->span.end);
	bool joins = colon < from && colon + 1 + strspn(source->text + colon + 1, " \t\r\n") == from;
	return joins ? colon + 1 : begins_line(source, from) ? from : strip_white(source, from);
}

/* #REF!, #N/A, ####: what a spreadsheet leaves is a comment to YAML alone. */
static bool is_cell_error(const char *text)
{
	size_t white = strspn(text, " \t");
	const char *word = text + white + 1;
	if (!white || word[-1] != '#')
		return false;
	size_t letters = strspn(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZ/0");
	return strncmp(word, "###", 3) == 0 || strncmp(word, "N/A", 3) == 0 ||
	       (letters >= 3 && strchr("!?", word[letters]));
}

/* The comment of a member that takes the place of a value stands above the line of its key. */
static void put_comment(const struct edits *edits, const struct node *value, const struct node *member, size_t *from,
                        struct buf *out)
{
	const struct source *source = edits->source;
	const char *comment = edits->comment ? edits->comment(edits->context, member) : NULL;
	size_t start = line_start(source, value->key->span.start);
	if (!comment)
		return;
	struct buf lines = BUF_INIT;
	node_write_comment(&lines, comment, skip_white(source, start) - start);
	put_lines(source, buf_text(&lines), out);
	buf_free(&lines);
	buf_append(out, source->text + start, *from - start);
	*from = start;
}

/* The first line goes on with the comment that stands there. */
static const char *set_in_block(struct edits *edits, const struct node *value, const struct node *member)
{
	const struct source *source = edits->source;
	struct node_layout layout = layout_near(value);
	size_t from, to;
	if (!place_value(value, &from, &to))
		return msg(MSG_EDIT_KEY_WITHOUT_COLON);
	if (!ends_content(source, to))
		return msg(MSG_EDIT_MORE_BEHIND_KEY);
	struct buf lines = BUF_INIT, out = BUF_INIT;
	size_t end = line_end(source, to);
	node_write_value(&lines, member, &layout, column_of(source, value->key->span.start), edits->comment,
	                 edits->context);
	from = start_behind_key(value, from);
	bool on_own_line = begins_line(source, from);
	put_comment(edits, value, member, &from, &out);
	const char *first = buf_text(&lines) + (*buf_text(&lines) == ' ' && on_own_line);
	size_t length = strcspn(first, "\n");
	buf_append(&out, first, length);
	if (!is_cell_error(source->text + to))
		buf_append(&out, source->text + to, end - to);
	put_lines(source, first + length, &out);
	buf_free(&lines);
	add(edits, value, member, from, end, &out);
	edits->items[edits->count - 1].sets = true;
	return NULL;
}

static const char *set_value(struct edits *edits, const struct node *value, struct node *member)
{
	if (value->span.source != edits->source)
		return msg(MSG_EDIT_NO_PLACE);
	/* A list in brackets stays one; what stood in braces below a key of a block may be long now. */
	if (!is_in_flow(value->kind == NODE_SEQUENCE ? value : value->parent))
		return set_in_block(edits, value, member);
	set_in_flow(edits, value, member);
	return NULL;
}

static bool has_new_key(const struct edits *edits, const struct node *mapping, const char *key)
{
	for (size_t i = 0; i < edits->count; i++) {
		const struct edit *edit = &edits->items[i];
		bool here = edit->node == mapping || (edit->sets && edit->node->parent == mapping);
		if (here && edit->member && node_is(edit->member->key, key))
			return true;
	}
	return false;
}

const char *edit_put(struct edits *edits, const struct node *mapping, const char *key, struct node *value)
{
	if (mapping->kind != NODE_MAPPING)
		return msg(MSG_EDIT_NO_MAPPING);
	const struct node *there = node_get(mapping, key);
	if ((there && !node_is_null(there)) || has_new_key(edits, mapping, key))
		return msg(MSG_EDIT_HAS_ANSWER);
	value->key = node_scalar(edits->arena, NODE_LITERAL, key);
	return there ? set_value(edits, there, value) : add_member(edits, mapping, value);
}

/* The line of the key, and others behind it, are no part of the change where they stay as they are. */
static void leave_first_lines(const struct edits *edits, struct edit *edit)
{
	for (const char *line; (line = strchr(edit->written, '\n'));) {
		size_t length = (size_t)(line - edit->written) + 1;
		if (length >= edit->to - edit->from || strncmp(edits->source->text + edit->from, edit->written, length) != 0)
			return;
		edit->from += length;
		edit->written += length;
	}
}

const char *edit_set(struct edits *edits, const struct node *old, struct node *value)
{
	if (!old->parent || old->parent->kind != NODE_MAPPING || has_new_key(edits, old->parent, old->key->text))
		return msg(MSG_EDIT_NO_MAPPING);
	value->key = node_scalar(edits->arena, NODE_LITERAL, old->key->text);
	const char *reason = set_value(edits, old, value);
	if (!reason)
		leave_first_lines(edits, &edits->items[edits->count - 1]);
	return reason;
}

/* ---- what goes, or comes elsewhere ---- */

/* The line with the dash of a member of a sequence in block style. */
static bool place_dash(const struct edits *edits, const struct node *member, size_t *line, size_t *column)
{
	const struct source *source = edits->source;
	const struct node *list = member->parent;
	if (member->span.source != source || !list || list->kind != NODE_SEQUENCE || list->style == NODE_FLOW)
		return false;
	const struct node *first = member->kind == NODE_MAPPING && member->count ? member->items[0] : member;
	*line = line_start(source, start_of(first));
	size_t dash = skip_white(source, *line);
	*column = dash - *line;
	return source->text[dash] == '-';
}

const char *edit_remove(struct edits *edits, const struct node *member)
{
	size_t line, column;
	if (!place_dash(edits, member, &line, &column))
		return msg(MSG_EDIT_NO_LIST);
	struct edit edit = {
	    .node = member, .removes = true, .from = line, .to = place_behind(edits->source, member, column)};
	edit.order = edits->count;
	edit.written = "";
	list_push(edits->arena, edits, edit);
	return NULL;
}

/* The first of the comments that stand directly above the line, at the dash, and not above `limit`. */
static size_t with_comments(const struct source *source, size_t line, size_t column, size_t limit)
{
	while (line > limit) {
		size_t above = line_above(source, line);
		if (strspn(source->text + above, " ") != column || source->text[above + column] != '#')
			break;
		line = above;
	}
	return line;
}

static size_t index_of(const struct node *member)
{
	size_t i = 0;
	while (member->parent->items[i] != member)
		i++;
	return i;
}

/* Appends lines; the last one of the file may lack its break. */
static void put_whole_lines(const struct source *source, size_t from, size_t to, struct buf *out)
{
	buf_append(out, source->text + from, to - from);
	if (to > from && !is_break(source->text[to - 1]))
		buf_puts(out, line_break(source));
}

static bool is_comment(const struct source *source, size_t line)
{
	return source->text[skip_white(source, line)] == '#';
}

static bool begins_with(const struct source *source, size_t line, const char *mark)
{
	size_t at = skip_white(source, line) + 1;
	return strncmp(source->text + skip_white(source, at), mark, strlen(mark)) == 0;
}

/* The first line of the comments above the key's that begins with the mark. False: none does. */
static bool find_comment(const struct node *node, const char *mark, size_t *from, size_t *to)
{
	const struct source *source = node->span.source;
	*to = node->key ? line_start(source, node->key->span.start) : 0;
	for (size_t line = *to; line;) {
		line = line_above(source, line);
		if (!is_comment(source, line))
			return false;
		*from = line;
		if (begins_with(source, line, mark))
			return true;
	}
	return false;
}

bool edit_has_comment(const struct node *node, const char *mark)
{
	size_t from, to;
	return find_comment(node, mark, &from, &to);
}

void edit_drop_comment(struct edits *edits, const struct node *node, const char *mark)
{
	struct edit edit = {.node = node, .comments = true, .order = edits->count, .written = ""};
	if (node->span.source == edits->source && find_comment(node, mark, &edit.from, &edit.to))
		list_push(edits->arena, edits, edit);
}

const char *edit_move(struct edits *edits, const struct node *member, const struct node *before)
{
	const struct source *source = edits->source;
	struct edit edit = {.node = member->parent, .moves = true};
	size_t line, column, other, other_column;
	if (before->parent != member->parent || !place_dash(edits, member, &line, &column) ||
	    !place_dash(edits, before, &other, &other_column))
		return msg(MSG_EDIT_NO_LIST);
	edit.first = index_of(before);
	edit.last = index_of(member);
	if (edit.first >= edit.last)
		return msg(MSG_EDIT_NO_LIST);
	const struct node *list = member->parent, *last = list->items[edit.last - 1];
	size_t above = edit.first ? place_behind(source, list->items[edit.first - 1], column)
	                          : next_line(source, list->key ? list->key->span.end : list->span.start);
	size_t behind = place_behind(source, last, column);
	edit.from = with_comments(source, other, column, above);
	edit.to = place_behind(source, member, column);
	line = with_comments(source, line, column, behind);
	struct buf out = BUF_INIT;
	put_whole_lines(source, line, edit.to, &out);
	buf_append(&out, source->text + behind, line - behind); /* what stands between the two stays there */
	buf_append(&out, source->text + edit.from, behind - edit.from);
	size_t lacking = is_break(source->text[edit.to - 1]) ? 0 : strlen(line_break(source));
	edit.order = edits->count;
	edit.written = arena_copy(edits->arena, buf_text(&out), out.length - lacking);
	buf_free(&out);
	list_push(edits->arena, edits, edit);
	return NULL;
}
