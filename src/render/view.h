#ifndef SHIKII_RENDER_VIEW_H
#define SHIKII_RENDER_VIEW_H

#include "base/buf.h"
#include "base/picture.h"
#include "law/law.h"
#include "model/sheet.h"
#include "render/figure_style.h"

#include <jansson.h>

#include <stdbool.h>

/* What templates see of a sheet (docs/templates.md): the keys of sheet_json() and more. Every key is always there; it
 * is "", [], false or null where there is nothing. `print_block` is what the format makes of a text that stands by
 * itself, plain or CommonMark: the keys `block`; with a `law`, which is for HTML, the plain ones are linked to the texts
 * that they cite (render/links.h). `style` is of the picture of `flow`: NULL when no row has one; `pictures`: of
 * attachments, or NULL. A new reference; never NULL. */
json_t *view_json(const struct sheet *sheet, void (*print_block)(struct buf *out, const char *text, bool markdown),
                  const struct law *law, const struct figure_style *style, const struct pictures *pictures);

/* Lets go of the view, of which nobody else holds a part. */
void view_release(json_t *view);

/* Does the sheet print the picture of `flow`? */
bool sheet_has_figure(const struct sheet *sheet);

#endif
