#ifndef SHIKII_MODEL_TEXT_H
#define SHIKII_MODEL_TEXT_H

#include "model/model.h"
#include "model/schema.h"
#include "yaml/node.h"

#include <stdbool.h>

/* How a text of the model is put together: a scalar, {markdown: …}, {passage: id} (or another reference of the vocabulary to
 * words of the body), {proposed: …} with one of these, or a list of them. Where the characters of a scalar stand is yaml/scalar.h. */

/* What {proposed: …} proposes, or NULL where node is something else. */
const struct node *text_proposed(const struct node *node);

/* The reference whose key {passage: id} has, or NULL; `id` is the value. */
const struct reference *text_reference(const struct schema *schema, const struct node *id);

/* Puts the text that it stands for into *text; false: the body, which may be NULL, has none of this id. */
bool text_referred(const struct reference *reference, const struct body *body, const struct node *id,
                   struct value *text);

/* Hands over the scalars of a text in their order, those of the body that it refers to among them; node may be NULL. */
struct scalar_taker {
	void (*take)(void *context, const struct node *scalar);
	void *context;
};
void text_scalars(const struct schema *schema, const struct body *body, const struct node *node,
                  const struct scalar_taker *taker);

/* Is the scalar among them? */
bool text_contains(const struct schema *schema, const struct body *body, const struct node *text,
                   const struct node *scalar);

#endif
