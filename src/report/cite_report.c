/* Citations → a table for a terminal, CSV for a spreadsheet, JSON. */
#include "report/cite_report.h"

#include "base/message.h"

#include <string.h>

/* ---- table ---- */

static void begin_table(struct report *report)
{
	const char *const headings[] = {msg(MSG_CITE_PLACE), msg(MSG_CITE_STATE), msg(MSG_CITE_CITATION),
	                                msg(MSG_CITE_NOW)};
	report_table(report, headings, sizeof headings / sizeof *headings);
}

static void add_table(struct report *report, const struct cited_line *line)
{
	const struct cited *cited = line->cited;
	const char *successor = cited->status.successor;
	table_add(&report->table,
	          arena_printf(report->arena, "%s:%zu:%zu", line->file, line->place.line, line->place.column));
	table_add(&report->table, arena_string(report->arena, law_state_label(cited->status.state)));
	table_add(&report->table, arena_string(report->arena, cited->citation.canonical));
	table_add(&report->table, successor ? arena_string(report->arena, successor) : NULL);
}

static void put_table(struct report *report)
{
	table_print(&report->table, &report->out);
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

static void add_csv(struct report *report, const struct cited_line *line)
{
	struct buf *out = &report->out;
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

static void end_csv(struct report *report)
{
	(void)report;
}

const struct cite_reporter cite_csv = {begin_csv, add_csv, end_csv};

/* ---- JSON ---- */

static void begin_json(struct report *report)
{
	report->items = json_array();
}

static void add_json(struct report *report, const struct cited_line *line)
{
	const struct cited *cited = line->cited;
	const struct status *status = &cited->status;
	json_t *object = json_pack(
	    "{s:s, s:s, s:s?, s:s, s:s?, s:s?, s:s?, s:s?, s:s?, s:s, s:I, s:I}", "text", cited->text, "canonical",
	    cited->citation.canonical, "law", cited->citation.law, "state", law_state_name(status->state), "replacement",
	    status->replacement, "kept", status->kept, "successor", status->successor, "path", line->path, "item",
	    line->item, "file", line->file, "line", (json_int_t)line->place.line, "column", (json_int_t)line->place.column);
	json_array_append_new(report->items, object);
}

static void put_json(struct report *report)
{
	report_items(report, "citations", JSON_INDENT(1));
}

const struct cite_reporter cite_json = {begin_json, add_json, put_json};
