/* Publications and reviews of a model → the dates that come next. */
#include "assess/periods.h"

#include "base/messages/data.h"
#include "model/sheet.h"
#include "yaml/fields.h"

#include <string.h>

static bool period_read(struct diags *diags, const struct node *node, struct period *period)
{
	static const struct field_spec specs[] = {
	    {"label", FIELD_STRING, true, offsetof(struct period, label)},
	    {"years", FIELD_NUMBER, true, offsetof(struct period, years)},
	    {"source", FIELD_STRING, true, offsetof(struct period, source)},
	};
	return fields_read(diags, node, specs, sizeof specs / sizeof *specs, period);
}

const struct periods *periods_load(struct arena *arena, struct diags *diags, const struct data_folders *folders)
{
	struct rows {
		const struct node *assessments;
		const struct node *review;
		const struct node *reassessment;
	} rows = {0};
	static const struct field_spec specs[] = {
	    {"assessments", FIELD_LIST, true, offsetof(struct rows, assessments)},
	    {"review", FIELD_MAP, true, offsetof(struct rows, review)},
	    {"reassessment", FIELD_MAP, true, offsetof(struct rows, reassessment)},
	};
	const struct source *source = data_load(arena, diags, folders, "rules/periods.yaml");
	const struct node *root = source ? node_read(arena, diags, source) : NULL;
	const struct node *node = node_get(root, "periods");
	struct periods *periods = arena_new_object(arena, struct periods);
	if (root && !node)
		diag_add(diags, DIAG_DATA_MISSING, root->span, msg_data_missing(diags->arena, "periods"));
	bool good = node && fields_read(diags, node, specs, sizeof specs / sizeof *specs, &rows) &&
	            period_read(diags, rows.review, &periods->review) &&
	            period_read(diags, rows.reassessment, &periods->reassessment);
	periods->assessments = rows.assessments;
	return good ? periods : NULL;
}

static void keep_later(struct value *newest, struct value date)
{
	bool later = date.kind == VALUE_DATE && (newest->kind != VALUE_DATE || date_compare(date.date, newest->date) > 0);
	if (later)
		*newest = date;
}

/* A publication without its kind counts as an assessment, too. */
static bool is_assessment(const struct periods *periods, const struct value *kind)
{
	bool named = kind->kind != VALUE_TEXT;
	for (size_t i = 0; !named && i < periods->assessments->count; i++)
		named = node_is(periods->assessments->items[i], kind->text);
	return named;
}

static struct value years_after(const struct value *date, int64_t years)
{
	if (date->kind != VALUE_DATE)
		return value_absent();
	return value_date(date_add(date->date, (int)years, 0, 0));
}

static bool is_among(const char *const *kinds, const char *kind)
{
	while (*kinds && strcmp(*kinds, kind) != 0)
		kinds++;
	return *kinds != NULL;
}

/* Returns the newest assessment of the sheet. */
static struct value follow_publications(const struct periods *periods, struct course *course, const struct value *list)
{
	struct value assessed = value_absent();
	for (size_t i = 0; list->kind == VALUE_LIST && i < list->list->count; i++) {
		struct value date = record_get(&list->list->items[i], "date");
		struct value kind = record_get(&list->list->items[i], "kind");
		keep_later(&course->published, date);
		if (is_assessment(periods, &kind))
			keep_later(&assessed, date);
	}
	keep_later(&course->assessed, assessed);
	return assessed;
}

static void follow_sheets(const struct periods *periods, struct course *course, const struct value *sheets,
                          const char *const *made)
{
	for (size_t i = 0; sheets && sheets->kind == VALUE_RECORD && i < sheets->record->type->field_count; i++) {
		struct value list = record_get(&sheets->record->values[i], "publications");
		struct value assessed = follow_publications(periods, course, &list);
		struct value next = years_after(&assessed, periods->reassessment.years);
		if (next.kind != VALUE_DATE || !is_among(made, sheets->record->type->fields[i].name))
			continue;
		struct value *first = &course->next_assessment;
		if (first->kind != VALUE_DATE || date_compare(next.date, first->date) < 0)
			*first = next;
	}
}

static bool has_ended(const struct model *model)
{
	const struct value *ended = record_field(model->root, "ended");
	return ended && ended->kind == VALUE_RECORD && record_get(ended, "date").kind == VALUE_DATE;
}

struct course course_of(const struct periods *periods, const struct model *model, const char *const *made)
{
	struct course course = {0};
	follow_sheets(periods, &course, record_field(model->root, "sheets"), made);
	const struct value *reviews = record_field(model->root, "reviews");
	for (size_t i = 0; reviews && reviews->kind == VALUE_LIST && i < reviews->list->count; i++)
		keep_later(&course.reviewed, record_get(&reviews->list->items[i], "date"));
	struct value latest = course.published;
	keep_later(&latest, course.reviewed);
	course.next_review = years_after(&latest, periods->review.years);
	if (has_ended(model))
		course.next_review = course.next_assessment = value_absent();
	return course;
}
