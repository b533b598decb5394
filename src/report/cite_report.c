/* Citations → a table for a terminal, CSV for a spreadsheet, JSON. */
#include "report/cite_report.h"

#include "base/messages/cite.h"
#include "report/csv.h"
#include "report/report_json.h"
#include "report/table.h"

#include <string.h>

/* ---- table ---- */

static void begin_table(struct report *report)
{
	const char *const headings[] = {msg(MSG_CITE_PLACE), msg(MSG_CITE_STATE), msg(MSG_CITE_CITATION),
	                                msg(MSG_CITE_NOW)};
	report_table(report, headings, sizeof headings / sizeof *headings);
}

/* 現行, 現行（2026-06-01から変わる）, 不明（2026-07-17まで確認）. */
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
	return state;
}

/* The right title of a law whose title is written with a slip, or NULL. */
static const char *right_title(const struct cited *cited)
{
	return cited->citation.misspelt ? cited->citation.act->title : NULL;
}

static void put_table(struct report *report)
{
	table_print(&report->table, &report->out);
}

static void add_table(struct report *report, const struct cited_line *line)
{
	struct table *table = &report->table;
	const struct cited *cited = line->cited;
	const struct status *status = &cited->status;
	const char *successor = status->successor  ? status->successor
	                        : status->stops_to ? status->stops_to
	                                           : status->formerly;
	if (!successor && right_title(cited))
		successor = msg_cite_title_right(table->arena, right_title(cited));
	table_add(table, arena_printf(table->arena, "%s:%zu:%zu", line->file, line->place.line, line->place.column));
	table_add(table, state_of(table->arena, status));
	table_add(table, cited->citation.canonical);
	table_add(table, successor);
	if (table_full(table))
		put_table(report);
}

const struct cite_reporter cite_table = {begin_table, add_table, put_table};

/* ---- CSV ---- */

static void begin_csv(struct report *report)
{
	buf_puts(&report->out, "file,line,column,path,item,text,canonical,law,state,replacement\r\n");
}

static const char *or_empty(const char *text)
{
	return text ? text : "";
}

static void add_csv(struct report *report, const struct cited_line *line)
{
	struct buf *out = &report->out;
	const struct cited *cited = line->cited;
	csv_put(out, one_line(report->arena, line->file), ",");
	buf_printf(out, "%zu,%zu,", line->place.line, line->place.column);
	csv_put(out, or_empty(line->path), ",");
	csv_put(out, or_empty(line->item), ",");
	csv_put(out, cited->text, ",");
	csv_put(out, cited->citation.canonical, ",");
	csv_put(out, or_empty(cited->citation.law), ",");
	csv_put(out, law_state_name(cited->status.state), ",");
	csv_put(out, or_empty(cited->status.replacement), "\r\n");
}

static void end_csv(struct report *report)
{
	(void)report;
}

const struct cite_reporter cite_csv = {begin_csv, add_csv, end_csv};

/* ---- JSON ---- */

static void begin_json(struct report *report)
{
	buf_puts(&report->out, "{\n \"citations\": [");
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
static void add_course(json_t *object, const struct status *status)
{
	const struct law_source *source = status->source;
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
	set_text(object, "source", source ? source->title : NULL);
	set_text(object, "certainty", !source ? NULL : source->word ? source->word : "confirmed");
}

static void add_json(struct report *report, const struct cited_line *line)
{
	const struct cited *cited = line->cited;
	const struct status *status = &cited->status;
	json_t *object = json_pack("{s:s, s:s, s:s?, s:s?, s:s, s:s?, s:s?, s:s?, s:s?, s:s?, s:o, s:I, s:I}", "text",
	                           cited->text, "canonical", cited->citation.canonical, "law", cited->citation.law, "title",
	                           right_title(cited), "state", law_state_name(status->state), "replacement",
	                           status->replacement, "kept", status->kept, "successor", status->successor, "path",
	                           line->path, "item", line->item, "file", report_json_text(line->file), "line",
	                           (json_int_t)line->place.line, "column", (json_int_t)line->place.column);
	add_course(object, status);
	report_item(report, object, 2);
}

static void put_json(struct report *report)
{
	buf_puts(&report->out, report->begun ? "\n ]\n}\n" : "]\n}\n");
}

const struct cite_reporter cite_json = {begin_json, add_json, put_json};
