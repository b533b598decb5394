/* What `check` found → GitLab's Code Quality report: https://docs.gitlab.com/ci/testing/code_quality/ */
#include "report/finding.h"
#include "report/report_json.h"

enum { ISSUE_LIMIT = 100000 };

static void put_head(struct report *report)
{
	struct fingerprints *prints = arena_new_object(report->arena, struct fingerprints);
	map_init(&prints->seen, report->arena);
	report->state = prints;
}

static json_t *issue(struct fingerprints *prints, const struct checked_file *file, const struct diag *diag)
{
	static const char *const severities[] = {
	    [SEVERITY_NOTE] = "info", [SEVERITY_WARNING] = "minor", [SEVERITY_ERROR] = "major"};
	struct finding_place place = finding_place(file, diag);
	char print[17];
	finding_fingerprint(prints, file, diag, print);
	json_t *object =
	    json_pack("{s:o, s:s, s:s, s:s}", "description", report_json_text(finding_message(file->arena, diag)),
	              "check_name", diag->rule, "fingerprint", print, "severity", severities[diag->severity]);
	json_object_set_new(object, "location",
	                    json_pack("{s:o, s:{s:I, s:I}}", "path", report_json_text(place.file), "lines", "begin",
	                              (json_int_t)place.start.line, "end", (json_int_t)place.end.line));
	return object;
}

static void put_file(struct report *report, const struct checked_file *file)
{
	for (size_t i = 0; i < file->diags->count; i++) {
		const struct diag *diag = file->diags->items[i];
		report_keep(report, diag->severity, ISSUE_LIMIT, issue(report->state, file, diag));
	}
}

static void put_end(struct report *report, const struct check_summary *summary)
{
	(void)summary;
	json_t *issues = report_kept(report, ISSUE_LIMIT);
	report_json_write(&report->out, issues, JSON_INDENT(1));
	buf_putc(&report->out, '\n');
	json_decref(issues);
}

const struct check_reporter check_gitlab = {.begin = put_head, .file = put_file, .end = put_end};
