/* An assessment's number, sheets, dates and findings. */
#include "session/listed.h"

#include "assess/periods.h"
#include "session/answer.h"

#include <string.h>

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
	    .number = text_of(assessment->answered->root, "number"),
	    .name = text_of(assessment->answered->root, "name"),
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

bool listed_take(struct gate *gate, struct tally *tally, struct reading *reading, struct listed *listed)
{
	struct project *project = gate->project;
	gate_check(gate, reading);
	if (!reading->assessment || gate->broken) {
		run_report(project, reading, tally);
		return false;
	}
	run_report_body(project, reading, tally);
	tally_add(tally, &reading->diags);
	*listed = listed_of(project, reading);
	return true;
}
