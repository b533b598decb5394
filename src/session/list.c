/* shikii list: a body's assessments in one table. */
#include "base/list.h"
#include "assess/periods.h"
#include "base/messages/help.h"
#include "report/reporters.h"
#include "session/answer.h"
#include "session/command.h"
#include "session/findings.h"
#include "session/parallel.h"
#include "session/reading.h"

#include <string.h>

struct listing {
	struct gate gate;
	struct tally tally;
	struct report report;
	const struct list_reporter *reporter;
	bool overdue; /* some line is */
};

static const char *text_of(const struct record *record, const char *field)
{
	const struct value *value = record_field(record, field);
	return value && value->kind == VALUE_TEXT ? value->text : "";
}

/* As the rules procedure.review-due and procedure.reassess-due have it: on the day itself the time is over. */
static bool is_overdue(const struct project *project, const struct value *next)
{
	const struct value *day = &project->assess.as_of;
	return day->kind == VALUE_DATE && next->kind == VALUE_DATE && date_compare(next->date, day->date) <= 0;
}

static struct listed listed_of(const struct project *project, struct reading *reading)
{
	const struct assessment *assessment = reading->assessment;
	const struct judgement *judgement = assessment->judgement;
	struct course course = course_of(reading->official->periods, assessment->model, judgement->made);
	return (struct listed){
	    .official = reading->official,
	    .path = reading->file->path,
	    .number = text_of(assessment->model->root, "number"),
	    .name = text_of(assessment->model->root, "name"),
	    .owed = judgement->row ? judgement->row->owed : NULL,
	    .made = judgement->made,
	    .undecided = !judgement->row,
	    .course = course,
	    .review_overdue = is_overdue(project, &course.next_review),
	    .assessment_overdue = is_overdue(project, &course.next_assessment),
	    .errors = diags_count(&reading->diags, SEVERITY_ERROR),
	    .warnings = diags_count(&reading->diags, SEVERITY_WARNING),
	    .notes = diags_count(&reading->diags, SEVERITY_NOTE),
	};
}

/* Of what the counts say nothing: rules that could not be asked. */
static void tell_not_run(struct project *project, const struct reading *reading)
{
	struct diags diags;
	diags_init(&diags, reading->arena);
	for (size_t i = 0; i < reading->diags.count; i++)
		if (strcmp(reading->diags.items[i]->rule, diag_rule(DIAG_RULE_NOT_RUN)) == 0)
			list_push(reading->arena, &diags, reading->diags.items[i]);
	project_report(project, &diags);
}

static void list_file(struct project *project, struct reading *reading, void *context)
{
	struct listing *listing = context;
	gate_check(&listing->gate, reading);
	if (!reading->assessment || listing->gate.broken) {
		run_report(project, reading, &listing->tally);
		return;
	}
	run_report_body(project, reading, &listing->tally);
	tally_add(&listing->tally, &reading->diags);
	tell_not_run(project, reading);
	struct listed listed = listed_of(project, reading);
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
	parallel_run(project, &(struct file_work){gate_examine, list_file, &listing});
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
