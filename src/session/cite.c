/* shikii cite: every legal citation of models or plain texts, with its canonical form and its state on the day. */
#include "session/cite.h"
#include "base/message.h"
#include "check/citations.h"
#include "report/report_json.h"
#include "report/table.h"
#include "session/answer.h"
#include "session/command.h"
#include "session/reading.h"

#include <jansson.h>
#include <string.h>

struct citing {
	struct tally tally;
	struct table table; /* its strings live in the project's arena */
	json_t *array;
	struct buf csv;
	enum { CITE_TABLE, CITE_CSV, CITE_JSON } format;
};

/* One citation, as all three formats show it. */
struct line {
	const char *file;
	struct position place;
	const char *path; /* of the model, or NULL */
	const char *item; /* or NULL */
	const struct cited *cited;
};

static const char *or_empty(const char *text)
{
	return text ? text : "";
}

/* 現行, 現行（2026-06-01から変わる）, 不明（2026-07-17まで確認）; in the project's arena. */
static const char *state_of(struct arena *arena, const struct status *status)
{
	struct buf day = BUF_INIT;
	const char *state = law_state_label(status->state);
	date_print_iso(status->stops.year ? status->stops : status->known_to, &day);
	if (status->stops.year)
		state = msg_cite_stops(arena, state, buf_text(&day));
	else if (status->known_to.year)
		state = msg_cite_known_to(arena, state, buf_text(&day));
	buf_free(&day);
	return arena_string(arena, state);
}

static void add_table(struct citing *citing, struct arena *arena, const struct line *line)
{
	const struct cited *cited = line->cited;
	const struct status *status = &cited->status;
	const char *successor = status->successor  ? status->successor
	                        : status->stops_to ? status->stops_to
	                                           : status->formerly;
	table_add(&citing->table, arena_printf(arena, "%s:%zu:%zu", line->file, line->place.line, line->place.column));
	table_add(&citing->table, state_of(arena, status));
	table_add(&citing->table, arena_string(arena, cited->citation.canonical));
	table_add(&citing->table, successor ? arena_string(arena, successor) : NULL);
}

/* RFC 4180. A value that a spreadsheet would take for a formula begins with an apostrophe. */
static void put_cell(struct buf *out, const char *text, const char *end)
{
	buf_puts(out, *text && strchr("=+-@", *text) ? "\"'" : "\"");
	for (; *text; text++) {
		if (*text == '"')
			buf_putc(out, '"');
		buf_putc(out, *text);
	}
	buf_puts(out, "\"");
	buf_puts(out, end);
}

static void add_csv(struct citing *citing, const struct line *line)
{
	struct buf *out = &citing->csv;
	const struct cited *cited = line->cited;
	put_cell(out, line->file, ",");
	buf_printf(out, "%zu,%zu,", line->place.line, line->place.column);
	put_cell(out, or_empty(line->path), ",");
	put_cell(out, or_empty(line->item), ",");
	put_cell(out, cited->text, ",");
	put_cell(out, cited->citation.canonical, ",");
	put_cell(out, or_empty(cited->citation.law), ",");
	put_cell(out, law_state_name(cited->status.state), ",");
	put_cell(out, or_empty(cited->status.replacement), "\r\n");
}

static void set_day(json_t *object, const char *key, struct date day)
{
	struct buf text = BUF_INIT;
	if (day.year)
		date_print_iso(day, &text);
	json_object_set_new(object, key, day.year ? json_string(buf_text(&text)) : json_null());
	buf_free(&text);
}

static void set_text(json_t *object, const char *key, const char *text)
{
	json_object_set_new(object, key, text ? json_string(text) : json_null());
}

/* What came before and what comes after, and how far that is known. */
static void add_json_course(json_t *object, const struct status *status)
{
	json_t *successors = json_array();
	for (size_t i = 0; i < status->successor_count; i++)
		json_array_append_new(successors, json_string(status->successors[i]));
	set_text(object, "class", law_class_name(status->class));
	json_object_set_new(object, "successors", successors);
	set_text(object, "formerly", status->formerly);
	set_day(object, "since", status->since);
	set_day(object, "stops", status->stops);
	set_text(object, "stops_to", status->stops_to);
	set_day(object, "known_to", status->known_to);
	set_text(object, "source", status->source ? status->source->title : NULL);
	set_text(object, "certainty", status->source ? status->source->word ? status->source->word : "confirmed" : NULL);
}

static void add_json(struct citing *citing, const struct line *line)
{
	const struct cited *cited = line->cited;
	const struct status *status = &cited->status;
	json_t *object = json_pack(
	    "{s:s, s:s, s:s?, s:s, s:s?, s:s?, s:s?, s:s?, s:s?, s:s, s:I, s:I}", "text", cited->text, "canonical",
	    cited->citation.canonical, "law", cited->citation.law, "state", law_state_name(status->state), "replacement",
	    status->replacement, "kept", status->kept, "successor", status->successor, "path", line->path, "item",
	    line->item, "file", line->file, "line", (json_int_t)line->place.line, "column", (json_int_t)line->place.column);
	add_json_course(object, status);
	json_array_append_new(citing->array, object);
}

static void add(struct citing *citing, struct arena *arena, const struct cited *cited)
{
	struct line line = {.file = cited->span.source->path,
	                    .place = source_position(cited->span.source, cited->span.start),
	                    .cited = cited};
	struct buf path = BUF_INIT;
	if (cited->node)
		node_path(cited->node, &path);
	line.path = cited->node ? buf_text(&path) : NULL;
	line.item = cited->row ? cited->row->item->id : NULL;
	switch (citing->format) {
	case CITE_TABLE:
		add_table(citing, arena, &line);
		break;
	case CITE_CSV:
		add_csv(citing, &line);
		break;
	case CITE_JSON:
		add_json(citing, &line);
		break;
	}
	buf_free(&path);
}

static void add_all(struct citing *citing, struct arena *arena, const struct cited_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		add(citing, arena, &list->items[i]);
}

static void cite_model(struct project *project, struct reading *reading, void *context)
{
	struct citing *citing = context;
	const struct law *law = reading->assessment ? official_law(reading->official) : NULL;
	run_report(project, reading, &citing->tally);
	if (!law)
		return;
	struct cited_list list =
	    citations_of_assessment(reading->arena, reading->official, law, reading->assessment, &project->assess.as_of);
	add_all(citing, project->arena, &list);
}

static void cite_texts(struct project *project, struct citing *citing)
{
	struct date day = {0};
	const struct law *law = official_law(project->official);
	if (project->assess.as_of.kind == VALUE_DATE)
		day = project->assess.as_of.date;
	for (size_t i = 0; law && i < project->file_count; i++) {
		struct arena *arena = arena_new();
		struct diags diags;
		diags_init(&diags, arena);
		const struct source *source = project_source(project, arena, &diags, &project->files[i]);
		if (source) {
			struct cited_list list = citations_of_text(arena, law, &project->official->schema->calendar, source, day);
			add_all(citing, project->arena, &list);
		}
		tally_add(&citing->tally, &diags);
		project_report(project, &diags);
		arena_free(arena);
	}
}

static void begin(struct citing *citing, struct project *project)
{
	static const enum message_id headings[] = {MSG_CITE_PLACE, MSG_CITE_STATE, MSG_CITE_CITATION, MSG_CITE_NOW};
	citing->format = strcmp(project->format, "json") == 0  ? CITE_JSON
	                 : strcmp(project->format, "csv") == 0 ? CITE_CSV
	                                                       : CITE_TABLE;
	citing->array = json_array();
	table_init(&citing->table, project->arena, sizeof headings / sizeof *headings);
	for (size_t i = 0; i < sizeof headings / sizeof *headings; i++)
		table_add(&citing->table, msg(headings[i]));
	buf_puts(&citing->csv, "file,line,column,path,item,text,canonical,law,state,replacement\r\n");
}

static bool finish(struct citing *citing, struct project *project)
{
	struct buf out = BUF_INIT;
	if (citing->format == CITE_JSON) {
		json_t *root = json_pack("{s:O}", "citations", citing->array);
		report_json_write(&out, root, JSON_INDENT(1));
		buf_putc(&out, '\n');
		json_decref(root);
	} else if (citing->format == CITE_TABLE) {
		table_print(&citing->table, &out);
	}
	bool written = run_write(project, citing->format == CITE_CSV ? &citing->csv : &out);
	json_decref(citing->array);
	buf_free(&citing->csv);
	buf_free(&out);
	return written;
}

static enum outcome run_cite(struct project *project)
{
	struct citing citing = {0};
	if (project->options->fix || project->options->dry_run)
		return cite_fix(project);
	if (project->options->suggest)
		return cite_suggest(project);
	begin(&citing, project);
	if (project->options->text)
		cite_texts(project, &citing);
	else
		run_files(project, cite_model, &citing);
	bool written = finish(&citing, project);
	return written ? run_status(project, &citing.tally) : STATUS_FAILED;
}

static const char *const option_names[] = {"format", "stdin-filename", "text",  "fix", "dry-run", "suggest", "as-of",
                                           "set",    "schema",         "rules", NULL};
static const char *const formats[] = {"table", "csv", "json", NULL};

const struct command command_cite = {
    .name = "cite",
    .options = option_names,
    .formats = formats,
    .searches_here = true,
    .run = run_cite,
};
