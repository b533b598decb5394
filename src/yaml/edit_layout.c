/* A tree and its source → the columns at which it is written. What a file does not show is taken to be as what it does
 * show, or else as usual. */
#include "yaml/edit_layout.h"

#include <stdbool.h>
#include <string.h>

enum { LOOK_LIMIT = 10000, STEP_LIMIT = 9 }; /* nodes looked at; the deepest that a block scalar can say */

static size_t column_of(const struct source *source, size_t at)
{
	return source_position(source, at).column - 1;
}

/* Behind white space, line breaks and comments. */
static size_t skip_layout(const char *text, size_t at)
{
	for (at += strspn(text + at, " \t\r\n"); text[at] == '#'; at += strspn(text + at, " \t\r\n"))
		at += strcspn(text + at, "\r\n");
	return at;
}

/* In front of a block collection on the same line an anchor belongs to the first key. */
size_t layout_start(const struct node *node)
{
	const char *text = node->span.source->text;
	size_t at = node->span.start;
	while (text[at] && strchr("&!", text[at])) {
		size_t word = at + strcspn(text + at, " \t\r\n,[]{}"), next = word + strspn(text + word, " \t");
		if (node->style == NODE_BLOCK && text[next] && !strchr("\r\n#&!", text[next]))
			break;
		at = skip_layout(text, word);
	}
	return at;
}

size_t layout_column(const struct node *collection)
{
	return column_of(collection->span.source, layout_start(collection));
}

/* What has been seen; what is not yet known is 0, but for `list`, which may be. */
struct look {
	struct node_layout layout;
	bool has_list;
	size_t left;
};

static bool is_block(const struct node *node)
{
	return node->style == NODE_BLOCK && node->count;
}

static void look_below_key(struct look *look, size_t column, const struct node *value)
{
	size_t deep = layout_column(value);
	if (deep < column || deep - column > STEP_LIMIT)
		return;
	if (value->kind == NODE_SEQUENCE && !look->has_list) {
		look->layout.list = deep - column;
		look->has_list = true;
	} else if (value->kind == NODE_MAPPING && !look->layout.step) {
		look->layout.step = deep - column;
	}
}

/* Only a member on the line of its dash shows it. */
static void look_behind_dash(struct look *look, size_t column, const struct node *member)
{
	const struct source *source = member->span.source;
	size_t start = member->span.start, dash = start;
	while (dash && source->text[dash - 1] == ' ')
		dash--;
	bool shown = dash < start && dash && source->text[dash - 1] == '-' && column_of(source, dash - 1) == column;
	if (shown && start - dash + 1 <= STEP_LIMIT && !look->layout.dash)
		look->layout.dash = start - dash + 1;
}

static void look_into(struct look *look, const struct node *node)
{
	if (!is_block(node))
		return;
	size_t column = layout_column(node);
	for (size_t i = 0; i < node->count && look->left; i++, look->left--) {
		const struct node *item = node->items[i];
		if (node->kind == NODE_SEQUENCE)
			look_behind_dash(look, column, item);
		else if (is_block(item))
			look_below_key(look, column, item);
		look_into(look, item);
		if (look->layout.step && look->has_list && look->layout.dash)
			break;
	}
}

struct node_layout layout_near(const struct node *collection)
{
	struct look look = {.left = LOOK_LIMIT};
	for (const struct node *at = collection; at; at = at->parent)
		look_into(&look, at);
	struct node_layout *layout = &look.layout;
	if (!layout->step)
		layout->step = layout->list ? layout->list : node_layout_usual.step;
	if (!look.has_list)
		layout->list = layout->step;
	if (!layout->dash)
		layout->dash = node_layout_usual.dash;
	return *layout;
}
