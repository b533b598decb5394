/* `comments`: what YAML cuts off behind " #". Whether that was meant is for the rule's pattern to say. */
#include "rules/kind.h"

#include <string.h>

/* Stands between the value and the comment in what the pattern is shown. */
static const char between[] = "\x1e";

static const void *load(const struct rule_reader *reader, const struct node *node)
{
	return regex_compile(reader->arena, reader->diags, node);
}

/* The comment on the line where a plain scalar ends; empty where there is none. */
static struct span comment_behind(const struct node *node)
{
	const struct source *source = node->span.source;
	size_t start = node->span.end + strspn(source->text + node->span.end, " \t");
	if (start == node->span.end || source->text[start] != '#')
		return (struct span){source, start, start};
	return (struct span){source, start, start + strcspn(source->text + start, "\r\n")};
}

static void check_comment(struct rule_run *run, const struct node *node)
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
	if (regex_match(run->rule->subject, buf_text(&shown), shown.length) == REGEX_FOUND)
		text_rule_report_place(run, node, comment, 1);
	buf_free(&shown);
}

/* Keys whose whole answer is a comment to YAML. */
static void check_empty(struct rule_run *run, const struct node *node)
{
	if (node->kind == NODE_SCALAR && !node->length)
		check_comment(run, node);
	for (size_t i = 0; i < node->count; i++)
		check_empty(run, node->items[i]);
}

static void run(struct rule_run *run, const struct corpus *corpus)
{
	for (size_t i = 0; i < corpus->piece_count; i++)
		check_comment(run, corpus->pieces[i].node);
	check_empty(run, run->model->node);
}

const struct rule_kind kind_comments = {
    .name = "comments", .field = FIELD_SCALAR, .load = load, .run = run, .history = true};
