/* What `check` found → lines for a terminal, and for a comment. */
#include "base/messages/check.h"
#include "render/escape.h"
#include "report/check_report.h"
#include "report/due_report.h"
#include "report/report_text.h"
#include "report/table.h"

/* ---- text ---- */

static void put_file(struct report *report, const struct checked_file *file)
{
	struct buf text = BUF_INIT;
	report_text(&text, file->diags, (struct text_look){report->colour, report->links});
	if (file->older_path)
		due_report_text(&text, file);
	report_internal(report, &text);
	buf_free(&text);
}

/* What was found and not told: ほかに、理由を書いて止めた指摘 1件、known.yaml にある指摘 2件 */
static void put_untold(struct report *report, const struct check_summary *summary)
{
	struct arena *arena = report->arena;
	if (summary->suppressed && summary->baselined)
		buf_puts(&report->notes,
		         msg_check_suppressed_and_known(arena, summary->suppressed, summary->baseline, summary->baselined));
	else if (summary->suppressed)
		buf_puts(&report->notes, msg_check_suppressed(arena, summary->suppressed));
	else if (summary->baselined)
		buf_puts(&report->notes, msg_check_known(arena, summary->baseline, summary->baselined));
}

static void put_summary(struct report *report, const struct check_summary *summary)
{
	struct buf *notes = &report->notes;
	const size_t *counts = summary->counts;
	if (summary->broken)
		return;
	buf_printf(notes, "%s: ", msg_check_models(report->arena, summary->models));
	report_text_summary(notes, report->arena, counts[SEVERITY_ERROR], counts[SEVERITY_WARNING], counts[SEVERITY_NOTE]);
	put_untold(report, summary);
	buf_printf(notes, "%s\n", summary->not_compared ? msg(MSG_CHECK_NOT_COMPARED) : "");
	if (summary->stale)
		buf_printf(notes, "%s\n",
		           summary->pruned ? msg_check_pruned(report->arena, summary->baseline, summary->stale)
		                           : msg_check_stale(report->arena, summary->baseline, summary->stale));
}

const struct check_reporter check_text = {.file = put_file, .end = put_summary};

/* ---- Markdown ---- */

static void put_finding(struct buf *out, struct arena *arena, const struct diag *diag)
{
	size_t line = diag->span.source ? source_position(diag->span.source, diag->span.start).line : 0;
	buf_printf(out, "| %s | ", severity_label(diag->severity));
	if (line)
		buf_printf(out, "%zu", line);
	buf_puts(out, " | ");
	escape_markdown_cell(out, one_line(arena, diag->message));
	buf_puts(out, " | ");
	escape_markdown_cell(out, diag->rule);
	buf_puts(out, " |\n");
}

/* One line each. */
static void put_file_markdown(struct report *report, const struct checked_file *file)
{
	struct buf text = BUF_INIT;
	if (file->older_path)
		due_report_markdown(&text, file);
	if (file->diags->count) {
		buf_printf(&text, "\n#### %s ", msg(MSG_CHECK_FINDINGS));
		escape_markdown_cell(&text, one_line(file->arena, file->path));
		buf_printf(&text, "\n\n| %s | %s | %s | %s |\n|---|---|---|---|\n", msg(MSG_CHECK_SEVERITY),
		           msg(MSG_CHECK_LINE), msg(MSG_CHECK_FINDING), msg(MSG_CHECK_RULE));
	}
	for (size_t i = 0; i < file->diags->count; i++)
		put_finding(&text, file->arena, file->diags->items[i]);
	report_internal(report, &text);
	buf_free(&text);
}

const struct check_reporter check_markdown = {.file = put_file_markdown, .end = put_summary};
