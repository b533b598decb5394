/* shikii diff: what two states of a model print differently, and what the changes make due. */
#include "base/message.h"
#include "render/escape.h"
#include "report/report_json.h"
#include "session/answer.h"
#include "session/command.h"
#include "session/diff_report.h"
#include "session/older_state.h"
#include "session/reading.h"

#include <string.h>

struct comparing {
	struct project *project;
	struct tally tally;
	struct buf out;
	json_t *files; /* NULL: another format */
	bool headed;
};

/* ---- one pair ---- */

static void put_pair(struct comparing *comparing, struct diff_pair *pair)
{
	const struct project *project = comparing->project;
	pair->consequences = project->consequences;
	pair->headed = comparing->headed;
	if (comparing->files)
		json_array_append_new(comparing->files, diff_report_json(pair));
	else if (strcmp(project->format, "md") == 0)
		diff_report_markdown(&comparing->out, pair);
	else if (strcmp(project->format, "yaml") == 0)
		diff_report_yaml(&comparing->out, pair);
	else
		diff_report_text(&comparing->out, pair,
		                 (struct diff_style){project->receiver->colour, project->options->side_by_side});
}

/* ---- two files ---- */

static void compare_files(struct comparing *comparing)
{
	struct project *project = comparing->project;
	struct arena *arena = arena_new();
	struct reading old = {.file = &project->files[0], .arena = arena},
	               new = {.file = &project->files[1], .arena = arena};
	bool sound = run_read_sound(project, &old, &comparing->tally);
	sound = run_read_sound(project, &new, &comparing->tally) && sound;
	struct diff_pair pair = {
	    .arena = arena, .official = new.official, .old_name = old.file->path, .new_name = new.file->path};
	pair.due = sound ? since_due(project, arena, new.official, old.assessment, new.assessment) : NULL;
	if (pair.due)
		put_pair(comparing, &pair);
	arena_free(arena);
}

/* ---- files and git ---- */

/* A model that only one side has. */
static void put_lone(struct comparing *comparing, const char *old, const char *new, const char *words)
{
	const char *path = new ? new : old;
	if (comparing->files) {
		json_t *file = json_pack("{s:n, s:n, s:[]}", "result_before", "result", "sheets");
		json_object_set_new(file, "old", report_json_text(old));
		json_object_set_new(file, "new", report_json_text(new));
		json_array_append_new(comparing->files, file);
	} else if (strcmp(comparing->project->format, "md") == 0) {
		buf_printf(&comparing->out, "%s## ", comparing->out.length ? "\n" : "");
		escape_markdown_cell(&comparing->out, path);
		buf_puts(&comparing->out, "\n\n");
		escape_markdown_cell(&comparing->out, words);
		buf_puts(&comparing->out, "。\n");
	} else {
		project_say(comparing->project, "%s: %s", path, words);
	}
}

static void put_new(struct comparing *comparing, struct reading *reading)
{
	put_lone(comparing, NULL, reading->file->path, since_new_words(comparing->project, reading->arena));
}

static void put_gone(void *context, const char *name, const char *path)
{
	struct comparing *comparing = context;
	struct arena *arena = arena_new();
	put_lone(comparing, arena_printf(arena, "%s:%s", name, path), NULL, msg(MSG_SINCE_GONE));
	arena_free(arena);
}

static void compare_since(struct project *project, struct reading *reading, void *context)
{
	struct comparing *comparing = context;
	struct since_state state;
	run_report(project, reading, &comparing->tally);
	if (!run_is_sound(reading) || !since_read(project, reading, &state))
		return;
	struct diff_pair pair = {.arena = reading->arena,
	                         .official = reading->official,
	                         .old_name = state.path,
	                         .new_name = reading->file->path};
	if (!state.assessment) {
		put_new(comparing, reading);
		return;
	}
	pair.due = since_due(project, reading->arena, reading->official, state.assessment, reading->assessment);
	if (pair.due)
		put_pair(comparing, &pair);
}

/* ---- all of it ---- */

static void put_json(struct comparing *comparing)
{
	json_t *root = json_object();
	json_object_set_new(root, "version", json_integer(1));
	json_object_set(root, "files", comparing->files);
	report_json_write(&comparing->out, root, JSON_INDENT(2));
	buf_putc(&comparing->out, '\n');
	json_decref(root);
}

/* What was written of the pairs, with what it is for in front. */
static bool write_out(const struct comparing *comparing)
{
	struct project *project = comparing->project;
	struct buf out = BUF_INIT;
	if (comparing->out.length && !comparing->files) {
		buf_puts(&out, strcmp(project->format, "yaml") == 0 ? "# " : "");
		put_internal(&out);
		buf_puts(&out, strcmp(project->format, "md") == 0 ? "\n" : "");
	}
	buf_append(&out, buf_text(&comparing->out), comparing->out.length);
	bool written = run_write(project, &out);
	buf_free(&out);
	return written;
}

static const char *refusal(const struct project *project)
{
	bool text = strcmp(project->format, "text") == 0;
	if (!project->options->since && !project->incomplete && project->file_count == 1 &&
	    project->options->path_count == 2)
		return msg(MSG_USAGE_SAME_FILE);
	if (!project->options->since && project->file_count != 2)
		return msg(MSG_USAGE_TWO_MODELS);
	return project->options->side_by_side && !text ? msg(MSG_USAGE_SIDE_BY_SIDE) : NULL;
}

static enum outcome run_diff(struct project *project)
{
	const char *reason = refusal(project);
	struct comparing comparing = {.project = project};
	if (reason) {
		buf_puts(&project->problem, reason);
		return STATUS_FAILED;
	}
	project->assess.paths = true;
	comparing.files = strcmp(project->format, "json") == 0 ? json_array() : NULL;
	comparing.headed = project->options->since && project->file_count > 1;
	if (project->options->since) {
		run_files(project, compare_since, &comparing);
		since_gone(project, put_gone, &comparing);
	} else {
		compare_files(&comparing);
	}
	enum outcome status = run_status(project, &comparing.tally);
	if (comparing.files)
		put_json(&comparing);
	if (status == STATUS_OK || project->options->since)
		status = write_out(&comparing) ? status : STATUS_FAILED;
	json_decref(comparing.files);
	buf_free(&comparing.out);
	return status;
}

static const char *const option_names[] = {"since",  "side-by-side", "format",         "form", "as-of",
                                           "schema", "rules",        "stdin-filename", NULL};
static const char *const formats[] = {"text", "md", "json", "yaml", NULL};

const struct command command_diff = {
    .name = "diff",
    .options = option_names,
    .formats = formats,
    .run = run_diff,
};
