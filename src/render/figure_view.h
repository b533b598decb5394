#ifndef SHIKII_RENDER_FIGURE_VIEW_H
#define SHIKII_RENDER_FIGURE_VIEW_H

#include "render/figure.h"

#include <jansson.h>

/* What templates see of pictures: rectangles, lines and words with their places in tenths of a millimetre, the steps as
 * text, and the parts of a diagram in Mermaid (docs/templates.md). A new reference; never NULL. */
json_t *figures_json(const struct figures *figures);

/* The same as a view of its own: the model's name and the size of all of them, one below the other. */
json_t *drawing_json(const struct figure_style *style, const struct model *model);

#endif
