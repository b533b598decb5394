/* cite: every legal citation of models or plain texts, with its canonical form and its state on the day. */
#include "session/cite.h"

#include "base/messages/cite.h"
#include "base/messages/help.h"
#include "report/reporters.h"
#include "session/answer.h"
#include "session/command.h"
#include "session/reading.h"

struct citing {
	struct project *project;
	struct tally tally;
	struct report report;
	const struct cite_reporter *reporter;
	bool broken; /* the report could not be written */
};

/* What is finished of the report is written as it fills, where texts of any length are read. */
static void flush(struct citing *citing)
{
	citing->broken |= !run_write(citing->project, &citing->report.out);
	buf_clear(&citing->report.out);
}

static void add(void *context, const struct cited *cited)
{
	enum { FULL = 64 * 1024 };
	struct citing *citing = context;
	struct cited_line line = {.file = cited->span.source->path,
	                          .place = source_position(cited->span.source, cited->span.start),
	                          .cited = cited};
	struct buf path = BUF_INIT;
	if (cited->node)
		node_path(cited->node, &path);
	line.path = cited->node ? buf_text(&path) : NULL;
	line.item = cited->row ? cited->row->item->id : NULL;
	citing->reporter->line(&citing->report, &line);
	buf_free(&path);
	if (citing->project->options->text && citing->report.out.length > FULL && !citing->broken)
		flush(citing);
}

static void cite_model(struct project *project, struct reading *reading, void *context)
{
	struct citing *citing = context;
	const struct law *law = reading->assessment ? official_law(reading->official) : NULL;
	run_report(project, reading, &citing->tally);
	if (!law)
		return;
	struct cited_list list =
	    citations_of_assessment(reading->arena, reading->official, law, reading->assessment, &project->assess.as_of);
	for (size_t i = 0; i < list.count; i++)
		add(citing, &list.items[i]);
}

static void cite_texts(struct project *project, struct citing *citing)
{
	struct date day = {0};
	const struct law *law = official_law(project->official);
	if (project->assess.as_of.kind == VALUE_DATE)
		day = project->assess.as_of.date;
	else
		project_say(project, "%s", msg(MSG_CITE_NO_DAY));
	for (size_t i = 0; law && i < project->file_count; i++) {
		struct arena *arena = arena_new();
		struct diags diags;
		diags_init(&diags, arena);
		const struct source *source = project_source(project, arena, &diags, &project->files[i]);
		const struct cited_taker taker = {add, citing};
		if (source)
			citations_of_text(arena, law, &project->official->schema->calendar, source, day, &taker);
		tally_add(&citing->tally, &diags);
		project_report(project, &diags);
		arena_free(arena);
	}
}

static enum outcome list_citations(struct project *project)
{
	struct citing citing = {.project = project, .report = run_new_report(project), .reporter = project->reporter->cite};
	citing.reporter->begin(&citing.report);
	if (project->options->text)
		cite_texts(project, &citing);
	else
		run_files(project, cite_model, &citing);
	citing.reporter->end(&citing.report);
	flush(&citing);
	report_free(&citing.report);
	return !citing.broken ? run_status(project, &citing.tally) : STATUS_FAILED;
}

static enum outcome run_cite(struct project *project)
{
	if (project->options->fix || project->options->dry_run)
		return cite_fix(project);
	return project->options->suggest ? cite_suggest(project) : list_citations(project);
}

static const char *const option_names[] = {"format", "stdin-filename", "text",  "fix",   "dry-run", "suggest", "as-of",
                                           "set",    "schema",         "rules", "trust", NULL};

const struct command cite_command = {
    .name = "cite",
    .arguments = "[PATH…]",
    .summary = MSG_HELP_CITE,
    .description = MSG_HELP_CITE_MORE,
    .options = option_names,
    .reports = true,
    .searches_here = true,
    .run = run_cite,
};
