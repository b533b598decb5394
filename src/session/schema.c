/* shikii schema: the JSON Schema of a kind of file, for editors. */
#include "base/messages/help.h"
#include "base/messages/usage.h"
#include "report/json_schema.h"
#include "report/report_json.h"
#include "session/answer.h"
#include "session/command.h"

#include <string.h>

/* What there are schemas of: those of models and bodies come from the vocabulary, the others from schema/files/. */
static const char *const kinds[] = {"model", "body", "rules", "form", NULL};

static bool draft_read(struct project *project, bool *draft07)
{
	const char *draft = project->options->draft;
	*draft07 = draft && strcmp(draft, "07") == 0;
	if (!draft || *draft07 || strcmp(draft, "2020-12") == 0)
		return true;
	buf_puts(&project->problem, msg_usage_no_draft(project->arena, draft));
	return false;
}

/* The one that is asked for, else the first; NULL after saying that there is none. */
static const char *kind_read(struct project *project)
{
	const struct options *options = project->options;
	const char *name = options->path_count ? options->paths[0] : kinds[0], *names = NULL;
	for (const char *const *kind = kinds; *kind; kind++) {
		if (options->path_count <= 1 && strcmp(*kind, name) == 0)
			return *kind;
		names = names ? msg_usage_or(project->arena, names, *kind) : *kind;
	}
	buf_puts(&project->problem, msg_usage_no_schema(project->arena, names));
	return NULL;
}

static bool plan_schema(struct project *project, const char *kind, struct json_schema_plan *plan)
{
	struct official *official = project->official;
	bool model = strcmp(kind, "model") == 0, body = strcmp(kind, "body") == 0;
	plan->arena = project->arena;
	plan->name = kind;
	plan->answers = model || body;
	plan->official = model ? official : NULL;
	plan->schema =
	    model || body ? official->schema : schema_load_files(project->arena, &project->diags, &official->folders, kind);
	plan->root = !plan->schema ? NULL : body ? plan->schema->body : plan->schema->process;
	return plan->root != NULL;
}

static enum outcome run_schema(struct project *project)
{
	struct json_schema_plan plan = {0};
	const char *kind = kind_read(project);
	if (!kind || !draft_read(project, &plan.draft07) || !plan_schema(project, kind, &plan))
		return STATUS_FAILED;
	struct buf out = BUF_INIT;
	json_t *schema = json_schema_make(&plan);
	report_json_write(&out, schema, JSON_INDENT(1));
	json_decref(schema);
	buf_putc(&out, '\n');
	bool written = run_write_file(project, project->options->output, &out);
	buf_free(&out);
	return written ? STATUS_OK : STATUS_FAILED;
}

static const char *const option_names[] = {"draft", "output", "schema", "trust", NULL};

const struct command schema_command = {
    .name = "schema",
    .arguments = "[model|body|rules|form]",
    .summary = MSG_HELP_SCHEMA,
    .description = MSG_HELP_SCHEMA_MORE,
    .options = option_names,
    .names_rules = true,
    .choices = kinds,
    .run = run_schema,
};
