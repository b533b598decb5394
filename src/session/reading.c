#include "session/reading.h"

#include "base/messages/withheld.h"
#include "session/answer.h"
#include "session/pictures.h"

#include <string.h>

enum { FINDING_LIMIT = 1000 }; /* of one file: nobody reads more, and hostile files could make millions */

void run_read(struct project *project, struct reading *reading)
{
	diags_init(&reading->diags, reading->arena);
	reading->diags.limit = FINDING_LIMIT;
	const struct model *model = project_read(project, reading->arena, &reading->diags, reading->file, &reading->body);
	reading->official = project_official(project, reading->body);
	if (!model)
		return;
	reading->assessment = assess(reading->arena, &reading->diags, reading->official, model, &project->assess);
	reading->pictures = pictures_load(project, reading, model);
}

bool run_is_sound(const struct reading *reading)
{
	return reading->assessment && diags_count(&reading->diags, SEVERITY_ERROR) == 0;
}

bool run_read_sound(struct project *project, struct reading *reading, struct tally *tally)
{
	run_read(project, reading);
	run_report(project, reading, tally);
	return run_is_sound(reading);
}

void run_files(struct project *project, void (*visit)(struct project *, struct reading *, void *), void *context)
{
	struct arena *arena = arena_new();
	for (size_t i = 0; i < project->file_count; i++) {
		struct reading reading = {.file = &project->files[i], .arena = arena};
		run_read(project, &reading);
		visit(project, &reading, context);
		project_progress(project, i + 1);
		arena_reset(arena);
	}
	arena_free(arena);
}

void tally_add(struct tally *tally, const struct diags *diags)
{
	for (size_t severity = SEVERITY_NOTE; severity <= SEVERITY_ERROR; severity++)
		tally->count[severity] += diags_count(diags, (enum severity)severity);
	tally->environment |= diags->environment;
}

enum outcome run_status(const struct project *project, const struct tally *tally)
{
	if (tally->environment || project->incomplete)
		return STATUS_FAILED;
	for (size_t severity = project->fail_on; severity <= SEVERITY_ERROR; severity++)
		if (tally->count[severity] && !project->options->exit_zero)
			return STATUS_FOUND;
	return STATUS_OK;
}

void run_report_body(struct project *project, struct reading *reading, struct tally *tally)
{
	struct project_body *body = reading->body;
	if (body && !body->reported) {
		body->reported = true;
		tally_add(tally, &body->diags);
		project_report(project, &body->diags);
	}
}

void run_report(struct project *project, struct reading *reading, struct tally *tally)
{
	run_report_body(project, reading, tally);
	tally_add(tally, &reading->diags);
	project_report(project, &reading->diags);
}

enum render_purpose run_purpose(const struct project *project)
{
	const char *purpose = project->options->purpose;
	if (project->options->with_findings)
		return PURPOSE_INTERNAL;
	return purpose && strcmp(purpose, "submission") == 0 ? PURPOSE_SUBMISSION : PURPOSE_PUBLICATION;
}

const char *run_suffix(const struct project *project)
{
	enum render_purpose purpose = run_purpose(project);
	return purpose == PURPOSE_SUBMISSION ? arena_printf(project->arena, "-%s", purpose_label(purpose)) : "";
}

void put_internal(struct buf *out)
{
	buf_printf(out, "%s\n", purpose_label(PURPOSE_INTERNAL));
}

void withheld_add(struct withheld *withheld, const struct assessment *assessment)
{
	withheld->answers += assessment->withheld_answers;
	withheld->cells += assessment->withheld_cells;
}

void withheld_tell(struct project *project, const struct withheld *withheld)
{
	struct arena *arena = project->arena;
	if (withheld->cells)
		project_say(project, "%s", msg_withheld_answers_and_cells(arena, withheld->answers, withheld->cells));
	else if (withheld->answers)
		project_say(project, "%s", msg_withheld_answers(arena, withheld->answers));
}
