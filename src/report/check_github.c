/* What `check` found → workflow commands of GitHub Actions. It shows no more than ten annotations of a step: these are the
 * gravest; what is left is a list in the log, and all of it is in the job summary (check_reporter.people). */
#include "base/messages/check.h"
#include "report/finding.h"
#include "report/report_json.h"
#include "report/table.h"

#include <string.h>

enum { ANNOTATIONS = 10, LOG_LIMIT = 10000, SUMMARY_BYTES = 1024 * 1024 };

/* As the runner reads it: in values of properties : and , too. */
static void put_escaped(struct buf *out, const char *text, const char *signs)
{
	for (; *text; text++)
		buf_printf(out, strchr(signs, *text) ? "%%%02X" : "%c", (unsigned char)*text);
}

static void put_command(struct buf *out, const struct checked_file *file, const struct diag *diag)
{
	static const char *const commands[] = {
	    [SEVERITY_NOTE] = "notice", [SEVERITY_WARNING] = "warning", [SEVERITY_ERROR] = "error"};
	static const char property[] = "%\r\n:,", data[] = "%\r\n";
	struct finding_place place = finding_place(file, diag);
	buf_printf(out, "::%s file=", commands[diag->severity]);
	put_escaped(out, one_line(file->arena, place.file), property);
	buf_printf(out, ",line=%zu,endLine=%zu", place.start.line, place.end.line);
	if (place.start.line == place.end.line) /* else columns are refused */
		buf_printf(out, ",col=%zu,endColumn=%zu", place.start.column, place.end.column);
	buf_puts(out, ",title=");
	put_escaped(out, diag->rule, property);
	buf_puts(out, "::");
	put_escaped(out, finding_words(file->arena, diag), data);
}

/* A line of the log that is no command, old (##[…]) or new (::…). */
static void put_log(struct buf *out, const struct checked_file *file, const struct diag *diag)
{
	struct buf line = BUF_INIT;
	finding_line(&line, file, diag);
	buf_puts(out, "- ");
	for (const char *c = buf_text(&line); *c; c++)
		buf_puts(out, strncmp(c, "##[", 3) == 0 ? "# " : (char[]){*c, '\0'});
	buf_free(&line);
}

static json_t *lines_of(const struct checked_file *file, const struct diag *diag)
{
	struct buf command = BUF_INIT, log = BUF_INIT;
	put_command(&command, file, diag);
	put_log(&log, file, diag);
	json_t *lines = json_pack("[o, o]", report_json_text(buf_text(&command)), report_json_text(buf_text(&log)));
	buf_free(&command);
	buf_free(&log);
	return lines;
}

static void put_file(struct report *report, const struct checked_file *file)
{
	for (size_t i = 0; i < file->diags->count; i++) {
		const struct diag *diag = file->diags->items[i];
		report_keep(report, diag->severity, LOG_LIMIT, lines_of(file, diag));
	}
}

static void put_end(struct report *report, const struct check_summary *summary)
{
	(void)summary;
	json_t *kept = report_kept(report, LOG_LIMIT);
	size_t count = json_array_size(kept);
	for (size_t i = 0; i < count; i++) {
		if (i == ANNOTATIONS)
			buf_printf(&report->out, "::group::%s\n", msg_check_more(report->arena, count - i));
		const json_t *line = json_array_get(json_array_get(kept, i), i >= ANNOTATIONS);
		buf_printf(&report->out, "%s\n", json_string_value(line));
	}
	buf_puts(&report->out, count > ANNOTATIONS ? "::endgroup::\n" : "");
	json_decref(kept);
}

const struct check_reporter check_github = {
    .file = put_file, .end = put_end, .people = "md", .people_limit = SUMMARY_BYTES};
