/* shikii diff: what two states of a model print differently, sheet by sheet and item by item. */
#include "base/textdiff.h"
#include "base/utf8.h"
#include "check/check.h"
#include "cli/command.h"
#include "cli/run.h"
#include "cli/table.h"
#include "diff/change_text.h"
#include "diff/sheet_diff.h"
#include "render/escape.h"
#include "report/report_json.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* One side: a model with all of its sheets. */
struct side {
	struct diags diags;
	const struct project_file *file;
	struct official *official;
	const struct assessment *assessment;
};

struct comparison {
	struct project *project;
	struct arena *arena;
	struct side old;
	struct side new;
	struct tally tally;
	struct buf out;
	json_t *sheets;
};

/* ---- words ---- */

static const char *change_label(enum change_kind kind)
{
	static const char *const labels[] = {
	    [CHANGE_EDIT] = "変更", [CHANGE_ADD] = "追加", [CHANGE_REMOVE] = "削除", [CHANGE_MOVE] = "移動"};
	return labels[kind];
}

static const char *change_name(enum change_kind kind)
{
	static const char *const names[] = {
	    [CHANGE_EDIT] = "edit", [CHANGE_ADD] = "add", [CHANGE_REMOVE] = "remove", [CHANGE_MOVE] = "move"};
	return names[kind];
}

/* ---- text ---- */

/* Pieces of one side, with its changed words coloured; the lines are indented behind `mark`. */
static void put_side(struct comparison *comparison, const struct text_diff *diff, enum piece_kind side, char mark)
{
	struct buf *out = &comparison->out;
	bool colour = comparison->project->colour_out;
	const char *paint = !colour ? "" : side == PIECE_OLD ? "\033[31m" : "\033[32m";
	bool begun = false;
	for (size_t i = 0; i < diff->count; i++) {
		const struct text_piece *piece = &diff->items[i];
		if (piece->kind != PIECE_SAME && piece->kind != side)
			continue;
		const char *text = arena_copy(comparison->arena, piece->text, piece->length);
		for (const char *line = text; line;) {
			const char *end = strchr(line, '\n');
			size_t length = end ? (size_t)(end - line) : strlen(line);
			if (line != text || !begun)
				buf_printf(out, "%s    %c ", begun ? "\n" : "", mark);
			begun = true;
			const char *words = one_line(comparison->arena, arena_copy(comparison->arena, line, length));
			bool painted = piece->kind == side && colour && *words;
			buf_printf(out, "%s%s%s", painted ? paint : "", words, painted ? "\033[0m" : "");
			line = end ? end + 1 : NULL;
		}
	}
	if (begun)
		buf_putc(out, '\n');
}

static void put_change(struct comparison *comparison, const struct sheet_change *change)
{
	buf_printf(&comparison->out, "  %s %s%s\n", change_label(change->kind),
	           one_line(comparison->arena, change_place(comparison->arena, change)),
	           change_significant(change) ? " ※" : "");
	struct text_diff diff =
	    text_diff(comparison->arena, change_before(comparison->arena, change), change_after(comparison->arena, change));
	put_side(comparison, &diff, PIECE_OLD, '-');
	put_side(comparison, &diff, PIECE_NEW, '+');
}

static void put_text(struct comparison *comparison, const struct sheet *sheet, const char *status,
                     const struct sheet_diff *diff)
{
	buf_printf(&comparison->out, "%s（%s）: ", sheet->title, sheet->form->id);
	if (*status)
		buf_printf(&comparison->out, "%s\n", status);
	else
		buf_printf(&comparison->out, "%zuか所\n", diff->count);
	for (size_t i = 0; i < diff->count; i++)
		put_change(comparison, &diff->changes[i]);
}

/* ---- Markdown ---- */

static void put_cell(struct buf *out, const char *text)
{
	buf_puts(out, " | ");
	escape_markdown_cell(out, text);
}

static void put_markdown(struct comparison *comparison, const struct sheet *sheet, const char *status,
                         const struct sheet_diff *diff)
{
	struct buf *out = &comparison->out;
	buf_printf(out, "%s## ", out->length ? "\n" : "");
	escape_markdown_cell(out, sheet->title);
	buf_puts(out, "\n\n");
	if (*status)
		buf_printf(out, "%s。\n", status);
	else if (diff->count == 0)
		buf_puts(out, "変更はありません。\n");
	if (diff->count)
		buf_puts(out, "| 変更 | 項目 | ※ | 変更前の記載 | 変更後の記載 |\n|---|---|---|---|---|\n");
	for (size_t i = 0; i < diff->count; i++) {
		const struct sheet_change *change = &diff->changes[i];
		buf_printf(out, "| %s", change_label(change->kind));
		put_cell(out, change_place(comparison->arena, change));
		put_cell(out, change_significant(change) ? "※" : "");
		put_cell(out, change_before(comparison->arena, change));
		put_cell(out, change_after(comparison->arena, change));
		buf_puts(out, " |\n");
	}
}

/* ---- JSON ---- */

static json_t *json_change(struct comparison *comparison, const struct sheet_change *change)
{
	const struct row *row = change_row(change);
	json_t *object = json_object();
	json_object_set_new(object, "change", json_string(change_name(change->kind)));
	json_object_set_new(object, "item", report_json_text(row ? row->item->id : change_section(change)->form->id));
	json_object_set_new(object, "key", report_json_text(row ? row->key : change_section(change)->key));
	json_object_set_new(object, "place", report_json_text(change_place(comparison->arena, change)));
	json_object_set_new(object, "significant", json_boolean(change_significant(change)));
	json_object_set_new(object, "before", report_json_text(change_before(comparison->arena, change)));
	json_object_set_new(object, "after", report_json_text(change_after(comparison->arena, change)));
	json_object_set_new(object, "path", report_json_text(row ? row->path : NULL));
	return object;
}

static void add_json(struct comparison *comparison, const struct sheet *old, const struct sheet *new,
                     const struct sheet_diff *diff)
{
	const struct sheet *sheet = new ? new : old;
	json_t *object = json_object(), *changes = json_array();
	json_object_set_new(object, "kind", report_json_text(sheet->form->kind));
	json_object_set_new(object, "old_form", report_json_text(old ? old->form->id : NULL));
	json_object_set_new(object, "new_form", report_json_text(new ? new->form->id : NULL));
	for (size_t i = 0; i < diff->count; i++)
		json_array_append_new(changes, json_change(comparison, &diff->changes[i]));
	json_object_set_new(object, "changes", changes);
	json_array_append_new(comparison->sheets, object);
}

/* ---- comparing ---- */

/* NULL for a sheet that is made on one side only. */
static void compare_sheets(struct comparison *comparison, const struct sheet *old, const struct sheet *new)
{
	struct sheet_diff diff = {0};
	const char *status = !old ? "新たに作る評価書です" : !new ? "作らなくなった評価書です" : "";
	if (old && new)
		diff = sheet_diff(comparison->arena, old, new);
	if (comparison->sheets)
		add_json(comparison, old, new, &diff);
	else if (strcmp(comparison->project->format, "md") == 0)
		put_markdown(comparison, new ? new : old, status, &diff);
	else
		put_text(comparison, new ? new : old, status, &diff);
}

static void compare(struct comparison *comparison)
{
	const struct assessment *old = comparison->old.assessment, *new = comparison->new.assessment;
	const char **kinds = comparison->new.official->judge->kinds;
	for (; *kinds; kinds++) {
		const struct sheet *before = assessment_sheet(old, *kinds), *after = assessment_sheet(new, *kinds);
		if (before || after)
			compare_sheets(comparison, before, after);
	}
}

/* false when the model has errors: what it prints is not what its author wrote. */
static bool read_side(struct comparison *comparison, struct side *side, const struct project_file *file)
{
	struct project *project = comparison->project;
	struct project_body *body;
	side->file = file;
	diags_init(&side->diags, comparison->arena);
	const struct model *model = project_read(project, comparison->arena, &side->diags, file, &body);
	side->official = project_official(project, body);
	if (model)
		side->assessment = assess(comparison->arena, &side->diags, side->official, model, &project->assess);
	struct reading reading = {.file = file, .body = body, .official = side->official, .diags = side->diags};
	run_report(project, &reading, &comparison->tally);
	return side->assessment && diags_count(&side->diags, SEVERITY_ERROR) == 0;
}

static enum exit_status write_result(struct comparison *comparison)
{
	if (comparison->sheets) {
		json_t *root = json_object();
		json_object_set_new(root, "old", report_json_text(comparison->old.file->path));
		json_object_set_new(root, "new", report_json_text(comparison->new.file->path));
		json_object_set(root, "sheets", comparison->sheets);
		char *text = json_dumps(root, JSON_INDENT(2));
		buf_printf(&comparison->out, "%s\n", text ? text : "{}");
		free(text);
		json_decref(root);
	}
	return run_write(comparison->project, &comparison->out) ? run_status(comparison->project, &comparison->tally)
	                                                        : STATUS_FAILED;
}

static enum exit_status run_diff(struct project *project)
{
	struct comparison comparison = {.project = project};
	if (project->file_count != 2) {
		buf_puts(&project->problem, "比べるモデルを二つ、古いもの、新しいものの順に指定してください");
		return STATUS_FAILED;
	}
	project->assess.paths = true;
	comparison.arena = arena_new();
	bool old = read_side(&comparison, &comparison.old, &project->files[0]);
	bool new = read_side(&comparison, &comparison.new, &project->files[1]);
	enum exit_status status = run_status(project, &comparison.tally);
	if (old && new) {
		comparison.sheets = strcmp(project->format, "json") == 0 ? json_array() : NULL;
		compare(&comparison);
		status = write_result(&comparison);
	}
	json_decref(comparison.sheets);
	buf_free(&comparison.out);
	arena_free(comparison.arena);
	return status;
}

static const char *const option_names[] = {"format", "form", "as-of", "schema", "rules", NULL};
static const char *const formats[] = {"text", "md", "json", NULL};

const struct command command_diff = {
    .name = "diff",
    .arguments = "OLD NEW",
    .summary = "二つのモデルの評価書の違いを、項目ごとに示す",
    .description = "委託事項、提供先などは id と内容の近さで対応を付け、間に入った一つを一つの追加として示します。\n"
                   "変更が重要な変更に当たり得る項目には ※ を付けます。変更箇所の表は比べません。\n"
                   "違いがあっても終了コードは0です。\n"
                   "\n"
                   "例: shikii diff old.yaml assessments/mihon-kokuho/assessment.yaml\n",
    .options = option_names,
    .formats = formats,
    .run = run_diff,
};
