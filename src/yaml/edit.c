/* A tree and new texts for some of its scalars → the source with these texts in it. Three steps: the range of the text
 * is found in the source, character by character; the new text is written in the style that is there; and in the end the
 * whole result is read again and compared with what was meant. */
#include "yaml/edit.h"

#include "base/diag.h"
#include "base/list.h"
#include "base/messages/edit.h"
#include "base/utf8.h"
#include "yaml/scalar.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

struct edits edits_new(struct arena *arena, const struct source *source)
{
	return (struct edits){.arena = arena, .source = source};
}

static bool is_white(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_quoted(const struct node *node)
{
	return node->style == NODE_SINGLE_QUOTED || node->style == NODE_DOUBLE_QUOTED;
}

/* ---- where it stands ---- */

/* Has the character at `at` a place of its own? White space beside a line's end has none: it would be taken for layout. */
static bool is_exact(const struct scalar_text *text, size_t at)
{
	const struct stretch *stretch = scalar_stretch(text, at);
	const char *source = text->node->span.source->text;
	if (!stretch || stretch->kind != STRETCH_SAME)
		return stretch && stretch->kind == STRETCH_ESCAPE;
	size_t from = stretch->from + (at - stretch->start), to = from;
	if (!is_white(source[from]))
		return true;
	while (from > stretch->from && is_white(source[from - 1]))
		from--;
	while (to < stretch->to && is_white(source[to]))
		to++;
	bool first = from == stretch->from &&
	             (stretch > text->stretches ? stretch[-1].kind == STRETCH_BREAK : !is_quoted(text->node));
	return !first && source[to] != '\n' && source[to] != '\r';
}

/* A place between two characters: directly behind the one before, or directly before the next one. */
static bool place_between(const struct scalar_text *text, size_t at, struct span *place)
{
	const struct node *node = text->node;
	if (at && is_exact(text, at - 1)) {
		*place = scalar_text_span(text, at - 1, at);
		place->start = place->end;
		return true;
	}
	*place = scalar_text_span(text, at, at);
	return at < node->length ? !is_white(node->text[at]) && is_exact(text, at) : !at && is_quoted(node);
}

/* Bytes of the source for [start, end) of the text: its characters must follow each other without a gap. */
static bool place_range(const struct scalar_text *text, size_t start, size_t end, struct span *place)
{
	if (start == end)
		return place_between(text, start, place);
	const struct stretch *stretch = scalar_stretch(text, start);
	for (; stretch && stretch->kind != STRETCH_BREAK && stretch->end < end; stretch++)
		if (stretch[1].from != stretch->to)
			return false;
	*place = scalar_text_span(text, start, end);
	return stretch && stretch->kind != STRETCH_BREAK && is_exact(text, start) && is_exact(text, end - 1);
}

/* ---- how it is written ---- */

/* Characters that YAML takes nowhere, or for the end of a line. */
static bool is_printable(const char *text)
{
	size_t length = strlen(text);
	int32_t point;
	if (utf8_valid(text, length) < length)
		return false;
	for (size_t at = 0; at < length;) {
		at += utf8_decode(text + at, length - at, &point);
		if ((point < 0x20 && point != '\t' && point != '\n') || (point >= 0x7f && point < 0xa0) || point == 0x2028 ||
		    point == 0x2029 || point == 0xfeff || (point & 0xfffe) == 0xfffe)
			return false;
	}
	return true;
}

static bool is_in_flow(const struct node *node)
{
	for (const struct node *at = node->parent; at; at = at->parent)
		if (at->style == NODE_FLOW)
			return true;
	return false;
}

/* Would the whole text, written plainly, be read as itself? `text` is the part that is new in it. */
static bool is_plain(const struct node *node, const char *whole, const char *text)
{
	static const char *const nulls[] = {"", "~", "null", "Null", "NULL"};
	for (size_t i = 0; i < sizeof nulls / sizeof *nulls; i++)
		if (strcmp(whole, nulls[i]) == 0)
			return false;
	if (*whole != *node->text && strchr("-?:,[]{}#&*!|>'\"%@`", *whole))
		return false;
	if (is_in_flow(node) && text[strcspn(text, ",[]{}:?#")])
		return false;
	for (const char *at = whole; *at; at++)
		if ((*at == ':' && (!at[1] || is_white(at[1]))) || (is_white(*at) && at[1] == '#'))
			return false;
	return true;
}

/* The white space in front of the literal block's lines, or -1. */
static int block_indent(const struct scalar_text *text)
{
	const char *source = text->node->span.source->text;
	for (size_t i = 0; i + 1 < text->count; i++) {
		size_t from = text->stretches[i].from, start = from;
		if (text->stretches[i].kind == STRETCH_BREAK)
			continue;
		while (start && source[start - 1] == ' ')
			start--;
		return (int)(from - start);
	}
	return -1;
}

/* Appends the text in the style of its scalar; false when the style cannot say it. */
static bool put_text(const struct scalar_text *there, const char *text, struct buf *out)
{
	const struct node *node = there->node;
	const char *header = node->span.source->text + node->span.start;
	size_t line = node->style == NODE_LITERAL ? strcspn(header, "\n") : 0;
	int indent = node->style == NODE_LITERAL && strchr(text, '\n') ? block_indent(there) : 0;
	for (; *text; text++) {
		if (node->style == NODE_DOUBLE_QUOTED && (*text == '"' || *text == '\\'))
			buf_printf(out, "\\%c", *text);
		else if (node->style == NODE_SINGLE_QUOTED && *text == '\'')
			buf_puts(out, "''");
		else if (*text != '\n')
			buf_putc(out, *text);
		else if (node->style == NODE_DOUBLE_QUOTED)
			buf_puts(out, "\\n");
		else if (node->style == NODE_LITERAL && indent >= 0)
			buf_printf(out, "%s%*s", line && header[line - 1] == '\r' ? "\r\n" : "\n", text[1] == '\n' ? 0 : indent,
			           "");
		else
			return false;
	}
	return true;
}

/* White space at an end of the new text, or laid open by taking text away, would be taken for layout beside a line's
 * end, and so would what takes the place of a line's first characters. */
static bool fits(const struct scalar_text *there, const struct span *place, const char *text)
{
	const struct node *node = there->node;
	const char *source = node->span.source->text;
	bool quote = is_quoted(node);
	size_t content = scalar_text_span(there, 0, 0).start, length = strlen(text);
	bool first = place->start == content, last = place->end == scalar_text_span(there, node->length, node->length).end;
	bool solid_before = first ? quote : !is_white(source[place->start - 1]);
	bool solid_behind = last ? quote : !is_white(source[place->end]);
	if (!length)
		return solid_before;
	if ((*text == '-' || *text == '.') && (!place->start || source[place->start - 1] == '\n'))
		return false; /* --- and ... end a document */
	return (!is_white(*text) || (solid_before && !first)) && (!is_white(text[length - 1]) || (solid_behind && !last));
}

static const char *splice(struct arena *arena, const struct node *node, size_t start, size_t end, const char *text)
{
	return arena_printf(arena, "%.*s%s%s", (int)start, node->text, text, node->text + end);
}

/* Leaves out what both texts begin and end with; bounds stay those of characters. */
static const char *trim(struct arena *arena, const struct node *node, size_t *start, size_t *end, const char *text)
{
	size_t length = strlen(text), same = 0, tail = 0;
	const char *old = node->text + *start;
	size_t old_length = *end - *start;
	while (same < length && same < old_length && old[same] == text[same])
		same++;
	while (same && ((same < length && utf8_is_within(text[same])) || (same < old_length && utf8_is_within(old[same]))))
		same--;
	while (tail < length - same && tail < old_length - same && old[old_length - tail - 1] == text[length - tail - 1])
		tail++;
	while (tail && utf8_is_within(text[length - tail]))
		tail--;
	*start += same;
	*end -= tail;
	return arena_copy(arena, text + same, length - same - tail);
}

static const char *add_part(struct edits *edits, const struct node *node, size_t start, size_t end, const char *text)
{
	struct edit edit = {.node = node, .start = start, .end = end};
	struct span place;
	edit.text = trim(edits->arena, node, &edit.start, &edit.end, text);
	if (edit.start == edit.end && !*edit.text)
		return NULL;
	struct scalar_text there = scalar_text(edits->arena, node);
	if (!place_range(&there, edit.start, edit.end, &place))
		return msg(MSG_EDIT_OVER_LINES);
	struct buf written = BUF_INIT;
	bool said = is_printable(edit.text) && put_text(&there, edit.text, &written) && fits(&there, &place, edit.text) &&
	            (node->style != NODE_PLAIN ||
	             is_plain(node, splice(edits->arena, node, edit.start, edit.end, edit.text), edit.text));
	edit.from = place.start;
	edit.to = place.end;
	edit.written = arena_copy(edits->arena, buf_text(&written), written.length);
	buf_free(&written);
	if (!said)
		return msg(MSG_EDIT_CANNOT_BE_WRITTEN);
	list_push(edits->arena, edits, edit);
	return NULL;
}

static size_t word_length(const char *at, size_t length)
{
	size_t word = 0;
	while (word < length && !is_white(at[word]))
		word++;
	return word;
}

/* Have both texts the same white space between their words, line breaks included? Then it stays. */
static bool same_white(const char *a, size_t a_length, const char *b, size_t b_length)
{
	for (;;) {
		size_t a_word = word_length(a, a_length), b_word = word_length(b, b_length), white = 0;
		a += a_word, a_length -= a_word;
		b += b_word, b_length -= b_word;
		while (white < a_length && white < b_length && is_white(a[white]) && a[white] == b[white])
			white++;
		a += white, a_length -= white;
		b += white, b_length -= white;
		if (!a_length && !b_length)
			return true;
		if (!white || !a_length || !b_length || is_white(*a) || is_white(*b))
			return false;
	}
}

/* Word by word, so that a line may end between two of them. */
static const char *add_words(struct edits *edits, const struct node *node, size_t start, size_t end, const char *text)
{
	while (start < end) {
		size_t old = word_length(node->text + start, end - start), now = word_length(text, strlen(text));
		const char *reason = add_part(edits, node, start, start + old, arena_copy(edits->arena, text, now));
		if (reason)
			return reason;
		start += old;
		text += now;
		while (start < end && is_white(node->text[start]))
			start++, text++;
	}
	return NULL;
}

const char *edit_add(struct edits *edits, const struct node *node, size_t start, size_t end, const char *text)
{
	size_t count = edits->count;
	if (node->kind != NODE_SCALAR || node->span.source != edits->source)
		return msg(MSG_EDIT_NOT_IN_FILE);
	bool words = start < end && same_white(node->text + start, end - start, text, strlen(text));
	const char *reason = (words ? add_words : add_part)(edits, node, start, end, text);
	if (reason)
		edits->count = count;
	return reason;
}

const char *edit_add_remedy(struct edits *edits, const struct remedy *remedy, size_t *refused)
{
	size_t count = edits->count;
	for (size_t i = 0; i < remedy->count; i++) {
		const struct remedy_part *part = &remedy->parts[i];
		const char *reason = edit_add(edits, remedy->node, part->start, part->end, part->text);
		if (!reason)
			continue;
		edits->count = count;
		if (refused)
			*refused = i;
		return reason;
	}
	return NULL;
}

/* ---- the result ---- */

static size_t depth_of(const struct node *node)
{
	size_t depth = 0;
	while ((node = node->parent))
		depth++;
	return depth;
}

static int compare_numbers(size_t a, size_t b)
{
	return a < b ? -1 : a > b;
}

/* In the order of the source. New members of several collections may come to one place: those of the inner one first, and of
 * one collection in the order in which they were added. */
static int compare_places(const void *a, const void *b)
{
	const struct edit *first = a, *second = b;
	if (first->from != second->from)
		return compare_numbers(first->from, second->from);
	if (!first->member || !second->member)
		return first->member || second->member ? (first->member ? 1 : -1) : compare_numbers(first->to, second->to);
	int deeper = compare_numbers(depth_of(second->node), depth_of(first->node));
	return deeper ? deeper : compare_numbers(first->order, second->order);
}

static bool overlap(const struct edits *edits)
{
	for (size_t i = 1; i < edits->count; i++) {
		const struct edit *edit = &edits->items[i], *before = &edits->items[i - 1];
		if (edit->from < before->to || (edit->from == before->from && !edit->member))
			return true;
	}
	return false;
}

/* The text that a scalar is to have: the edits of it are those from *next on. */
static const char *meant_text(const struct edits *edits, const struct node *node, size_t *next)
{
	struct buf text = BUF_INIT;
	size_t at = 0;
	for (; *next < edits->count && edits->items[*next].node == node; ++*next) {
		const struct edit *edit = &edits->items[*next];
		buf_append(&text, node->text + at, edit->start - at);
		buf_puts(&text, edit->text);
		at = edit->end;
	}
	buf_append(&text, node->text + at, node->length - at);
	const char *meant = arena_copy(edits->arena, buf_text(&text), text.length);
	buf_free(&text);
	return meant;
}

/* The same kinds, keys and texts, in whatever style. */
static bool same_tree(const struct node *a, const struct node *b)
{
	if (a->kind != b->kind || a->count != b->count)
		return false;
	if (a->kind == NODE_SCALAR)
		return node_is_null(a) ? node_is_null(b) : !node_is_null(b) && strcmp(a->text, b->text) == 0;
	for (size_t i = 0; i < a->count; i++) {
		const struct node *key = a->items[i]->key;
		if ((key && !node_is(b->items[i]->key, key->text)) || !same_tree(a->items[i], b->items[i]))
			return false;
	}
	return true;
}

static const struct edit *next_edit(const struct edits *edits, const struct node *node, const size_t *next)
{
	return *next < edits->count && edits->items[*next].node == node ? &edits->items[*next] : NULL;
}

/* Are the members of `now` from `at` on the new ones of `old`, and no more? */
static bool has_new_members(const struct edits *edits, const struct node *old, const struct node *now, size_t at,
                            size_t *next)
{
	for (const struct edit *edit; (edit = next_edit(edits, old, next)); ++*next, at++) {
		const struct node *member = edit->member;
		if (!member || at >= now->count || !same_tree(member, now->items[at]) ||
		    (member->key && !node_is(now->items[at]->key, member->key->text)))
			return false;
	}
	return at == now->count;
}

/* The member at `last` in front of that at `first`, all else in its order. */
static bool is_moved(const struct edit *edit, const struct node *old, const struct node *now)
{
	if (now->kind != NODE_SEQUENCE || old->count != now->count)
		return false;
	for (size_t i = 0; i < old->count; i++) {
		size_t from = i == edit->first ? edit->last : i > edit->first && i <= edit->last ? i - 1 : i;
		if (!same_tree(old->items[from], now->items[i]))
			return false;
	}
	return true;
}

/* Both trees are walked in the order of the source, in which the edits are, too. */
static bool is_meant(const struct edits *edits, const struct node *old, const struct node *now, size_t *next)
{
	const struct edit *edit = next_edit(edits, old, next);
	if (edit && edit->comments) {
		++*next;
		edit = next_edit(edits, old, next);
	}
	if (edit && edit->sets) {
		++*next;
		return same_tree(edit->member, now);
	}
	if (edit && edit->moves) {
		++*next;
		return is_moved(edit, old, now);
	}
	bool filled = edit && edit->member && old->count == 0; /* [] may become a block */
	size_t at = 0;
	if (old->kind != now->kind || (old->style != now->style && !filled))
		return false;
	if (old->kind == NODE_SCALAR)
		return node_is(now, edit ? meant_text(edits, old, next) : old->text);
	for (size_t i = 0; i < old->count; i++) {
		const struct node *member = old->items[i], *key = member->key;
		const struct edit *gone = next_edit(edits, member, next);
		if (gone && gone->removes) {
			++*next;
			continue;
		}
		if (at >= now->count || (key && !node_is(now->items[at]->key, key->text)) ||
		    !is_meant(edits, member, now->items[at++], next))
			return false;
	}
	return has_new_members(edits, old, now, at, next);
}

/* Is there nothing wrong with the new file that was not wrong with the old one? A second document, say, is in no tree. */
static bool has_new_findings(struct arena *arena, const struct edits *edits, const struct diags *found)
{
	struct diags before;
	diags_init(&before, arena);
	if (found->count)
		node_read(arena, &before, edits->source);
	return found->count > before.count;
}

static bool reads_as_meant(const struct edits *edits, const struct buf *text)
{
	struct arena *arena = arena_new();
	struct diags diags;
	diags_init(&diags, arena);
	const struct node *old = edits->items[0].node;
	while (old->parent)
		old = old->parent;
	const struct source *source = source_from_memory(arena, &diags, edits->source->path, buf_text(text), text->length);
	const struct node *now = source ? node_read(arena, &diags, source) : NULL;
	size_t next = 0;
	bool meant =
	    now && is_meant(edits, old, now, &next) && next == edits->count && !has_new_findings(arena, edits, &diags);
	arena_free(arena);
	return meant;
}

const char *edits_print(struct edits *edits, struct buf *out)
{
	const char *text = edits->source->text;
	struct buf whole = BUF_INIT;
	size_t at = 0;
	if (edits->count)
		qsort(edits->items, edits->count, sizeof *edits->items, compare_places);
	if (overlap(edits))
		return msg(MSG_EDIT_TWICE);
	if (edits->source->marked)
		buf_puts(&whole, "\xef\xbb\xbf");
	for (size_t i = 0; i < edits->count; i++) {
		buf_append(&whole, text + at, edits->items[i].from - at);
		buf_puts(&whole, edits->items[i].written);
		at = edits->items[i].to;
	}
	buf_append(&whole, text + at, edits->source->length - at);
	bool meant = !edits->count || reads_as_meant(edits, &whole);
	if (meant)
		buf_append(out, buf_text(&whole), whole.length);
	buf_free(&whole);
	return meant ? NULL : msg(MSG_EDIT_CHANGES_MORE);
}
