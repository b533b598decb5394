#include "cli/run.h"

#include "base/message.h"
#include "base/outfile.h"
#include "report/report_text.h"

#include <string.h>

enum { FINDING_LIMIT = 1000 }; /* of one file: nobody reads more, and hostile files could make millions */

void run_read(struct project *project, struct reading *reading)
{
	diags_init(&reading->diags, reading->arena);
	reading->diags.limit = FINDING_LIMIT;
	const struct model *model = project_read(project, reading->arena, &reading->diags, reading->file, &reading->body);
	reading->official = project_official(project, reading->body);
	if (model)
		reading->assessment = assess(reading->arena, &reading->diags, reading->official, model, &project->assess);
}

bool run_is_sound(const struct reading *reading)
{
	return reading->assessment && diags_count(&reading->diags, SEVERITY_ERROR) == 0;
}

bool run_read_sound(struct project *project, struct reading *reading, struct tally *tally)
{
	run_read(project, reading);
	run_report(project, reading, tally);
	return run_is_sound(reading);
}

void run_files(struct project *project, void (*visit)(struct project *, struct reading *, void *), void *context)
{
	struct arena *arena = arena_new();
	for (size_t i = 0; i < project->file_count; i++) {
		struct reading reading = {.file = &project->files[i], .arena = arena};
		run_read(project, &reading);
		visit(project, &reading, context);
		arena_reset(arena);
	}
	arena_free(arena);
}

void tally_add(struct tally *tally, const struct diags *diags)
{
	for (size_t severity = SEVERITY_NOTE; severity <= SEVERITY_ERROR; severity++)
		tally->count[severity] += diags_count(diags, (enum severity)severity);
	tally->environment |= diags->environment;
}

enum exit_status run_status(const struct project *project, const struct tally *tally)
{
	if (tally->environment || project->incomplete)
		return STATUS_FAILED;
	for (size_t severity = project->fail_on; severity <= SEVERITY_ERROR; severity++)
		if (tally->count[severity])
			return STATUS_FOUND;
	return STATUS_OK;
}

void run_report_body(struct project *project, struct reading *reading, struct tally *tally)
{
	struct project_body *body = reading->body;
	if (body && !body->reported) {
		body->reported = true;
		tally_add(tally, &body->diags);
		project_report(project, &body->diags);
	}
}

void run_report(struct project *project, struct reading *reading, struct tally *tally)
{
	run_report_body(project, reading, tally);
	tally_add(tally, &reading->diags);
	project_report(project, &reading->diags);
}

static void tell_cannot_print(FILE *err, const char *reason)
{
	struct arena *arena = arena_new();
	fprintf(err, "shikii: %s\n", msg_run_cannot_print(arena, reason));
	arena_free(arena);
}

bool write_text(FILE *out, FILE *err, const struct buf *text)
{
	struct outfile file;
	const char *reason = outfile_open(&file, NULL, NULL, out);
	if (!reason) {
		outfile_write(&file, buf_text(text), text->length);
		reason = outfile_close(&file);
	}
	if (reason)
		tell_cannot_print(err, reason);
	return !reason;
}

bool run_write(struct project *project, const struct buf *text)
{
	return write_text(project->out, project->err, text);
}

bool run_write_file(struct project *project, const char *path, const struct buf *text)
{
	struct outfile file;
	const char *reason = outfile_open(&file, project->arena, path, project->out);
	if (!reason) {
		outfile_write(&file, buf_text(text), text->length);
		reason = outfile_close(&file);
	}
	if (reason && path)
		fprintf(project->err, "shikii: %s\n", msg_run_cannot_write(project->arena, path, reason));
	else if (reason)
		tell_cannot_print(project->err, reason);
	return !reason;
}

const char *run_path_in_folder(struct project *project, const struct project_file *file, const char *leaf)
{
	struct arena *arena = project->arena;
	const char *folder = arena_printf(arena, "%s/%s", project->options->out_dir, file->name);
	const char *path = arena_printf(arena, "%s/%s", folder, leaf);
	const char *other = map_put(&project->written, path, arena_string(arena, file->path));
	const char *reason = other ? msg_run_same_name(arena, other) : folder_make(folder);
	if (reason)
		fprintf(project->err, "shikii: %s\n", msg_run_cannot_write(project->arena, other ? path : folder, reason));
	return reason ? NULL : path;
}

enum render_purpose run_purpose(const struct project *project)
{
	const char *purpose = project->options->purpose;
	if (project->options->with_findings)
		return PURPOSE_INTERNAL;
	return purpose && strcmp(purpose, "submission") == 0 ? PURPOSE_SUBMISSION : PURPOSE_PUBLICATION;
}

const char *run_suffix(const struct project *project)
{
	enum render_purpose purpose = run_purpose(project);
	return purpose == PURPOSE_SUBMISSION ? arena_printf(project->arena, "-%s", purpose_label(purpose)) : "";
}

void put_internal(struct buf *out)
{
	buf_printf(out, "%s\n", purpose_label(PURPOSE_INTERNAL));
}

void withheld_add(struct withheld *withheld, const struct assessment *assessment)
{
	withheld->answers += assessment->withheld_answers;
	withheld->cells += assessment->withheld_cells;
}

void withheld_tell(const struct project *project, const struct withheld *withheld)
{
	struct arena *arena = project->arena;
	if (withheld->cells)
		fprintf(project->err, "shikii: %s\n",
		        msg_withheld_answers_and_cells(arena, withheld->answers, withheld->cells));
	else if (withheld->answers)
		fprintf(project->err, "shikii: %s\n", msg_withheld_answers(arena, withheld->answers));
}

const char *kind_labels(struct arena *arena, const struct official *official, const char *const *kinds)
{
	const char *text = NULL;
	for (; kinds && *kinds; kinds++)
		text = arena_printf(arena, "%s%s%s", text ? text : "", text ? "、" : "", kind_label(official, *kinds));
	return text ? text : msg(MSG_RUN_NONE);
}
