/* shikii import: the text of a published sheet as a model, and what became of each item. */
#include "import/import.h"
#include "base/file_kind.h"
#include "base/messages/file_kind.h"
#include "base/messages/filled.h"
#include "base/messages/help.h"
#include "base/messages/import.h"
#include "base/messages/run.h"
#include "base/messages/usage.h"
#include "base/utf8.h"
#include "import/answer.h"
#include "import/write.h"
#include "report/report_json.h"
#include "session/answer.h"
#include "session/command.h"
#include "session/import_add.h"
#include "session/import_into.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

enum {
	QUOTE_LIMIT = 40,    /* characters of a text that a message quotes */
	UNPLACED_LIMIT = 100 /* texts that are told of one by one */
};

/* Appends one line of a sheet's text, harmless to a terminal. */
static void put_words(struct buf *out, const char *text, size_t length)
{
	for (size_t i = 0; i < length;) {
		int32_t point;
		size_t taken = utf8_decode(text + i, length - i, &point);
		if (point < ' ' || (point >= 0x7f && point < 0xa0))
			buf_putc(out, ' ');
		else
			buf_append(out, text + i, taken);
		i += taken;
	}
}

/* （12行目、3頁）, or "" */
static const char *item_place(struct arena *arena, const struct import *import, const struct import_item *item)
{
	if (!item->line)
		return "";
	return import->pages.count ? msg_import_at_line_of_page(arena, item->line, page_of_line(&import->pages, item->line))
	                           : msg_import_at_line(arena, item->line);
}

static void put_item(struct buf *out, struct arena *arena, const struct import *import, const struct import_item *item)
{
	buf_printf(out, "%s %s %s%s", import_state_label(item->state), item->key, item->reading->item->label,
	           item_place(arena, import, item));
	if (item->reason) {
		buf_puts(out, ": ");
		put_words(out, item->reason, strlen(item->reason));
	}
	if (item->reading->printed) {
		buf_printf(out, "\n  %s: ", msg(MSG_IMPORT_NAME_THERE));
		put_words(out, item->reading->printed, strlen(item->reading->printed));
	}
	if (item->doubt) {
		buf_printf(out, "\n  %s: ", msg(MSG_IMPORT_DOUBTFUL));
		put_words(out, item->doubt, strlen(item->doubt));
	}
	buf_putc(out, '\n');
}

/* Every item with --report, else those that a person has to look at. */
static void put_items(struct buf *out, struct arena *arena, const struct import *import, bool all)
{
	for (size_t i = 0; i < import->item_count; i++) {
		const struct import_item *item = &import->items[i];
		if (all || item->doubt || item->state == IMPORT_STAND_IN || item->state == IMPORT_UNKNOWN)
			put_item(out, arena, import, item);
	}
}

static void put_unplaced(struct buf *out, struct arena *arena, const struct import *import)
{
	const struct chunks *unplaced = &import->placing->unplaced;
	for (size_t i = 0; i < unplaced->count && i < UNPLACED_LIMIT; i++) {
		const char *text = unplaced->items[i].text;
		size_t length = utf8_prefix(text, strcspn(text, "\n"), QUOTE_LIMIT);
		struct buf quoted = BUF_INIT;
		put_words(&quoted, text, length);
		buf_puts(&quoted, text[length] ? "…" : "");
		buf_printf(out, "%s\n", msg_import_kept_as_comment(arena, unplaced->items[i].line, buf_text(&quoted)));
		buf_free(&quoted);
	}
	if (unplaced->count > UNPLACED_LIMIT)
		buf_printf(out, "%s\n", msg_import_more_unplaced(arena, unplaced->count - UNPLACED_LIMIT));
}

static void put_summary(struct buf *out, struct arena *arena, const struct import *import)
{
	size_t counts[IMPORT_STATE_COUNT] = {0}, doubts = 0;
	for (size_t i = 0; i < import->item_count; i++) {
		counts[import->items[i].state]++;
		doubts += import->items[i].doubt != NULL;
	}
	buf_printf(out, "%s: ", import->form->id);
	for (size_t state = 0; state < IMPORT_STATE_COUNT; state++)
		buf_printf(out, "%s %zu、", import_state_label((enum import_state)state), counts[state]);
	buf_printf(out, "%s\n",
	           msg_import_counts(arena, doubts, import->placing->history.count, import->placing->unplaced.count));
}

/* ---- the report as JSON ---- */

static json_t *text_or_null(const char *text)
{
	return text ? json_string(text) : json_null();
}

static json_t *place_json(const struct import *import, size_t line)
{
	return line ? json_pack("{s:I, s:I}", "line", (json_int_t)line, "page",
	                        (json_int_t)page_of_line(&import->pages, line))
	            : json_null();
}

static json_t *item_json(const struct import *import, const struct import_item *item)
{
	static const char *const states[] = {"found", "blank", "unknown", "stand_in"};
	return json_pack("{s:s, s:s, s:s, s:o, s:o, s:o, s:o}", "item", item->key, "label", item->reading->item->label,
	                 "state", states[item->state], "at", place_json(import, item->line), "reason",
	                 text_or_null(item->reason), "doubt", text_or_null(item->doubt), "printed",
	                 text_or_null(item->reading->printed));
}

static json_t *report_json(struct arena *arena, const struct import *import)
{
	json_t *items = json_array(), *unplaced = json_array();
	for (size_t i = 0; i < import->item_count; i++)
		json_array_append_new(items, item_json(import, &import->items[i]));
	for (size_t i = 0; i < import->placing->unplaced.count; i++) {
		const struct chunk *chunk = &import->placing->unplaced.items[i];
		json_array_append_new(unplaced, json_pack("{s:o, s:s}", "at", place_json(import, chunk->line), "text",
		                                          plain_text(arena, chunk->text)));
	}
	return json_pack("{s:i, s:s, s:o, s:I, s:I, s:I, s:o, s:o}", "version", 1, "form", import->form->id, "stamp",
	                 text_or_null(import->stamp), "sheet", (json_int_t)import->sheet, "sheets",
	                 (json_int_t)import->sheet_count, "changes", (json_int_t)import->placing->history.count, "items",
	                 items, "unplaced", unplaced);
}

static void note_json(struct project *project, const struct import *import)
{
	json_t *report = report_json(project->arena, import);
	struct buf text = BUF_INIT;
	report_json_write(&text, report, JSON_INDENT(2));
	json_decref(report);
	project_note(project, "%s", buf_text(&text));
	buf_free(&text);
}

static bool wants_json(const struct project *project)
{
	return strcmp(project->format, "json") == 0;
}

static void note_report(struct project *project, const struct import *import)
{
	struct arena *arena = project->arena;
	struct buf out = BUF_INIT;
	if (wants_json(project)) {
		note_json(project, import);
		return;
	}
	if (import->sheet_count > 1)
		buf_printf(&out, "%s\n", msg_import_several_sheets(arena, import->sheet_count, import->sheet));
	if (import->stamp)
		buf_printf(&out, "%s\n", msg_import_other_stamp(arena, import->stamp_line, import->stamp, import->form->stamp));
	put_items(&out, arena, import, project->options->report);
	put_unplaced(&out, arena, import);
	put_summary(&out, arena, import);
	project_note(project, "%.*s", (int)out.length - 1, buf_text(&out)); /* without the last line end */
	buf_free(&out);
}

/* A file that is there may be a model that somebody has worked on. */
static enum outcome write_import(struct project *project, const struct import *import)
{
	const char *output = project->options->output;
	struct made_file file = {
	    .path = output, .bytes = buf_text(&import->yaml), .length = import->yaml.length, .is_new = true};
	bool standard = !output || strcmp(output, "-") == 0;
	if (!(standard ? run_write(project, &import->yaml) : project->receiver->file(project->receiver, &file)))
		return STATUS_FAILED;
	note_report(project, import);
	return STATUS_OK;
}

static const char *open_workbook(struct project *project, const char *bytes, size_t length, struct workbook *workbook)
{
	return workbook_read(project->arena, &project->official->schema->calendar, bytes, length, workbook);
}

static const char *read_workbook(struct project *project, const char *bytes, size_t length, struct import *import)
{
	struct workbook workbook;
	const char *reason = open_workbook(project, bytes, length, &workbook);
	return reason ? reason : import_workbook(project->arena, project->official, &workbook, import);
}

/* --sheet; 0: it is no number. */
static size_t sheet_asked(const struct project *project)
{
	const char *text = project->options->sheet;
	if (!text)
		return 1;
	bool digits = strspn(text, "0123456789") == strlen(text) && strlen(text) <= 4;
	return digits ? strtoul(text, NULL, 10) : 0;
}

static const char *read_text(struct project *project, const struct source *source, struct import *import)
{
	return project_is_model(source->path, source->text)
	           ? msg(MSG_IMPORT_IS_MODEL)
	           : import_text(project->arena, project->official, source, sheet_asked(project), import);
}

static bool is_kind(const char *bytes, size_t length, const struct message *what)
{
	const struct foreign_file *kind = length <= SOURCE_LIMIT ? file_kind_of(bytes, length) : NULL;
	return kind && kind->what == what;
}

/* Reads the file into *import. False: it cannot be read, and *reason is why, or NULL where that has been reported. */
static bool read_file(struct project *project, struct diags *diags, const char *path, struct import *import,
                      const char **reason)
{
	size_t length;
	*reason = NULL;
	const char *bytes = files_bytes(project->arena, diags, project->documents, path, &length);
	bool pdf = bytes && is_kind(bytes, length, MSG_FILE_KIND_PDF);
	if (pdf || (bytes && is_kind(bytes, length, MSG_FILE_KIND_XLSX))) {
		*reason = pdf ? import_pdf(project->arena, project->official, bytes, length, import)
		              : read_workbook(project, bytes, length, import);
		return !*reason;
	}
	const struct source *source = bytes ? source_from_memory(project->arena, diags, path, bytes, length) : NULL;
	if (source)
		*reason = read_text(project, source, import);
	return source && !*reason;
}

/* --into */
static enum outcome return_file(struct project *project, const char *path)
{
	size_t length;
	struct diags diags;
	struct workbook workbook;
	diags_init(&diags, project->arena);
	const char *bytes = files_bytes(project->arena, &diags, project->documents, path, &length);
	const char *reason = !bytes                                       ? NULL
	                     : is_kind(bytes, length, MSG_FILE_KIND_XLSX) ? open_workbook(project, bytes, length, &workbook)
	                                                                  : msg(MSG_FILLED_NOT_A_WORKBOOK);
	if (reason)
		project_say(project, "%s", msg_run_of_file(project->arena, path, reason));
	project_report(project, &diags);
	return bytes && !reason ? import_into(project, &workbook) : STATUS_FAILED;
}

/* Options that do not go together; NULL: all do. */
static const char *wrong_usage(const struct project *project)
{
	const struct options *options = project->options;
	if (options->into && options->output)
		return msg(MSG_USAGE_INTO_OUTPUT);
	if (options->add && (options->into || options->output))
		return msg(MSG_USAGE_ADD_ALONE);
	if (!options->into && !options->add && options->dry_run)
		return msg(MSG_USAGE_DRY_RUN_WITHOUT_INTO);
	if (options->path_count > 1)
		return msg(MSG_USAGE_ONE_IMPORT);
	return sheet_asked(project) ? NULL : msg(MSG_USAGE_SHEET);
}

/* --add */
static enum outcome add_import(struct project *project, const struct import *import)
{
	struct arena *arena = project->arena;
	struct added_answer *answers = arena_array(arena, struct added_answer, import->item_count);
	for (size_t i = 0; i < import->item_count; i++) {
		const struct import_item *item = &import->items[i];
		answers[i] =
		    (struct added_answer){item->key, item_place(arena, import, item), reading_node(arena, item->reading)};
	}
	enum outcome status =
	    import_add(project, &(struct added_sheet){import->form, &import->yaml, answers, import->item_count});
	if (status != STATUS_FAILED)
		note_report(project, import);
	return status;
}

static enum outcome run_import(struct project *project)
{
	const char *wrong = wrong_usage(project);
	if (wrong) {
		buf_puts(&project->problem, wrong);
		return STATUS_FAILED;
	}
	const char *path = project->options->paths[0], *reason;
	struct diags diags;
	struct import import = {0};
	if (project->options->into)
		return return_file(project, path);
	diags_init(&diags, project->arena);
	bool read = read_file(project, &diags, path, &import, &reason);
	enum outcome status = !read                   ? STATUS_FAILED
	                      : project->options->add ? add_import(project, &import)
	                                              : write_import(project, &import);
	if (reason)
		project_say(project, "%s", msg_run_of_file(project->arena, path, reason));
	project_report(project, &diags);
	buf_free(&import.yaml);
	return status;
}

/* Of the report. */
static const char *const *report_formats(struct arena *arena)
{
	static const char *const formats[] = {"text", "json", NULL};
	(void)arena;
	return formats;
}

static const char *const option_names[] = {"format",  "output", "report", "sheet", "add", "into",
                                           "dry-run", "schema", "rules",  "trust", NULL};

const struct command command_import = {
    .name = "import",
    .arguments = "FILE",
    .summary = MSG_HELP_IMPORT,
    .description = MSG_HELP_IMPORT_MORE,
    .options = option_names,
    .formats = report_formats,
    .run = run_import,
};
