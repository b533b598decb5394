/* shikii list: a body's assessments in one table. */
#include "base/messages/help.h"
#include "report/reporters.h"
#include "session/answer.h"
#include "session/command.h"
#include "session/findings.h"
#include "session/listed.h"
#include "session/parallel.h"
#include "session/reading.h"

struct listing {
	struct gate gate;
	struct tally tally;
	struct report report;
	const struct list_reporter *reporter;
	bool overdue; /* some line is */
};

static void list_file(struct project *project, struct reading *reading, void *context)
{
	struct listing *listing = context;
	struct listed listed;
	if (!listed_take(&listing->gate, &listing->tally, reading, &listed))
		return;
	listing->overdue |= listed.review_overdue || listed.assessment_overdue;
	listing->reporter->line(&listing->report, &listed, &project->assess.as_of);
}

static enum outcome run_list(struct project *project)
{
	struct listing listing = {.reporter = project->reporter->list};
	if (!gate_open(&listing.gate, project))
		return STATUS_FAILED;
	listing.report = run_new_report(project);
	listing.reporter->begin(&listing.report, project->official->periods);
	parallel_run(project, &(struct file_work){.examine = gate_examine, .visit = list_file, .context = &listing});
	listing.reporter->end(&listing.report, &project->assess.as_of, listing.overdue);
	bool written = run_write(project, &listing.report.out);
	report_free(&listing.report);
	return written ? run_status(project, &listing.tally) : STATUS_FAILED;
}

static const char *const option_names[] = {"format", "as-of", "schema",         "rules",
                                           "trust",  "jobs",  "stdin-filename", NULL};

const struct command list_command = {
    .name = "list",
    .arguments = "[PATH…]",
    .summary = MSG_HELP_LIST,
    .description = MSG_HELP_LIST_MORE,
    .options = option_names,
    .reports = true,
    .searches_here = true,
    .run = run_list,
};
