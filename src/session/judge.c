/* judge: the threshold judgement of each file. */
#include "base/messages/help.h"
#include "report/reporters.h"
#include "session/answer.h"
#include "session/command.h"
#include "session/reading.h"

struct judging {
	struct tally tally;
	struct report report;
	const struct judge_reporter *reporter;
};

static void judge_file(struct project *project, struct reading *reading, void *context)
{
	struct judging *judging = context;
	struct judged_file file = {reading->arena, reading->file->path, reading->official, reading->assessment};
	run_report(project, reading, &judging->tally);
	if (reading->assessment)
		judging->reporter->file(&judging->report, &file);
}

static enum outcome run_judge(struct project *project)
{
	struct judging judging = {.report = run_new_report(project), .reporter = project->reporter->judge};
	judging.reporter->begin(&judging.report, project->official->judge);
	run_files(project, judge_file, &judging);
	judging.reporter->end(&judging.report);
	bool written = run_write(project, &judging.report.out);
	report_free(&judging.report);
	return written ? run_status(project, &judging.tally) : STATUS_FAILED;
}

static const char *const option_names[] = {"format", "as-of",          "set", "schema", "rules",
                                           "trust",  "stdin-filename", NULL};

const struct command judge_command = {
    .name = "judge",
    .arguments = "PATH…",
    .summary = MSG_HELP_JUDGE,
    .description = MSG_HELP_JUDGE_MORE,
    .options = option_names,
    .reports = true,
    .run = run_judge,
};
