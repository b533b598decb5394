/* shikii diff: what two states of a model print differently, and what the changes make due. */
#include "base/messages/help.h"
#include "base/messages/since.h"
#include "base/messages/state.h"
#include "base/messages/usage.h"
#include "report/reporters.h"
#include "session/answer.h"
#include "session/command.h"
#include "session/older_state.h"
#include "session/reading.h"
#include "session/states.h"

struct comparing {
	struct project *project;
	struct tally tally;
	struct report report;
	const struct diff_reporter *reporter;
	bool headed;
};

/* ---- one pair ---- */

static void put_pair(struct comparing *comparing, struct diff_pair *pair)
{
	pair->consequences = comparing->project->consequences;
	pair->headed = comparing->headed;
	comparing->reporter->pair(&comparing->report, pair);
}

/* ---- two files ---- */

/* One of the two: of the disk, or of git. *name: what it is called. NULL: it cannot be compared, which was told. */
static const struct assessment *read_side(struct comparing *comparing, struct reading *reading, const char **name)
{
	struct project *project = comparing->project;
	struct since_state state;
	*name = reading->file->path;
	if (!reading->file->revision && !reading->file->text)
		return run_read_sound(project, reading, &comparing->tally) ? reading->assessment : NULL;
	reading->body = project_body(project, reading->file->path);
	reading->official = project_official(project, reading->body);
	run_report_body(project, reading, &comparing->tally);
	if (!reading->official)
		return NULL;
	state_read(project, reading, &state);
	project->incomplete |= !state.assessment;
	*name = state.path;
	return state.assessment;
}

static bool compare_sides(struct comparing *comparing, struct reading *old, struct reading *new)
{
	struct diff_pair pair = {.arena = new->arena};
	const struct assessment *before = read_side(comparing, old, &pair.old_name);
	const struct assessment *after = read_side(comparing, new, &pair.new_name);
	pair.official = new->official;
	pair.due = before && after ? since_due(comparing->project, new->arena, new->official, before, after) : NULL;
	if (pair.due)
		put_pair(comparing, &pair);
	return pair.due != NULL;
}

static void compare_files(struct comparing *comparing)
{
	struct project *project = comparing->project;
	struct arena *arena = arena_new();
	struct reading old = {.file = &project->files[0], .arena = arena},
	               new = {.file = &project->files[1], .arena = arena};
	compare_sides(comparing, &old, &new);
	arena_free(arena);
}

/* ---- files and git ---- */

/* A model that only one side has. */
static void put_lone(struct comparing *comparing, const char *old, const char *new, const char *words)
{
	struct buf *notes = &comparing->report.notes;
	comparing->reporter->lone(&comparing->report, &(struct diff_lone){old, new, words});
	if (notes->length)
		project_say(comparing->project, "%.*s", (int)notes->length - 1, buf_text(notes));
	buf_clear(notes);
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

/* ---- called by git ---- */

static void put_lone_for_git(struct comparing *comparing, const char *old, const char *new, const char *words)
{
	struct report *report = &comparing->report;
	comparing->reporter->lone(report, &(struct diff_lone){old, new, words});
	buf_append(&report->out, buf_text(&report->notes), report->notes.length);
	buf_clear(&report->notes);
}

/* Git goes on with its next file only when we end well: whatever is wrong is said, in the place of the changes. */
static enum outcome compare_for_git(struct comparing *comparing)
{
	struct project *project = comparing->project;
	struct arena *arena = arena_new();
	struct reading old = {.file = &project->files[0], .arena = arena},
	               new = {.file = &project->files[1], .arena = arena};
	const char *path = new.file->path;
	if (!old.file->text)
		put_lone_for_git(comparing, NULL, path, msg(MSG_STATE_NEW));
	else if (!new.file->text)
		put_lone_for_git(comparing, old.file->path, NULL, msg(MSG_SINCE_GONE));
	else if (!compare_sides(comparing, &old, &new))
		put_lone_for_git(comparing, NULL, path, msg(MSG_STATE_UNREADABLE));
	comparing->reporter->end(&comparing->report);
	bool written = run_write(project, &comparing->report.out);
	report_free(&comparing->report);
	arena_free(arena);
	return written ? STATUS_OK : STATUS_FAILED;
}

/* ---- all of it ---- */

static const char *refusal(const struct project *project)
{
	if (!project->options->since && !project->incomplete && project->file_count == 1 &&
	    project->options->path_count == 2 && !project->files[0].revision)
		return msg(MSG_USAGE_SAME_FILE);
	if (!project->options->since && project->file_count != 2)
		return msg(MSG_USAGE_TWO_MODELS);
	return project->options->side_by_side && !project->reporter->diff->has_sides ? msg(MSG_USAGE_SIDE_BY_SIDE) : NULL;
}

static enum outcome run_diff(struct project *project)
{
	const char *reason = refusal(project);
	struct comparing comparing = {.project = project, .reporter = project->reporter->diff};
	if (reason) {
		buf_puts(&project->problem, reason);
		return STATUS_FAILED;
	}
	comparing.report = run_new_report(project);
	bool by_git = states_are_handed_over(project->options);
	comparing.headed = by_git || (project->options->since && project->file_count > 1);
	project->assess.paths = true;
	if (comparing.reporter->begin)
		comparing.reporter->begin(&comparing.report);
	if (by_git)
		return compare_for_git(&comparing);
	if (project->options->since) {
		run_files(project, compare_since, &comparing);
		since_gone(project, put_gone, &comparing);
	} else {
		compare_files(&comparing);
	}
	enum outcome status = run_status(project, &comparing.tally);
	comparing.reporter->end(&comparing.report);
	if (status == STATUS_OK || project->options->since)
		status = run_write(project, &comparing.report.out) ? status : STATUS_FAILED;
	report_free(&comparing.report);
	return status;
}

static const char *const option_names[] = {"since",  "side-by-side", "format", "form",           "as-of",
                                           "schema", "rules",        "trust",  "stdin-filename", NULL};

const struct command diff_command = {
    .name = "diff",
    .arguments = "OLD NEW",
    .summary = MSG_HELP_DIFF,
    .description = MSG_HELP_DIFF_MORE,
    .options = option_names,
    .reports = true,
    .revisions = true,
    .run = run_diff,
};
