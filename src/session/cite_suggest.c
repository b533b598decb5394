/* shikii cite --suggest: the rows of 別表 and of the order's table that are for the law of each process. */
#include "base/messages/suggest.h"
#include "check/suggest.h"
#include "report/reporters.h"
#include "session/answer.h"
#include "session/cite.h"
#include "session/reading.h"

struct suggesting {
	struct tally tally;
	struct report report;
	const struct suggest_reporter *reporter;
};

static void suggest(struct project *project, struct reading *reading, void *context)
{
	struct suggesting *suggesting = context;
	const struct law *law = reading->assessment ? official_law(reading->official) : NULL;
	run_report(project, reading, &suggesting->tally);
	if (!law)
		return;
	const struct value *as_of = &project->assess.as_of;
	struct cited_list cited =
	    citations_of_assessment(reading->arena, reading->official, law, reading->assessment, as_of);
	struct suggestion_list list = suggest_rows(reading->arena, law, reading->assessment, &cited, as_of);
	suggesting->reporter->file(&suggesting->report, reading->file->path, &list);
}

enum outcome cite_suggest(struct project *project)
{
	const struct reporter *reporter = reporter_find("cite --suggest", project->format);
	if (project->options->text || !reporter) {
		project_say(project, "%s", msg(MSG_SUGGEST_MODELS_ONLY));
		return STATUS_FAILED;
	}
	struct suggesting suggesting = {.report = run_new_report(project), .reporter = reporter->suggest};
	suggesting.reporter->begin(&suggesting.report);
	run_files(project, suggest, &suggesting);
	suggesting.reporter->end(&suggesting.report);
	bool written = run_write(project, &suggesting.report.out);
	report_free(&suggesting.report);
	return written ? run_status(project, &suggesting.tally) : STATUS_FAILED;
}
