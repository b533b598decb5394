/* shikii check: what is wrong with the models, as text or json; with --since what their changes make due, too. */
#include "base/message.h"
#include "render/escape.h"
#include "report/report_json.h"
#include "report/report_text.h"
#include "session/answer.h"
#include "session/command.h"
#include "session/due_report.h"
#include "session/findings.h"
#include "session/parallel.h"
#include "session/reading.h"

#include <jansson.h>
#include <string.h>

struct check {
	struct gate gate;
	struct tally tally;
	size_t models; /* that could be read */
	bool json;
	bool markdown;
	bool first; /* no file has been printed as JSON yet */
	bool begun; /* what it is for has been said */
	struct buf out;
	bool broken; /* the output could not be written */
};

/* Printed file by file, so that memory does not grow with their number. */
static void flush_out(struct project *project, struct check *check)
{
	struct buf head = BUF_INIT;
	if (check->out.length && !check->begun && !check->json)
		put_internal(&head);
	check->begun |= check->out.length > 0;
	buf_append(&head, buf_text(&check->out), check->out.length);
	if (!check->broken)
		check->broken = !run_write(project, &head);
	buf_free(&head);
	buf_clear(&check->out);
}

static void print_json(struct check *check, const char *path, const struct reading *reading, const struct diags *diags)
{
	const struct assessment *assessment = reading ? reading->assessment : NULL;
	json_t *file = report_json_file(path, diags, assessment ? assessment->judgement : NULL);
	if (reading && check->gate.since.path)
		json_object_set_new(file, "since", due_report_json(reading, &check->gate.since, check->gate.due));
	buf_puts(&check->out, check->first ? "\n  " : ",\n  ");
	report_json_write(&check->out, file, JSON_COMPACT);
	check->first = false;
	json_decref(file);
}

/* Findings for a comment: one line each. */
static void print_markdown(struct check *check, const char *path, const struct reading *reading,
                           const struct diags *diags)
{
	struct buf *out = &check->out;
	bool since = reading && check->gate.since.path;
	if (since)
		due_report_markdown(out, reading, check->gate.due);
	if (diags->count) {
		buf_printf(out, "\n#### %s ", msg(MSG_CHECK_FINDINGS));
		escape_markdown_cell(out, path);
		buf_printf(out, "\n\n| %s | %s | %s | %s |\n|---|---|---|---|\n", msg(MSG_CHECK_SEVERITY), msg(MSG_CHECK_LINE),
		           msg(MSG_CHECK_FINDING), msg(MSG_CHECK_RULE));
	}
	for (size_t i = 0; i < diags->count; i++) {
		const struct diag *diag = diags->items[i];
		size_t line = diag->span.source ? source_position(diag->span.source, diag->span.start).line : 0;
		buf_printf(out, "| %s | ", severity_label(diag->severity));
		if (line)
			buf_printf(out, "%zu", line);
		buf_puts(out, " | ");
		escape_markdown_cell(out, diag->message);
		buf_printf(out, " | %s |\n", diag->rule);
	}
}

/* `reading` is NULL for a shikii.yaml. */
static void print(struct project *project, struct check *check, const char *path, const struct reading *reading,
                  struct diags *diags)
{
	diags_sort(diags);
	tally_add(&check->tally, diags);
	if (check->json)
		print_json(check, path, reading, diags);
	else if (check->markdown)
		print_markdown(check, path, reading, diags);
	else
		report_text(&check->out, diags, project->receiver->colour);
	if (!check->json && !check->markdown && reading && check->gate.since.path)
		due_report_text(&check->out, reading, &check->gate.since, check->gate.due);
	flush_out(project, check);
}

static void check_body(struct project *project, struct check *check, struct project_body *body)
{
	if (!body || body->reported)
		return;
	body->reported = true;
	if (body->diags.count)
		print(project, check, body->path, NULL, &body->diags);
}

static void check_file(struct project *project, struct reading *reading, void *context)
{
	struct check *check = context;
	check->models += reading->assessment != NULL;
	gate_check(&check->gate, reading);
	check_body(project, check, reading->body);
	print(project, check, reading->file->path, reading, &reading->diags);
}

/* Findings about shikii.yaml that only the whole run can make. */
static void print_end(struct project *project, struct check *check)
{
	struct diags diags;
	diags_init(&diags, project->arena);
	gate_end(&check->gate, &diags);
	if (diags.count)
		print(project, check, diag_file(diags.items[0]), NULL, &diags);
}

static void print_json_end(struct check *check)
{
	const size_t *count = check->tally.count;
	buf_printf(&check->out,
	           "\n], \"summary\": {\"error\": %zu, \"warning\": %zu, \"note\": %zu, \"suppressed\": %zu, "
	           "\"baselined\": %zu}}\n",
	           count[SEVERITY_ERROR], count[SEVERITY_WARNING], count[SEVERITY_NOTE], check->gate.suppressed,
	           check->gate.known);
}

/* What was found and not told: ほかに、理由を書いて止めた指摘 1件、known.yaml にある指摘 2件 */
static void print_untold(const struct check *check, const char *baseline, struct buf *out)
{
	const struct gate *gate = &check->gate;
	if (!gate->suppressed && !gate->known)
		return;
	struct arena *arena = gate->project->arena;
	if (gate->suppressed && gate->known)
		buf_puts(out, msg_check_suppressed_and_known(arena, gate->suppressed, baseline, gate->known));
	else if (gate->suppressed)
		buf_puts(out, msg_check_suppressed(arena, gate->suppressed));
	else
		buf_puts(out, msg_check_known(arena, baseline, gate->known));
}

static void print_text_end(struct project *project, const struct check *check)
{
	const size_t *count = check->tally.count;
	const struct options *options = project->options;
	struct buf summary = BUF_INIT;
	buf_printf(&summary, "%s: ", msg_check_models(project->arena, check->models));
	report_text_summary(&summary, project->arena, count[SEVERITY_ERROR], count[SEVERITY_WARNING], count[SEVERITY_NOTE]);
	print_untold(check, options->baseline, &summary);
	if (project->options->since && project->incomplete)
		buf_puts(&summary, msg(MSG_CHECK_NOT_COMPARED));
	project_note(project, "%s", buf_text(&summary));
	size_t stale = options->baseline ? baseline_stale(&check->gate.baseline) : 0;
	if (stale)
		project_note(project, "%s",
		             options->prune ? msg_check_pruned(project->arena, options->baseline, stale)
		                            : msg_check_stale(project->arena, options->baseline, stale));
	buf_free(&summary);
}

static void print_summary(struct project *project, struct check *check)
{
	if (check->json) {
		print_json_end(check);
		flush_out(project, check);
	} else if (!check->gate.broken) { /* else nothing was checked */
		print_text_end(project, check);
	}
}

static enum outcome run_check(struct project *project)
{
	struct check check = {.first = true};
	check.json = strcmp(project->format, "json") == 0;
	check.markdown = strcmp(project->format, "md") == 0;
	project->assess.paths = project->options->since != NULL;
	if (project->options->purpose && !project->assess.for_publication) {
		buf_puts(&project->problem, msg(MSG_USAGE_FOR_PUBLICATION_ONLY));
		return STATUS_FAILED;
	}
	if (!gate_open(&check.gate, project))
		return STATUS_FAILED;
	if (check.json)
		buf_puts(&check.out, "{\"version\": 1, \"files\": [");
	crew_run(project, &(struct crew_work){gate_examine, check_file, &check});
	print_end(project, &check);
	print_summary(project, &check);
	buf_free(&check.out);
	return check.broken || !gate_close(&check.gate) ? STATUS_FAILED : run_status(project, &check.tally);
}

static const char *const option_names[] = {
    "format", "fail-on", "as-of", "ahead", "changed-since",  "for", "set", "only", "ignore", "since", "baseline",
    "prune",  "schema",  "rules", "jobs",  "stdin-filename", NULL};
static const char *const formats[] = {"text", "json", "md", NULL};

const struct command command_check = {
    .name = "check",
    .options = option_names,
    .formats = formats,
    .searches_here = true,
    .run = run_check,
};
