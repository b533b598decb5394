#ifndef SHIKII_MODEL_BINDER_H
#define SHIKII_MODEL_BINDER_H

#include "base/list.h"
#include "model/model.h"

#include <stdbool.h>

/* What reads a tree against the vocabulary: model.c the records and lists, bind_answer.c the single answers. */

enum { QUOTE_LIMIT = 60 }; /* bytes of an answer that a message quotes */

struct pending_id {
	const struct node *node;
	const char *target;
};

struct binder {
	struct arena *arena;
	struct diags *diags;
	const struct schema *schema;
	const struct body *body;
	bool in_body;                /* it is shikii.yaml that is read */
	int forgotten;               /* the root's field whose line seems to be left out, from 1; 0: none */
	LIST(struct pending_id) ids; /* checked when the whole model is read */
	LIST(const struct node *) proposals;
};

/* Not read, which has been reported. */
struct value invalid_value(const struct node *node);

struct value text_value(const struct node *node, const char *text);

/* Reports that something else belongs there; invalid. */
struct value report_kind(struct binder *binder, const struct answer_type *type, const struct node *node);

/* The answer in {proposed: answer}, which is noted; NULL when the node is none. */
const struct node *take_proposal(struct binder *binder, const struct node *node);

/* {unknown: reason}; for boxes whose ticks are lost, {unknown: reason, texts: {option: words}} keeps the words. */
struct value bind_unknown(struct binder *binder, const struct answer_type *type, const struct node *node);

struct value bind_text(struct binder *binder, const struct answer_type *type, const struct node *node);
struct value bind_date(struct binder *binder, const struct answer_type *type, const struct node *node);
struct value bind_count(struct binder *binder, const struct answer_type *type, const struct node *node);
struct value bind_bool(struct binder *binder, const struct answer_type *type, const struct node *node);
struct value bind_choice(struct binder *binder, const struct answer_type *type, const struct node *node);
struct value bind_boxes(struct binder *binder, const struct answer_type *type, const struct node *node);

#endif
