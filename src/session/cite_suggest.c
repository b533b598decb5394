/* shikii cite --suggest: the rows of 別表 and of the order's table that are for the law of each process. */
#include "base/message.h"
#include "check/suggest.h"
#include "report/report_json.h"
#include "report/table.h"
#include "session/answer.h"
#include "session/cite.h"
#include "session/reading.h"

#include <jansson.h>
#include <string.h>

struct suggesting {
	struct tally tally;
	struct table table;
	json_t *array;
	json_t *notes;
	struct buf told; /* the notes, as lines */
};

static void add(struct suggesting *suggesting, const char *file, const char *day, const struct suggestion *row)
{
	const char *cells[] = {file, row->canonical, row->cited ? msg(MSG_SUGGEST_CITED) : msg(MSG_SUGGEST_NOT_CITED),
	                       row->law, row->body};
	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
		table_add(&suggesting->table, cells[i]);
	json_array_append_new(suggesting->array,
	                      json_pack("{s:s, s:s, s:s, s:s, s:s?, s:b}", "file", file, "as_of", day, "canonical",
	                                row->canonical, "law", row->law, "body", row->body, "cited", (int)row->cited));
}

static void suggest(struct project *project, struct reading *reading, void *context)
{
	struct suggesting *suggesting = context;
	const struct law *law = reading->assessment ? official_law(reading->official) : NULL;
	run_report(project, reading, &suggesting->tally);
	if (!law)
		return;
	const struct value *as_of = &project->assess.as_of;
	struct cited_list cited =
	    citations_of_assessment(reading->arena, reading->official, law, reading->assessment, as_of);
	struct suggestion_list list = suggest_rows(reading->arena, law, reading->assessment, &cited, as_of);
	struct buf day = BUF_INIT;
	date_print_iso(list.day, &day);
	for (size_t i = 0; i < list.notes.count; i++) {
		const char *note = list.notes.items[i];
		json_array_append_new(suggesting->notes, json_pack("{s:s, s:s}", "file", reading->file->path, "note", note));
		buf_printf(&suggesting->told, "%s: %s\n", reading->file->path, note);
	}
	for (size_t i = 0; i < list.count; i++)
		add(suggesting, reading->file->path, buf_text(&day), &list.items[i]);
	buf_free(&day);
}

enum outcome cite_suggest(struct project *project)
{
	static const enum message_id headings[] = {MSG_SUGGEST_FILE, MSG_SUGGEST_ROW, MSG_SUGGEST_CITATION, MSG_SUGGEST_LAW,
	                                           MSG_SUGGEST_BODY};
	struct suggesting suggesting = {.array = json_array(), .notes = json_array(), .told = BUF_INIT};
	struct buf out = BUF_INIT;
	if (project->options->text || strcmp(project->format, "csv") == 0) {
		project_say(project, "%s", msg(MSG_SUGGEST_MODELS_ONLY));
		json_decref(suggesting.array);
		json_decref(suggesting.notes);
		return STATUS_FAILED;
	}
	table_init(&suggesting.table, project->arena, sizeof headings / sizeof *headings);
	for (size_t i = 0; i < sizeof headings / sizeof *headings; i++)
		table_add(&suggesting.table, msg(headings[i]));
	run_files(project, suggest, &suggesting);
	if (strcmp(project->format, "json") == 0) {
		json_t *root = json_pack("{s:O, s:O}", "suggestions", suggesting.array, "notes", suggesting.notes);
		report_json_write(&out, root, JSON_INDENT(1));
		buf_putc(&out, '\n');
		json_decref(root);
	} else {
		table_print(&suggesting.table, &out);
		buf_append(&out, buf_text(&suggesting.told), suggesting.told.length);
	}
	bool written = run_write(project, &out);
	json_decref(suggesting.array);
	json_decref(suggesting.notes);
	buf_free(&suggesting.told);
	buf_free(&out);
	return written ? run_status(project, &suggesting.tally) : STATUS_FAILED;
}
