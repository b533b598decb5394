#ifndef SHIKII_RENDER_TEMPLATE_H
#define SHIKII_RENDER_TEMPLATE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/source.h"

#include <jansson.h>

#include <stdbool.h>

/* Mustache templates (mustache(5)): {{name}}, {{{raw}}} and {{&raw}}, {{#section}}, {{^inverted}}, {{!comment}},
 * {{>partial}}, {{.}}, dotted names. Without lambdas and without other delimiters. Stricter than Mustache in names:
 * a view has every key that it documents, so one that no context has is a mistake in the template, and reported.
 *
 * Nothing (no section; the inverted one instead) are null, false, the empty text and the empty list. 0 is a number
 * like any other. {{name}} prints text escaped, numbers and booleans plainly, null not at all; a list or an object
 * cannot be printed. A name below nothing (a.b where a is null) is nothing. */

enum { TEMPLATE_DEPTH_LIMIT = 32 }; /* of sections within a template, and of partials within each other */

/* Templates by name, each read once. It grows while rendering: for one thread at a time. */
struct template_set;

/* `load` returns the source of the template called `name`; it must live as long as `arena`. When there is none, it
 * reports that and returns NULL. Names of partials are words with . - _ / between them, never with "..". */
struct template_set *template_set_new(struct arena *arena, struct diags *diags,
                                      const struct source *(*load)(void *context, const char *name), void *context);

/* Fills in the template called `name` and adds it to `out`. Mistakes in it and in all partials that it calls for are
 * reported, each place once in the life of the set; so is text beyond out->limit. Returns false when anything was
 * wrong, now or with an earlier template of the set: `out` is then not to be used. */
bool template_render(struct template_set *set, const char *name, json_t *view,
                     void (*escape)(struct buf *out, const char *text), struct buf *out);

#endif
