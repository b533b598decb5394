#include "report/report.h"

#include "render/render.h"

void report_internal(struct report *report, const struct buf *text)
{
	if (text->length && !report->begun)
		buf_printf(&report->out, "%s\n", purpose_label(PURPOSE_INTERNAL));
	report->begun |= text->length > 0;
	buf_append(&report->out, buf_text(text), text->length);
}

void report_free(struct report *report)
{
	json_decref(report->items);
	buf_free(&report->out);
	buf_free(&report->notes);
}
