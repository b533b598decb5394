/* `keys`: keys of the vocabulary within the text of a block (| or >), which were meant to stand beside it. Whether that was
 * meant is for the rule's pattern to say. */
#include "rules/kind.h"
#include "yaml/scalar.h"

#include <string.h>

/* Stands before the key in what the pattern is shown. */
static const char between[] = "\x1e";

static const char name_characters[] = "abcdefghijklmnopqrstuvwxyz_";

static const void *load(const struct rule_reader *reader, const struct node *node)
{
	return regex_compile(reader->arena, reader->diags, node);
}

static bool is_key(const struct schema *schema, const char *name)
{
	for (size_t i = 0; i < schema->record_count; i++)
		if (type_field(&schema->records[i].type, name) >= 0)
			return true;
	return false;
}

/* Where the name begins that this colon ends; the colon's own place when it is none of a key. */
static size_t name_before(const struct rule_run *run, const struct node *node, size_t colon)
{
	size_t start = colon;
	bool ends = colon + 1 == node->length || strchr(" \n", node->text[colon + 1]);
	while (ends && start > 0 && memchr(name_characters, node->text[start - 1], sizeof name_characters - 1))
		start--;
	bool key = start < colon && is_key(run->schema, arena_copy(run->arena, node->text + start, colon - start));
	return key ? start : colon;
}

/* Its line, with the mark before the key. */
static bool is_meant(const struct rule_run *run, const struct node *node, size_t start)
{
	struct buf shown = BUF_INIT;
	size_t line = start;
	while (line > 0 && node->text[line - 1] != '\n')
		line--;
	buf_append(&shown, node->text + line, start - line);
	buf_puts(&shown, between);
	buf_append(&shown, node->text + start, strcspn(node->text + start, "\n"));
	bool found = regex_match(run->rule->subject, buf_text(&shown), shown.length) == REGEX_FOUND;
	buf_free(&shown);
	return found;
}

/* One finding a text: what follows the first key is as a rule meant to follow it. */
static void check_block(struct rule_run *run, const struct node *node)
{
	if (node->style != NODE_LITERAL && node->style != NODE_FOLDED)
		return;
	for (const char *at = node->text; (at = memchr(at, ':', node->length - (size_t)(at - node->text))); at++) {
		size_t colon = (size_t)(at - node->text), start = name_before(run, node, colon);
		if (start == colon || !is_meant(run, node, start))
			continue;
		text_rule_report_place(run, node, scalar_span(node, start, colon + 1), 1);
		return;
	}
}

static void run(struct rule_run *run, const struct corpus *corpus)
{
	for (size_t i = 0; i < corpus->piece_count; i++)
		check_block(run, corpus->pieces[i].node);
}

const struct rule_kind kind_keys = {.name = "keys", .field = FIELD_SCALAR, .load = load, .run = run, .history = true};
