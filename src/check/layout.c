/* Rules about what YAML makes of a text: what is cut off behind " #", and lines that it joins by a space. Whether that was
 * meant is for the rule's pattern to say. */
#include "base/utf8.h"
#include "check/rule_run.h"
#include "yaml/scalar.h"

#include <string.h>

/* Stands between the value and the comment, and the two characters of a join, in what a pattern is shown. */
static const char between[] = "\x1e";

static bool fits(const struct run *run, const struct buf *shown)
{
	return run_match(run->rule->compiled, buf_text(shown), shown->length) == MATCH_FOUND;
}

static void report(struct run *run, const struct node *node, struct span place, size_t count)
{
	struct buf path = BUF_INIT;
	const char *match = arena_copy(run->arena, place.source->text + place.start, place.end - place.start);
	node_path(node, &path);
	run_set_match(run, MATCH_TEXT, value_text(match));
	run_set_match(run, MATCH_COUNT, value_number((int64_t)count));
	if (!run->rule->when || expr_true(run->rule->when, &run->env))
		run_finding(run, place, node, arena_copy(run->arena, buf_text(&path), path.length));
	buf_free(&path);
}

/* ---- comments ---- */

/* The comment on the line where a plain scalar ends; empty where there is none. */
static struct span comment_behind(const struct node *node)
{
	const struct source *source = node->span.source;
	size_t start = node->span.end + strspn(source->text + node->span.end, " \t");
	if (start == node->span.end || source->text[start] != '#')
		return (struct span){source, start, start};
	return (struct span){source, start, start + strcspn(source->text + start, "\r\n")};
}

static void check_comment(struct run *run, const struct node *node)
{
	if (node->kind != NODE_SCALAR || node->style != NODE_PLAIN || !node->span.source)
		return;
	struct span comment = comment_behind(node);
	if (comment.start == comment.end)
		return;
	struct buf shown = BUF_INIT;
	buf_append(&shown, node->text, node->length);
	buf_puts(&shown, between);
	buf_append(&shown, comment.source->text + comment.start, comment.end - comment.start);
	if (fits(run, &shown))
		report(run, node, comment, 1);
	buf_free(&shown);
}

/* Keys whose whole answer is a comment to YAML. */
static void check_empty(struct run *run, const struct node *node)
{
	if (node->kind == NODE_SCALAR && !node->length)
		check_comment(run, node);
	for (size_t i = 0; i < node->count; i++)
		check_empty(run, node->items[i]);
}

void comments_run(struct run *run)
{
	for (size_t i = 0; i < run->whole->piece_count; i++)
		check_comment(run, run->whole->pieces[i].node);
	check_empty(run, run->assessment->model->node);
}

/* ---- joined lines ---- */

/* The characters before and behind the space. */
static void show_join(const struct node *node, size_t at, struct buf *out)
{
	size_t before = at - 1;
	while (before > 0 && ((unsigned char)node->text[before] & 0xc0) == 0x80)
		before--;
	buf_append(out, node->text + before, at - before);
	buf_puts(out, between);
	buf_append(out, node->text + at + 1, utf8_prefix(node->text + at + 1, node->length - at - 1, 1));
}

/* One finding a text, at the end of the first line that is joined. */
static void check_joins(struct run *run, const struct node *node)
{
	const struct span *span = &node->span;
	if (node->style == NODE_LITERAL || !memchr(span->source->text + span->start, '\n', span->end - span->start))
		return;
	struct scalar_text text = scalar_text(run->arena, node);
	struct span place = {0};
	size_t count = 0;
	for (size_t i = 1; i < text.count; i++) {
		struct buf shown = BUF_INIT;
		size_t at = text.stretches[i].start;
		if (text.stretches[i].kind == STRETCH_BREAK && node->text[at] == ' ')
			show_join(node, at, &shown);
		if (shown.length && fits(run, &shown) && ++count == 1) {
			place = scalar_text_span(&text, at - utf8_step(buf_text(&shown)), at);
		}
		buf_free(&shown);
	}
	if (count)
		report(run, node, place, count);
}

void joins_run(struct run *run)
{
	for (size_t i = 0; i < run->whole->piece_count; i++)
		check_joins(run, run->whole->pieces[i].node);
}
