/* shikii register: the body's own list of its assessments and contractors. */
#include "report/register.h"
#include "base/messages/help.h"
#include "base/messages/usage.h"
#include "session/answer.h"
#include "session/command.h"
#include "session/findings.h"
#include "session/listed.h"
#include "session/parallel.h"

#include <string.h>

struct registering {
	struct gate gate;
	struct tally tally;
	struct ledger *ledger;
};

/* Those without a function of their own are pages and workbooks. */
static const struct register_format {
	const char *name;
	void (*put)(struct ledger *ledger, struct buf *out);
} register_formats[] = {
    {"csv", register_put_csv}, {"json", register_put_json}, {"html", NULL}, {"xlsx", NULL}, {"plan", NULL}};
enum { FORMAT_COUNT = sizeof register_formats / sizeof *register_formats };

static const char *const *format_names(struct arena *arena)
{
	const char **names = arena_array(arena, const char *, FORMAT_COUNT + 1);
	for (size_t i = 0; i < FORMAT_COUNT; i++)
		names[i] = register_formats[i].name;
	return names;
}

static const struct register_format *format_of(const struct project *project)
{
	size_t i = 0;
	while (i + 1 < FORMAT_COUNT && strcmp(register_formats[i].name, project->format) != 0)
		i++;
	return &register_formats[i];
}

static void register_file(struct project *project, struct reading *reading, void *context)
{
	struct registering *registering = context;
	struct listed listed;
	(void)project;
	if (listed_take(&registering->gate, &registering->tally, reading, &listed))
		register_add(registering->ledger, &listed, reading->assessment);
}

/* It tells what is withheld, and findings: a page and a workbook say that they are for those who write the models. */
static bool put_pages(struct project *project, struct ledger *ledger, struct buf *out)
{
	struct diags diags;
	diags_init(&diags, project->arena);
	struct renderer *renderer =
	    renderer_new(project->arena, &diags, &project->official->folders, render_format_named(project->format));
	renderer_set_extras(renderer, (struct render_extras){.purpose = PURPOSE_INTERNAL});
	bool done = render_tables(renderer, register_tables(ledger), out);
	project_report(project, &diags);
	return done;
}

static bool is_for_terminal(const struct project *project)
{
	const char *output = project->options->output;
	bool text = format_of(project)->put || render_format_named(project->format)->text;
	return !text && (!output || strcmp(output, "-") == 0) && (!output || project->receiver->terminal);
}

static enum outcome run_register(struct project *project)
{
	struct registering registering = {0};
	if (is_for_terminal(project)) {
		buf_puts(&project->problem, msg(MSG_USAGE_WORKBOOK_TERMINAL));
		return STATUS_FAILED;
	}
	if (!gate_open(&registering.gate, project))
		return STATUS_FAILED;
	registering.ledger = register_new(project->arena, project->official->periods, &project->assess.as_of);
	parallel_run(project,
	             &(struct file_work){.examine = gate_examine, .visit = register_file, .context = &registering});
	const struct register_format *format = format_of(project);
	struct buf out = BUF_INIT;
	bool done = true;
	if (format->put)
		format->put(registering.ledger, &out);
	else
		done = put_pages(project, registering.ledger, &out);
	done = done && run_write_document(project, project->options->output, &out);
	buf_free(&out);
	return done ? run_status(project, &registering.tally) : STATUS_FAILED;
}

static const char *const option_names[] = {"format", "output",    "as-of", "schema",         "rules",
                                           "trust",  "templates", "jobs",  "stdin-filename", NULL};

const struct command register_command = {
    .name = "register",
    .arguments = "[PATH…]",
    .summary = MSG_HELP_REGISTER,
    .description = MSG_HELP_REGISTER_MORE,
    .options = option_names,
    .formats = format_names,
    .searches_here = true,
    .run = run_register,
};
