/* What to write for each item of a form → words, JSON. */
#include "report/guide_report.h"

#include "base/messages/items.h"
#include "report/report_json.h"

/* An item or a column. */
struct entry {
	const char *id;
	const char *label;
	bool significant;
	struct help help;
};

typedef void put_entry(struct report *report, const struct entry *entry);

static void put_entries(struct report *report, const struct form *form, const struct helps *helps, put_entry *put)
{
	for (size_t i = 0; i < form->item_count; i++) {
		const struct item *item = form->items[i];
		struct help help = help_of_item(report->arena, helps, form, item);
		put(report, &(struct entry){item->id, item->label, item->significant, help});
	}
	for (size_t i = 0; i < form->column_count; i++) {
		struct help help = help_of_column(helps, form->columns[i].id);
		put(report, &(struct entry){form->columns[i].id, form->columns[i].label, false, help});
	}
}

static void put_text(struct report *report, const struct entry *entry)
{
	const struct help *help = &entry->help;
	buf_printf(&report->out, "%s %s%s\n  %s\n  %s\n", entry->id, entry->label,
	           entry->significant ? msg(MSG_ITEMS_SIGNIFICANT) : "", help->text ? help->text : "",
	           msg_items_source(report->arena, help->source ? help->source : ""));
}

static void form_text(struct report *report, const struct form *form, const struct helps *helps)
{
	put_entries(report, form, helps, put_text);
}

const struct guide_reporter guide_text = {form_text};

static void put_json(struct report *report, const struct entry *entry)
{
	json_t *item = json_pack("{s:o, s:o, s:b, s:o, s:o}", "id", report_json_text(entry->id), "label",
	                         report_json_text(entry->label), "significant", (int)entry->significant, "help",
	                         report_json_text(entry->help.text), "source", report_json_text(entry->help.source));
	json_array_append_new(json_object_get(report->items, "items"), item);
}

static void form_json(struct report *report, const struct form *form, const struct helps *helps)
{
	report->items = json_pack("{s:i, s:o, s:[]}", "version", 1, "form", report_json_text(form->id), "items");
	put_entries(report, form, helps, put_json);
	report_items(report, NULL, JSON_INDENT(2));
}

const struct guide_reporter guide_json = {form_json};
