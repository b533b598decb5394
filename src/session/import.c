/* shikii import: the text of a published sheet as a model, and what became of each item. */
#include "import/import.h"
#include "base/file_kind.h"
#include "base/messages/file_kind.h"
#include "base/messages/filled.h"
#include "base/messages/help.h"
#include "base/messages/import.h"
#include "base/messages/run.h"
#include "base/messages/usage.h"
#include "base/utf8.h"
#include "import/answer.h"
#include "import/write.h"
#include "report/reporters.h"
#include "session/answer.h"
#include "session/command.h"
#include "session/import_add.h"
#include "session/import_into.h"
#include "session/model_files.h"

#include <stdlib.h>
#include <string.h>

/* What became of the items, beside the model. */
static void note_report(struct project *project, const struct import *import)
{
	struct report report = run_new_report(project);
	project->reporter->import->sheet(&report, import, project->options->report);
	size_t length = report.out.length - (buf_text(&report.out)[report.out.length - 1] == '\n'); /* a note is a line */
	project_note(project, "%.*s", (int)length, buf_text(&report.out));
	report_free(&report);
}

/* A file that is there may be a model that somebody has worked on. */
static enum outcome write_import(struct project *project, const struct import *import)
{
	const char *output = project->options->output;
	struct made_file file = {.path = output,
	                         .bytes = buf_text(&import->yaml),
	                         .length = import->yaml.length,
	                         .makes_folder = true,
	                         .is_new = true};
	bool standard = !output || strcmp(output, "-") == 0;
	if (!(standard ? run_write(project, &import->yaml) : project->receiver->file(project->receiver, &file)))
		return STATUS_FAILED;
	note_report(project, import);
	return STATUS_OK;
}

static const char *open_workbook(struct project *project, const char *bytes, size_t length, struct workbook *workbook)
{
	return workbook_read(project->arena, &project->official->schema->calendar, bytes, length, workbook);
}

/* --sheet; 0: it is no number. */
static size_t sheet_asked(const struct project *project)
{
	const char *text = project->options->sheet;
	if (!text)
		return 1;
	bool digits = strspn(text, "0123456789") == strlen(text) && strlen(text) <= 4;
	return digits ? strtoul(text, NULL, 10) : 0;
}

static const char *read_workbook(struct project *project, const char *bytes, size_t length, struct import *import)
{
	struct workbook workbook;
	const char *reason = open_workbook(project, bytes, length, &workbook);
	return reason ? reason
	              : import_workbook(project->arena, project->official, &workbook, sheet_asked(project), import);
}

static const char *read_text(struct project *project, const struct source *source, struct import *import)
{
	return is_model_file(source->path, source->text)
	           ? msg(MSG_IMPORT_IS_MODEL)
	           : import_text(project->arena, project->official, source, sheet_asked(project), import);
}

static bool is_kind(const char *bytes, size_t length, const struct message *what)
{
	const struct foreign_file *kind = length <= SOURCE_LIMIT ? file_kind_of(bytes, length) : NULL;
	return kind && kind->what == what;
}

/* Reads the file into *import. False: it cannot be read, and *reason is why, or NULL where that has been reported. */
static bool read_file(struct project *project, struct diags *diags, const char *path, struct import *import,
                      const char **reason)
{
	size_t length;
	*reason = NULL;
	const char *bytes = files_bytes(project->arena, diags, project->documents, path, &length);
	bool pdf = bytes && is_kind(bytes, length, MSG_FILE_KIND_PDF);
	if (pdf || (bytes && is_kind(bytes, length, MSG_FILE_KIND_XLSX))) {
		*reason = pdf ? import_pdf(project->arena, project->official, bytes, length, sheet_asked(project), import)
		              : read_workbook(project, bytes, length, import);
		return !*reason;
	}
	const struct source *source = bytes ? source_from_memory(project->arena, diags, path, bytes, length) : NULL;
	if (source)
		*reason = read_text(project, source, import);
	return source && !*reason;
}

/* --into */
static enum outcome return_file(struct project *project, const char *path)
{
	size_t length;
	struct diags diags;
	struct workbook workbook;
	diags_init(&diags, project->arena);
	const char *bytes = files_bytes(project->arena, &diags, project->documents, path, &length);
	const char *reason = !bytes                                       ? NULL
	                     : is_kind(bytes, length, MSG_FILE_KIND_XLSX) ? open_workbook(project, bytes, length, &workbook)
	                                                                  : msg(MSG_FILLED_NOT_A_WORKBOOK);
	if (reason)
		project_say(project, "%s", msg_run_of_file(project->arena, path, reason));
	project_report(project, &diags);
	return bytes && !reason ? import_into(project, &workbook) : STATUS_FAILED;
}

/* Options that do not go together; NULL: all do. */
static const char *wrong_usage(const struct project *project)
{
	const struct options *options = project->options;
	if (options->into && options->output)
		return msg(MSG_USAGE_INTO_OUTPUT);
	if (options->add && (options->into || options->output))
		return msg(MSG_USAGE_ADD_ALONE);
	if (!options->into && !options->add && options->dry_run)
		return msg(MSG_USAGE_DRY_RUN_WITHOUT_INTO);
	if (options->path_count > 1)
		return msg(MSG_USAGE_ONE_IMPORT);
	return sheet_asked(project) ? NULL : msg(MSG_USAGE_SHEET);
}

/* --add */
static enum outcome add_import(struct project *project, const struct import *import)
{
	struct arena *arena = project->arena;
	struct added_answer *answers = arena_array(arena, struct added_answer, import->item_count);
	for (size_t i = 0; i < import->item_count; i++) {
		const struct import_item *item = &import->items[i];
		answers[i] = (struct added_answer){item->key, import_item_place(arena, import, item),
		                                   reading_node(arena, item->reading)};
	}
	enum outcome status =
	    import_add(project, &(struct added_sheet){import->form, &import->yaml, answers, import->item_count});
	if (status != STATUS_FAILED)
		note_report(project, import);
	return status;
}

static enum outcome run_import(struct project *project)
{
	const char *wrong = wrong_usage(project);
	if (wrong) {
		buf_puts(&project->problem, wrong);
		return STATUS_FAILED;
	}
	const char *path = project->options->paths[0], *reason;
	struct diags diags;
	struct import import = {0};
	if (project->options->into)
		return return_file(project, path);
	diags_init(&diags, project->arena);
	bool read = read_file(project, &diags, path, &import, &reason);
	enum outcome status = !read                   ? STATUS_FAILED
	                      : project->options->add ? add_import(project, &import)
	                                              : write_import(project, &import);
	if (reason)
		project_say(project, "%s", msg_run_of_file(project->arena, path, reason));
	project_report(project, &diags);
	buf_free(&import.yaml);
	return status;
}

static const char *const option_names[] = {"format",  "output", "report", "sheet", "add", "into",
                                           "dry-run", "schema", "rules",  "trust", NULL};

const struct command import_command = {
    .name = "import",
    .arguments = "FILE",
    .summary = MSG_HELP_IMPORT,
    .description = MSG_HELP_IMPORT_MORE,
    .options = option_names,
    .reports = true,
    .run = run_import,
};
