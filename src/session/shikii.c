/* The public face: plain C types → a request of the session, whose answer is kept in memory of the result's own. */
#include "shikii.h"

#include "base/list.h"
#include "base/messages/options.h"
#include "base/messages/usage.h"
#include "report/report_json.h"
#include "session/session.h"

#include <jansson.h>

#include <stdlib.h>
#include <string.h>

struct shikii_session {
	struct session session;
};

/* A file of a result. */
struct kept_file {
	const char *path;
	const char *bytes;
	size_t length;
};

/* All of it lives in `memory`, but the struct itself. */
struct shikii_result {
	struct receiver receiver;
	struct memory memory;
	shikii_status_code status;
	struct arena *arena;
	struct buf report;
	struct buf messages;
	const char *usage;
	json_t *findings;
	json_t *notes;
	LIST(struct kept_file) files;
	LIST(shikii_edit) edits;
};

/* ---- keeping the answer ---- */

/* Something for the result to keep. */
struct keeping {
	struct shikii_result *result;
	const char *bytes;
	size_t length;
	const struct diags *diags;
	const struct made_file *file;
	const struct edits *edits;
};

/* Within the request, whose memory is another: when that of the result runs out, the request is given up, too. */
static void keep(void (*how)(void *keeping), struct keeping *keeping)
{
	if (!memory_run(&keeping->result->memory, how, keeping))
		memory_exhausted();
}

static struct shikii_result *result_of(struct receiver *receiver)
{
	return (struct shikii_result *)(void *)receiver;
}

static void keep_report(void *context)
{
	const struct keeping *keeping = context;
	buf_append(&keeping->result->report, keeping->bytes, keeping->length);
}

static bool put_report(struct receiver *receiver, const char *bytes, size_t length)
{
	keep(keep_report, &(struct keeping){.result = result_of(receiver), .bytes = bytes, .length = length});
	return true;
}

static void keep_findings(void *context)
{
	const struct keeping *keeping = context;
	for (size_t i = 0; i < keeping->diags->count; i++)
		json_array_append_new(keeping->result->findings, report_json_diag(keeping->diags->items[i], ""));
}

static void put_findings(struct receiver *receiver, const struct diags *diags)
{
	keep(keep_findings, &(struct keeping){.result = result_of(receiver), .diags = diags});
}

static void keep_note(void *context)
{
	const struct keeping *keeping = context;
	json_array_append_new(keeping->result->notes, report_json_text(keeping->bytes));
}

static void put_note(struct receiver *receiver, const char *words, bool sentence)
{
	(void)sentence;
	keep(keep_note, &(struct keeping){.result = result_of(receiver), .bytes = words});
}

static void keep_usage(void *context)
{
	const struct keeping *keeping = context;
	keeping->result->usage = arena_string(keeping->result->arena, keeping->bytes);
}

static void put_usage(struct receiver *receiver, const char *message)
{
	keep(keep_usage, &(struct keeping){.result = result_of(receiver), .bytes = message});
}

static void keep_file(void *context)
{
	const struct keeping *keeping = context;
	struct arena *arena = keeping->result->arena;
	const struct made_file *file = keeping->file;
	struct kept_file kept = {arena_string(arena, file->path), arena_copy(arena, file->bytes, file->length),
	                         file->length};
	list_push(arena, &keeping->result->files, kept);
}

static bool put_file(struct receiver *receiver, const struct made_file *file)
{
	keep(keep_file, &(struct keeping){.result = result_of(receiver), .file = file});
	return true;
}

static void keep_edits(void *context)
{
	const struct keeping *keeping = context;
	struct arena *arena = keeping->result->arena;
	const struct edits *edits = keeping->edits;
	size_t mark = edits->source->marked ? 3 : 0; /* the byte order mark is no part of the text */
	for (size_t i = 0; i < edits->count; i++) {
		const struct edit *edit = &edits->items[i];
		shikii_edit kept = {arena_string(arena, edits->source->path), mark + edit->from, mark + edit->to,
		                    arena_string(arena, edit->written)};
		list_push(arena, &keeping->result->edits, kept);
	}
}

static void put_edits(struct receiver *receiver, const struct edits *edits)
{
	keep(keep_edits, &(struct keeping){.result = result_of(receiver), .edits = edits});
}

/* ---- a session ---- */

shikii_session *shikii_open(void)
{
	shikii_session *session = malloc(sizeof *session);
	json_set_alloc_funcs(memory_get_plain, memory_release_plain); /* they give and take the blocks of malloc and free */
	if (session)
		session_init(&session->session);
	return session;
}

void shikii_close(shikii_session *session)
{
	if (session)
		session_clear(&session->session);
	free(session);
}

int shikii_put(shikii_session *session, const char *path, const void *bytes, size_t length)
{
	return session_put(&session->session, path, bytes, length);
}

void shikii_drop(shikii_session *session, const char *path)
{
	session_drop(&session->session, path);
}

void shikii_use_disk(shikii_session *session, int use)
{
	session->session.files.memory_only = !use;
}

/* ---- a request ---- */

struct asking {
	struct session *session;
	const char *command;
	const shikii_option *options;
	size_t option_count;
	const char *const *paths;
	size_t path_count;
	struct shikii_result *result;
	struct options *read; /* NULL: the request makes no sense */
};

static void prepare(void *context)
{
	struct shikii_result *result = context;
	result->arena = arena_new();
	result->findings = json_array();
	result->notes = json_array();
}

/* Without a format: json where the command has it. */
static const char *default_format(struct arena *arena, const struct command *command)
{
	for (const char *const *format = command_formats(arena, command); format && *format; format++)
		if (strcmp(*format, "json") == 0)
			return *format;
	return NULL;
}

/* Returns NULL, or what is wrong. */
static const char *read_options(const struct asking *asking, const struct command *command, struct options *options)
{
	struct arena *arena = asking->result->arena;
	const char *wrong = command ? NULL : msg_usage_no_command(arena, asking->command);
	for (size_t i = 0; i < asking->option_count && !wrong; i++) {
		const shikii_option *option = &asking->options[i];
		const struct option_spec *spec = option_named(option->name, strlen(option->name));
		wrong = spec && option_is_taken(command, spec)
		            ? option_store(arena, options, spec, option->value)
		            : msg_options_none(arena, arena_printf(arena, "--%s", option->name), command->name);
	}
	for (size_t i = 0; i < asking->path_count && !wrong; i++)
		wrong = option_add_path(arena, options, asking->paths[i]);
	const char *format = wrong || options->format ? NULL : default_format(arena, command);
	if (format)
		option_store(arena, options, option_named("format", strlen("format")), format);
	return wrong;
}

static void read_request(void *context)
{
	struct asking *asking = context;
	struct options *options = arena_new_object(asking->result->arena, struct options);
	asking->result->usage = read_options(asking, command_named(asking->command), options);
	asking->read = asking->result->usage ? NULL : options;
}

static void write_messages(void *context)
{
	struct shikii_result *result = context;
	json_t *messages = json_pack("{s:o, s:o, s:o}", "usage", report_json_text(result->usage), "findings",
	                             result->findings, "notes", result->notes);
	report_json_write(&result->messages, messages, JSON_COMPACT);
	json_decref(messages);
}

/* False: memory ran out. */
static bool run(struct asking *asking)
{
	struct shikii_result *result = asking->result;
	result->status = SHIKII_FAILED;
	if (!memory_run(&result->memory, prepare, result) || !memory_run(&result->memory, read_request, asking))
		return false;
	if (asking->read)
		result->status = (shikii_status_code)session_run(asking->session, command_named(asking->command), asking->read,
		                                                 &result->receiver);
	return result->status != SHIKII_NO_MEMORY && memory_run(&result->memory, write_messages, result);
}

static shikii_result *result_new(void)
{
	shikii_result *result = malloc(sizeof *result);
	if (!result)
		return NULL;
	*result = (shikii_result){.receiver = {.report = put_report,
	                                       .findings = put_findings,
	                                       .note = put_note,
	                                       .usage = put_usage,
	                                       .file = put_file,
	                                       .edits = put_edits}};
	memory_init(&result->memory);
	return result;
}

/* What there is when there is nothing. */
static shikii_result no_memory = {.status = SHIKII_NO_MEMORY};

shikii_result *shikii_run(shikii_session *session, const char *command, const shikii_option *options,
                          size_t option_count, const char *const *paths, size_t path_count)
{
	struct asking asking = {&session->session, command, options, option_count, paths, path_count, result_new(), NULL};
	if (!asking.result)
		return &no_memory;
	asking.result->memory.allows = session->session.memory.allows;
	asking.result->memory.context = session->session.memory.context;
	if (run(&asking))
		return asking.result;
	shikii_free(asking.result);
	return &no_memory;
}

/* ---- results ---- */

void shikii_free(shikii_result *result)
{
	if (!result || result == &no_memory)
		return;
	memory_clear(&result->memory);
	free(result);
}

shikii_status_code shikii_status(const shikii_result *result)
{
	return result->status;
}

static const char *text_of(const struct buf *buf, size_t *length)
{
	if (length)
		*length = buf->length;
	return buf_text(buf);
}

const char *shikii_report(const shikii_result *result, size_t *length)
{
	return text_of(&result->report, length);
}

const char *shikii_messages(const shikii_result *result, size_t *length)
{
	return text_of(&result->messages, length);
}

size_t shikii_file_count(const shikii_result *result)
{
	return result->files.count;
}

const char *shikii_file_path(const shikii_result *result, size_t index)
{
	return result->files.items[index].path;
}

const char *shikii_file_bytes(const shikii_result *result, size_t index, size_t *length)
{
	if (length)
		*length = result->files.items[index].length;
	return result->files.items[index].bytes;
}

size_t shikii_edit_count(const shikii_result *result)
{
	return result->edits.count;
}

const shikii_edit *shikii_edit_at(const shikii_result *result, size_t index)
{
	return &result->edits.items[index];
}

const char *shikii_version(void)
{
	return SHIKII_VERSION;
}
