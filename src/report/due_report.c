#include "report/due_report.h"

#include "base/messages/diff.h"
#include "base/messages/due.h"
#include "base/messages/report.h"
#include "diff/change_text.h"
#include "render/escape.h"
#include "report/report_json.h"
#include "report/table.h"

#include <string.h>

static const char *label_of(const struct checked_file *file, const struct due_sheet *sheet)
{
	return kind_label(file->official, sheet->kind);
}

static size_t count_paid(const struct coverage *coverage)
{
	size_t count = 0;
	for (size_t i = 0; i < coverage->due.count; i++)
		count += coverage->paid[i] != NULL;
	return count;
}

static const char *judgement_of(const struct coverage *coverage, size_t index)
{
	const char *judged = coverage_judged(coverage, index);
	return judged ? judged : coverage->due.items[index].significant ? msg(MSG_DUE_TO_JUDGE) : "";
}

/* ---- text ---- */

static void put_sheet(struct buf *out, const struct checked_file *file, const struct due_sheet *sheet)
{
	const struct coverage *coverage = &sheet->coverage;
	const char *state = change_status(sheet->old, sheet->new);
	if (!*state && coverage->due.count == 0 && sheet->steps.count == 0)
		return;
	buf_printf(out, "  %s: ", label_of(file, sheet));
	if (*state)
		buf_printf(out, "%s\n", state);
	else
		buf_printf(out, "%s\n", msg_due_counts(file->arena, coverage->due.count, count_paid(coverage)));
	for (size_t i = 0; i < coverage->due.count; i++) {
		const struct due_row *row = &coverage->due.items[i];
		const char *judged = judgement_of(coverage, i);
		buf_printf(out, "    %s %s%s%s%s%s\n", msg(coverage->paid[i] ? MSG_DUE_DONE : MSG_DUE_OPEN),
		           one_line(file->arena, row->item), row->significant ? " ※" : "", *judged ? "（" : "", judged,
		           *judged ? "）" : "");
	}
	for (size_t i = 0; i < sheet->steps.count; i++)
		buf_printf(out, "    → %s（%s）\n", sheet->steps.items[i]->text, sheet->steps.items[i]->source);
}

void due_report_text(struct buf *out, const struct checked_file *file)
{
	const struct due *due = file->due;
	const char *path = one_line(file->arena, file->path);
	struct buf lines = BUF_INIT;
	if (!due) {
		buf_printf(out, "%s: %s\n", path, msg(MSG_DUE_NEW_MODEL));
		return;
	}
	const char *before = due_result_words(due->old), *after = due_result_words(due->new);
	if (strcmp(before, after) != 0)
		buf_printf(&lines, "  %s\n", msg_diff_judgement(file->arena, before, after));
	for (size_t i = 0; i < due->count; i++)
		put_sheet(&lines, file, &due->sheets[i]);
	if (lines.length)
		buf_printf(out, "%s: %s\n%s", path, msg_due_since(file->arena, one_line(file->arena, file->older_name)),
		           buf_text(&lines));
	buf_free(&lines);
}

/* ---- Markdown ---- */

static void put_cell(struct buf *out, const char *text)
{
	buf_puts(out, " | ");
	escape_markdown_cell(out, text);
}

static void put_titles(struct buf *out, const struct form *form)
{
	buf_puts(out, "| ");
	escape_markdown_cell(out, change_column(form, "item"));
	put_cell(out, "※");
	put_cell(out, change_column(form, "before"));
	put_cell(out, change_column(form, "after"));
	put_cell(out, msg(MSG_DUE_ROWS));
	put_cell(out, msg(MSG_DUE_JUDGEMENT));
	buf_puts(out, " |\n|---|---|---|---|---|---|\n");
}

static void put_sheet_markdown(struct buf *out, const struct checked_file *file, const struct due_sheet *sheet)
{
	const struct coverage *coverage = &sheet->coverage;
	const char *state = change_status(sheet->old, sheet->new);
	if (!*state && coverage->due.count == 0 && sheet->steps.count == 0)
		return;
	buf_puts(out, "\n#### ");
	escape_markdown_cell(out, label_of(file, sheet));
	buf_puts(out, "\n\n");
	if (*state)
		buf_printf(out, "%s\n\n", msg_report_sentence(file->arena, state));
	if (coverage->due.count)
		put_titles(out, sheet->new->form);
	for (size_t i = 0; i < coverage->due.count; i++) {
		const struct due_row *row = &coverage->due.items[i];
		const char *before, *after;
		due_row_quote(file->arena, row, &before, &after);
		buf_puts(out, "| ");
		escape_markdown_cell(out, row->item);
		put_cell(out, row->significant ? "※" : "");
		put_cell(out, before);
		put_cell(out, after);
		buf_printf(out, " | %s", msg(coverage->paid[i] ? MSG_DUE_THERE : MSG_DUE_MISSING));
		put_cell(out, judgement_of(coverage, i));
		buf_puts(out, " |\n");
	}
	if (sheet->steps.count)
		buf_printf(out, "%s%s:\n\n", coverage->due.count ? "\n" : "", msg(MSG_DUE_STEPS));
	for (size_t i = 0; i < sheet->steps.count; i++)
		buf_printf(out, "- %s（%s）\n", sheet->steps.items[i]->text, sheet->steps.items[i]->source);
}

void due_report_markdown(struct buf *out, const struct checked_file *file)
{
	const struct due *due = file->due;
	struct buf body = BUF_INIT;
	if (!due) {
		buf_printf(&body, "\n%s\n", msg_report_sentence(file->arena, msg(MSG_DUE_NEW_MODEL)));
	} else {
		const char *before = due_result_words(due->old), *after = due_result_words(due->new);
		if (strcmp(before, after) != 0)
			buf_printf(&body, "\n%s\n", msg_diff_judgement_marked(file->arena, before, after));
		for (size_t i = 0; i < due->count; i++)
			put_sheet_markdown(&body, file, &due->sheets[i]);
	}
	if (body.length) {
		buf_puts(out, "\n### ");
		escape_markdown_cell(out, file->path);
		buf_puts(out, "\n");
		buf_append(out, buf_text(&body), body.length);
	}
	buf_free(&body);
}

/* ---- JSON ---- */

/* Where the newer sheet has it: an item, or a member of a repeated part. */
static const char *key_of(const struct sheet_change *change)
{
	return change->new_row ? change->new_row->key : change->new_section ? change->new_section->key : NULL;
}

static json_t *json_row(struct arena *arena, const struct coverage *coverage, size_t index)
{
	const struct due_row *row = &coverage->due.items[index];
	const char *before, *after;
	due_row_quote(arena, row, &before, &after);
	json_t *object = json_object();
	json_object_set_new(object, "item", report_json_text(row->change ? row->item : NULL));
	json_object_set_new(object, "path", report_json_text(row->path));
	json_object_set_new(object, "key", report_json_text(row->change ? key_of(row->change) : NULL));
	json_object_set_new(object, "significant", json_boolean(row->significant));
	json_object_set_new(object, "before", report_json_text(before));
	json_object_set_new(object, "after", report_json_text(after));
	json_object_set_new(object, "covered", json_boolean(coverage->paid[index] != NULL));
	json_object_set_new(object, "significance", report_json_text(coverage_judged(coverage, index)));
	return object;
}

json_t *due_rows_json(struct arena *arena, const struct coverage *coverage)
{
	json_t *rows = json_array();
	for (size_t i = 0; i < coverage->due.count; i++)
		json_array_append_new(rows, json_row(arena, coverage, i));
	return rows;
}

json_t *due_steps_json(const struct due_steps *steps)
{
	json_t *array = json_array();
	for (size_t i = 0; i < steps->count; i++)
		json_array_append_new(array, json_pack("{s:s, s:s, s:s}", "id", steps->items[i]->id, "text",
		                                       steps->items[i]->text, "source", steps->items[i]->source));
	return array;
}

json_t *due_report_json(const struct checked_file *file)
{
	const struct due *due = file->due;
	json_t *object = json_object(), *sheets = json_array();
	json_object_set_new(object, "path", report_json_text(due ? file->older_path : NULL));
	json_object_set_new(object, "result_before", report_json_text(due ? due_result(due->old) : NULL));
	json_object_set_new(object, "result", report_json_text(due ? due_result(due->new) : NULL));
	for (size_t i = 0; due && i < due->count; i++) {
		const struct due_sheet *sheet = &due->sheets[i];
		json_t *entry = json_object();
		json_object_set_new(entry, "kind", report_json_text(sheet->kind));
		json_object_set_new(entry, "made_before", json_boolean(sheet->old != NULL));
		json_object_set_new(entry, "made", json_boolean(sheet->new != NULL));
		json_object_set_new(entry, "rows", due_rows_json(file->arena, &sheet->coverage));
		json_object_set_new(entry, "steps", due_steps_json(&sheet->steps));
		json_array_append_new(sheets, entry);
	}
	json_object_set_new(object, "sheets", sheets);
	return object;
}
