/* Members that go or come elsewhere, and comments that go: whole lines. edits_print reads the result again, so that what is wrong
 * here is refused there. */
#include "yaml/edit.h"

#include "base/list.h"
#include "base/messages/edit.h"
#include "yaml/edit_lines.h"

#include <stdbool.h>
#include <string.h>

/* The line with the dash of a member of a sequence in block style. */
static bool place_dash(const struct edits *edits, const struct node *member, size_t *line, size_t *column)
{
	const struct source *source = edits->source;
	const struct node *list = member->parent;
	if (member->span.source != source || !list || list->kind != NODE_SEQUENCE || list->style == NODE_FLOW)
		return false;
	const struct node *first = member->kind == NODE_MAPPING && member->count ? member->items[0] : member;
	*line = line_start_at(source, line_node_start(first));
	size_t dash = line_skip_white(source, *line);
	*column = dash - *line;
	return source->text[dash] == '-';
}

const char *edit_remove(struct edits *edits, const struct node *member)
{
	size_t line, column;
	if (!place_dash(edits, member, &line, &column))
		return msg(MSG_EDIT_NO_LIST);
	struct edit edit = {
	    .node = member, .removes = true, .from = line, .to = line_behind_members(edits->source, member, column)};
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
	if (to > from && !line_is_break(source->text[to - 1]))
		buf_puts(out, line_break_of(source));
}

static bool is_comment(const struct source *source, size_t line)
{
	return source->text[line_skip_white(source, line)] == '#';
}

static bool begins_with(const struct source *source, size_t line, const char *mark)
{
	size_t at = line_skip_white(source, line) + 1;
	return strncmp(source->text + line_skip_white(source, at), mark, strlen(mark)) == 0;
}

/* The first line of the comments above the key's that begins with the mark. False: none does. */
static bool find_comment(const struct node *node, const char *mark, size_t *from, size_t *to)
{
	const struct source *source = node->span.source;
	*to = node->key ? line_start_at(source, node->key->span.start) : 0;
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
	size_t above = edit.first ? line_behind_members(source, list->items[edit.first - 1], column)
	                          : line_behind(source, list->key ? list->key->span.end : list->span.start);
	size_t behind = line_behind_members(source, last, column);
	edit.from = with_comments(source, other, column, above);
	edit.to = line_behind_members(source, member, column);
	line = with_comments(source, line, column, behind);
	struct buf out = BUF_INIT;
	put_whole_lines(source, line, edit.to, &out);
	buf_append(&out, source->text + behind, line - behind); /* what stands between the two stays there */
	buf_append(&out, source->text + edit.from, behind - edit.from);
	size_t lacking = line_is_break(source->text[edit.to - 1]) ? 0 : strlen(line_break_of(source));
	edit.order = edits->count;
	edit.written = arena_copy(edits->arena, buf_text(&out), out.length - lacking);
	buf_free(&out);
	list_push(edits->arena, edits, edit);
	return NULL;
}
