#ifndef SHIKII_RENDER_RENDER_H
#define SHIKII_RENDER_RENDER_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/picture.h"
#include "diff/sheet_diff.h"
#include "law/law.h"
#include "model/data.h"
#include "model/sheet.h"
#include "render/figure_style.h"
#include "render/tables.h"
#include "render/xlsx_plan.h"

#include <jansson.h>

#include <stdbool.h>

/* Sheets in an output format. */
struct render_format {
	const char *name; /* and the ending of its files */
	bool pages;       /* of a site, with links and findings in the margin */
	bool fills;       /* a part of a page in which the answers can be changed: templates/html/form.html */
	bool text;        /* it can go to a terminal */
	bool joins;       /* several sheets can stand in one file */
	bool compares;    /* it has the 新旧対照表 */
};

/* Their names, NULL at the end. */
const char *const *render_formats(struct arena *arena);

/* NULL: there is none. */
const struct render_format *render_format_named(const char *name);

/* What a rendering is for. */
enum render_purpose {
	PURPOSE_PUBLICATION, /* to be handed out: what is withheld is not in it */
	PURPOSE_SUBMISSION,  /* for the commission: everything is in it */
	PURPOSE_INTERNAL     /* for those who write it: the same */
};

/* What its first page or line says: 提出用, 内部用; "" for publication. */
const char *purpose_label(enum render_purpose purpose);

struct renderer;
struct form_extras;

/* Templates are read when they are needed, and mistakes in them reported to
 * `diags`; all of it lives as long as `arena`. */
struct renderer *renderer_new(struct arena *arena, struct diags *diags, const struct data_folders *folders,
                              const struct render_format *format);

/* What a page says beside the sheet. NULL: nothing. */
struct render_extras {
	enum render_purpose purpose;
	const struct diags *findings;    /* printed beside the items: a review copy */
	const char *index_address;       /* of the list of all sheets */
	const struct law *law;           /* citations are linked to its texts: html */
	const struct pictures *pictures; /* of attachments */
	const struct form_extras *form;  /* of a format that fills (render/fields.h) */
};

/* For the sheets that follow; what it points to must live until they are rendered. */
void renderer_set_extras(struct renderer *renderer, struct render_extras extras);

/* Adds the sheet to `out`. Returns false after reporting a mistake in a template; `out` is then incomplete. */
bool render_sheet(struct renderer *renderer, const struct sheet *sheet, struct buf *out);

/* How pictures are laid out; NULL after reporting a mistake in templates/figure.yaml. */
const struct figure_style *renderer_figure_style(struct renderer *renderer);

/* The plan of the sheet's workbook; NULL after reporting a mistake in its layout. */
const struct plan *renderer_plan(struct renderer *renderer, struct arena *arena, const struct sheet *sheet);

/* A list of our own, by the template `lists` or as a workbook. False after reporting a mistake. */
bool render_tables(struct renderer *renderer, const struct tables *tables, struct buf *out);

/* As render_sheet, the 新旧対照表 of two states of a model: one pair or more. Not for json (`shikii diff` has it). */
bool render_comparison(struct renderer *renderer, const struct sheet_pair *pairs, size_t count, struct buf *out);

/* Fills in another template of the format: `index`. */
bool render_page(struct renderer *renderer, const char *template, json_t *view, struct buf *out);

#endif
