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
	struct project *project;
	struct tally tally;
	struct table table; /* its strings live in the project's arena */
	struct buf out;     /* of csv and json; written as it fills where texts of any length are read */
	size_t count;
	bool failed;
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

/* The right title of a law whose title is written with a slip, or NULL. */
static const char *right_title(const struct cited *cited)
{
	return cited->citation.misspelt ? cited->citation.act->title : NULL;
}

static void add_table(struct citing *citing, struct arena *arena, const struct line *line)
{
	const struct cited *cited = line->cited;
	const char *successor = cited->status.successor, *title = right_title(cited);
	if (!successor && title)
		successor = msg_cite_title_right(arena, title);
	table_add(&citing->table, arena_printf(arena, "%s:%zu:%zu", line->file, line->place.line, line->place.column));
	table_add(&citing->table, arena_string(arena, law_state_label(cited->status.state)));
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
	struct buf *out = &citing->out;
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

/* One more object in the array of the outer object, set in as a JSON library would do. */
static void put_object(struct citing *citing, json_t *object)
{
	struct buf text = BUF_INIT;
	report_json_write(&text, object, JSON_INDENT(1));
	buf_puts(&citing->out, citing->count ? ",\n  " : "\n  ");
	for (size_t i = 0; i < text.length; i++) {
		buf_putc(&citing->out, buf_text(&text)[i]);
		if (buf_text(&text)[i] == '\n')
			buf_puts(&citing->out, "  ");
	}
	buf_free(&text);
	json_decref(object);
}

static void add_json(struct citing *citing, const struct line *line)
{
	const struct cited *cited = line->cited;
	const struct status *status = &cited->status;
	json_t *object =
	    json_pack("{s:s, s:s, s:s?, s:s?, s:s, s:s?, s:s?, s:s?, s:s?, s:s?, s:s, s:I, s:I}", "text", cited->text,
	              "canonical", cited->citation.canonical, "law", cited->citation.law, "title", right_title(cited),
	              "state", law_state_name(status->state), "replacement", status->replacement, "kept", status->kept,
	              "successor", status->successor, "path", line->path, "item", line->item, "file", line->file, "line",
	              (json_int_t)line->place.line, "column", (json_int_t)line->place.column);
	put_object(citing, object);
}

static void flush(struct citing *citing)
{
	citing->failed |= !run_write(citing->project, &citing->out);
	buf_clear(&citing->out);
}

static void add(void *context, const struct cited *cited)
{
	enum { FULL = 64 * 1024 };
	struct citing *citing = context;
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
		add_table(citing, citing->project->arena, &line);
		break;
	case CITE_CSV:
		add_csv(citing, &line);
		break;
	case CITE_JSON:
		add_json(citing, &line);
		break;
	}
	buf_free(&path);
	citing->count++;
	if (citing->project->options->text && citing->out.length > FULL && !citing->failed)
		flush(citing);
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
	for (size_t i = 0; i < list.count; i++)
		add(citing, &list.items[i]);
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
		const struct cited_taker taker = {add, citing};
		if (source)
			citations_of_text(arena, law, &project->official->schema->calendar, source, day, &taker);
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
	table_init(&citing->table, project->arena, sizeof headings / sizeof *headings);
	for (size_t i = 0; i < sizeof headings / sizeof *headings; i++)
		table_add(&citing->table, msg(headings[i]));
	if (citing->format == CITE_CSV)
		buf_puts(&citing->out, "file,line,column,path,item,text,canonical,law,state,replacement\r\n");
	else if (citing->format == CITE_JSON)
		buf_puts(&citing->out, "{\n \"citations\": [");
}

static bool finish(struct citing *citing)
{
	if (citing->format == CITE_JSON)
		buf_puts(&citing->out, citing->count ? "\n ]\n}\n" : "]\n}\n");
	else if (citing->format == CITE_TABLE)
		table_print(&citing->table, &citing->out);
	flush(citing);
	buf_free(&citing->out);
	return !citing->failed;
}

static enum outcome run_cite(struct project *project)
{
	struct citing citing = {.project = project};
	if (project->options->fix || project->options->dry_run)
		return cite_fix(project);
	if (project->options->suggest)
		return cite_suggest(project);
	begin(&citing, project);
	if (project->options->text)
		cite_texts(project, &citing);
	else
		run_files(project, cite_model, &citing);
	bool written = finish(&citing);
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
