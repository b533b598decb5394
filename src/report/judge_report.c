/* The threshold judgement: of one file step by step, of several a table; and JSON. */
#include "report/judge_report.h"

#include "base/list.h"
#include "base/messages/judge.h"
#include "base/messages/list.h"
#include "base/messages/sheet.h"
#include "base/utf8.h"
#include "report/report_json.h"

#include <string.h>

static const char *text_of(const struct record *record, const char *field)
{
	const struct value *value = record_field(record, field);
	return value && value->kind == VALUE_TEXT ? value->text : "";
}

/* ---- one file ---- */

/* A label, filled up to a width of columns. */
static void put_label(struct buf *out, const char *label)
{
	enum { WIDTH = 14 };
	size_t width = utf8_width(label, strlen(label));
	buf_printf(out, "%s%*s", label, width < WIDTH ? (int)(WIDTH - width) : 1, "");
}

static void put_fact(struct buf *out, struct arena *arena, size_t step, const struct judge_fact *fact)
{
	buf_printf(out, "  %zu. ", step);
	put_label(out, fact->input->label);
	if (!fact->answer) {
		buf_printf(out, "%s\n", fact->path ? msg_judge_unknown_at(arena, fact->path) : msg(MSG_JUDGE_NO_ANSWER));
		return;
	}
	buf_puts(out, fact->answer);
	if (fact->given)
		buf_puts(out, msg(MSG_JUDGE_TRIED));
	else if (fact->derived && fact->place && fact->place->kind == NODE_SCALAR)
		buf_printf(out, "（%s）", one_line(arena, fact->place->text));
	else if (!fact->derived)
		buf_puts(out, msg(MSG_JUDGE_STATED));
	buf_putc(out, '\n');
}

static void put_result(struct buf *out, const struct judgement *judgement)
{
	if (judgement->row) {
		buf_printf(out, "  %s  %s（%s）\n", msg(MSG_JUDGE_RESULT), judgement->row->result, judgement->row->source);
		return;
	}
	buf_printf(out, "  %s  %s:\n", msg(MSG_JUDGE_RESULT), msg(MSG_JUDGE_POSSIBLE));
	for (size_t i = 0; i < judgement->possible_count; i++)
		buf_printf(out, "        %s%s\n", msg(MSG_JUDGE_BULLET), judgement->possible[i]->result);
}

static void put_steps(struct buf *out, const struct judged_file *file)
{
	const struct assessment *assessment = file->assessment;
	const struct judgement *judgement = assessment->judgement;
	const struct record *root = assessment->answered->root;
	const char *day = value_print(file->arena, &file->official->schema->calendar, &judgement->as_of);
	const char *name = one_line(file->arena, text_of(root, "name")), *number = text_of(root, "number");
	buf_printf(out, "%s: %s\n", one_line(file->arena, file->path),
	           *number ? msg_judge_process(file->arena, name, one_line(file->arena, number)) : name);
	buf_printf(out, "  %s  %s\n", msg(MSG_JUDGE_DAY), *day ? day : msg(MSG_JUDGE_NO_DAY));
	buf_puts(out, "  1. ");
	put_label(out, msg(MSG_JUDGE_EXEMPT));
	buf_printf(out, "%s\n", judgement->exemption ? judgement->exemption : msg(MSG_JUDGE_NOT_EXEMPT));
	for (size_t i = 0; !judgement->exemption && i < judgement->rules->input_count; i++)
		put_fact(out, file->arena, i + 2, &judgement->facts[i]);
	put_result(out, judgement);
	buf_printf(out, "  %s  %s\n", msg(MSG_JUDGE_MADE), kind_labels(file->arena, file->official, judgement->made));
}

/* ---- several ---- */

static void begin_table(struct report *report, const struct judge_rules *rules)
{
	LIST(const char *) headings = {0};
	list_push(report->arena, &headings, msg(MSG_LIST_NUMBER));
	list_push(report->arena, &headings, msg(MSG_LIST_NAME));
	for (size_t i = 0; i < rules->input_count; i++)
		list_push(report->arena, &headings, rules->inputs[i].label);
	list_push(report->arena, &headings, msg(MSG_JUDGE_RESULT_HEADING));
	list_push(report->arena, &headings, msg(MSG_JUDGE_MADE));
	report_table(report, headings.items, headings.count);
}

static void add_line(struct report *report, const struct judged_file *file)
{
	const struct judgement *judgement = file->assessment->judgement;
	const struct record *root = file->assessment->answered->root;
	struct table *table = &report->table;
	table_add(table, text_of(root, "number"));
	table_add(table, text_of(root, "name"));
	for (size_t i = 0; i < judgement->rules->input_count; i++)
		table_add(table, judgement->facts[i].answer ? judgement->facts[i].answer : msg(MSG_SHEET_UNREAD_MARK));
	table_add(table, judgement->row ? judgement->row->result : msg(MSG_JUDGE_OPEN));
	table_add(table, kind_labels(file->arena, file->official, judgement->made));
}

static void put_file(struct report *report, const struct judged_file *file)
{
	if (report->alone)
		put_steps(&report->out, file);
	else
		add_line(report, file);
}

static void put_table(struct report *report)
{
	if (!report->alone)
		table_print(&report->table, &report->out);
}

const struct judge_reporter judge_text = {begin_table, put_file, put_table};

/* ---- JSON ---- */

static void begin_array(struct report *report, const struct judge_rules *rules)
{
	(void)rules;
	report->items = json_array();
}

static void add_item(struct report *report, const struct judged_file *file)
{
	json_t *entry = json_object();
	json_object_set_new(entry, "path", report_json_text(file->path));
	json_object_set_new(entry, "judgement", report_json_judgement(file->assessment->judgement));
	json_array_append_new(report->items, entry);
}

static void put_array(struct report *report)
{
	report_items(report, NULL, JSON_INDENT(2));
}

const struct judge_reporter judge_json = {begin_array, add_item, put_array};
