#ifndef SHIKII_CHECK_LINE_PARTS_H
#define SHIKII_CHECK_LINE_PARTS_H

#include "base/list.h"
#include "check/lines.h"
#include "model/draft.h"
#include "model/model.h"
#include "yaml/edit.h"

/* What the parts of lines.c share. Inside check/ only. */

enum { TARGET_LIMIT = 8 /* places of the model that an item's expression reads */ };

struct note {
	const struct node *node;
	const char *comment;
};

/* The lines for one document. */
struct filling {
	struct arena *arena;
	const struct schema *schema;
	const struct node *root;
	struct draft draft;
	LIST(struct addition {
		const struct node *at; /* the collection of the file that gets … */
		const char *path;      /* … this node of the draft */
		struct node *node;
		const char *inside;
	})
	additions;
	LIST(struct note) notes;
	bool in_braces; /* of what is put just now: no comment can stand above it, it gets words that are no answer … */
	const char *options; /* … and these are those that it has; NULL: none */
	struct edits edits;
};

/* ---- what is wanted ---- */

bool wanted_is_collection(const struct answer_type *type);

/* The type of what stands at the wanted path. */
const struct answer_type *wanted_type(struct arena *arena, const struct schema *schema, const struct wanted *wanted);

const struct node *lines_root(const struct node *node);
const struct record_type *lines_root_type(const struct schema *schema, const struct node *root);

/* The name behind the last dot. */
const char *path_last_name(const char *path);

/* ---- samples ---- */

struct node *line_text(struct filling *filling, const char *text);

/* The comment above a node; `context` is the filling. */
const char *line_comment(void *context, const struct node *node);

bool line_is_flow(const struct node *node);

/* What may be typed for the wanted answer, to be written over. */
struct node *line_sample(struct filling *filling, const struct answer_type *type, const struct wanted *wanted,
                         const char *path);

#endif
