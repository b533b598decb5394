#ifndef SHIKII_IMPORT_RECOGNISE_H
#define SHIKII_IMPORT_RECOGNISE_H

#include "assess/official.h"
#include "base/arena.h"
#include "model/form.h"
#include "printed/rows.h"

/* The form, in its revision, that rows are a filled-in copy of: by its stamp, else by its title, the headings that
 * it alone has, and the 公表日. NULL: none (or a form is broken: reported to official->diags). The stamp of a year that
 * no form is of decides for the form of that style which was in use then, else for the nearest. */
struct recognised {
	const struct form *form;
	const char *stamp; /* of another year, for which `form` is the nearest; or NULL */
	size_t line;       /* where that stands */
	bool run_together; /* a title stands in the text, which has no lines */
};
struct recognised form_recognise(struct arena *arena, struct official *official, const struct text_rows *rows);

/* Is it the stamp of a form in some year: [平成26年4月　様式２]? */
bool stamp_likely(struct arena *scratch, const struct form *form, const char *text);

/* Is it the heading of 変更箇所, whatever number of a 別添 stands in front of it, said once more or not: （別添）変更箇所（続き）? */
bool history_heading_likely(struct arena *scratch, const struct form *form, const char *text);

/* The rows at which the sheets of a document begin, in order: a title, and soon the first label of the cover. */
struct sheet_starts {
	size_t *items;
	size_t count;
	size_t capacity;
};
struct sheet_starts sheets_find(struct arena *arena, struct official *official, const struct text_rows *rows);

#endif
