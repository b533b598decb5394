/* shikii check: what is wrong with the models, in as many formats as are asked for; with --since what their changes make due, too. */
#include "base/messages/help.h"
#include "base/messages/usage.h"
#include "check/lines.h"
#include "check/mends.h"
#include "session/check_fix.h"
#include "session/command.h"
#include "session/findings.h"
#include "session/keep.h"
#include "session/parallel.h"
#include "session/reading.h"
#include "session/reports.h"

struct check {
	struct gate gate;
	struct keeping keeping;
	struct tally tally;
	size_t models; /* that could be read */
	struct reports reports;
};

/* `reading` is NULL for a shikii.yaml. */
static void put(struct project *project, struct check *check, const char *path, const struct reading *reading,
                struct diags *diags)
{
	struct checked_file file = {
	    .arena = project->arena, .path = path, .diags = diags, .rules = check->gate.policy.rules};
	diags_sort(diags);
	bool kept = reading && reading->kept;                                   /* with its lines and mends */
	if (reading && !kept && reading->official && !project->set_facts.count) /* facts to try stand in no file */
		lines_add(reading->arena, reading->official->schema, diags);
	if (reading && reading->assessment && check->reports.mends && !project->set_facts.count)
		mends_add(reading->arena, diags, reading->assessment->model->node->span.source);
	tally_add(&check->tally, diags);
	if (reading) {
		file.arena = reading->arena;
		file.official = reading->official;
		file.judgement = reading->assessment ? reading->assessment->judgement : NULL;
		file.judged = kept ? reading->kept->judgement : NULL;
		file.older_name = check->gate.since.name;
		file.older_path = check->gate.since.path;
		file.due = check->gate.due;
		file.hidden = &check->gate.hidden;
		file.policy = &check->gate.policy;
		file.body = reading->body ? reading->body->body : NULL;
	}
	reports_file(&check->reports, &file);
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
	if (reading->kept && !gate_recall(&check->gate, reading)) {
		reading->kept = NULL;
		run_read(project, reading);
		gate_examine(project, reading);
	}
	check->models += reading->kept || reading->assessment;
	if (!reading->kept)
		gate_check(&check->gate, reading);
	check_body(project, check, reading->body);
	put(project, check, reading->file->path, reading, &reading->diags);
	if (!reading->kept)
		keeping_store(&check->keeping, project, &check->gate, reading);
}

static bool recall_file(struct project *project, struct reading *reading, void *context)
{
	const struct check *check = context;
	return keeping_recall(&check->keeping, project, reading);
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
	    .failed = check->tally.environment || project->incomplete || project->diags.count,
	    .troubles = &project->diags,
	};
	reports_end(&check->reports, &summary);
}

static bool baseline_is_there(const struct project *project)
{
	return files_kind(project->documents, project->options->baseline) != FILE_NONE;
}

static enum outcome report_findings(struct project *project)
{
	struct check check = {0};
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
	if (!reports_open(&check.reports, project) || !gate_open(&check.gate, project))
		return STATUS_FAILED;
	check.gate.tells_rules = check.reports.rules;
	keeping_open(&check.keeping, project, check.reports.mends);
	parallel_run(project, &(struct file_work){recall_file, gate_examine, check_file, &check});
	put_end(project, &check);
	put_summary(project, &check);
	enum outcome status = run_status(project, &check.tally);
	return check.reports.broken || !gate_close(&check.gate, status != STATUS_FAILED) ? STATUS_FAILED : status;
}

/* Mends first, and then tells what is left. */
static enum outcome run_check(struct project *project)
{
	struct files over = *project->documents;
	if (!project->options->fix && !project->options->diff)
		return report_findings(project);
	enum outcome mended = check_fix(project, &over);
	if (mended != STATUS_OK || project->options->diff)
		return mended;
	struct options *options = arena_new_object(project->arena, struct options);
	*options = *project->options;
	options->fix = false;
	project->diags.count = 0; /* what is wrong with rules is told with what is left */
	return project_run_over(project, options, &over);
}

static const char *const option_names[] = {
    "fix",    "diff",          "format", "output",   "statistics", "quiet",          "fail-on", "exit-zero", "as-of",
    "ahead",  "changed-since", "for",    "set",      "only",       "ignore",         "since",   "baseline",  "prune",
    "schema", "rules",         "trust",  "no-cache", "jobs",       "stdin-filename", "shard",   NULL};

const struct command check_command = {
    .name = "check",
    .arguments = "[PATH…]",
    .summary = MSG_HELP_CHECK,
    .description = MSG_HELP_CHECK_MORE,
    .options = option_names,
    .reports = true,
    .several = true,
    .searches_here = true,
    .run = run_check,
};
