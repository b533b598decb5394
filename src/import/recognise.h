#ifndef SHIKII_IMPORT_RECOGNISE_H
#define SHIKII_IMPORT_RECOGNISE_H

#include "assess/official.h"
#include "base/arena.h"
#include "import/rows.h"
#include "model/form.h"

/* The form, in its revision, that rows are a filled-in copy of: by its stamp, else by its title, the headings that
 * it alone has, and the 公表日. NULL: none (or a form is broken: reported to official->diags). */
const struct form *form_recognise(struct arena *arena, struct official *official, const struct text_rows *rows);

#endif
