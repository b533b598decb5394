#include "report/report.h"

#include "base/messages/row.h"
#include "base/messages/run.h"
#include "render/render.h"
#include "report/report_json.h"

void report_internal(struct report *report, const struct buf *text)
{
	if (text->length && !report->begun)
		buf_printf(&report->out, "%s\n", purpose_label(PURPOSE_INTERNAL));
	report->begun |= text->length > 0;
	buf_append(&report->out, buf_text(text), text->length);
}

void report_table(struct report *report, const char *const *headings, size_t count)
{
	table_init(&report->table, report->arena, count);
	for (size_t i = 0; i < count; i++)
		table_add(&report->table, headings[i]);
}

void report_items(struct report *report, const char *key, size_t flags)
{
	json_t *root = key ? json_pack("{s:O}", key, report->items) : json_incref(report->items);
	report_json_write(&report->out, root, flags);
	buf_putc(&report->out, '\n');
	json_decref(root);
}

void report_item(struct report *report, json_t *item, int depth)
{
	struct buf text = BUF_INIT;
	report_json_write(&text, item, JSON_INDENT(1));
	json_decref(item);
	buf_puts(&report->out, report->begun ? ",\n" : "\n");
	buf_printf(&report->out, "%*s", depth, "");
	for (const char *c = buf_text(&text); *c; c++) {
		buf_putc(&report->out, *c);
		if (*c == '\n') /* between values: in texts it is escaped */
			buf_printf(&report->out, "%*s", depth, "");
	}
	report->begun = true;
	buf_free(&text);
}

enum { GRAVITIES = 4 };

void report_keep(struct report *report, size_t gravity, size_t limit, json_t *item)
{
	if (!report->items) {
		report->items = json_array();
		for (size_t i = 0; i < GRAVITIES; i++)
			json_array_append_new(report->items, json_array());
	}
	json_t *list = json_array_get(report->items, gravity);
	if (json_array_size(list) < limit)
		json_array_append_new(list, item);
	else
		json_decref(item);
}

json_t *report_kept(const struct report *report, size_t limit)
{
	json_t *kept = json_array();
	for (size_t i = GRAVITIES; i-- > 0;) {
		const json_t *list = json_array_get(report->items, i);
		for (size_t j = 0; j < json_array_size(list) && json_array_size(kept) < limit; j++)
			json_array_append(kept, json_array_get(list, j));
	}
	return kept;
}

const char *kind_labels(struct arena *arena, const struct official *official, const char *const *kinds)
{
	const char *text = NULL;
	for (; kinds && *kinds; kinds++)
		text = text ? msg_row_more(arena, text, kind_label(official, *kinds)) : kind_label(official, *kinds);
	return text ? text : msg(MSG_RUN_NONE);
}

void report_free(struct report *report)
{
	json_decref(report->items);
	buf_free(&report->out);
	buf_free(&report->notes);
}
