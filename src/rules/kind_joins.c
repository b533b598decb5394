/* `joins`: lines of a text that YAML joins by a space. Whether that was meant is for the rule's pattern to say. */
#include "base/utf8.h"
#include "rules/kind.h"
#include "yaml/scalar.h"

#include <string.h>

/* Stands between the two characters in what the pattern is shown. */
static const char between[] = "\x1e";

static const void *load(const struct rule_reader *reader, const struct node *node)
{
	return regex_compile(reader->arena, reader->diags, node);
}

/* The characters before and behind the space. */
static void show_join(const struct node *node, size_t at, struct buf *out)
{
	size_t before = utf8_back(node->text, at);
	buf_append(out, node->text + before, at - before);
	buf_puts(out, between);
	buf_append(out, node->text + at + 1, utf8_prefix(node->text + at + 1, node->length - at - 1, 1));
}

/* One finding a text, at the end of the first line that is joined. */
static void check_joins(struct rule_run *run, const struct node *node)
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
		if (shown.length && regex_match(run->rule->subject, buf_text(&shown), shown.length) == REGEX_FOUND &&
		    ++count == 1)
			place = scalar_text_span(&text, at - utf8_step(buf_text(&shown)), at);
		buf_free(&shown);
	}
	if (count)
		text_rule_report_place(run, node, place, count);
}

static void run(struct rule_run *run, const struct corpus *corpus)
{
	for (size_t i = 0; i < corpus->piece_count; i++)
		check_joins(run, corpus->pieces[i].node);
}

const struct rule_kind kind_joins = {.name = "joins", .field = FIELD_SCALAR, .load = load, .run = run, .history = true};
