/* shikii check: what is wrong with the models, as text or json; with --since what their changes make due, too. */
#include "base/message.h"
#include "check/lines.h"
#include "report/reporters.h"
#include "session/answer.h"
#include "session/command.h"
#include "session/findings.h"
#include "session/parallel.h"
#include "session/reading.h"

struct check {
	struct gate gate;
	struct tally tally;
	size_t models; /* that could be read */
	struct report report;
	const struct check_reporter *reporter;
	bool broken; /* the report could not be written */
};

/* Written file by file, so that memory does not grow with their number. */
static void flush(struct project *project, struct check *check)
{
	struct buf *notes = &check->report.notes;
	if (!check->broken)
		check->broken = !run_write(project, &check->report.out);
	if (notes->length)
		project_note(project, "%.*s", (int)notes->length - 1, buf_text(notes));
	buf_clear(&check->report.out);
	buf_clear(notes);
}

/* `reading` is NULL for a shikii.yaml. */
static void put(struct project *project, struct check *check, const char *path, const struct reading *reading,
                struct diags *diags)
{
	struct checked_file file = {.arena = project->arena, .path = path, .diags = diags};
	diags_sort(diags);
	if (reading && reading->official && !project->set_facts.count) /* facts to try stand in no file */
		lines_add(reading->arena, reading->official->schema, diags);
	tally_add(&check->tally, diags);
	if (reading) {
		file.arena = reading->arena;
		file.official = reading->official;
		file.judgement = reading->assessment ? reading->assessment->judgement : NULL;
		file.older_name = check->gate.since.name;
		file.older_path = check->gate.since.path;
		file.due = check->gate.due;
	}
	check->reporter->file(&check->report, &file);
	flush(project, check);
}

static void check_body(struct project *project, struct check *check, struct project_body *body)
{
	if (!body || body->reported)
		return;
	body->reported = true;
	if (body->diags.count)
		put(project, check, body->path, NULL, &body->diags);
}

static void check_file(struct project *project, struct reading *reading, void *context)
{
	struct check *check = context;
	check->models += reading->assessment != NULL;
	gate_check(&check->gate, reading);
	check_body(project, check, reading->body);
	put(project, check, reading->file->path, reading, &reading->diags);
}

/* Findings about shikii.yaml that only the whole run can make. */
static void put_end(struct project *project, struct check *check)
{
	struct diags diags;
	diags_init(&diags, project->arena);
	gate_end(&check->gate, &diags);
	if (diags.count)
		put(project, check, diag_file(diags.items[0]), NULL, &diags);
}

static void put_summary(struct project *project, struct check *check)
{
	const struct options *options = project->options;
	const struct gate *gate = &check->gate;
	struct check_summary summary = {
	    .models = check->models,
	    .counts = check->tally.count,
	    .suppressed = gate->suppressed,
	    .baselined = gate->known,
	    .baseline = options->baseline,
	    .stale = options->baseline ? baseline_stale(&gate->baseline) : 0,
	    .pruned = options->prune,
	    .not_compared = options->since && project->incomplete,
	    .broken = gate->broken,
	};
	check->reporter->end(&check->report, &summary);
	flush(project, check);
}

static bool baseline_is_there(const struct project *project)
{
	return files_kind(project->documents, project->options->baseline) != FILE_NONE;
}

static enum outcome run_check(struct project *project)
{
	struct check check = {.report = run_new_report(project), .reporter = project->reporter->check};
	project->assess.paths = project->options->since != NULL;
	if (project->options->purpose && !project->assess.for_publication) {
		buf_puts(&project->problem, msg(MSG_USAGE_FOR_PUBLICATION_ONLY));
		return STATUS_FAILED;
	}
	if (project->options->shard && project->options->baseline &&
	    (project->options->prune || !baseline_is_there(project))) {
		buf_puts(&project->problem, msg(MSG_USAGE_SHARD_BASELINE));
		return STATUS_FAILED;
	}
	if (!gate_open(&check.gate, project))
		return STATUS_FAILED;
	if (check.reporter->begin)
		check.reporter->begin(&check.report);
	parallel_run(project, &(struct file_work){gate_examine, check_file, &check});
	put_end(project, &check);
	put_summary(project, &check);
	report_free(&check.report);
	return check.broken || !gate_close(&check.gate) ? STATUS_FAILED : run_status(project, &check.tally);
}

static const char *const option_names[] = {"format", "fail-on", "as-of",  "ahead", "changed-since",  "for",
                                           "set",    "only",    "ignore", "since", "baseline",       "prune",
                                           "schema", "rules",   "trust",  "jobs",  "stdin-filename", "shard",
                                           NULL};

const struct command command_check = {
    .name = "check",
    .arguments = "[PATH…]",
    .summary = MSG_HELP_CHECK,
    .description = MSG_HELP_CHECK_MORE,
    .options = option_names,
    .reports = true,
    .searches_here = true,
    .run = run_check,
};
