/* explain --form: what to write for each item of a form. */
#include "session/explain_items.h"

#include "base/messages/items.h"
#include "model/help.h"
#include "report/report_json.h"
#include "session/answer.h"

#include <string.h>

struct guide {
	struct arena *arena;
	const struct form *form;
	const struct helps *helps;
	json_t *items; /* NULL: words */
	struct buf out;
};

static void put_item(struct guide *guide, const char *id, const char *label, bool significant, struct help help)
{
	if (!guide->items) {
		buf_printf(&guide->out, "%s %s%s\n  %s\n  %s\n", id, label, significant ? msg(MSG_ITEMS_SIGNIFICANT) : "",
		           help.text ? help.text : "", msg_items_source(guide->arena, help.source ? help.source : ""));
		return;
	}
	json_t *item = json_pack("{s:o, s:o, s:b, s:o, s:o}", "id", report_json_text(id), "label", report_json_text(label),
	                         "significant", significant, "help", report_json_text(help.text), "source",
	                         report_json_text(help.source));
	json_array_append_new(guide->items, item);
}

static void put_items(struct guide *guide)
{
	const struct form *form = guide->form;
	for (size_t i = 0; i < form->item_count; i++) {
		const struct item *item = form->items[i];
		put_item(guide, item->id, item->label, item->significant, help_of_item(guide->arena, guide->helps, form, item));
	}
	for (size_t i = 0; i < form->column_count; i++)
		put_item(guide, form->columns[i].id, form->columns[i].label, false,
		         help_of_column(guide->helps, form->columns[i].id));
}

enum outcome explain_items(struct project *project, struct official *official, const char *name)
{
	const struct value none = value_absent();
	const struct form *form = official_form(official, name);
	struct guide guide = {.arena = project->arena,
	                      .form = form ? form : official_form_of(official, name, &none),
	                      .helps = helps_load(project->arena, &project->diags, &official->folders)};
	if (!guide.form || !guide.helps)
		return STATUS_FAILED;
	guide.items = strcmp(project->format, "json") == 0 ? json_array() : NULL;
	put_items(&guide);
	if (guide.items) {
		json_t *root =
		    json_pack("{s:i, s:o, s:o}", "version", 1, "form", report_json_text(guide.form->id), "items", guide.items);
		report_json_write(&guide.out, root, JSON_INDENT(2));
		json_decref(root);
	}
	bool written = run_write(project, &guide.out);
	buf_free(&guide.out);
	return written ? STATUS_OK : STATUS_FAILED;
}
