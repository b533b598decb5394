/* Model → judgement → the sheets that are made, each in the revision of its day. */
#include "check/assess.h"

#include "base/fields.h"
#include "base/message.h"
#include "model/withhold.h"

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

static const struct sheet *build(struct arena *arena, struct diags *diags, struct official *official,
                                 const struct model *model, const struct judgement *judgement,
                                 const struct assess_options *options, const struct form *form)
{
	const struct record *record = model_sheet(model, form->kind);
	struct occasion occasion = {
	    .published = sheet_published(record),
	    .paths = options->paths,
	    .as_of = day_of(options, record),
	    .judgement = judgement->value,
	};
	occasion.publishing = options->for_publication || occasion.published.kind == VALUE_DATE;
	if (occasion.as_of.kind != VALUE_DATE)
		occasion.as_of = judgement->as_of;
	return sheet_build(arena, diags, official->schema, model, form, &occasion);
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
	const struct model *published = model_withheld(arena, diags, model);
	if (options->withhold)
		model = published;
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
			assessment->sheets[assessment->sheet_count++] =
			    build(arena, diags, official, model, assessment->judgement, options, form);
	}
	const struct form *asked = options->form ? asked_form(diags, official, model, options->form) : NULL;
	if (asked)
		assessment->sheets[assessment->sheet_count++] =
		    build(arena, diags, official, model, assessment->judgement, options, asked);
	return assessment;
}

const struct sheet *assessment_sheet(const struct assessment *assessment, const char *kind)
{
	for (size_t i = 0; i < assessment->sheet_count; i++)
		if (strcmp(assessment->sheets[i]->form->kind, kind) == 0)
			return assessment->sheets[i];
	return NULL;
}
