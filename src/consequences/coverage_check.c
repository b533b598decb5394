/* A coverage → findings, at the change or at the row. */
#include "consequences/coverage.h"

#include "base/buf.h"
#include "base/messages/coverage.h"
#include "base/utf8.h"

#include <assert.h>
#include <string.h>

static const struct node *field_node(const struct history_change *change, const char *field)
{
	const struct value *value = record_field(change->row->record, field);
	return value && value->node ? value->node : change->row->record->node;
}

static void describe(struct arena *arena, struct diag *diag, const struct coverage *coverage, const struct node *node)
{
	assert(diag);
	struct buf path = BUF_INIT;
	if (node)
		node_path(node, &path);
	diag->path = arena_copy(arena, buf_text(&path), path.length);
	diag->item_name = arena_printf(arena, "%s %s", coverage->new->form->style, coverage->new->form->history_heading);
	buf_free(&path);
}

static const struct node *history_node(const struct coverage *coverage)
{
	const struct sheet *sheet = coverage->new;
	const struct value *history = sheet->record ? record_field(sheet->record, "history") : NULL;
	return history && history->node ? history->node : sheet->record ? sheet->record->node : sheet->model->node;
}

/* Where the change stands in the model, or the table that lacks its row. */
static const struct node *place_of(const struct coverage *coverage, const struct due_row *due)
{
	const struct row *row = due->change ? due->change->new_row : NULL;
	const struct sheet_section *section = due->change ? due->change->new_section : NULL;
	const struct node *node = NULL;
	if (row)
		node = row->answer.node ? row->answer.node : row->place;
	else if (section && section->member)
		node = section->member->node;
	bool here = node && node->span.source == coverage->new->model->node->span.source;
	return here ? node : history_node(coverage); /* what stands in shikii.yaml is printed by many models */
}

/* The beginning of words, for a message. */
static const char *beginning(struct arena *arena, const char *words)
{
	enum { READABLE = 60 };
	size_t length = strlen(words), shown = utf8_prefix(words, length, READABLE);
	return arena_printf(arena, "%.*s%s", (int)shown, words, shown < length ? "…" : "");
}

/* No row tells of the change, or those that do leave a paragraph out. */
static void report_missing(struct arena *arena, struct diags *diags, const struct coverage *coverage, size_t index)
{
	const struct due_row *due = &coverage->due.items[index];
	const struct node *node = place_of(coverage, due);
	const char *untold = coverage->untold[index];
	struct diag *diag;
	if (untold)
		diag = diag_add(diags, DIAG_ROW_MISSING, node_place(node),
		                msg_coverage_part_not_told(diags->arena, due->item, beginning(arena, untold)));
	else
		diag = diag_add(diags, DIAG_ROW_MISSING, node_place(node), msg_coverage_not_told(diags->arena, due->item));
	describe(arena, diag, coverage, node);
	diag->hint = msg(MSG_COVERAGE_ADD_ROW);
}

static void report_told(struct arena *arena, struct diags *diags, const struct coverage *coverage,
                        const struct told *told)
{
	const struct history_change *change = told->change;
	const struct node *node = field_node(change, "after");
	struct diag *diag = NULL;
	switch (told->verdict) {
	case TOLD_TRUE:
		return;
	case TOLD_BEFORE:
		node = field_node(change, "before");
		diag = diag_add(diags, DIAG_ROW_FALSE, node_place(node),
		                msg_coverage_before_untrue(diags->arena, beginning(arena, told->words)));
		break;
	case TOLD_AFTER:
		diag = diag_add(diags, DIAG_ROW_FALSE, node_place(node),
		                msg_coverage_after_untrue(diags->arena, beginning(arena, told->words)));
		break;
	case TOLD_UNCHANGED:
		node = field_node(change, "item");
		diag = diag_add(diags, DIAG_ROW_FALSE, node_place(node), msg(MSG_COVERAGE_NOT_CHANGED));
		break;
	case TOLD_LATE:
		diag = diag_add(diags, DIAG_ROW_LATE, node_place(node), msg(MSG_COVERAGE_LATE));
		diag->hint = msg(MSG_COVERAGE_LATE_HINT);
		break;
	case TOLD_MISPLACED:
		node = field_node(change, "item");
		diag = diag_add(diags, DIAG_ROW_MISPLACED, node_place(node),
		                msg_coverage_misplaced(diags->arena, told->due->item));
		break;
	}
	describe(arena, diag, coverage, node);
}

static void report_undecided(struct arena *arena, struct diags *diags, const struct coverage *coverage, size_t index)
{
	const struct history_change *change = coverage->paid[index];
	if (!coverage->due.items[index].significant || coverage_judged(coverage, index))
		return;
	for (size_t i = 0; i < index; i++) /* a row that pays for several is told once */
		if (coverage->paid[i] == change && coverage->due.items[i].significant)
			return;
	const struct node *node = change->row->record->node;
	struct diag *diag = diag_add(diags, DIAG_ROW_UNDECIDED, node_place(node), msg(MSG_COVERAGE_UNDECIDED));
	describe(arena, diag, coverage, node);
	diag->hint = msg(MSG_COVERAGE_UNDECIDED_HINT);
}

static void report_rewritten(struct arena *arena, struct diags *diags, const struct coverage *coverage,
                             const struct node *node, const char *words)
{
	describe(arena, diag_add(diags, DIAG_ROW_GONE, node_place(node), words), coverage, node);
}

static void report_gone(struct arena *arena, struct diags *diags, const struct coverage *coverage)
{
	for (size_t i = 0; i < coverage->gone_count; i++) {
		const struct history_row *row = coverage->gone[i];
		report_rewritten(arena, diags, coverage, history_node(coverage),
		                 msg_coverage_row_gone(diags->arena, row->date, beginning(arena, row->item)));
	}
	for (size_t i = 0; i < coverage->edited_count; i++) {
		const struct history_row *row = coverage->edited[i];
		report_rewritten(arena, diags, coverage, row->record->node,
		                 msg_coverage_row_edited(diags->arena, row->date, beginning(arena, row->item)));
	}
}

static void report_publication(struct arena *arena, struct diags *diags, const struct coverage *coverage)
{
	const struct value *old = &coverage->old->occasion.published, *new = &coverage->new->occasion.published;
	if (coverage->due.count == 0 || new->kind != VALUE_DATE || date_compare(old->date, new->date) != 0)
		return;
	const struct node *node = new->node ? new->node : coverage->new->record->node;
	struct diag *diag = diag_add(diags, DIAG_NOT_PUBLISHED, node_place(node), msg(MSG_COVERAGE_NOT_PUBLISHED));
	describe(arena, diag, coverage, node);
	diag->hint = msg(MSG_COVERAGE_NOT_PUBLISHED_HINT);
}

void coverage_check(struct arena *arena, struct diags *diags, const struct coverage *coverage)
{
	if (!coverage->begun || !coverage->new->record)
		return;
	for (size_t i = 0; i < coverage->due.count; i++) {
		if (coverage->paid[i])
			report_undecided(arena, diags, coverage, i);
		else
			report_missing(arena, diags, coverage, i);
	}
	for (size_t i = 0; i < coverage->told_count; i++)
		report_told(arena, diags, coverage, &coverage->told[i]);
	report_gone(arena, diags, coverage);
	report_publication(arena, diags, coverage);
}
