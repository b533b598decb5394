/* shikii judge: the threshold judgement, step by step; of several models, a table. */
#include "base/message.h"
#include "base/utf8.h"
#include "report/report_json.h"
#include "report/table.h"
#include "session/answer.h"
#include "session/command.h"
#include "session/reading.h"

#include <jansson.h>
#include <string.h>

struct judging {
	struct tally tally;
	bool json;
	struct buf out;
	json_t *array;
	struct table table; /* of several models; its strings live in the project's arena */
};

static const char *text_of(const struct record *record, const char *field)
{
	const struct value *value = record_field(record, field);
	return value && value->kind == VALUE_TEXT ? value->text : "";
}

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
		buf_printf(out, "        ・%s\n", judgement->possible[i]->result);
}

static void put_steps(struct reading *reading, struct buf *out)
{
	const struct assessment *assessment = reading->assessment;
	const struct judgement *judgement = assessment->judgement;
	const struct record *root = assessment->model->root;
	const char *day = value_print(reading->arena, &reading->official->schema->calendar, &judgement->as_of);
	const char *name = one_line(reading->arena, text_of(root, "name"));
	buf_printf(out, "%s: %s\n", one_line(reading->arena, reading->file->path),
	           msg_judge_process(reading->arena, name, one_line(reading->arena, text_of(root, "number"))));
	buf_printf(out, "  %s  %s\n", msg(MSG_JUDGE_DAY), *day ? day : msg(MSG_JUDGE_NO_DAY));
	buf_puts(out, "  1. ");
	put_label(out, msg(MSG_JUDGE_EXEMPT));
	buf_printf(out, "%s\n", judgement->exemption ? judgement->exemption : msg(MSG_JUDGE_NOT_EXEMPT));
	for (size_t i = 0; !judgement->exemption && i < judgement->rules->input_count; i++)
		put_fact(out, reading->arena, i + 2, &judgement->facts[i]);
	put_result(out, judgement);
	buf_printf(out, "  %s  %s\n", msg(MSG_JUDGE_MADE), kind_labels(reading->arena, reading->official, judgement->made));
}

static void add_line(struct project *project, struct reading *reading, struct table *table)
{
	const struct assessment *assessment = reading->assessment;
	const struct judgement *judgement = assessment->judgement;
	const struct record *root = assessment->model->root;
	struct arena *arena = project->arena;
	table_add(table, arena_string(arena, text_of(root, "number")));
	table_add(table, arena_string(arena, text_of(root, "name")));
	for (size_t i = 0; i < judgement->rules->input_count; i++)
		table_add(table, judgement->facts[i].answer ? judgement->facts[i].answer : msg(MSG_SHEET_UNREAD_MARK));
	table_add(table, judgement->row ? judgement->row->result : msg(MSG_JUDGE_OPEN));
	table_add(table, arena_string(arena, kind_labels(reading->arena, reading->official, judgement->made)));
}

static void judge_file(struct project *project, struct reading *reading, void *context)
{
	struct judging *judging = context;
	run_report(project, reading, &judging->tally);
	if (!reading->assessment)
		return;
	if (judging->json) {
		json_t *entry = json_object();
		json_object_set_new(entry, "path", report_json_text(reading->file->path));
		json_object_set_new(entry, "judgement", report_json_judgement(reading->assessment->judgement));
		json_array_append_new(judging->array, entry);
	} else if (project->file_count == 1) {
		put_steps(reading, &judging->out);
	} else {
		add_line(project, reading, &judging->table);
	}
}

static void begin_table(struct project *project, struct table *table)
{
	const struct judge_rules *rules = project->official->judge;
	table_init(table, project->arena, rules->input_count + 4);
	table_add(table, msg(MSG_LIST_NUMBER));
	table_add(table, msg(MSG_LIST_NAME));
	for (size_t i = 0; i < rules->input_count; i++)
		table_add(table, rules->inputs[i].label);
	table_add(table, msg(MSG_JUDGE_RESULT_HEADING));
	table_add(table, msg(MSG_JUDGE_MADE));
}

static enum outcome run_judge(struct project *project)
{
	struct judging judging = {.json = strcmp(project->format, "json") == 0, .array = json_array()};
	begin_table(project, &judging.table);
	run_files(project, judge_file, &judging);
	if (judging.json) {
		report_json_write(&judging.out, judging.array, JSON_INDENT(2));
		buf_putc(&judging.out, '\n');
	} else if (project->file_count > 1) {
		table_print(&judging.table, &judging.out);
	}
	bool written = run_write(project, &judging.out);
	json_decref(judging.array);
	buf_free(&judging.out);
	return written ? run_status(project, &judging.tally) : STATUS_FAILED;
}

static const char *const option_names[] = {"format", "as-of", "set", "schema", "rules", "stdin-filename", NULL};
static const char *const formats[] = {"text", "json", NULL};

const struct command command_judge = {
    .name = "judge",
    .options = option_names,
    .formats = formats,
    .run = run_judge,
};
