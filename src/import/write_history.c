/* Rows of 変更箇所 -> the model, one after the other. */
#include "import/write_parts.h"

#include "base/messages/unknown.h"
#include "import/answer.h"

#include <string.h>

/* A cell that is no date or no option is quoted in the reason, and kept elsewhere where that would cut it. */
static struct node *strange_cell(struct transfer *row, struct arena *lasting, const struct chunks *cell,
                                 const char *text, const char *start, const char *reason)
{
	if (start != text)
		chunk_add(lasting, &row->placing->unplaced, arena_string(lasting, text), cell->items[0].line);
	return transfer_unknown_node(row, reason);
}

static struct node *change_node(struct transfer *row, struct arena *lasting, const struct answer_type *type,
                                const struct chunks *cell)
{
	struct arena *arena = row->arena;
	const char *text = plain_text(arena, chunks_text(arena, cell));
	const char *wording = type->kind == ANSWER_CHOICE ? options_find(arena, type->options, text) : NULL;
	const char *start = text_start(arena, text);
	struct date date;
	if (!*text)
		return node_scalar(arena, NODE_PLAIN, "");
	if (answer_is_withheld(arena, text))
		return transfer_unknown_node(row, msg(MSG_UNKNOWN_WITHHELD));
	if (type->kind == ANSWER_CHOICE && !wording)
		return strange_cell(row, lasting, cell, text, start, msg_unknown_no_option(arena, start));
	if (type->kind != ANSWER_DATE)
		return transfer_text_node(row, wording ? wording : text);
	enum date_problem problem = date_parse(&row->official->schema->calendar, text, &date);
	if (problem == DATE_OK || problem == DATE_ERA_YEAR_ONE)
		return node_scalar(arena, NODE_PLAIN, text);
	return strange_cell(row, lasting, cell, text, start, msg_unknown_no_date(arena, start));
}

static const char *history_path(const struct transfer *transfer)
{
	return arena_printf(transfer->arena, "sheets.%s.history", transfer->form->kind);
}

/* The rows come when all else is proven: they may be very many. */
void transfer_put_history(struct transfer *transfer)
{
	const struct placing *placing = transfer->placing;
	bool listed = placing->history.count || placing->has_history;
	draft_put(&transfer->draft, history_path(transfer),
	          listed ? node_collection(transfer->arena, NODE_SEQUENCE, NODE_FLOW)
	                 : transfer_unknown_node(transfer, msg(MSG_UNKNOWN_NOT_FOUND)));
}

static struct node *row_node(struct transfer *row, struct arena *lasting, const struct record_type *record,
                             const struct change_row *change)
{
	struct draft draft = draft_new(row->arena, record);
	for (size_t i = 0; i < row->form->column_count; i++) {
		const struct answer_type *type = draft_type(&draft, row->form->columns[i].field);
		if (type)
			draft_put(&draft, row->form->columns[i].field, change_node(row, lasting, type, &change->cells[i]));
	}
	return draft.root;
}

bool transfer_write_history(struct transfer *transfer, struct buf *yaml)
{
	static const char place[] = "\n    history:"; /* of a sheet: all texts stand deeper */
	enum { INDENT = 6 };
	const struct placing *placing = transfer->placing;
	const struct answer_type *list = draft_type(&transfer->draft, history_path(transfer));
	const char *found = strstr(buf_text(yaml), place);
	if (!placing->history.count || !found)
		return true;
	struct arena *scratch = arena_new();
	struct transfer row = *transfer;
	size_t head = (size_t)(found - buf_text(yaml)) + strlen(place), nodes = 0;
	struct buf all = BUF_INIT;
	row.arena = scratch;
	buf_append(&all, buf_text(yaml), head);
	for (size_t i = 0; i < placing->history.count && all.length <= SOURCE_LIMIT; i++) {
		arena_reset(scratch);
		struct node *rows = node_collection(scratch, NODE_SEQUENCE, NODE_BLOCK);
		struct node *node = row_node(&row, transfer->arena, list->element->record, &placing->history.items[i]);
		node_append(scratch, rows, NULL, node);
		nodes += 1 + 2 * node->count;
		buf_putc(&all, '\n');
		node_write_members(&all, rows, &node_layout_usual, INDENT, NULL, NULL);
	}
	buf_puts(&all, buf_text(yaml) + head + strlen(" []"));
	arena_free(scratch);
	buf_free(yaml);
	*yaml = all;
	return yaml->length <= SOURCE_LIMIT && nodes < NODE_COUNT_LIMIT;
}
