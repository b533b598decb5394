/* What a request hands to its receiver. */
#include "session/answer.h"

#include "base/clean.h"
#include "base/messages/run.h"

#include <string.h>

void project_report(struct project *project, struct diags *diags)
{
	diags_sort(diags);
	if (diags->count)
		project->receiver->findings(project->receiver, diags);
}

__attribute__((format(printf, 3, 0))) static void tell(struct project *project, bool sentence, const char *format,
                                                       va_list arguments)
{
	struct arena *arena = arena_new();
	project->receiver->note(project->receiver, arena_vprintf(arena, format, arguments), sentence);
	arena_free(arena);
}

void project_note(struct project *project, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	tell(project, false, format, arguments);
	va_end(arguments);
}

void project_say(struct project *project, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	tell(project, true, format, arguments);
	va_end(arguments);
}

void project_progress(const struct project *project, size_t done)
{
	if (project->receiver->progress && !project->options->quiet)
		project->receiver->progress(project->receiver, done, project->file_count);
}

struct report run_new_report(const struct project *project)
{
	return (struct report){
	    .arena = project->arena,
	    .colour = project->receiver->colour,
	    .links = project->receiver->links,
	    .fail_on = project->fail_on,
	    .side_by_side = project->options->side_by_side,
	    .alone = project->file_count == 1,
	};
}

bool run_write(struct project *project, const struct buf *text)
{
	return project->receiver->report(project->receiver, buf_text(text), text->length);
}

/* Does a link below --out-dir lead out of it? One that points nowhere does: who writes makes what it points to. */
static bool leads_out(struct project *project, const char *path)
{
	const char *folder = project->options->out_dir;
	const struct files *files = project->documents;
	if (!folder || files->trusted)
		return false;
	for (const char *end = path + strlen(folder) + strspn(path + strlen(folder), "/"); *end; end += *end == '/') {
		end += strcspn(end, "/");
		const char *step = arena_copy(project->arena, path, (size_t)(end - path));
		enum file_kind kind = files_kind(files, step);
		bool nowhere = kind == FILE_NONE || kind == FILE_UNREADABLE;
		if (files_is_link(files, step) && (nowhere || files_lead_out(files, step, folder)))
			return true;
	}
	return false;
}

/* Is it one of the files that the answer is made from? */
static bool is_read(const struct project *project, const char *path)
{
	if (project->documents && project->documents->memory_only)
		return false;
	for (size_t i = 0; i < project->found_count; i++)
		if (files_same(path, project->files[i].path))
			return true;
	for (const struct project_body *body = project->bodies; body; body = body->next)
		if (body->path && files_same(path, body->path))
			return true;
	return project->options->compare && files_same(path, project->options->compare);
}

/* Why nothing may be written there, or NULL. */
static const char *write_refusal(struct project *project, const char *path)
{
	return leads_out(project, path) ? msg(MSG_RUN_LED_OUT) : is_read(project, path) ? msg(MSG_RUN_IS_READ) : NULL;
}

static bool is_report(const char *path)
{
	return !path || strcmp(path, "-") == 0;
}

bool run_write_file(struct project *project, const char *path, const struct buf *text)
{
	struct made_file file = {.path = path, .bytes = buf_text(text), .length = text->length};
	file.makes_folder = project->options->out_dir != NULL;
	if (is_report(path))
		return run_write(project, text);
	const char *reason = write_refusal(project, path);
	if (!reason)
		return project->receiver->file(project->receiver, &file);
	project_say(project, "%s", msg_run_cannot_write(project->arena, path, reason));
	return false;
}

bool run_write_document(struct project *project, const char *path, const struct buf *text)
{
	bool shown = is_report(path) && project->receiver->terminal;
	const char *harmless = shown ? clean_text(project->arena, CLEAN_SCREEN, buf_text(text)) : buf_text(text);
	if (harmless == buf_text(text))
		return run_write_file(project, path, text);
	struct buf cleaned = BUF_INIT;
	buf_puts(&cleaned, harmless);
	bool written = run_write_file(project, path, &cleaned);
	buf_free(&cleaned);
	return written;
}

const char *run_path_in_folder(struct project *project, const struct project_file *file, const char *leaf)
{
	struct arena *arena = project->arena;
	const char *path = arena_printf(arena, "%s/%s/%s", project->options->out_dir, file->name, leaf);
	const char *other = map_put(&project->written, path, arena_string(arena, file->path));
	if (other)
		project_say(project, "%s", msg_run_cannot_write(arena, path, msg_run_same_name(arena, other)));
	return other ? NULL : path;
}
