/* shikii import: the text of a published sheet as a model, and what became of each item. */
#include "base/message.h"
#include "import/import.h"

#include "base/outfile.h"
#include "base/utf8.h"
#include "cli/command.h"

#include <string.h>
#include <sys/stat.h>

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

static void print_report(struct arena *arena, const struct import *import, bool all, FILE *err)
{
	struct buf out = BUF_INIT;
	put_items(&out, arena, import, all);
	put_unplaced(&out, arena, import);
	put_summary(&out, arena, import);
	fputs(buf_text(&out), err);
	buf_free(&out);
}

/* Writes the model; NULL, or why it could not be written. */
static const char *write_model(struct project *project, const struct import *import)
{
	const char *output = project->options->output;
	struct outfile file;
	struct stat status;
	if (output && strcmp(output, "-") != 0 && stat(output, &status) == 0 && S_ISREG(status.st_mode))
		return msg(MSG_IMPORT_NOT_OVERWRITTEN);
	const char *reason = outfile_open(&file, project->arena, output, project->out);
	if (reason)
		return reason;
	outfile_write(&file, buf_text(&import->yaml), import->yaml.length);
	return outfile_close(&file);
}

static enum exit_status write_import(struct project *project, const struct import *import)
{
	const char *target = project->options->output ? project->options->output : msg(MSG_RUN_STANDARD_OUTPUT);
	const char *reason = write_model(project, import);
	if (reason) {
		fprintf(project->err, "shikii: %s\n", msg_run_cannot_write(project->arena, target, reason));
		return STATUS_FAILED;
	}
	print_report(project->arena, import, project->options->report, project->err);
	return STATUS_OK;
}

static enum exit_status run_import(struct project *project)
{
	const char *path = project->options->paths[0];
	struct diags diags;
	struct import import = {0};
	if (project->options->path_count > 1) {
		buf_puts(&project->problem, msg(MSG_USAGE_ONE_IMPORT));
		return STATUS_FAILED;
	}
	diags_init(&diags, project->arena);
	const struct source *source = source_load(project->arena, &diags, path);
	const char *reason = source ? import_text(project->arena, project->official, source, &import) : NULL;
	enum exit_status status = STATUS_FAILED;
	if (reason)
		fprintf(project->err, "shikii: %s\n", msg_run_of_file(project->arena, path, reason));
	else if (source)
		status = write_import(project, &import);
	project_report(project, &diags);
	buf_free(&import.yaml);
	return status;
}

static const char *const option_names[] = {"output", "report", "schema", "rules", NULL};

const struct command command_import = {
    .name = "import",
    .arguments = "FILE",
    .summary = "公表された評価書の文章を読み、モデルにする",
    .description = "表の行がタブ、HTML 又は Markdown の表で残っている文章を読みます。文章から読み取れない答えは\n"
                   "{unknown: 理由} とし、どの項目の答えか分からない文章は YAML の注釈に残して知らせます。\n"
                   "\n"
                   "例: shikii import kokuho.txt --output assessments/kokuho/assessment.yaml --report\n",
    .options = option_names,
    .run = run_import,
};
