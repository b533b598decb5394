#ifndef SHIKII_RENDER_FIELDS_H
#define SHIKII_RENDER_FIELDS_H

#include "assess/judge.h"
#include "assess/official.h"
#include "model/sheet.h"

#include <jansson.h>

/* What a form to fill in shows besides its sheet. */
struct form_extras {
	struct official *official;
	const struct judgement *judgement;
};

/* Adds to each row of the view what it takes to change its answer in place, to sections that repeat how a member is added and
 * removed; to the whole the judgement, the sheets that are made, and what is missing. Without extras the keys are there and say
 * that nothing can be changed. */
void view_add_fields(json_t *view, const struct sheet *sheet, const struct form_extras *extras);

#endif
