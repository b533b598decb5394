/* The processes that `new` knows, and what it made → words, JSON. */
#include "report/new_report.h"

#include "base/messages/new.h"
#include "base/messages/row.h"
#include "report/report_json.h"

static const char *joined(struct arena *arena, const struct node *words)
{
	const char *text = words->count ? words->items[0]->text : "";
	for (size_t i = 1; i < words->count; i++)
		text = msg_row_more(arena, text, words->items[i]->text);
	return text;
}

static void list_text(struct report *report, const struct process_list *list)
{
	const char *const headings[] = {msg(MSG_NEW_PROCESS), msg(MSG_NEW_NAME), msg(MSG_NEW_GROUP), msg(MSG_NEW_BODIES)};
	report_table(report, headings, sizeof headings / sizeof *headings);
	for (size_t i = 0; i < list->count; i++) {
		table_add(&report->table, list->items[i].id);
		table_add(&report->table, list->items[i].name);
		table_add(&report->table, list->items[i].group);
		table_add(&report->table, joined(report->arena, list->items[i].bodies));
	}
	table_print(&report->table, &report->out);
}

const struct new_reporter new_text = {.list = list_text};

static json_t *words_json(const struct node *words)
{
	json_t *list = json_array();
	for (size_t i = 0; i < words->count; i++)
		json_array_append_new(list, report_json_text(words->items[i]->text));
	return list;
}

static void list_json(struct report *report, const struct process_list *list)
{
	json_t *entries = json_array();
	for (size_t i = 0; i < list->count; i++) {
		const struct process *process = &list->items[i];
		json_t *entry = json_pack("{s:o, s:o, s:o, s:o, s:o, s:o}", "id", report_json_text(process->id), "name",
		                          report_json_text(process->name), "group", report_json_text(process->group), "bodies",
		                          words_json(process->bodies), "law", report_json_text(process->law), "note",
		                          report_json_text(process->note));
		json_array_append_new(entries, entry);
	}
	report->items = json_pack("{s:i, s:o}", "version", 1, "processes", entries);
	report_items(report, NULL, JSON_INDENT(2));
}

static void made_json(struct report *report, const struct made_model *made)
{
	json_t *kinds = json_array();
	for (const char **kind = made->begun->kinds; *kind; kind++)
		json_array_append_new(kinds, report_json_text(*kind));
	report->items = json_pack("{s:i, s:o, s:o, s:o, s:o, s:b, s:o}", "version", 1, "process",
	                          report_json_text(made->process->id), "model", report_json_text(made->model_path), "body",
	                          report_json_text(made->body_path), "sheets", kinds, "voluntary",
	                          (int)made->begun->voluntary, "judgement", report_json_judgement(made->begun->judgement));
	report_items(report, NULL, JSON_INDENT(2));
}

const struct new_reporter new_json = {list_json, made_json};
