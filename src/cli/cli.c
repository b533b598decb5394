/* The command line: argv → command and options → a run → exit status. */
#include "cli/cli.h"

#include "base/message.h"
#include "base/utf8.h"
#include "cli/command.h"
#include "cli/language.h"
#include "cli/project.h"
#include "cli/run.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const struct command *const commands[] = {&command_check, &command_judge,   &command_render,
                                          &command_diff,  &command_history, &command_import,
                                          &command_list,  &command_cite,    &command_explain};
const size_t command_count = sizeof commands / sizeof *commands;

static const char version[] = "shikii " SHIKII_VERSION "\n";

static const struct command *find_command(const char *name)
{
	for (size_t i = 0; i < command_count; i++)
		if (strcmp(commands[i]->name, name) == 0)
			return commands[i];
	return NULL;
}

static void describe_program(struct buf *out)
{
	buf_printf(out, "%s\n\n", msg(MSG_HELP_HEAD));
	for (size_t i = 0; i < command_count; i++)
		buf_printf(out, "  %-8s %s\n", commands[i]->name, commands[i]->summary);
	buf_printf(out, "\n%s\n", msg(MSG_HELP_END));
}

static void describe_command(struct buf *out, const struct command *command)
{
	buf_printf(out, "使い方: shikii %s [オプション] %s\n\n%s。\n%s\nオプション:\n", command->name, command->arguments,
	           command->summary, command->description);
	options_describe(out, command);
}

/* Writes the text and frees it. */
static enum exit_status answer(struct buf *text, FILE *out, FILE *err)
{
	bool written = write_text(out, err, text);
	buf_free(text);
	return written ? STATUS_OK : STATUS_FAILED;
}

/* `command` is the one whose help tells more, or NULL. */
static enum exit_status usage_error(FILE *err, const struct command *command, const char *problem)
{
	struct arena *arena = arena_new();
	const char *help = arena_printf(arena, "%s%s--help", command ? command->name : "", command ? " " : "");
	fprintf(err, "shikii: %s\n%s\n", problem, msg_usage_see_help(arena, help));
	arena_free(arena);
	return STATUS_FAILED;
}

/* The value of --format, or the command's first; NULL after telling that there is no such format. */
static const char *choose_format(struct arena *arena, const struct command *command, const struct options *options,
                                 struct buf *problem)
{
	if (!options->format)
		return command->formats ? command->formats[0] : "";
	for (const char *const *format = command->formats; *format; format++)
		if (strcmp(*format, options->format) == 0)
			return *format;
	const char *names = NULL;
	for (const char *const *format = command->formats; *format; format++)
		names = names ? arena_printf(arena, "%s、%s", names, *format) : *format;
	buf_puts(problem, msg_usage_no_format(arena, options->format, names));
	return NULL;
}

static bool wants_colour(FILE *stream)
{
	const char *terminal = getenv("TERM");
	const char *no_colour = getenv("NO_COLOR");
	int descriptor = fileno(stream);
	return descriptor >= 0 && isatty(descriptor) && !(no_colour && *no_colour) &&
	       !(terminal && strcmp(terminal, "dumb") == 0);
}

/* Takes the action from the front of the paths; false after saying that there is none of this name. */
static bool take_action(struct arena *arena, const struct command *command, struct options *options,
                        struct buf *problem)
{
	const char *given = options->path_count ? options->paths[0] : "";
	for (const char *const *action = command->actions; action && *action; action++) {
		if (strcmp(*action, given) != 0)
			continue;
		options->action = *action;
		options->paths++;
		options->path_count--;
		return true;
	}
	if (!command->actions)
		return true;
	const char *names = NULL;
	for (const char *const *action = command->actions; *action; action++)
		names = names ? msg_usage_or(arena, names, *action) : *action;
	buf_puts(problem, msg_usage_no_action(arena, command->name, names));
	return false;
}

static enum exit_status run(struct arena *arena, const struct command *command, struct options *options,
                            struct buf *problem, FILE *out, FILE *err)
{
	static const char *here[] = {"."};
	if (!take_action(arena, command, options, problem))
		return STATUS_FAILED;
	bool optional = command->arguments[0] == '[' || command->actions || options->since;
	if (options->path_count == 0 && optional && !command->names_rules) {
		options->paths = here;
		options->path_count = 1;
	}
	if (options->path_count == 0 && !command->names_rules) {
		buf_puts(problem, msg_usage_path_wanted(arena, command->name));
		return STATUS_FAILED;
	}
	struct project project = {.arena = arena, .options = options, .out = out, .err = err};
	project.names_rules = command->names_rules;
	project.format = choose_format(arena, command, options, problem);
	if (!project.format)
		return STATUS_FAILED;
	project.colour_out = wants_colour(out);
	project.colour_err = wants_colour(err);
	bool opened = language_read(&project) && project_open(&project);
	enum exit_status status = opened ? command->run(&project) : STATUS_FAILED;
	if (project.diags.count) { /* without a form nothing said about its sheet holds */
		project_report(&project, &project.diags);
		status = STATUS_FAILED;
	}
	buf_puts(problem, buf_text(&project.problem));
	buf_free(&project.problem);
	return status;
}

static enum exit_status run_command(const struct command *command, int argc, char **argv, FILE *out, FILE *err)
{
	struct arena *arena = arena_new();
	struct buf problem = BUF_INIT;
	struct options *options = options_parse(arena, command, argc, argv, &problem);
	enum exit_status status = STATUS_FAILED;
	if (options && (options->help || options->version)) {
		struct buf text = BUF_INIT;
		if (options->help)
			describe_command(&text, command);
		else
			buf_puts(&text, version);
		status = answer(&text, out, err);
	} else if (options) {
		status = run(arena, command, options, &problem, out, err);
	}
	if (problem.length)
		status = usage_error(err, command, buf_text(&problem));
	buf_free(&problem);
	arena_free(arena);
	return status;
}

static enum exit_status unknown_command(const char *name, FILE *err)
{
	struct nearest nearest = {.written = name};
	for (size_t i = 0; i < command_count; i++)
		nearest_offer(&nearest, commands[i]->name);
	struct arena *arena = arena_new();
	const char *problem =
	    nearest.name ? msg_usage_no_command_but(arena, name, nearest.name) : msg_usage_no_command(arena, name);
	enum exit_status status = usage_error(err, NULL, problem);
	arena_free(arena);
	return status;
}

int shikii_main(int argc, char **argv, FILE *out, FILE *err)
{
	const char *name = argc > 1 ? argv[1] : NULL;
	struct buf text = BUF_INIT;
	if (!name)
		return usage_error(err, NULL, msg(MSG_USAGE_COMMAND_WANTED));
	if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0 || strcmp(name, "help") == 0) {
		describe_program(&text);
		return answer(&text, out, err);
	}
	if (strcmp(name, "--version") == 0) {
		buf_puts(&text, version);
		return answer(&text, out, err);
	}
	const struct command *command = find_command(name);
	language_begin(argc, argv);
	enum exit_status status = command ? run_command(command, argc, argv, out, err) : unknown_command(name, err);
	message_use(NULL); /* those in use may be of the arena that is gone */
	return (int)status;
}
