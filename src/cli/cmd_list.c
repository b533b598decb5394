/* shikii list: a body's assessments in one table. */
#include "check/periods.h"
#include "cli/command.h"
#include "cli/crew.h"
#include "cli/gate.h"
#include "cli/run.h"
#include "cli/table.h"
#include "report/report_json.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

struct listing {
	struct gate gate;
	struct tally tally;
	struct table table; /* its strings live in the project's arena */
	json_t *array;
};

/* One line of the list: what both the table and the JSON show. */
struct line {
	const char *number;
	const char *name;
	const char *owed;
	const char *made;
	struct course course;
	size_t errors, warnings, notes;
};

static const char *text_of(const struct record *record, const char *field)
{
	const struct value *value = record_field(record, field);
	return value && value->kind == VALUE_TEXT ? value->text : "";
}

static struct line line_of(struct reading *reading)
{
	const struct assessment *assessment = reading->assessment;
	const struct judgement *judgement = assessment->judgement;
	struct arena *arena = reading->arena;
	return (struct line){
	    .number = text_of(assessment->model->root, "number"),
	    .name = text_of(assessment->model->root, "name"),
	    .owed = judgement->row ? kind_labels(arena, reading->official, judgement->row->owed) : "まだ決まらない",
	    .made = kind_labels(arena, reading->official, judgement->made),
	    .course = course_of(reading->official->periods, assessment->model),
	    .errors = diags_count(&reading->diags, SEVERITY_ERROR),
	    .warnings = diags_count(&reading->diags, SEVERITY_WARNING),
	    .notes = diags_count(&reading->diags, SEVERITY_NOTE),
	};
}

/* The date as year-month-day, so that a column of them can be compared at a glance; "" for none. */
static const char *iso(struct arena *arena, const struct value *date)
{
	struct buf buf = BUF_INIT;
	if (date->kind == VALUE_DATE)
		date_print_iso(date->date, &buf);
	const char *text = arena_copy(arena, buf_text(&buf), buf.length);
	buf_free(&buf);
	return text;
}

static void add_line(struct listing *listing, struct arena *arena, const struct line *line)
{
	struct table *table = &listing->table;
	table_add(table, line->number);
	table_add(table, line->name);
	table_add(table, line->owed);
	table_add(table, line->made);
	table_add(table, iso(arena, &line->course.assessed));
	table_add(table, iso(arena, &line->course.published));
	table_add(table, iso(arena, &line->course.reviewed));
	table_add(table, iso(arena, &line->course.next_review));
	table_add(table, iso(arena, &line->course.next_assessment));
	table_add(table, arena_printf(arena, "%zu/%zu/%zu", line->errors, line->warnings, line->notes));
}

static void begin_table(struct project *project, struct listing *listing)
{
	const char *const headings[] = {
	    "番号",
	    "事務",
	    "義務付けられた評価書",
	    "作る評価書",
	    "最後の評価",
	    "公表日",
	    "最後の見直し",
	    project->official->periods->review.label,
	    project->official->periods->reassessment.label,
	    "エラー/警告/注意",
	};
	size_t count = sizeof headings / sizeof *headings;
	table_init(&listing->table, project->arena, count);
	for (size_t i = 0; i < count; i++)
		table_add(&listing->table, headings[i]);
}

static json_t *json_words(const char *const *list)
{
	json_t *array = json_array();
	for (; list && *list; list++)
		json_array_append_new(array, json_string(*list));
	return array;
}

static void set_date(struct arena *arena, json_t *entry, const char *key, const struct value *date)
{
	json_object_set_new(entry, key, date->kind == VALUE_DATE ? json_string(iso(arena, date)) : json_null());
}

static void add_json(struct listing *listing, struct reading *reading, const struct line *line)
{
	const struct judgement *judgement = reading->assessment->judgement;
	struct arena *arena = reading->arena;
	json_t *entry = json_object();
	json_object_set_new(entry, "path", report_json_text(reading->file->path));
	json_object_set_new(entry, "number", json_string(line->number));
	json_object_set_new(entry, "name", json_string(line->name));
	json_object_set_new(entry, "owed", judgement->row ? json_words(judgement->row->owed) : json_null());
	json_object_set_new(entry, "made", json_words(judgement->made));
	set_date(arena, entry, "assessed", &line->course.assessed);
	set_date(arena, entry, "published", &line->course.published);
	set_date(arena, entry, "reviewed", &line->course.reviewed);
	set_date(arena, entry, "next_review", &line->course.next_review);
	set_date(arena, entry, "next_assessment", &line->course.next_assessment);
	json_object_set_new(entry, "findings",
	                    json_pack("{s:I, s:I, s:I}", "error", (json_int_t)line->errors, "warning",
	                              (json_int_t)line->warnings, "note", (json_int_t)line->notes));
	json_array_append_new(listing->array, entry);
}

static void list_file(struct project *project, struct reading *reading, void *context)
{
	struct listing *listing = context;
	gate_check(&listing->gate, reading);
	if (!reading->assessment || listing->gate.broken) {
		run_report(project, reading, &listing->tally);
		return;
	}
	run_report_body(project, reading, &listing->tally);
	tally_add(&listing->tally, &reading->diags);
	struct line line = line_of(reading);
	if (listing->array)
		add_json(listing, reading, &line);
	else
		add_line(listing, project->arena, &line);
}

static enum exit_status run_list(struct project *project)
{
	struct listing listing = {0};
	struct buf out = BUF_INIT;
	bool json = strcmp(project->format, "json") == 0;
	if (!gate_open(&listing.gate, project))
		return STATUS_FAILED;
	if (json)
		listing.array = json_array();
	begin_table(project, &listing);
	crew_run(project, &(struct crew_work){gate_examine, list_file, &listing});
	if (json) {
		char *text = json_dumps(listing.array, JSON_INDENT(2));
		buf_printf(&out, "%s\n", text ? text : "[]");
		free(text);
		json_decref(listing.array);
	} else {
		put_internal(&out);
		table_print(&listing.table, &out);
	}
	bool written = run_write(project, &out);
	buf_free(&out);
	return written ? run_status(project, &listing.tally) : STATUS_FAILED;
}

static const char *const option_names[] = {"format", "as-of", "schema", "rules", "jobs", "stdin-filename", NULL};
static const char *const formats[] = {"text", "json", NULL};

const struct command command_list = {
    .name = "list",
    .arguments = "[PATH…]",
    .summary = "機関の評価の一覧: 番号、事務、評価書、日付、指摘の数",
    .description = "次の見直しと次の再実施は努力義務の日です。\n"
                   "\n"
                   "例: shikii list assessments\n",
    .options = option_names,
    .formats = formats,
    .run = run_list,
};
