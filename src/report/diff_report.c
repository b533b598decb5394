#include "report/diff_report.h"

#include "base/messages/diff.h"
#include "base/messages/report.h"
#include "base/textdiff.h"
#include "base/utf8.h"
#include "consequences/history_row.h"
#include "diff/change_text.h"
#include "render/escape.h"
#include "render/render.h"
#include "report/due_report.h"
#include "report/report_json.h"
#include "report/table.h"
#include "yaml/node_write.h"

#include <string.h>

static const char *title_of(const struct diff_pair *pair, const struct due_sheet *sheet)
{
	const struct sheet *made = sheet->new ? sheet->new : sheet->old;
	return made ? arena_printf(pair->arena, "%s（%s）", made->title, made->form->id)
	            : kind_label(pair->official, sheet->kind);
}

static struct sheet_diff diff_of(const struct diff_pair *pair, const struct due_sheet *sheet)
{
	return sheet->old && sheet->new ? sheet_diff(pair->arena, sheet->old, sheet->new) : (struct sheet_diff){0};
}

/* ---- text, one under the other ---- */

static const char *paint_of(struct diff_style style, enum piece_kind side)
{
	return !style.colour ? "" : side == PIECE_OLD ? "\033[31m" : "\033[32m";
}

/* Pieces of one side, with its changed words coloured; the lines are indented behind `mark`. */
static void put_side(struct buf *out, const struct diff_pair *pair, struct diff_style style,
                     const struct text_diff *diff, enum piece_kind side, char mark)
{
	bool begun = false;
	for (size_t i = 0; i < diff->count; i++) {
		const struct text_piece *piece = &diff->items[i];
		if (piece->kind != PIECE_SAME && piece->kind != side)
			continue;
		const char *text = arena_copy(pair->arena, piece->text, piece->length);
		for (const char *line = text; line;) {
			const char *end = strchr(line, '\n');
			size_t length = end ? (size_t)(end - line) : strlen(line);
			if (line != text || !begun)
				buf_printf(out, "%s    %c ", begun ? "\n" : "", mark);
			begun = true;
			const char *words = one_line(pair->arena, arena_copy(pair->arena, line, length));
			bool painted = piece->kind == side && style.colour && *words;
			buf_printf(out, "%s%s%s", painted ? paint_of(style, side) : "", words, painted ? "\033[0m" : "");
			line = end ? end + 1 : NULL;
		}
	}
	if (begun)
		buf_putc(out, '\n');
}

/* ---- text, side by side ---- */

enum { COLUMN_WIDTH = 56 };

/* One side as lines of at most COLUMN_WIDTH columns. */
struct column {
	struct arena *arena;
	const char *paint;
	struct buf line;
	size_t width;
	bool painting;
	const char **lines;
	size_t *widths;
	size_t count;
	size_t capacity;
};

static void end_line(struct column *column)
{
	if (column->count == column->capacity) {
		size_t capacity = column->capacity ? 2 * column->capacity : 16;
		const char **lines = arena_array(column->arena, const char *, capacity);
		size_t *widths = arena_array(column->arena, size_t, capacity);
		if (column->count) {
			memcpy(lines, column->lines, column->count * sizeof *lines);
			memcpy(widths, column->widths, column->count * sizeof *widths);
		}
		column->lines = lines;
		column->widths = widths;
		column->capacity = capacity;
	}
	if (column->painting)
		buf_puts(&column->line, "\033[0m");
	column->lines[column->count] = arena_copy(column->arena, buf_text(&column->line), column->line.length);
	column->widths[column->count++] = column->width;
	buf_clear(&column->line);
	column->width = 0;
	if (column->painting)
		buf_puts(&column->line, column->paint);
}

static void put_character(struct column *column, const char *character, size_t length)
{
	size_t width = utf8_width(character, length);
	if (column->width + width > COLUMN_WIDTH)
		end_line(column);
	buf_append(&column->line, character, length);
	column->width += width;
}

static void put_piece(struct column *column, const struct text_piece *piece, bool changed)
{
	column->painting = changed && *column->paint;
	if (column->painting)
		buf_puts(&column->line, column->paint);
	const char *text = arena_copy(column->arena, piece->text, piece->length);
	for (const char *line = text; line;) {
		size_t length = strcspn(line, "\n");
		const char *words = one_line(column->arena, arena_copy(column->arena, line, length));
		for (size_t step; *words; words += step)
			put_character(column, words, step = utf8_step(words));
		line = line[length] ? line + length + 1 : NULL;
		if (line)
			end_line(column);
	}
	if (column->painting)
		buf_puts(&column->line, "\033[0m");
	column->painting = false;
}

static struct column column_of(struct arena *arena, struct diff_style style, const struct text_diff *diff,
                               enum piece_kind side)
{
	struct column column = {.arena = arena, .paint = paint_of(style, side)};
	for (size_t i = 0; i < diff->count; i++)
		if (diff->items[i].kind == PIECE_SAME || diff->items[i].kind == side)
			put_piece(&column, &diff->items[i], diff->items[i].kind == side);
	end_line(&column);
	buf_free(&column.line);
	return column;
}

static void put_columns(struct buf *out, const struct diff_pair *pair, struct diff_style style,
                        const struct text_diff *diff)
{
	struct column left = column_of(pair->arena, style, diff, PIECE_OLD);
	struct column right = column_of(pair->arena, style, diff, PIECE_NEW);
	for (size_t i = 0; i < left.count || i < right.count; i++) {
		const char *old = i < left.count ? left.lines[i] : "", *new = i < right.count ? right.lines[i] : "";
		size_t width = i < left.count ? left.widths[i] : 0;
		buf_printf(out, "    %s%*s │%s%s\n", old, (int)(COLUMN_WIDTH - width), "", *new ? " " : "", new);
	}
}

/* ---- text ---- */

static void put_change(struct buf *out, const struct diff_pair *pair, struct diff_style style,
                       const struct sheet_change *change)
{
	buf_printf(out, "  %s %s%s\n", change_label(change->kind), one_line(pair->arena, change_place(pair->arena, change)),
	           change_significant(change) ? " ※" : "");
	struct text_diff diff =
	    text_diff(pair->arena, change_before(pair->arena, change), change_after(pair->arena, change));
	if (style.side_by_side) {
		put_columns(out, pair, style, &diff);
		return;
	}
	put_side(out, pair, style, &diff, PIECE_OLD, '-');
	put_side(out, pair, style, &diff, PIECE_NEW, '+');
}

static void put_sheet(struct buf *out, const struct diff_pair *pair, struct diff_style style,
                      const struct due_sheet *sheet)
{
	struct sheet_diff diff = diff_of(pair, sheet);
	const char *status = change_status(sheet->old, sheet->new);
	buf_printf(out, "%s: ", one_line(pair->arena, title_of(pair, sheet)));
	if (*status)
		buf_printf(out, "%s\n", status);
	else
		buf_printf(out, "%s\n", msg_diff_places(pair->arena, diff.count));
	for (size_t i = 0; i < diff.count; i++)
		put_change(out, pair, style, &diff.changes[i]);
	for (size_t i = 0; i < sheet->steps.count; i++)
		buf_printf(out, "  → %s（%s）\n", sheet->steps.items[i]->text, sheet->steps.items[i]->source);
}

void diff_report_text(struct buf *out, const struct diff_pair *pair, struct diff_style style)
{
	const char *before = due_result_words(pair->due->old), *after = due_result_words(pair->due->new);
	if (pair->headed)
		buf_printf(out, "%s\n",
		           msg_diff_from_to(pair->arena, one_line(pair->arena, pair->old_name),
		                            one_line(pair->arena, pair->new_name)));
	if (strcmp(before, after) != 0)
		buf_printf(out, "%s\n", msg_diff_judgement(pair->arena, before, after));
	for (size_t i = 0; i < pair->due->count; i++)
		put_sheet(out, pair, style, &pair->due->sheets[i]);
}

/* ---- Markdown ---- */

static void put_cell(struct buf *out, const char *text)
{
	buf_puts(out, " | ");
	escape_markdown_cell(out, text);
}

static void put_titles(struct buf *out, const struct form *form)
{
	static const char *const fields[] = {"item", "before", "after"};
	buf_printf(out, "| %s", msg(MSG_DIFF_CHANGE));
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
		put_cell(out, change_column(form, fields[i]));
		buf_puts(out, i ? "" : " | ※");
	}
	buf_puts(out, " |\n|---|---|---|---|---|\n");
}

static void put_sheet_markdown(struct buf *out, const struct diff_pair *pair, const struct due_sheet *sheet)
{
	struct sheet_diff diff = diff_of(pair, sheet);
	const char *status = change_status(sheet->old, sheet->new);
	buf_printf(out, "%s%s ", out->length ? "\n" : "", pair->headed ? "###" : "##");
	escape_markdown_cell(out, sheet->new ? sheet->new->title : sheet->old ? sheet->old->title : title_of(pair, sheet));
	buf_puts(out, "\n\n");
	if (*status)
		buf_printf(out, "%s\n", msg_report_sentence(pair->arena, status));
	else if (diff.count == 0)
		buf_printf(out, "%s\n", msg(MSG_DIFF_NOTHING));
	if (diff.count)
		put_titles(out, sheet->new->form);
	for (size_t i = 0; i < diff.count; i++) {
		const struct sheet_change *change = &diff.changes[i];
		buf_printf(out, "| %s", change_label(change->kind));
		put_cell(out, change_place(pair->arena, change));
		put_cell(out, change_significant(change) ? "※" : "");
		put_cell(out, change_before(pair->arena, change));
		put_cell(out, change_after(pair->arena, change));
		buf_puts(out, " |\n");
	}
	for (size_t i = 0; i < sheet->steps.count; i++)
		buf_printf(out, "%s- %s（%s）\n", i ? "" : "\n", sheet->steps.items[i]->text, sheet->steps.items[i]->source);
}

void diff_report_markdown(struct buf *out, const struct diff_pair *pair)
{
	const char *before = due_result_words(pair->due->old), *after = due_result_words(pair->due->new);
	if (pair->headed) {
		buf_printf(out, "%s## ", out->length ? "\n" : "");
		escape_markdown_cell(out, pair->new_name);
		buf_puts(out, "\n");
	}
	if (strcmp(before, after) != 0)
		buf_printf(out, "%s%s\n", out->length ? "\n" : "", msg_diff_judgement_marked(pair->arena, before, after));
	for (size_t i = 0; i < pair->due->count; i++)
		put_sheet_markdown(out, pair, &pair->due->sheets[i]);
}

/* ---- YAML ---- */

static struct node *mapping_in(struct arena *arena, struct node *mapping, const char *key)
{
	struct node *inner = node_collection(arena, NODE_MAPPING, NODE_BLOCK);
	node_append(arena, mapping, key, inner);
	return inner;
}

void diff_report_yaml(struct buf *out, const struct diff_pair *pair)
{
	struct node *root = node_collection(pair->arena, NODE_MAPPING, NODE_BLOCK), *sheets = NULL;
	for (size_t i = 0; i < pair->due->count; i++) {
		const struct due_sheet *sheet = &pair->due->sheets[i];
		const struct due_rows *due = &sheet->coverage.due;
		struct node *rows = node_collection(pair->arena, NODE_SEQUENCE, NODE_BLOCK);
		for (size_t j = 0; j < due->count; j++)
			node_append(pair->arena, rows, NULL,
			            history_row_node(pair->arena, pair->consequences, sheet->kind, &due->items[j],
			                             &(struct history_judgement){0}));
		if (!rows->count)
			continue;
		sheets = sheets ? sheets : mapping_in(pair->arena, root, "sheets");
		node_append(pair->arena, mapping_in(pair->arena, sheets, sheet->kind), "history", rows);
	}
	if (!sheets)
		return;
	if (pair->headed) {
		buf_puts(out, "---\n");
		node_write_comment(out, pair->new_name, 0);
	}
	node_write(out, root, NULL, NULL);
}

/* ---- JSON ---- */

static json_t *json_change(struct arena *arena, const struct sheet_change *change)
{
	const struct row *row = change_row(change);
	json_t *object = json_object();
	json_object_set_new(object, "change", json_string(change_name(change->kind)));
	json_object_set_new(object, "item", report_json_text(row ? row->item->id : change_section(change)->form->id));
	json_object_set_new(object, "key", report_json_text(row ? row->key : change_section(change)->key));
	json_object_set_new(object, "place", report_json_text(change_place(arena, change)));
	json_object_set_new(object, "significant", json_boolean(change_significant(change)));
	json_object_set_new(object, "before", report_json_text(change_before(arena, change)));
	json_object_set_new(object, "after", report_json_text(change_after(arena, change)));
	json_object_set_new(object, "path", report_json_text(row ? row->path : NULL));
	return object;
}

static json_t *json_sheet(const struct diff_pair *pair, const struct due_sheet *sheet)
{
	struct sheet_diff diff = diff_of(pair, sheet);
	json_t *object = json_object(), *changes = json_array();
	json_object_set_new(object, "kind", report_json_text(sheet->kind));
	json_object_set_new(object, "old_form", report_json_text(sheet->old ? sheet->old->form->id : NULL));
	json_object_set_new(object, "new_form", report_json_text(sheet->new ? sheet->new->form->id : NULL));
	for (size_t i = 0; i < diff.count; i++)
		json_array_append_new(changes, json_change(pair->arena, &diff.changes[i]));
	json_object_set_new(object, "changes", changes);
	json_object_set_new(object, "rows", due_rows_json(pair->arena, &sheet->coverage));
	json_object_set_new(object, "steps", due_steps_json(&sheet->steps));
	return object;
}

json_t *diff_report_json(const struct diff_pair *pair)
{
	json_t *object = json_object(), *sheets = json_array();
	json_object_set_new(object, "old", report_json_text(pair->old_name));
	json_object_set_new(object, "new", report_json_text(pair->new_name));
	json_object_set_new(object, "result_before", report_json_text(due_result(pair->due->old)));
	json_object_set_new(object, "result", report_json_text(due_result(pair->due->new)));
	for (size_t i = 0; i < pair->due->count; i++)
		json_array_append_new(sheets, json_sheet(pair, &pair->due->sheets[i]));
	json_object_set_new(object, "sheets", sheets);
	return object;
}

/* ---- reporters ---- */

/* Puts the word that the report is not for the public in front of all that was said. */
static void mark_internal(struct report *report, const char *before, const char *after)
{
	struct buf out = BUF_INIT;
	if (!report->out.length)
		return;
	buf_printf(&out, "%s%s\n%s", before, purpose_label(PURPOSE_INTERNAL), after);
	buf_append(&out, buf_text(&report->out), report->out.length);
	buf_free(&report->out);
	report->out = out;
}

static void note_lone(struct report *report, const struct diff_lone *lone)
{
	buf_printf(&report->notes, "%s: %s\n", lone->new_name ? lone->new_name : lone->old_name, lone->words);
}

static void text_pair(struct report *report, const struct diff_pair *pair)
{
	diff_report_text(&report->out, pair, (struct diff_style){report->colour, report->side_by_side});
}

static void text_end(struct report *report)
{
	mark_internal(report, "", "");
}

const struct diff_reporter diff_text = {.pair = text_pair, .lone = note_lone, .end = text_end, .has_sides = true};

static void markdown_pair(struct report *report, const struct diff_pair *pair)
{
	diff_report_markdown(&report->out, pair);
}

static void markdown_lone(struct report *report, const struct diff_lone *lone)
{
	struct buf *out = &report->out;
	buf_printf(out, "%s## ", out->length ? "\n" : "");
	escape_markdown_cell(out, lone->new_name ? lone->new_name : lone->old_name);
	buf_puts(out, "\n\n");
	escape_markdown_cell(out, lone->words);
	buf_printf(out, "%s\n", msg(MSG_DIFF_STOP));
}

static void markdown_end(struct report *report)
{
	mark_internal(report, "", "\n");
}

const struct diff_reporter diff_markdown = {.pair = markdown_pair, .lone = markdown_lone, .end = markdown_end};

static void yaml_pair(struct report *report, const struct diff_pair *pair)
{
	diff_report_yaml(&report->out, pair);
}

static void yaml_end(struct report *report)
{
	mark_internal(report, "# ", "");
}

const struct diff_reporter diff_yaml = {.pair = yaml_pair, .lone = note_lone, .end = yaml_end};

static void json_begin(struct report *report)
{
	report->items = json_array();
}

static void json_pair(struct report *report, const struct diff_pair *pair)
{
	json_array_append_new(report->items, diff_report_json(pair));
}

static void json_lone(struct report *report, const struct diff_lone *lone)
{
	json_t *file = json_pack("{s:n, s:n, s:[]}", "result_before", "result", "sheets");
	json_object_set_new(file, "old", report_json_text(lone->old_name));
	json_object_set_new(file, "new", report_json_text(lone->new_name));
	json_array_append_new(report->items, file);
}

static void json_end(struct report *report)
{
	json_t *root = json_pack("{s:i, s:O}", "version", 1, "files", report->items);
	report_json_write(&report->out, root, JSON_INDENT(2));
	buf_putc(&report->out, '\n');
	json_decref(root);
}

const struct diff_reporter diff_json = {json_begin, json_pair, json_lone, json_end, false};
