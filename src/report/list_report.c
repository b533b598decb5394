/* A body's assessments → a table for a terminal, JSON. */
#include "report/list_report.h"

#include "base/messages/list.h"
#include "report/report_json.h"

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

/* ---- table ---- */

static void begin_table(struct report *report, const struct periods *periods)
{
	const char *const headings[] = {msg(MSG_LIST_NUMBER),   msg(MSG_LIST_NAME),     msg(MSG_LIST_OWED),
	                                msg(MSG_LIST_MADE),     msg(MSG_LIST_ASSESSED), msg(MSG_LIST_PUBLISHED),
	                                msg(MSG_LIST_REVIEWED), periods->review.label,  periods->reassessment.label,
	                                msg(MSG_LIST_FINDINGS)};
	report_table(report, headings, sizeof headings / sizeof *headings);
}

static void add_next(struct table *table, const struct value *next, bool overdue)
{
	const char *day = iso(table->arena, next);
	table_add(table, overdue ? arena_printf(table->arena, "%s %s", day, msg(MSG_LIST_OVERDUE)) : day);
}

static void add_table(struct report *report, const struct listed *listed, const struct value *as_of)
{
	(void)as_of;
	struct table *table = &report->table;
	struct arena *arena = table->arena;
	const struct course *course = &listed->course;
	table_add(table, listed->number);
	table_add(table, listed->name);
	table_add(table, listed->undecided ? msg(MSG_LIST_UNDECIDED) : kind_labels(arena, listed->official, listed->owed));
	table_add(table, kind_labels(arena, listed->official, listed->made));
	table_add(table, iso(arena, &course->assessed));
	table_add(table, iso(arena, &course->published));
	table_add(table, iso(arena, &course->reviewed));
	add_next(table, &course->next_review, listed->review_overdue);
	add_next(table, &course->next_assessment, listed->assessment_overdue);
	table_add(table, arena_printf(arena, "%zu/%zu/%zu", listed->errors, listed->warnings, listed->notes));
}

static void end_table(struct report *report, const struct value *as_of, bool overdue)
{
	struct buf text = BUF_INIT;
	table_print(&report->table, &text);
	if (overdue)
		buf_printf(&text, "%s\n", msg_list_overdue_note(report->arena, iso(report->arena, as_of)));
	report_internal(report, &text);
	buf_free(&text);
}

const struct list_reporter list_text = {begin_table, add_table, end_table};

/* ---- JSON ---- */

static void begin_json(struct report *report, const struct periods *periods)
{
	(void)periods;
	report->items = json_array();
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
static json_t *json_overdue(const struct listed *listed, const struct value *as_of)
{
	if (as_of->kind != VALUE_DATE)
		return json_null();
	json_t *keys = json_array();
	if (listed->review_overdue)
		json_array_append_new(keys, json_string("next_review"));
	if (listed->assessment_overdue)
		json_array_append_new(keys, json_string("next_assessment"));
	return keys;
}

static void add_json(struct report *report, const struct listed *listed, const struct value *as_of)
{
	const struct course *course = &listed->course;
	json_t *entry = json_object();
	json_object_set_new(entry, "path", report_json_text(listed->path));
	json_object_set_new(entry, "number", json_string(listed->number));
	json_object_set_new(entry, "name", json_string(listed->name));
	json_object_set_new(entry, "owed", listed->undecided ? json_null() : json_words(listed->owed));
	json_object_set_new(entry, "made", json_words(listed->made));
	set_date(report->arena, entry, "assessed", &course->assessed);
	set_date(report->arena, entry, "published", &course->published);
	set_date(report->arena, entry, "reviewed", &course->reviewed);
	set_date(report->arena, entry, "next_review", &course->next_review);
	set_date(report->arena, entry, "next_assessment", &course->next_assessment);
	json_object_set_new(entry, "overdue", json_overdue(listed, as_of));
	json_object_set_new(entry, "findings",
	                    json_pack("{s:I, s:I, s:I}", "error", (json_int_t)listed->errors, "warning",
	                              (json_int_t)listed->warnings, "note", (json_int_t)listed->notes));
	json_array_append_new(report->items, entry);
}

static void end_json(struct report *report, const struct value *as_of, bool overdue)
{
	(void)as_of, (void)overdue;
	report_items(report, NULL, JSON_INDENT(2));
}

const struct list_reporter list_json = {begin_json, add_json, end_json};
