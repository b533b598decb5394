/* What `check` found → a line for each finding: as gcc has it, as JSON, and as reviewdog takes it. What was written can be put
 * together with what another run wrote. */
#include "report/finding.h"
#include "report/report_json.h"

static void put_lines(struct report *report, const struct checked_file *file)
{
	for (size_t i = 0; i < file->diags->count; i++) {
		finding_line(&report->out, file, file->diags->items[i]);
		buf_putc(&report->out, '\n');
	}
}

const struct check_reporter check_line = {.file = put_lines};

/* ---- JSON ---- */

static void put_object(struct report *report, json_t *object)
{
	report_json_write(&report->out, object, JSON_COMPACT);
	buf_putc(&report->out, '\n');
	json_decref(object);
}

/* The file, then its findings, in the form of the format json (docs/json.md). */
static void put_ndjson(struct report *report, const struct checked_file *file)
{
	json_t *judgement = checked_judgement_json(file);
	put_object(report, json_pack("{s:i, s:s, s:o, s:o}", "version", 1, "type", "file", "file",
	                             report_json_text(file->path), "judgement", judgement));
	for (size_t i = 0; i < file->diags->count; i++) {
		const struct diag *diag = file->diags->items[i];
		const char *path = diag_file(diag);
		json_t *object = json_pack("{s:i, s:s, s:o}", "version", 1, "type", "finding", "file",
		                           report_json_text(*path ? path : file->path));
		json_t *finding = report_json_diag(diag, path);
		json_object_update(object, finding);
		json_decref(finding);
		put_object(report, object);
	}
}

const struct check_reporter check_ndjson = {.file = put_ndjson, .mends = true};

/* ---- reviewdog: https://github.com/reviewdog/reviewdog/tree/master/proto/rdf ---- */

/* Its columns count bytes. */
static json_t *position_of(const struct source *source, size_t at)
{
	size_t line = source_position(source, at).line;
	return json_pack("{s:I, s:I}", "line", (json_int_t)line, "column",
	                 (json_int_t)(at - source_line(source, line).start) + 1);
}

static json_t *range_of(const struct source *source, size_t from, size_t to)
{
	return json_pack("{s:o, s:o}", "start", position_of(source, from), "end", position_of(source, to));
}

static json_t *location_of(const struct checked_file *file, const struct diag *diag)
{
	json_t *object = json_pack("{s:o}", "path", report_json_text(finding_place(file, diag).file));
	const struct span *span = &diag->span;
	json_object_set_new(object, "range",
	                    span->source ? range_of(span->source, span->start, span->end)
	                                 : json_pack("{s:{s:i}}", "start", "line", 1));
	return object;
}

static json_t *suggestions_of(const struct diag_mend *mend)
{
	json_t *list = json_array();
	for (size_t i = 0; i < mend->count; i++) {
		const struct diag_change *change = &mend->items[i];
		json_array_append_new(list, json_pack("{s:o, s:o}", "range", range_of(mend->source, change->from, change->to),
		                                      "text", report_json_text(change->text)));
	}
	return list;
}

static void put_rdjsonl(struct report *report, const struct checked_file *file)
{
	static const char *const severities[] = {
	    [SEVERITY_NOTE] = "INFO", [SEVERITY_WARNING] = "WARNING", [SEVERITY_ERROR] = "ERROR"};
	for (size_t i = 0; i < file->diags->count; i++) {
		const struct diag *diag = file->diags->items[i];
		json_t *object =
		    json_pack("{s:o, s:o, s:s, s:{s:s}, s:{s:s}}", "message",
		              report_json_text(finding_words(file->arena, diag)), "location", location_of(file, diag),
		              "severity", severities[diag->severity], "source", "name", "shikii", "code", "value", diag->rule);
		if (diag->mend)
			json_object_set_new(object, "suggestions", suggestions_of(diag->mend));
		put_object(report, object);
	}
}

const struct check_reporter check_rdjsonl = {.file = put_rdjsonl, .mends = true};
