/* Rows of the law that are for a process → a table for a terminal with notes below it, JSON. */
#include "report/suggest_report.h"

#include "base/messages/suggest.h"
#include "report/report_json.h"

/* ---- table ---- */

static void begin_table(struct report *report)
{
	const char *const headings[] = {msg(MSG_SUGGEST_FILE), msg(MSG_SUGGEST_ROW), msg(MSG_SUGGEST_CITATION),
	                                msg(MSG_SUGGEST_LAW), msg(MSG_SUGGEST_BODY)};
	report_table(report, headings, sizeof headings / sizeof *headings);
}

/* The notes of all files stand below the one table. */
static void add_table(struct report *report, const char *path, const struct suggestion_list *list)
{
	for (size_t i = 0; i < list->notes.count; i++)
		buf_printf(&report->notes, "%s: %s\n", path, list->notes.items[i]);
	for (size_t i = 0; i < list->count; i++) {
		const struct suggestion *row = &list->items[i];
		const char *cells[] = {path, row->canonical, msg(row->cited ? MSG_SUGGEST_CITED : MSG_SUGGEST_NOT_CITED),
		                       row->law, row->body};
		for (size_t j = 0; j < sizeof cells / sizeof *cells; j++)
			table_add(&report->table, cells[j]);
	}
}

static void end_table(struct report *report)
{
	table_print(&report->table, &report->out);
	buf_append(&report->out, buf_text(&report->notes), report->notes.length);
	buf_clear(&report->notes);
}

const struct suggest_reporter suggest_table = {begin_table, add_table, end_table};

/* ---- JSON ---- */

static void begin_json(struct report *report)
{
	report->items = json_pack("{s:[], s:[]}", "suggestions", "notes");
}

static void add_json(struct report *report, const char *path, const struct suggestion_list *list)
{
	json_t *rows = json_object_get(report->items, "suggestions"), *notes = json_object_get(report->items, "notes");
	struct buf day = BUF_INIT;
	date_print_iso(list->day, &day);
	for (size_t i = 0; i < list->notes.count; i++)
		json_array_append_new(notes, json_pack("{s:s, s:s}", "file", path, "note", list->notes.items[i]));
	for (size_t i = 0; i < list->count; i++) {
		const struct suggestion *row = &list->items[i];
		json_array_append_new(rows, json_pack("{s:s, s:s, s:s, s:s, s:s?, s:b}", "file", path, "as_of", buf_text(&day),
		                                      "canonical", row->canonical, "law", row->law, "body", row->body, "cited",
		                                      (int)row->cited));
	}
	buf_free(&day);
}

static void end_json(struct report *report)
{
	report_items(report, NULL, JSON_INDENT(1));
}

const struct suggest_reporter suggest_json = {begin_json, add_json, end_json};
