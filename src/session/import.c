/* shikii import: the text of a published sheet as a model, and what became of each item. */
#include "import/import.h"
#include "base/message.h"

#include "base/utf8.h"
#include "session/answer.h"
#include "session/command.h"

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

static void put_item(struct buf *out, struct arena *arena, const struct import_item *item)
{
	buf_printf(out, "%s %s %s", import_state_label(item->state), item->key, item->reading->item->label);
	if (item->line)
		buf_puts(out, msg_import_at_line(arena, item->line));
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
			put_item(out, arena, item);
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

static void note_report(struct project *project, const struct import *import)
{
	struct arena *arena = project->arena;
	struct buf out = BUF_INIT;
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

static enum outcome run_import(struct project *project)
{
	const char *path = project->options->paths[0];
	struct diags diags;
	struct import import = {0};
	if (project->options->path_count > 1) {
		buf_puts(&project->problem, msg(MSG_USAGE_ONE_IMPORT));
		return STATUS_FAILED;
	}
	diags_init(&diags, project->arena);
	const struct source *source = files_load(project->arena, &diags, project->documents, path);
	bool model = source && project_is_model(path, source->text);
	const char *reason = model    ? msg(MSG_IMPORT_IS_MODEL)
	                     : source ? import_text(project->arena, project->official, source, &import)
	                              : NULL;
	enum outcome status = STATUS_FAILED;
	if (reason)
		project_say(project, "%s", msg_run_of_file(project->arena, path, reason));
	else if (source)
		status = write_import(project, &import);
	project_report(project, &diags);
	buf_free(&import.yaml);
	return status;
}

static const char *const option_names[] = {"output", "report", "schema", "rules", "trust", NULL};

const struct command command_import = {
    .name = "import",
    .arguments = "FILE",
    .summary = MSG_HELP_IMPORT,
    .description = MSG_HELP_IMPORT_MORE,
    .options = option_names,
    .run = run_import,
};
