#ifndef SHIKII_ASSESS_ASSESS_H
#define SHIKII_ASSESS_ASSESS_H

#include "assess/judge.h"
#include "assess/official.h"
#include "assess/outlook.h"
#include "base/arena.h"
#include "base/diag.h"
#include "model/model.h"
#include "model/sheet.h"

#include <stdbool.h>

/* What the caller asks for besides the model. */
struct assess_options {
	struct value as_of; /* --as-of, or absent */
	const char *form;   /* --form: a form's id or kind; NULL: the sheets that are made */
	const struct judge_trials *trials;
	struct outlook outlook;
	bool for_publication; /* drafts are asked for everything */
	bool paths;           /* see struct occasion */
	bool withhold;        /* the sheets are those that are handed out */
	const struct model
	    *beside; /* withhold: what a sheet's model withholds that is shown beside, is withheld, too; or NULL */
};

/* One process, judged and laid out: every command starts from here. */
struct assessment {
	const struct model *model;
	const struct judgement *judgement;
	const struct sheet **sheets; /* in the order of the rules' kinds */
	size_t sheet_count;
	const struct model *shown;               /* what the sheets are made of: `model`, or what may be seen of it */
	const struct model *answered;            /* `shown` without samples (model/answered.h) */
	size_t withheld_answers, withheld_cells; /* of all sheets (assess/conceal.h) */
	struct value today;                      /* --as-of, or absent */
};

/* Judges a model and fills in the forms. Reports stand-ins that cannot be read, and a form that the model names and
 * that does not exist. */
const struct assessment *assess(struct arena *arena, struct diags *diags, struct official *official,
                                const struct model *model, const struct assess_options *options);

/* The sheet of a kind among those of the assessment, or NULL. */
const struct sheet *assessment_sheet(const struct assessment *assessment, const char *kind);

#endif
