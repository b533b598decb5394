/* Attachments of the model ↔ words and lines that a person types. */
#include "answer/annex.h"

#include "answer/members.h"
#include "answer/put.h"
#include "base/buf.h"
#include "base/messages/fill.h"
#include "base/messages/filled.h"
#include "model/draft.h"
#include "yaml/node_write.h"

#include <string.h>

enum { DIGITS = 9 }; /* of a number that YAML reads as what is printed */

static const struct node *attachments_of(const struct answering *answering)
{
	const struct node *list = node_get(answering->sheet->model->node, "attachments");
	return list && list->kind == NODE_SEQUENCE ? list : NULL;
}

const struct node *annex_named(const struct answering *answering, const char *key, const char **field)
{
	const struct node *member = member_named(answering, key, field);
	return member && member->parent == attachments_of(answering) ? member : NULL;
}

const char *annex_key(const struct answering *answering, const struct node *attachment)
{
	return attachment && attachment->kind == NODE_MAPPING && attachment->parent == attachments_of(answering)
	           ? arena_printf(answering->arena, "attachments[%u]", (unsigned)attachment->position + 1)
	           : NULL;
}

/* ---- table → lines ---- */

static const char *words_of(const struct node *cell)
{
	return node_is_null(cell) ? "" : cell->text;
}

static bool put_cell(struct buf *out, const struct node *cell)
{
	if (cell->kind != NODE_SCALAR)
		return false;
	bool quoted = strpbrk(cell->text, "\t\n") || *cell->text == '"';
	if (!quoted) {
		buf_puts(out, words_of(cell));
		return true;
	}
	buf_putc(out, '"');
	for (const char *at = cell->text; *at; at++)
		buf_puts(out, *at == '"' ? "\"\"" : (char[]){*at, '\0'});
	buf_putc(out, '"');
	return true;
}

static bool put_line(struct buf *out, const struct node *cells)
{
	bool good = !cells || cells->kind == NODE_SEQUENCE;
	for (size_t i = 0; good && cells && i < cells->count; i++) {
		buf_puts(out, i ? "\t" : "");
		good = put_cell(out, cells->items[i]);
	}
	return good;
}

const char *annex_table(struct arena *arena, const struct node *table)
{
	const struct node *rows = node_get(table, "rows");
	struct buf out = BUF_INIT;
	bool good = put_line(&out, node_get(table, "columns")) && rows && rows->kind == NODE_SEQUENCE;
	for (size_t i = 0; good && i < rows->count; i++) {
		buf_putc(&out, '\n');
		good = put_line(&out, rows->items[i]);
	}
	const char *text = good ? arena_copy(arena, buf_text(&out), out.length) : NULL;
	buf_free(&out);
	return text;
}

/* ---- lines → table ---- */

static struct node *cell_node(struct arena *arena, const char *text)
{
	size_t digits = strspn(text, "0123456789");
	bool number = !text[digits] && digits <= DIGITS && (*text != '0' || digits == 1);
	return number ? node_scalar(arena, NODE_PLAIN, text) : answer_text_node(arena, text);
}

/* The cell that begins at *at; *at is then behind it. */
static struct node *read_cell(struct arena *arena, const char **at)
{
	struct buf text = BUF_INIT;
	const char *from = *at;
	bool quoted = *from == '"';
	for (from += quoted; *from && (quoted || !strchr("\t\n", *from)); from++) {
		if (quoted && *from == '"') {
			quoted = from[1] == '"'; /* two are one, one is the end */
			from += quoted;
			if (!quoted)
				continue;
		}
		if (*from != '\r')
			buf_putc(&text, *from);
	}
	*at = from;
	struct node *cell = cell_node(arena, arena_copy(arena, buf_text(&text), text.length));
	buf_free(&text);
	return cell;
}

static struct node *read_line(struct arena *arena, const char **at)
{
	struct node *cells = node_collection(arena, NODE_SEQUENCE, NODE_FLOW);
	bool more = **at && **at != '\n';
	while (more) {
		node_append(arena, cells, NULL, read_cell(arena, at));
		more = **at == '\t';
		*at += more;
	}
	*at += **at == '\n';
	return cells;
}

/* Can it be made of what is there by other words in its cells? */
static bool is_alike(const struct node *there, const struct node *cells)
{
	bool alike = there->kind == NODE_SEQUENCE && there->count == cells->count;
	for (size_t i = 0; alike && i < cells->count; i++)
		alike = (*words_of(there->items[i]) != '\0') == (*cells->items[i]->text != '\0');
	return alike;
}

static const char *put_cells(const struct answering *answering, const struct node *there, const struct node *cells)
{
	const char *problem = NULL;
	for (size_t i = 0; !problem && i < cells->count; i++) {
		const struct node *cell = there->items[i];
		const char *words = cells->items[i]->text;
		if (strcmp(words_of(cell), words) != 0)
			problem = edit_add(answering->edits, cell, 0, cell->length, words);
	}
	return problem;
}

/* Row for row: what is as it was stays as it is written. */
static const char *put_rows(const struct answering *answering, const struct node *there, struct node *rows)
{
	const char *problem = NULL;
	bool alike = rows->count > 0;
	for (size_t i = 0; alike && i < rows->count && i < there->count; i++)
		alike = is_alike(there->items[i], rows->items[i]);
	if (!alike)
		return edit_set(answering->edits, there, rows);
	for (size_t i = 0; !problem && i < rows->count; i++)
		problem = i < there->count ? put_cells(answering, there->items[i], rows->items[i])
		                           : edit_append(answering->edits, there, rows->items[i]);
	for (size_t i = rows->count; !problem && i < there->count; i++)
		problem = edit_remove(answering->edits, there->items[i]);
	return problem;
}

static struct node *read_rows(struct arena *arena, const char *at)
{
	struct node *rows = node_collection(arena, NODE_SEQUENCE, NODE_BLOCK);
	while (*at) {
		struct node *cells = read_line(arena, &at);
		if (cells->count) /* an empty line is none */
			node_append(arena, rows, NULL, cells);
	}
	return rows;
}

/* A table that is not there yet, or an empty one. */
static const char *put_table(const struct answering *answering, const struct target *target, struct node *columns,
                             struct node *rows)
{
	struct node *table = node_collection(answering->arena, NODE_MAPPING, NODE_BLOCK);
	if (columns->count)
		node_append(answering->arena, table, "columns", columns);
	node_append(answering->arena, table, "rows", rows);
	return answer_put(answering, target, table);
}

static const char *put_lines(const struct answering *answering, const struct target *target, const char *lines)
{
	const struct node *there = node_get(target->node, "rows"), *head = node_get(target->node, "columns");
	struct node *columns = read_line(answering->arena, &lines), *rows = read_rows(answering->arena, lines);
	bool block = there && there->kind == NODE_SEQUENCE && there->style == NODE_BLOCK && there->count;
	if (!block || (head ? !is_alike(head, columns) : columns->count > 0))
		return put_table(answering, target, columns, rows);
	const char *problem = head ? put_cells(answering, head, columns) : NULL;
	return problem ? problem : put_rows(answering, there, rows);
}

/* ---- attachments ---- */

const char *annex_put(const struct answering *answering, const struct node *attachment, const char *field,
                      const char *words)
{
	static const char *const texts[] = {"title", "text", "remarks"};
	const struct node *there = node_get(attachment, field);
	struct target target = {.node = there, .mapping = attachment, .rest = field};
	if (strcmp(field, "table") == 0)
		return put_lines(answering, &target, words);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (strcmp(field, texts[i]) == 0)
			return answer_put(answering, &target, answer_text_node(answering->arena, words));
	return msg_fill_no_item(answering->arena, field, answering->sheet->form->id);
}

const char *annex_add(const struct answering *answering, const struct row *row)
{
	struct arena *arena = answering->arena;
	const struct node *list = attachments_of(answering);
	struct expr_target from;
	struct target target;
	if (!row->item->value || !expr_targets(arena, row->item->value, &from, 1) || !from.equals || !from.member ||
	    !target_path(answering, "attachments", &target))
		return msg(MSG_FILLED_LIST_NOT_PLAIN);
	size_t number = list ? list->count : 0;
	while (list && draft_has_id(list, draft_member_id(arena, "attachments", number)))
		number++;
	struct node *member = node_collection(arena, NODE_MAPPING, NODE_BLOCK);
	node_append(arena, member, "id", answer_text_node(arena, draft_member_id(arena, "attachments", number)));
	node_append(arena, member, from.member, answer_text_node(arena, from.equals));
	node_append(arena, member, "text", node_scalar(arena, NODE_PLAIN, ""));
	if (list && list->count)
		return edit_append(answering->edits, list, member);
	struct node *members = node_collection(arena, NODE_SEQUENCE, NODE_BLOCK);
	node_append(arena, members, NULL, member);
	return answer_put(answering, &target, members);
}
