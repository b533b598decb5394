#include "session/reports.h"

#include "base/messages/usage.h"
#include "base/utf8.h"
#include "report/reporters.h"
#include "session/answer.h"
#include "session/command.h"

#include <string.h>

struct asked_report {
	const struct check_reporter *reporter;
	const char *output; /* NULL: standard output */
	size_t limit;       /* of a job summary, which others may have written to, too; 0: a file as others */
	struct report report;
};

static const char statistics[] = "check --statistics";

/* ---- which ---- */

/* What --statistics makes of a format is another report; those for programs have all findings in any case. */
static const struct reporter *find_reporter(const struct project *project, const char *format)
{
	const struct reporter *counted = project->options->statistics ? reporter_find(statistics, format) : NULL;
	return counted ? counted : reporter_find(project->command->name, format);
}

static bool is_standard(const char *output)
{
	return !output || strcmp(output, "-") == 0;
}

static struct asked_report *add_report(struct reports *reports, const struct check_reporter *reporter,
                                       const char *output)
{
	struct asked_report *asked = &reports->items[reports->count++];
	asked->reporter = reporter;
	asked->output = is_standard(output) ? NULL : output;
	asked->report = run_new_report(reports->project);
	asked->report.colour &= !asked->output;
	asked->report.links = asked->output ? NULL : asked->report.links;
	reports->rules |= reporter->rules;
	reports->mends |= reporter->mends;
	return asked;
}

/* Two reports cannot go to one place; NULL: they do not. */
static const char *check_outputs(const struct reports *reports)
{
	for (size_t i = 0; i < reports->count; i++)
		for (size_t j = 0; j < i; j++) {
			const char *one = reports->items[i].output, *other = reports->items[j].output;
			if (!one && !other)
				return msg(MSG_USAGE_TWO_REPORTS);
			if (one && other && strcmp(one, other) == 0)
				return msg_usage_two_reports_in(reports->project->arena, one);
		}
	return NULL;
}

/* All that the formats of the reports want people to see in a CI, once. */
static void add_summary(struct reports *reports)
{
	const char *path = reports->project->options->job_summary;
	for (size_t i = 0; path && i < reports->count; i++) {
		const struct check_reporter *reporter = reports->items[i].reporter;
		if (!reporter->people)
			continue;
		const struct reporter *people = reporter_find(reports->project->command->name, reporter->people);
		add_report(reports, people->check, path)->limit = reporter->people_limit;
		return;
	}
}

bool reports_open(struct reports *reports, struct project *project)
{
	const struct options *options = project->options;
	static const struct wish usual = {NULL, NULL};
	const struct wish *wishes = options->wish_count ? options->wishes : &usual;
	size_t count = options->wish_count ? options->wish_count : 1;
	*reports = (struct reports){.project = project};
	reports->items = arena_array(project->arena, struct asked_report, count + 1);
	for (size_t i = 0; i < count; i++) {
		const char *format = command_format(project->arena, project->command, &wishes[i], &project->problem);
		if (!format)
			return false;
		const struct reporter *reporter = find_reporter(project, format);
		reports->counts |= strcmp(reporter->command, statistics) == 0;
		add_report(reports, reporter->check, wishes[i].output);
	}
	const char *wrong = check_outputs(reports);
	if (!wrong && options->statistics && !reports->counts)
		wrong = msg(MSG_USAGE_STATISTICS);
	buf_puts(&project->problem, wrong ? wrong : "");
	add_summary(reports);
	for (size_t i = 0; !wrong && i < reports->count; i++)
		if (reports->items[i].reporter->begin)
			reports->items[i].reporter->begin(&reports->items[i].report);
	return !wrong;
}

/* ---- what becomes of them ---- */

/* The notes beside the reports are the same: those of one are told. */
static void flush(struct reports *reports, struct asked_report *asked)
{
	struct project *project = reports->project;
	struct buf *notes = &asked->report.notes;
	if (!asked->output && !reports->broken)
		reports->broken = !run_write(project, &asked->report.out);
	if (notes->length && !reports->noting)
		reports->noting = asked;
	if (notes->length && asked == reports->noting && !project->options->quiet)
		project_note(project, "%.*s", (int)notes->length - 1, buf_text(notes));
	if (!asked->output)
		buf_clear(&asked->report.out);
	buf_clear(notes);
}

void reports_file(struct reports *reports, const struct checked_file *file)
{
	for (size_t i = 0; i < reports->count; i++) {
		struct asked_report *asked = &reports->items[i];
		if (asked->reporter->file)
			asked->reporter->file(&asked->report, file);
		flush(reports, asked);
	}
}

static void write_file(struct reports *reports, struct asked_report *asked)
{
	struct project *project = reports->project;
	const struct buf *out = &asked->report.out;
	struct made_file file = {
	    .path = asked->output, .bytes = buf_text(out), .length = out->length, .limit = asked->limit};
	bool written =
	    asked->limit ? project->receiver->file(project->receiver, &file) : run_write_file(project, asked->output, out);
	reports->broken |= !written;
}

void reports_end(struct reports *reports, const struct check_summary *summary)
{
	for (size_t i = 0; i < reports->count; i++) {
		struct asked_report *asked = &reports->items[i];
		if (asked->reporter->end)
			asked->reporter->end(&asked->report, summary);
		flush(reports, asked);
		if (asked->output)
			write_file(reports, asked);
		report_free(&asked->report);
	}
}
