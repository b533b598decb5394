/* What `check` found → JSON, file by file, so that memory does not grow with their number. */
#include "report/check_report.h"
#include "report/due_report.h"
#include "report/report_json.h"

json_t *checked_judgement_json(const struct checked_file *file)
{
	if (file->judged)
		return json_loads(file->judged, 0, NULL);
	return file->judgement ? report_json_judgement(file->judgement) : json_null();
}

static void put_head(struct report *report)
{
	buf_puts(&report->out, "{\"version\": 1, \"files\": [");
}

static void put_file(struct report *report, const struct checked_file *file)
{
	json_t *object = report_json_file(file->path, file->diags, checked_judgement_json(file));
	if (file->older_path)
		json_object_set_new(object, "since", due_report_json(file));
	buf_puts(&report->out, report->begun ? ",\n  " : "\n  ");
	report_json_write(&report->out, object, JSON_COMPACT);
	report->begun = true;
	json_decref(object);
}

json_t *check_summary_json(const struct check_summary *summary)
{
	const size_t *counts = summary->counts;
	return json_pack("{s:I, s:I, s:I, s:I, s:I}", "error", (json_int_t)counts[SEVERITY_ERROR], "warning",
	                 (json_int_t)counts[SEVERITY_WARNING], "note", (json_int_t)counts[SEVERITY_NOTE], "suppressed",
	                 (json_int_t)summary->suppressed, "baselined", (json_int_t)summary->baselined);
}

static void put_summary(struct report *report, const struct check_summary *summary)
{
	json_t *object = check_summary_json(summary);
	buf_puts(&report->out, "\n], \"summary\": ");
	report_json_write(&report->out, object, 0);
	buf_puts(&report->out, "}\n");
	json_decref(object);
}

const struct check_reporter check_json = {.begin = put_head, .file = put_file, .end = put_summary, .mends = true};
