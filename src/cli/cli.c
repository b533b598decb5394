/* The command line: argv → command and options → a request, whose answer goes to the streams → exit status. */
#include "cli/cli.h"

#include "base/messages/memory.h"
#include "base/messages/usage.h"
#include "base/utf8.h"
#include "cli/arguments.h"
#include "cli/ask.h"
#include "cli/cache.h"
#include "cli/help.h"
#include "cli/language.h"
#include "cli/streams.h"
#include "lsp/serve.h"
#include "session/session.h"

#include <string.h>
#include <unistd.h>

static const char version[] = "shikii " SHIKII_VERSION "\n";

/* Writes the text and frees it. */
static enum outcome answer(struct buf *text, FILE *out, FILE *err)
{
	bool written = streams_write(out, err, buf_text(text), text->length);
	buf_free(text);
	return written ? STATUS_OK : STATUS_FAILED;
}

static enum outcome answer_program(FILE *out, FILE *err, bool help)
{
	struct buf text = BUF_INIT;
	if (help)
		help_describe_program(&text);
	else
		buf_puts(&text, version);
	return answer(&text, out, err);
}

static enum outcome answer_help(const struct command *command, FILE *out, FILE *err)
{
	struct buf text = BUF_INIT;
	help_describe_command(&text, command);
	return answer(&text, out, err);
}

/* Until the editor goes away. */
static enum outcome serve(const struct options *options, FILE *out, FILE *err)
{
	if (!options->path_count && isatty(STDIN_FILENO)) /* somebody tries what it is */
		fprintf(err, "shikii lsp: %s\n", msg(MSG_USAGE_LSP_TERMINAL));
	if (options->path_count) {
		streams_usage(err, "lsp", msg(MSG_USAGE_LSP_ALONE));
		return STATUS_FAILED;
	}
	if (lsp_serve(STDIN_FILENO, out, options))
		return STATUS_OK;
	fprintf(err, "shikii lsp: %s\n", msg(MSG_USAGE_LSP_BROKEN_OFF));
	return STATUS_FOUND;
}

/* A run of the command: for its questions. */
struct running {
	struct session session;
	struct streams streams;
	struct cache cache;
	const struct command *command;
	const struct options *options;
};

/* Only commands that keep something have the option. */
static bool keeps(const struct command *command, const struct options *options)
{
	return !options->no_cache && option_is_taken(command, option_named("no-cache", strlen("no-cache")));
}

static void list_choices(void *context)
{
	struct running *running = context;
	struct options options = *running->options;
	options.list = true;
	session_run(&running->session, running->command, &options, &running->streams.receiver);
}

static bool accepts(void *context, const char *option)
{
	struct running *running = context;
	struct options options = *running->options;
	options.asked = option;
	return session_run(&running->session, running->command, &options, &running->streams.receiver) == STATUS_OK;
}

static enum outcome run(struct arena *arena, const struct command *command, struct options *options, FILE *out,
                        FILE *err)
{
	struct running running = {.command = command, .options = options};
	struct session *session = &running.session;
	session_init(session);
	session->files.standard_input = true;
	streams_open(&running.streams, arena, command->name, options->colour, out, err);
	ask_missing(arena, command, options, stdin, err, &(struct asker){list_choices, accepts, &running});
	bool kept = keeps(command, options) && cache_open(&running.cache);
	if (kept)
		running.streams.receiver.store = &running.cache.store;
	enum outcome status = session_run(session, command, options, &running.streams.receiver);
	session_clear(session);
	if (kept)
		cache_close(&running.cache);
	if (status == STATUS_NO_MEMORY)
		fprintf(err, "shikii: %s\n", msg(MSG_MEMORY_EXHAUSTED));
	return status == STATUS_NO_MEMORY || running.streams.broken ? STATUS_FAILED : status;
}

static enum outcome run_command(const struct command *command, int argc, char **argv, FILE *out, FILE *err)
{
	struct arena *arena = arena_new();
	struct buf problem = BUF_INIT;
	struct options *options = arguments_read(arena, command, argc, argv, &problem);
	enum outcome status = STATUS_FAILED;
	if (!options)
		streams_usage(err, command->name, buf_text(&problem));
	else if (options->help)
		status = answer_help(command, out, err);
	else if (options->version)
		status = answer_program(out, err, false);
	else if (!command->run)
		status = serve(options, out, err);
	else
		status = run(arena, command, options, out, err);
	buf_free(&problem);
	arena_free(arena);
	return status;
}

static enum outcome unknown_command(const char *name, FILE *err)
{
	struct nearest nearest = {.written = name};
	for (size_t i = 0; i < command_count; i++)
		nearest_offer(&nearest, commands[i]->name);
	struct arena *arena = arena_new();
	streams_usage(err, NULL,
	              strstr(name, "\u3000") ? msg_usage_wide_space(arena, name)
	              : nearest.name         ? msg_usage_no_command_but(arena, name, nearest.name)
	                                     : msg_usage_no_command(arena, name));
	arena_free(arena);
	return STATUS_FAILED;
}

/* shikii help COMMAND, or of all. */
static enum outcome help_about(const char *name, FILE *out, FILE *err)
{
	const struct command *command = name ? command_named(name) : NULL;
	if (command)
		return answer_help(command, out, err);
	return name ? unknown_command(name, err) : answer_program(out, err, true);
}

int shikii_main(int argc, char **argv, FILE *out, FILE *err)
{
	const char *name = argc > 1 ? argv[1] : NULL;
	if (!name) {
		streams_usage(err, NULL, msg(MSG_USAGE_COMMAND_WANTED));
		return STATUS_FAILED;
	}
	if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0 || strcmp(name, "help") == 0)
		return (int)help_about(argc > 2 ? argv[2] : NULL, out, err);
	if (strcmp(name, "--version") == 0)
		return (int)answer_program(out, err, false);
	const struct command *command = command_named(name);
	language_begin(argc, argv);
	enum outcome status = command ? run_command(command, argc, argv, out, err) : unknown_command(name, err);
	message_use(NULL);
	return (int)status;
}
