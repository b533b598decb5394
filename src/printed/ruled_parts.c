/* Pieces of a cell with brackets -> its parts, as the official workbooks have them in cells of their own. */
#include "printed/ruled_cells.h"

#include "base/list.h"
#include "base/utf8.h"
#include "printed/marks.h"

#include <math.h>
#include <string.h>

enum { BRACKET_LINES = 3 }; /* how far words may stand above or below the height of their bracket */

/* Points by which parts of one height may differ; heights of a line between words of one text, and
 * between broken ones and the edge. */
static const float level = 3, near_words = 2.5F, near_edge = 1.5F;

struct builder {
	struct arena *arena;
	const char *choices; /* ＜選択肢＞, folded */
};

static bool begins(const char *text, const char *narrow, const char *wide)
{
	return strncmp(text, narrow, strlen(narrow)) == 0 || strncmp(text, wide, strlen(wide)) == 0;
}

static bool begins_choices(const struct builder *builder, const char *text)
{
	return *text && strncmp(utf8_fold(builder->arena, text), builder->choices, strlen(builder->choices)) == 0;
}

static bool is_sign(const char *text)
{
	return begins(text, "[", "［") || begins(text, "]", "］") || begins(text, ")", "）") || strcmp(text, "(") == 0 ||
	       strcmp(text, "（") == 0;
}

static bool is_lone_sign(const char *text)
{
	return is_sign(text) && !text[utf8_step(text)];
}

bool ruled_has_brackets(struct arena *arena, const struct ruled_cell *cell, const char *choices)
{
	const struct builder builder = {arena, choices};
	for (size_t i = 0; i < cell->lines.count; i++)
		for (size_t k = 0; k < cell->lines.items[i].count; k++) {
			const char *text = cell->lines.items[i].items[k]->text;
			bool opens = is_lone_sign(text) && (begins(text, "[", "［") || begins(text, "（", "（"));
			if (opens || mark_begins(text) || begins_choices(&builder, text))
				return true;
		}
	return false;
}

static void join_part(const struct builder *builder, struct ruled_part *part, const struct ruled_part *more,
                      const char *between)
{
	part->text = arena_printf(builder->arena, "%s%s%s", part->text, between, more->text);
	part->right = fmaxf(part->right, more->right);
	part->bottom = fmaxf(part->bottom, more->bottom);
}

static void drop_part(struct ruled_parts *parts, size_t index)
{
	memmove(parts->items + index, parts->items + index + 1, (parts->count - index - 1) * sizeof *parts->items);
	parts->count--;
}

/* What stands below ＜選択肢＞, to its right, is of its list. */
static void gather_choices(const struct builder *builder, struct ruled_parts *parts)
{
	for (size_t i = 0; i < parts->count; i++) {
		if (!begins_choices(builder, parts->items[i].text))
			continue;
		for (size_t k = i + 1; k < parts->count;) {
			const struct ruled_part *part = &parts->items[k];
			if (begins_choices(builder, part->text) && part->left < parts->items[i].right)
				break;
			if (part->left > parts->items[i].left - level && !begins(part->text, "[", "［")) {
				join_part(builder, &parts->items[i], part, "\n");
				drop_part(parts, k);
			} else {
				k++;
			}
		}
	}
}

float ruled_part_middle(const struct ruled_part *part)
{
	return (part->top + part->bottom) / 2;
}

/* What closes the bracket at its height; NULL: nothing. */
static const struct ruled_part *find_close(const struct ruled_parts *parts, const struct ruled_part *open)
{
	bool square = begins(open->text, "[", "［");
	const struct ruled_part *close = NULL;
	for (size_t i = 0; i < parts->count; i++) {
		const struct ruled_part *part = &parts->items[i];
		bool closes = square ? begins(part->text, "]", "］") : begins(part->text, ")", "）");
		if (closes && part->left > open->left && fabsf(ruled_part_middle(part) - ruled_part_middle(open)) < level &&
		    (!close || part->left < close->left))
			close = part;
	}
	return close;
}

/* The bracket to the left of a part that is nearest to its height, of several the nearest one; NULL: none. */
static const struct ruled_part *anchor_of(const struct ruled_parts *parts, const struct ruled_part *part)
{
	const struct ruled_part *best = NULL;
	float reach = BRACKET_LINES * (part->bottom - part->top), off = INFINITY;
	for (size_t i = 0; i < parts->count; i++) {
		const struct ruled_part *sign = &parts->items[i];
		float own = fabsf(ruled_part_middle(sign) - ruled_part_middle(part));
		if (sign == part || !is_sign(sign->text) || sign->left >= part->left || own >= reach)
			continue;
		if (!best || own < off - level || (own < off + level && sign->left > best->left)) {
			best = sign;
			off = own;
		}
	}
	return best;
}

/* Stand the lines around the height of their bracket, or in a pair of them? */
static bool stand_around(const struct ruled_parts *parts, const struct ruled_part *anchor, float top, float bottom)
{
	bool opens = !begins(anchor->text, "]", "］") && !begins(anchor->text, ")", "）");
	return fabsf((top + bottom) / 2 - ruled_part_middle(anchor)) < level || (opens && find_close(parts, anchor));
}

/* The parts that belong to a bracket, each marked with it: more than one line of them is one part. */
static void join_around(const struct builder *builder, struct ruled_parts *parts, const struct ruled_part *anchor)
{
	struct ruled_part *first = NULL;
	float top = INFINITY, bottom = -INFINITY;
	size_t lines = 0;
	for (size_t i = 0; i < parts->count; i++) {
		struct ruled_part *part = &parts->items[i];
		if (part->anchor != anchor)
			continue;
		first = first ? first : part;
		lines += part->top > bottom - level;
		top = fminf(top, part->top);
		bottom = fmaxf(bottom, part->bottom);
	}
	if (lines < 2 || !stand_around(parts, anchor, top, bottom))
		return;
	for (struct ruled_part *part = first + 1; part < parts->items + parts->count; part++) {
		if (part->anchor != anchor)
			continue;
		join_part(builder, first, part, "");
		part->text = "";
	}
	first->top = anchor->top;
	first->bottom = anchor->bottom;
}

static void drop_joined(struct ruled_parts *parts)
{
	size_t kept = 0;
	for (size_t i = 0; i < parts->count; i++)
		if (*parts->items[i].text)
			parts->items[kept++] = parts->items[i];
	parts->count = kept;
}

/* The opening bracket to the left of a closing one that is nearest to its height, or NULL. */
static const struct ruled_part *opening_of(const struct ruled_parts *parts, const struct ruled_part *close)
{
	const struct ruled_part *anchor = anchor_of(parts, close);
	return anchor && !begins(anchor->text, "]", "］") && !begins(anchor->text, ")", "）") ? anchor : NULL;
}

/* `]電子記録媒体（…` and the lines below it, which stand around the height of the opening bracket, are one. */
static void gather_wrapped(const struct builder *builder, struct ruled_parts *parts, struct ruled_part *first)
{
	const struct ruled_part *open = opening_of(parts, first);
	if (!open || fabsf(ruled_part_middle(open) - ruled_part_middle(first)) < level)
		return;
	struct ruled_part *end = parts->items + parts->count, *last = NULL;
	for (struct ruled_part *part = first + 1; part < end; part++) {
		if (!*part->text || is_sign(part->text) || fabsf(part->left - first->left) >= level)
			continue;
		if (fabsf((first->top + part->bottom) / 2 - ruled_part_middle(open)) < level)
			last = part;
	}
	for (struct ruled_part *part = first + 1; last && part <= last; part++) {
		if (!*part->text || is_sign(part->text) || fabsf(part->left - first->left) >= level)
			continue;
		join_part(builder, first, part, "");
		part->text = "";
	}
	first->top = last ? open->top : first->top;
	first->bottom = last ? open->bottom : first->bottom;
}

static void gather_wraps(const struct builder *builder, struct ruled_parts *parts)
{
	for (size_t i = 0; i < parts->count; i++) {
		struct ruled_part *part = &parts->items[i];
		if (begins(part->text, "]", "］") && !is_lone_sign(part->text))
			gather_wrapped(builder, parts, part);
	}
	drop_joined(parts);
}

/* ---- lines that the width of the cell has broken ---- */

/* [ ]全項目評価又は重点項目評, up to the right edge, and the line below it are one. */
static void join_broken(const struct builder *builder, struct ruled_parts *parts, struct ruled_part *first, float edge)
{
	struct ruled_part *end = parts->items + parts->count;
	float bottom = first->bottom, height = bottom - first->top, right = first->right;
	for (struct ruled_part *part = first + 1; part < end && edge - right < near_edge * height; part++) {
		bool below = part->top > bottom - level && part->top - bottom < height / 2;
		if (!*part->text || !below || part->left > first->right)
			continue;
		if (is_sign(part->text) || mark_begins(part->text) || begins_choices(builder, part->text))
			break;
		right = part->right;
		bottom = part->bottom;
		join_part(builder, first, part, "");
		part->text = "";
	}
	first->bottom = first->top + height; /* at the height of its box */
}

static void gather_broken(const struct builder *builder, struct ruled_parts *parts, const struct ruled_cell *cell)
{
	for (size_t i = 0; i < parts->count && cell->edged && isfinite(cell->right); i++) {
		struct ruled_part *part = &parts->items[i];
		bool behind = begins(part->text, "]", "］") && !is_lone_sign(part->text);
		if (behind || mark_begins(part->text))
			join_broken(builder, parts, part, cell->right);
	}
	drop_joined(parts);
}

/* The bracket that closes on a line below the opening one, where none does on its own and none opens on the line of that; NULL: there is
 * none. */
static struct ruled_part *close_below(const struct ruled_parts *parts, const struct ruled_part *open)
{
	float height = open->bottom - open->top;
	for (struct ruled_part *part = parts->items; part < parts->items + parts->count; part++) {
		float below = ruled_part_middle(part) - ruled_part_middle(open);
		if (below < level || below > BRACKET_LINES * height || part->left < open->left)
			continue;
		if (begins(part->text, "[", "［"))
			return NULL;
		if (begins(part->text, "]", "］"))
			return part;
	}
	return NULL;
}

/* [ 特定個人情報の漏えい・滅失・毀損リ / スクへの対策 ] is one line. */
static void gather_folded(const struct builder *builder, struct ruled_parts *parts)
{
	for (size_t i = 0; i < parts->count; i++) {
		struct ruled_part *open = &parts->items[i], *first = NULL;
		bool lone = is_lone_sign(open->text) && begins(open->text, "[", "［");
		struct ruled_part *close = lone && !find_close(parts, open) ? close_below(parts, open) : NULL;
		for (struct ruled_part *part = open + 1; close && part < close; part++) {
			if (!*part->text || begins_choices(builder, part->text) || part->left < open->left - level ||
			    is_sign(part->text))
				continue;
			first = first ? first : part;
			if (first == part)
				continue;
			join_part(builder, first, part, "");
			part->text = "";
		}
		if (!first)
			continue;
		first->top = close->top = open->top;
		first->bottom = close->bottom = open->bottom;
	}
	drop_joined(parts);
}

/* Words of several lines in brackets, or behind a box, stand around the height of the brackets. */
static void gather_bracketed(const struct builder *builder, struct ruled_parts *parts)
{
	for (size_t i = 0; i < parts->count; i++) {
		struct ruled_part *part = &parts->items[i];
		bool words = !is_sign(part->text) && !begins_choices(builder, part->text);
		part->anchor = words ? anchor_of(parts, part) : NULL;
	}
	for (size_t i = 0; i < parts->count; i++)
		if (is_sign(parts->items[i].text))
			join_around(builder, parts, &parts->items[i]);
	drop_joined(parts);
}

/* ---- labels ---- */

/* Outside of cells, and in them in front of brackets, what stands near is one text. */
static bool goes_on(const struct ruled_part *part, const struct ruled_part *next)
{
	return next->left - part->right < near_words * (next->bottom - next->top) && !is_lone_sign(part->text) &&
	       !is_lone_sign(next->text);
}

static bool is_label(const struct builder *builder, const struct ruled_part *part)
{
	return *part->text && !part->anchor && !is_sign(part->text) && !begins_choices(builder, part->text);
}

/* Is there one height of brackets beside the lines, in their middle? */
static bool stand_beside(const struct ruled_parts *parts, float top, float bottom)
{
	size_t around = 0, inside = 0;
	for (size_t i = 0; i < parts->count; i++) {
		const struct ruled_part *part = &parts->items[i];
		float own = ruled_part_middle(part);
		bool beside = is_sign(part->text) && own > top && own < bottom;
		inside += beside;
		around += beside && fabsf(own - (top + bottom) / 2) < level;
	}
	return inside && inside == around;
}

/* The lines of a label that begin below each other, with brackets beside their middle, are one. */
static void gather_label(const struct builder *builder, struct ruled_parts *parts, struct ruled_part *first)
{
	float bottom = first->bottom;
	struct ruled_part *end = parts->items + parts->count, *last = first;
	for (struct ruled_part *part = first + 1; part < end; part++) {
		bool below = fabsf(part->left - first->left) < level && part->top - bottom < (part->bottom - part->top) / 2;
		if (!is_label(builder, part) || !below)
			continue;
		last = part;
		bottom = part->bottom;
	}
	if (last == first || !stand_beside(parts, first->top, bottom))
		return;
	for (struct ruled_part *part = first + 1; part <= last; part++) {
		if (!is_label(builder, part) || fabsf(part->left - first->left) >= level)
			continue;
		join_part(builder, first, part, "");
		part->text = "";
	}
}

/* A label and its number, side by side. */
static void join_beside(const struct builder *builder, struct ruled_parts *parts)
{
	for (size_t i = 1; i < parts->count; i++) {
		struct ruled_part *part = &parts->items[i - 1], *next = &parts->items[i];
		bool one_height = fabsf(ruled_part_middle(part) - ruled_part_middle(next)) < level;
		if (!is_label(builder, part) || !is_label(builder, next) || !one_height || !goes_on(part, next))
			continue;
		join_part(builder, part, next, "　");
		*next = *part;
		part->text = "";
	}
	drop_joined(parts);
}

static void gather_labels(const struct builder *builder, struct ruled_parts *parts)
{
	for (size_t i = 0; i < parts->count; i++)
		if (is_label(builder, &parts->items[i]))
			gather_label(builder, parts, &parts->items[i]);
	drop_joined(parts);
}

/* A bracket and a mark in it may be one word: ［○ */
static size_t lone_bracket(const char *text)
{
	size_t length = strlen(text);
	bool opens = begins(text, "[", "［") && utf8_count(text, length) == 2;
	return opens && !begins(text + utf8_step(text), "]", "］") ? utf8_step(text) : 0;
}

static void add_part(const struct builder *builder, const struct ruled_cell *cell, const struct page_line *line,
                     bool first, struct ruled_parts *parts)
{
	struct ruled_part part = {line->text, line->line, line->left, line->right, line->top, line->bottom, NULL};
	size_t bracket = lone_bracket(line->text);
	struct ruled_part *before = first ? NULL : &parts->items[parts->count - 1];
	if (!cell->edged && before && goes_on(before, &part)) {
		join_part(builder, before, &part, "　");
		return;
	}
	if (bracket) {
		struct ruled_part sign = part;
		sign.text = arena_copy(builder->arena, line->text, bracket);
		sign.right = part.left = (line->left + line->right) / 2;
		part.text = line->text + bracket;
		list_push(builder->arena, parts, sign);
	}
	list_push(builder->arena, parts, part);
}

struct ruled_parts ruled_parts_find(struct arena *arena, const struct ruled_cell *cell, const char *choices)
{
	const struct builder builder = {arena, choices};
	struct ruled_parts parts = {0};
	for (size_t i = 0; i < cell->lines.count; i++)
		for (size_t k = 0; k < cell->lines.items[i].count; k++)
			add_part(&builder, cell, cell->lines.items[i].items[k], k == 0, &parts);
	gather_choices(&builder, &parts);
	gather_broken(&builder, &parts, cell);
	gather_folded(&builder, &parts);
	gather_wraps(&builder, &parts);
	gather_bracketed(&builder, &parts);
	join_beside(&builder, &parts);
	gather_labels(&builder, &parts);
	return parts;
}
