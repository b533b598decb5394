/* Model → judgement → the sheets that are made, each in the revision of its day. */
#include "assess/assess.h"

#include "assess/conceal.h"
#include "base/messages/assess.h"
#include "model/answered.h"
#include "model/withhold.h"
#include "yaml/fields.h"

#include <string.h>

/* The day as of which a sheet is judged: as asked, else its 公表日, else the planned one. */
static struct value day_of(const struct assess_options *options, const struct record *sheet)
{
	struct value day = options->as_of;
	if (day.kind != VALUE_DATE)
		day = sheet_published(sheet);
	if (day.kind != VALUE_DATE && sheet)
		day = *record_field(sheet, "planned");
	return day;
}

/* The judgement's day: that of the first sheet of the model that has one. */
static struct value judgement_day(const struct official *official, const struct model *model,
                                  const struct assess_options *options)
{
	struct value day = options->as_of;
	for (const char **kind = official->judge->kinds; *kind && day.kind != VALUE_DATE; kind++)
		day = day_of(options, model_sheet(model, *kind));
	return day;
}

/* The form that the sheet names, else the one in use on its 公表日 or planned day. */
static const struct form *form_for(struct diags *diags, struct official *official, const struct record *sheet,
                                   const char *kind)
{
	struct assess_options none = {0};
	struct value day = day_of(&none, sheet);
	const struct value *named = sheet ? record_field(sheet, "form") : NULL;
	if (named && named->kind == VALUE_TEXT) {
		const struct form *form = official_form(official, named->text);
		if (form && strcmp(form->kind, kind) == 0)
			return form;
		if (diags_count(official->diags, SEVERITY_ERROR) == 0)
			diag_add(diags, DIAG_MODEL_OPTION, named->node->span, msg_assess_no_form(diags->arena, named->text));
	}
	return official_form_of(official, kind, &day);
}

/* What one assessment is made with. */
struct assessor {
	struct arena *arena;
	struct diags *diags;
	struct official *official;
	const struct assess_options *options;
	struct assessment *assessment;
	const struct model *published; /* what may be seen of the model; the model itself where it withholds nothing */
};

/* The day on which a sheet was published, as it may be seen. */
static struct value published_of(const struct model *shown, const struct model *whole, const char *kind)
{
	struct value day = sheet_published(model_sheet(whole, kind));
	struct value seen = sheet_published(model_sheet(shown, kind));
	if (day.kind == VALUE_DATE && (seen.kind != VALUE_DATE || date_compare(day.date, seen.date) != 0))
		return (struct value){.kind = VALUE_UNKNOWN, .detail = withheld_words};
	return seen;
}

static const struct sheet *build(const struct assessor *assessor, const struct model *model, const struct form *form)
{
	const struct model *whole = assessor->assessment->model;
	const struct record *record = model_sheet(whole, form->kind);
	struct occasion occasion = {
	    .published = published_of(model, whole, form->kind),
	    .paths = assessor->options->paths || assessor->published->withheld_count,
	    .as_of = day_of(assessor->options, record),
	    .judgement = assessor->assessment->judgement->value,
	};
	occasion.publishing = assessor->options->for_publication || sheet_published(record).kind == VALUE_DATE;
	if (occasion.as_of.kind != VALUE_DATE)
		occasion.as_of = assessor->assessment->judgement->as_of;
	return sheet_build(assessor->arena, assessor->diags, assessor->official->schema, model, form, &occasion);
}

static void add_sheet(const struct assessor *assessor, const struct form *form)
{
	struct assessment *assessment = assessor->assessment;
	const struct sheet *sheet = build(assessor, assessment->model, form);
	if (assessor->published->withheld_count) {
		struct assessor again = *assessor;
		struct diags ignored; /* said of the whole */
		diags_init(&ignored, assessor->arena);
		again.diags = &ignored;
		const struct sheet *shown = build(&again, assessor->published, form);
		struct concealed concealed = sheet_conceal(assessor->arena, assessor->diags, assessor->official, shown, sheet);
		if (assessor->options->withhold) {
			sheet = concealed.sheet;
			assessment->withheld_answers += concealed.answers;
			assessment->withheld_cells += concealed.cells;
		}
	}
	assessment->sheets[assessment->sheet_count++] = sheet;
}

/* --form: a form's id, or a kind. */
static const struct form *asked_form(struct diags *diags, struct official *official, const struct model *model,
                                     const char *name)
{
	const struct form *form = official_form(official, name);
	if (form)
		return form;
	return form_for(diags, official, model_sheet(model, name), name);
}

const struct assessment *assess(struct arena *arena, struct diags *diags, struct official *official,
                                const struct model *model, const struct assess_options *options)
{
	struct assessment *assessment = arena_new_object(arena, struct assessment);
	struct value day = judgement_day(official, model, options);
	assessment->model = model;
	assessment->today = options->as_of;
	assessment->judgement = judge(arena, official->judge, official->schema, model, &day, options->trials);
	const struct model *published = model_withheld(arena, diags, model, options->beside);
	assessment->shown = options->withhold ? published : model;
	assessment->answered = model_answered(arena, official->schema, assessment->shown);
	const struct assessor assessor = {arena, diags, official, options, assessment, published};
	const char **kinds = official->judge->kinds;
	size_t limit = 1;
	while (kinds[limit - 1])
		limit++;
	assessment->sheets = arena_array(arena, const struct sheet *, limit);
	for (size_t i = 0; !options->form && kinds[i]; i++) {
		bool elsewhere = model_sheet_value(model, kinds[i]).kind == VALUE_UNKNOWN;
		if (elsewhere || !judgement_makes(assessment->judgement, kinds[i]))
			continue;
		const struct form *form = form_for(diags, official, model_sheet(model, kinds[i]), kinds[i]);
		if (form)
			add_sheet(&assessor, form);
	}
	const struct form *asked = options->form ? asked_form(diags, official, model, options->form) : NULL;
	if (asked)
		add_sheet(&assessor, asked);
	return assessment;
}

const struct sheet *assessment_sheet(const struct assessment *assessment, const char *kind)
{
	for (size_t i = 0; i < assessment->sheet_count; i++)
		if (strcmp(assessment->sheets[i]->form->kind, kind) == 0)
			return assessment->sheets[i];
	return NULL;
}
