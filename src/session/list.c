/* shikii list: a body's assessments in one table. */
#include "assess/periods.h"
#include "base/message.h"
#include "report/report_json.h"
#include "report/table.h"
#include "session/answer.h"
#include "session/command.h"
#include "session/findings.h"
#include "session/parallel.h"
#include "session/reading.h"

#include <jansson.h>
#include <string.h>

struct listing {
	struct gate gate;
	struct tally tally;
	struct table table; /* its strings live in the project's arena */
	json_t *array;
	bool overdue; /* some line has the mark */
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
	    .course = course_of(reading->official->periods, assessment->model, judgement->made),
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

/* As the rules procedure.review-due and procedure.reassess-due have it: on the day itself the time is over. */
static bool is_overdue(const struct project *project, const struct value *next)
{
	const struct value *day = &project->assess.as_of;
	return day->kind == VALUE_DATE && next->kind == VALUE_DATE && date_compare(next->date, day->date) <= 0;
}

static void add_next(struct project *project, struct listing *listing, const struct value *next)
{
	bool overdue = is_overdue(project, next);
	const char *day = iso(project->arena, next);
	table_add(&listing->table, overdue ? arena_printf(project->arena, "%s %s", day, msg(MSG_LIST_OVERDUE)) : day);
	listing->overdue = listing->overdue || overdue;
}

static void add_line(struct project *project, struct listing *listing, const struct line *line)
{
	struct arena *arena = project->arena;
	struct table *table = &listing->table;
	table_add(table, line->number);
	table_add(table, line->name);
	table_add(table, line->owed);
	table_add(table, line->made);
	table_add(table, iso(arena, &line->course.assessed));
	table_add(table, iso(arena, &line->course.published));
	table_add(table, iso(arena, &line->course.reviewed));
	add_next(project, listing, &line->course.next_review);
	add_next(project, listing, &line->course.next_assessment);
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

/* The keys of the days that have passed; null without a day to ask for. */
static json_t *json_overdue(const struct project *project, const struct course *course)
{
	if (project->assess.as_of.kind != VALUE_DATE)
		return json_null();
	json_t *keys = json_array();
	if (is_overdue(project, &course->next_review))
		json_array_append_new(keys, json_string("next_review"));
	if (is_overdue(project, &course->next_assessment))
		json_array_append_new(keys, json_string("next_assessment"));
	return keys;
}

static void add_json(const struct project *project, struct listing *listing, struct reading *reading,
                     const struct line *line)
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
	json_object_set_new(entry, "overdue", json_overdue(project, &line->course));
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
		add_json(project, listing, reading, &line);
	else
		add_line(project, listing, &line);
}

static enum outcome run_list(struct project *project)
{
	struct listing listing = {0};
	struct buf out = BUF_INIT;
	bool json = strcmp(project->format, "json") == 0;
	if (!gate_open(&listing.gate, project))
		return STATUS_FAILED;
	if (json)
		listing.array = json_array();
	begin_table(project, &listing);
	parallel_run(project, &(struct file_work){gate_examine, list_file, &listing});
	if (json) {
		report_json_write(&out, listing.array, JSON_INDENT(2));
		buf_putc(&out, '\n');
		json_decref(listing.array);
	} else {
		put_internal(&out);
		table_print(&listing.table, &out);
		if (listing.overdue)
			buf_printf(&out, "%s\n",
			           msg_list_overdue_note(project->arena, iso(project->arena, &project->assess.as_of)));
	}
	bool written = run_write(project, &out);
	buf_free(&out);
	return written ? run_status(project, &listing.tally) : STATUS_FAILED;
}

static const char *const option_names[] = {"format", "as-of", "schema", "rules", "jobs", "stdin-filename", NULL};
static const char *const formats[] = {"text", "json", NULL};

const struct command command_list = {
    .name = "list",
    .options = option_names,
    .formats = formats,
    .searches_here = true,
    .run = run_list,
};
