/* A scalar and its source → stretches. The source is walked as libyaml reads it, and the text that libyaml made of it is held
 * against it: where the two part, the walk ends. */
#include "yaml/scalar.h"

#include "base/list.h"
#include "base/utf8.h"

#include <string.h>

struct scalar_walk {
	const struct node *node;
	const char *source;
	size_t at;     /* in the source … */
	size_t done;   /* … and the bytes of the text before it */
	size_t indent; /* of a block's lines */
	bool at_start; /* of a line: indentation comes next; in flow styles: inside of a fold */
};

static bool is_block(const struct node *node)
{
	return node->style == NODE_LITERAL || node->style == NODE_FOLDED;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* Bytes of the line break at `at`; 0: there is none. NEL, LS and PS are line breaks to YAML 1.1. */
static size_t break_length(const char *at)
{
	static const char *const breaks[] = {"\r\n", "\r", "\n", "\xc2\x85", "\xe2\x80\xa8", "\xe2\x80\xa9"};
	if (*at != '\r' && *at != '\n' && *at != '\xc2' && *at != '\xe2')
		return 0;
	for (size_t i = 0; i < sizeof breaks / sizeof *breaks; i++)
		if (strncmp(at, breaks[i], strlen(breaks[i])) == 0)
			return strlen(breaks[i]);
	return 0;
}

/* LS and PS stay in the text; all other breaks become \n. */
static bool is_kept_break(const char *at)
{
	return break_length(at) == 3;
}

static size_t blanks_at(const char *at)
{
	return strspn(at, " \t");
}

static bool give(struct scalar_walk *walk, struct stretch *stretch, enum stretch_kind kind, size_t length, size_t width)
{
	*stretch = (struct stretch){kind, walk->done, walk->done + length, walk->at, walk->at + width};
	walk->done += length;
	walk->at += width;
	return stretch->end <= walk->node->length;
}

/* Is text written here that stands for other text? */
static size_t escape_width(const struct node *node, const char *at)
{
	if (node->style == NODE_SINGLE_QUOTED)
		return at[0] == '\'' && at[1] == '\'' ? 2 : 0;
	if (node->style != NODE_DOUBLE_QUOTED || *at != '\\' || break_length(at + 1))
		return 0;
	return at[1] == 'x' ? 4 : at[1] == 'u' ? 6 : at[1] == 'U' ? 10 : 2;
}

/* What ends a stretch of equal bytes: an escape, a line break, and blanks that a fold drops. */
static bool ends_stretch(const struct node *node, const char *at)
{
	if (break_length(at) || (node->style == NODE_DOUBLE_QUOTED && *at == '\\') ||
	    (node->style == NODE_SINGLE_QUOTED && *at == '\''))
		return true;
	return is_blank(*at) && !is_block(node) && break_length(at + blanks_at(at));
}

static bool next_same(struct scalar_walk *walk, struct stretch *stretch)
{
	const struct node *node = walk->node;
	const char *source = walk->source + walk->at, *text = node->text + walk->done;
	size_t length = 0, rest = node->length - walk->done;
	while (length < rest && !ends_stretch(node, source + length)) {
		size_t step = is_blank(source[length]) ? blanks_at(source + length) : utf8_step(source + length);
		step = step < rest - length ? step : rest - length;
		if (memcmp(source + length, text + length, step) != 0)
			break;
		length += step;
	}
	return length && give(walk, stretch, STRETCH_SAME, length, length);
}

/* ---- plain and quoted ---- */

static bool next_break(struct scalar_walk *walk, struct stretch *stretch)
{
	const char *at = walk->source + walk->at;
	return give(walk, stretch, STRETCH_BREAK, is_kept_break(at) ? 3 : 1, break_length(at));
}

/* The first break of a fold is a space when it stands alone, else nothing; the others are breaks. */
static bool begin_fold(struct scalar_walk *walk, struct stretch *stretch)
{
	const char *source = walk->source;
	size_t start = walk->at, at = start + blanks_at(source + start);
	size_t behind = at + break_length(source + at), next = behind + blanks_at(source + behind);
	walk->at_start = true;
	walk->at = is_kept_break(source + at) ? at : behind;
	if (is_kept_break(source + at) || break_length(source + next))
		return false;
	walk->at = start;
	return give(walk, stretch, STRETCH_BREAK, 1, next - start);
}

static bool next_in_flow(struct scalar_walk *walk, struct stretch *stretch)
{
	const char *source = walk->source;
	if (!walk->at_start && break_length(source + walk->at + blanks_at(source + walk->at)) && begin_fold(walk, stretch))
		return true;
	if (walk->node->style == NODE_DOUBLE_QUOTED && source[walk->at] == '\\' && break_length(source + walk->at + 1)) {
		walk->at += 1 + break_length(source + walk->at + 1);
		walk->at_start = true;
	}
	if (walk->at_start) {
		walk->at += blanks_at(source + walk->at);
		if (break_length(source + walk->at))
			return next_break(walk, stretch);
		walk->at_start = false;
		return next_in_flow(walk, stretch);
	}
	size_t width = escape_width(walk->node, source + walk->at);
	return width ? give(walk, stretch, STRETCH_ESCAPE, utf8_step(walk->node->text + walk->done), width)
	             : next_same(walk, stretch);
}

/* ---- blocks ---- */

static size_t spaces_at(const struct scalar_walk *walk, size_t at)
{
	size_t spaces = 0;
	while (spaces < walk->indent && walk->source[at + spaces] == ' ')
		spaces++;
	return spaces;
}

/* Empty lines from here on. */
static size_t empty_lines(const struct scalar_walk *walk, size_t at)
{
	size_t count = 0, length;
	while ((length = break_length(walk->source + at + spaces_at(walk, at)))) {
		at += spaces_at(walk, at) + length;
		count++;
	}
	return count;
}

/* Does folding leave this break out of the text: are as many breaks left in it as there are empty lines behind? */
static bool is_dropped(const struct scalar_walk *walk)
{
	const char *text = walk->node->text + walk->done, *at = walk->source + walk->at;
	size_t breaks = strspn(text, "\n");
	return walk->node->style == NODE_FOLDED && !is_kept_break(at) && walk->done + breaks < walk->node->length &&
	       breaks == empty_lines(walk, walk->at + break_length(at));
}

/* The break that ends a line with words. */
static bool end_line(struct scalar_walk *walk, struct stretch *stretch)
{
	size_t length = break_length(walk->source + walk->at);
	walk->at_start = true;
	if (walk->node->style == NODE_FOLDED && walk->node->text[walk->done] == ' ') {
		size_t next = walk->at + length;
		return give(walk, stretch, STRETCH_BREAK, 1, length + spaces_at(walk, next));
	}
	if (!is_dropped(walk))
		return next_break(walk, stretch);
	walk->at += length;
	return false;
}

static bool next_in_block(struct scalar_walk *walk, struct stretch *stretch)
{
	if (!walk->at_start && break_length(walk->source + walk->at) && end_line(walk, stretch))
		return true;
	if (walk->at_start) {
		walk->at += spaces_at(walk, walk->at);
		if (break_length(walk->source + walk->at))
			return next_break(walk, stretch);
		walk->at_start = false;
	}
	return next_same(walk, stretch);
}

/* What the first line with words has in front of them, and its text has not. */
static size_t block_indent(const struct scalar_walk *walk)
{
	const struct node *node = walk->node;
	const char *at = walk->source + walk->at, *text = node->text;
	while (*text == '\n' || is_kept_break(text)) {
		text += is_kept_break(text) ? 3 : 1;
		at += strspn(at, " ");
		at += break_length(at);
	}
	size_t written = strspn(at, " "), meant = strspn(text, " ");
	return written > meant ? written - meant : 0;
}

/* ---- both ---- */

/* An anchor and a tag stand before the value, and maybe a comment. */
static size_t behind_properties(const char *source, size_t at)
{
	while (source[at] == '&' || source[at] == '!' || source[at] == '#') {
		at += strcspn(source + at, source[at] == '#' ? "\r\n" : " \t\r\n");
		at += strspn(source + at, " \t\r\n");
	}
	return at;
}

static struct scalar_walk walk_begin(const struct node *node)
{
	const char *source = node->span.source->text;
	struct scalar_walk walk = {.node = node, .source = source, .at = behind_properties(source, node->span.start)};
	if (node->style == NODE_SINGLE_QUOTED || node->style == NODE_DOUBLE_QUOTED)
		walk.at++;
	if (!is_block(node))
		return walk;
	walk.at += strcspn(source + walk.at, "\r\n");
	walk.at += break_length(source + walk.at);
	walk.at_start = true;
	walk.indent = block_indent(&walk);
	return walk;
}

/* The last stretch is the place behind the text; there is none where the walk did not come so far. */
static bool walk_next(struct scalar_walk *walk, struct stretch *stretch)
{
	if (walk->done == walk->node->length) {
		*stretch = (struct stretch){STRETCH_SAME, walk->done, walk->done + 1, walk->at, walk->at};
		walk->done++;
		return true;
	}
	if (walk->done > walk->node->length || !walk->source[walk->at])
		return false;
	return is_block(walk->node) ? next_in_block(walk, stretch) : next_in_flow(walk, stretch);
}

struct scalar_text scalar_text(struct arena *arena, const struct node *node)
{
	LIST(struct stretch) stretches = {0};
	struct scalar_walk walk = walk_begin(node);
	for (struct stretch stretch; walk_next(&walk, &stretch);)
		list_push(arena, &stretches, stretch);
	return (struct scalar_text){node, stretches.items, stretches.count};
}

const struct stretch *scalar_stretch(const struct scalar_text *text, size_t at)
{
	size_t low = 0, high = text->count;
	while (low < high) { /* the first that ends behind `at` */
		size_t middle = low + (high - low) / 2;
		if (text->stretches[middle].end <= at)
			low = middle + 1;
		else
			high = middle;
	}
	return low < text->count ? &text->stretches[low] : NULL;
}

/* `first` has the byte at start, `last` the one before end. */
static struct span span_of(const struct node *node, const struct stretch *first, const struct stretch *last,
                           size_t start, size_t end)
{
	if (!first || !last)
		return node->span;
	size_t from = first->from + (first->kind == STRETCH_SAME ? start - first->start : 0), to = from;
	if (start < end)
		to = last->kind == STRETCH_SAME    ? last->from + (end - last->start)
		     : last->kind == STRETCH_BREAK ? last->from
		                                   : last->to;
	return (struct span){node->span.source, from, to > from ? to : from};
}

struct span scalar_text_span(const struct scalar_text *text, size_t start, size_t end)
{
	const struct stretch *first = scalar_stretch(text, start);
	return span_of(text->node, first, start < end ? scalar_stretch(text, end - 1) : first, start, end);
}

struct span scalar_span(const struct node *node, size_t start, size_t end)
{
	if (!node->span.source)
		return node->span;
	size_t last_byte = start < end ? end - 1 : start;
	struct scalar_walk walk = walk_begin(node);
	struct stretch stretch = {0}, first = {0};
	while (stretch.end <= last_byte && walk_next(&walk, &stretch))
		if (stretch.start <= start)
			first = stretch;
	return stretch.end > last_byte ? span_of(node, &first, &stretch, start, end) : node->span;
}
