/* What `check` found → JSON, file by file, so that memory does not grow with their number. */
#include "report/check_report.h"
#include "report/due_report.h"
#include "report/report_json.h"

static void put_head(struct report *report)
{
	buf_puts(&report->out, "{\"version\": 1, \"files\": [");
}

static void put_file(struct report *report, const struct checked_file *file)
{
	json_t *object = report_json_file(file->path, file->diags, file->judgement);
	if (file->older_path)
		json_object_set_new(object, "since", due_report_json(file));
	buf_puts(&report->out, report->begun ? ",\n  " : "\n  ");
	report_json_write(&report->out, object, JSON_COMPACT);
	report->begun = true;
	json_decref(object);
}

static void put_summary(struct report *report, const struct check_summary *summary)
{
	const size_t *counts = summary->counts;
	buf_printf(&report->out,
	           "\n], \"summary\": {\"error\": %zu, \"warning\": %zu, \"note\": %zu, \"suppressed\": %zu, "
	           "\"baselined\": %zu}}\n",
	           counts[SEVERITY_ERROR], counts[SEVERITY_WARNING], counts[SEVERITY_NOTE], summary->suppressed,
	           summary->baselined);
}

const struct check_reporter check_json = {put_head, put_file, put_summary};
