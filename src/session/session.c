/* Documents, and request after request about them. */
#include "session/session.h"

#include "base/messages/row.h"
#include "base/messages/usage.h"
#include "base/utf8.h"
#include "report/reporters.h"
#include "session/answer.h"
#include "session/ending.h"
#include "session/language.h"

#include <stdlib.h>
#include <string.h>

const struct command *const commands[] = {
#define COMMAND(name) &name##_command,
#include "session/commands.def"
#undef COMMAND
};
const size_t command_count = sizeof commands / sizeof *commands;

const struct command *command_named(const char *name)
{
	for (size_t i = 0; i < command_count; i++)
		if (strcmp(commands[i]->name, name) == 0)
			return commands[i];
	return NULL;
}

const char *const *command_formats(struct arena *arena, const struct command *command)
{
	if (command->reports)
		return reporter_formats(arena, command->name);
	return command->formats ? command->formats(arena) : NULL;
}

void session_init(struct session *session)
{
	*session = (struct session){0};
	memory_init(&session->memory);
}

/* ---- documents ---- */

static void forget(struct session *session, size_t at)
{
	struct document *document = &session->documents[at];
	free(document->owned);
	memmove(document, document + 1, (session->files.count - at - 1) * sizeof *document);
	session->files.count--;
}

void session_clear(struct session *session)
{
	while (session->files.count)
		forget(session, session->files.count - 1);
	free(session->documents);
	memory_clear(&session->memory);
}

/* Both in one block; false: there is no memory. */
static bool copy_document(const char *path, const char *bytes, size_t length, struct document *document)
{
	size_t path_size = strlen(path) + 1;
	char *block = malloc(path_size + length + 1);
	if (!block)
		return false;
	memcpy(block, path, path_size);
	if (length)
		memcpy(block + path_size, bytes, length);
	block[path_size + length] = '\0';
	*document = (struct document){block, block + path_size, length, block};
	/* cppcheck-suppress memleak ; it is document->owned */
	return true;
}

static bool reserve(struct session *session)
{
	if (session->files.count < session->capacity)
		return true;
	size_t capacity = session->capacity ? 2 * session->capacity : 16;
	struct document *documents = realloc(session->documents, capacity * sizeof *documents);
	if (!documents)
		return false;
	session->documents = documents;
	session->files.documents = documents;
	session->capacity = capacity;
	return true;
}

/* Where a document with this path stands, or would stand. */
static size_t place_of(const struct session *session, const char *normal)
{
	size_t at = 0;
	while (at < session->files.count && strcmp(session->documents[at].path, normal) < 0)
		at++;
	return at;
}

bool session_put(struct session *session, const char *path, const char *bytes, size_t length)
{
	char buffer[PATH_LIMIT];
	const char *normal = path_normal(path, buffer);
	struct document document;
	if (!normal || !reserve(session) || !copy_document(normal, bytes, length, &document))
		return false;
	session_drop(session, path);
	size_t at = place_of(session, normal);
	struct document *place = &session->documents[at];
	memmove(place + 1, place, (session->files.count - at) * sizeof *place);
	*place = document;
	session->files.count++;
	return true;
}

void session_drop(struct session *session, const char *path)
{
	const struct document *document = files_document(&session->files, path);
	if (document)
		forget(session, (size_t)(document - session->documents));
}

/* ---- requests ---- */

struct request {
	struct session *session;
	const struct command *command;
	const struct options *options;
	struct receiver *receiver;
	enum outcome status;
};

/* The format that a wish names; that the name of its file ends with; or the command's first. NULL: there is no such format. */
static const char *find_format(struct arena *arena, const char *const *formats, const struct wish *wish,
                               struct buf *problem)
{
	if (!formats)
		return "";
	if (!wish->format) {
		const char *said = ending_format(formats, wish->output);
		return said ? said : formats[0];
	}
	struct nearest nearest = {.written = wish->format};
	const char *names = NULL;
	for (const char *const *format = formats; *format; format++) {
		if (strcmp(*format, wish->format) == 0)
			return *format;
		names = names ? msg_row_more(arena, names, *format) : *format;
		nearest_offer(&nearest, *format);
	}
	buf_puts(problem, nearest.name ? msg_usage_no_format_but(arena, wish->format, names, nearest.name)
	                               : msg_usage_no_format(arena, wish->format, names));
	return NULL;
}

const char *command_format(struct arena *arena, const struct command *command, const struct wish *wish,
                           struct buf *problem)
{
	const char *const *formats = command_formats(arena, command);
	const char *format = find_format(arena, formats, wish, problem);
	const char *conflict = format && formats ? ending_conflict(arena, formats, format, wish->output) : NULL;
	buf_puts(problem, conflict ? conflict : "");
	return conflict ? NULL : format;
}

/* The format of the first report; NULL after saying what is wrong. */
static const char *choose_format(struct arena *arena, const struct command *command, const struct options *options,
                                 struct buf *problem)
{
	const char *twice = command->several ? NULL : option_check_wishes(arena, options);
	buf_puts(problem, twice ? twice : "");
	return twice ? NULL : command_format(arena, command, &(struct wish){options->format, options->output}, problem);
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

/* The paths are those of the request, or where they may be left out, the working folder. */
static bool settle_paths(struct arena *arena, const struct command *command, struct options *options,
                         struct buf *problem)
{
	static const char *here[] = {"."};
	if (!take_action(arena, command, options, problem))
		return false;
	if (options->path_count || command->names_rules)
		return true;
	if (!command->searches_here && !options->since) {
		buf_puts(problem, msg_usage_path_wanted(arena, command->name, command->arguments));
		return false;
	}
	options->paths = here;
	options->path_count = 1;
	return true;
}

/* What is wrong with official data, the built-in too: without a form nothing said about its sheet holds. False: nothing is. */
static bool tell_troubles(struct project *project)
{
	struct diags *built_in = project->session && project->session->kept ? &project->session->kept_diags : NULL;
	bool any = project->diags.count || (built_in && built_in->count);
	project_report(project, &project->diags);
	if (built_in)
		project_report(project, built_in);
	return any;
}

static enum outcome run_in(struct project *project, const struct request *request)
{
	const struct command *command = request->command;
	struct options *options = arena_new_object(project->arena, struct options);
	*options = *request->options;
	project->options = options;
	if (!command->run) {
		buf_puts(&project->problem, msg_usage_no_command(project->arena, command->name));
		return STATUS_FAILED;
	}
	project->command = command;
	if (!settle_paths(project->arena, command, options, &project->problem))
		return STATUS_FAILED;
	project->format = choose_format(project->arena, command, options, &project->problem);
	if (!project->format)
		return STATUS_FAILED;
	project->reporter = reporter_find(command->name, project->format);
	bool opened = language_read(project) && project_open(project);
	enum outcome status = opened ? command->run(project) : STATUS_FAILED;
	return tell_troubles(project) ? STATUS_FAILED : status;
}

static void run_over(struct request *request, const struct files *files)
{
	struct project project = {.arena = arena_new(),
	                          .session = request->session,
	                          .documents = files,
	                          .receiver = request->receiver,
	                          .names_rules = request->command->names_rules,
	                          .revisions = request->command->revisions};
	request->status = run_in(&project, request);
	if (project.problem.length) {
		request->receiver->usage(request->receiver, buf_text(&project.problem));
		request->status = STATUS_FAILED;
	}
	buf_free(&project.problem);
	arena_free(project.arena);
}

static void run(void *context)
{
	struct request *request = context;
	struct files files = request->session->files;
	files.trusted = request->options->trust;
	run_over(request, &files);
}

enum outcome project_run_over(const struct project *project, const struct options *options, const struct files *files)
{
	struct request request = {project->session, project->command, options, project->receiver, STATUS_FAILED};
	run_over(&request, files);
	return request.status;
}

enum outcome session_run(struct session *session, const struct command *command, const struct options *options,
                         struct receiver *receiver)
{
	struct request request = {session, command, options, receiver, STATUS_FAILED};
	const char *const *language = message_used();
	bool done = memory_run(&session->memory, run, &request);
	message_use(language); /* those of the request may be of its arena */
	if (done)
		return request.status;
	session->kept = NULL; /* it is gone with all the rest */
	session->official = NULL;
	return STATUS_NO_MEMORY;
}
