/* shikii check: what is wrong with the models, as text or json. */
#include "cli/command.h"
#include "cli/gate.h"
#include "cli/run.h"
#include "report/report_json.h"
#include "report/report_text.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

struct check {
	struct gate gate;
	struct tally tally;
	size_t models; /* that could be read */
	bool json;
	bool first; /* no file has been printed as JSON yet */
	struct buf out;
	bool broken; /* the output could not be written */
};

/* Printed file by file, so that memory does not grow with their number. */
static void flush_out(struct project *project, struct check *check)
{
	if (!check->broken)
		check->broken = !run_write(project, &check->out);
	buf_clear(&check->out);
}

static void print_json(struct check *check, const char *path, const struct diags *diags,
                       const struct judgement *judgement)
{
	json_t *file = report_json_file(path, diags, judgement);
	char *text = json_dumps(file, JSON_COMPACT);
	buf_printf(&check->out, "%s\n  %s", check->first ? "" : ",", text ? text : "null");
	check->first = false;
	free(text);
	json_decref(file);
}

static void print(struct project *project, struct check *check, const char *path, struct diags *diags,
                  const struct judgement *judgement)
{
	diags_sort(diags);
	tally_add(&check->tally, diags);
	if (check->json)
		print_json(check, path, diags, judgement);
	else
		report_text(&check->out, diags, project->colour_out);
	flush_out(project, check);
}

static void check_body(struct project *project, struct check *check, struct project_body *body)
{
	if (!body || body->reported)
		return;
	body->reported = true;
	if (body->diags.count)
		print(project, check, body->path, &body->diags, NULL);
}

static void check_file(struct project *project, struct reading *reading, void *context)
{
	struct check *check = context;
	const struct assessment *assessment = reading->assessment;
	check->models += assessment != NULL;
	gate_check(&check->gate, reading);
	check_body(project, check, reading->body);
	print(project, check, reading->file->path, &reading->diags, assessment ? assessment->judgement : NULL);
}

/* Findings about shikii.yaml that only the whole run can make. */
static void print_end(struct project *project, struct check *check)
{
	struct diags diags;
	diags_init(&diags, project->arena);
	gate_end(&check->gate, &diags);
	if (diags.count)
		print(project, check, diags.items[0]->span.source->path, &diags, NULL);
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
	buf_puts(out, "（ほかに、");
	if (gate->suppressed)
		buf_printf(out, "理由を書いて止めた指摘 %zu件", gate->suppressed);
	if (gate->known)
		buf_printf(out, "%s%s にある指摘 %zu件", gate->suppressed ? "、" : "", baseline, gate->known);
	buf_puts(out, "）");
}

static void print_text_end(struct project *project, const struct check *check)
{
	const size_t *count = check->tally.count;
	const struct options *options = project->options;
	struct buf summary = BUF_INIT;
	buf_printf(&summary, "%zu 件のモデルを調べました: ", check->models);
	report_text_summary(&summary, count[SEVERITY_ERROR], count[SEVERITY_WARNING], count[SEVERITY_NOTE]);
	print_untold(check, options->baseline, &summary);
	fprintf(project->err, "%s\n", buf_text(&summary));
	size_t stale = options->baseline && !options->prune ? baseline_stale(&check->gate.baseline) : 0;
	if (stale)
		fprintf(project->err, "%s の %zu件は、もうありません（--prune で消せます）\n", options->baseline, stale);
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

static enum exit_status run_check(struct project *project)
{
	struct check check = {.first = true, .json = strcmp(project->format, "json") == 0};
	if (project->options->purpose && !project->assess.for_publication) {
		buf_puts(&project->problem, "check の --for は publication だけです");
		return STATUS_FAILED;
	}
	if (!gate_open(&check.gate, project))
		return STATUS_FAILED;
	if (check.json)
		buf_puts(&check.out, "{\"version\": 1, \"files\": [");
	run_files(project, check_file, &check);
	print_end(project, &check);
	print_summary(project, &check);
	buf_free(&check.out);
	return check.broken || !gate_close(&check.gate) ? STATUS_FAILED : run_status(project, &check.tally);
}

static const char *const option_names[] = {"format", "fail-on",  "as-of", "for",    "set",   "only",
                                           "ignore", "baseline", "prune", "schema", "rules", NULL};
static const char *const formats[] = {"text", "json", NULL};

const struct command command_check = {
    .name = "check",
    .arguments = "[PATH…]",
    .summary = "誤りを探す。フォルダーは中を探し、- は標準入力を読む（PATH がなければ今のフォルダー）",
    .description =
        "モデルの構造、様式に要る答え、しきい値判断、規則（shikii explain）を調べ、指摘を標準出力に書きます。\n"
        "\n"
        "例: shikii check assessments\n",
    .options = option_names,
    .formats = formats,
    .run = run_check,
};
