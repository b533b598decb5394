#ifndef SHIKII_BEGIN_BEGIN_H
#define SHIKII_BEGIN_BEGIN_H

#include "assess/assess.h"
#include "base/buf.h"
#include "begin/grounds.h"
#include "begin/process.h"

#include <stdbool.h>

/* What is known of a process before its sheets are written; NULL: not said. */
struct beginning {
	const struct process *process;
	const char *number;
	const char *agency;   /* of the model, or of the new shikii.yaml */
	const char *kind;     /* of the body: an option of the vocabulary */
	const char *subjects; /* counts, as they were given */
	const char *handlers;
	const char *incident;    /* an option of the vocabulary */
	struct value day;        /* of publication, or absent */
	struct date law_day;     /* whose law counts */
	bool own_body;           /* a shikii.yaml is begun with it, and takes what is the body's */
	const struct body *body; /* that is there, or NULL */
};

/* What is owed for it. */
struct begun {
	const struct judgement *judgement;
	const char **kinds; /* of the sheets that were begun, NULL at the end */
	bool voluntary;     /* though none is owed */
};

/* Appends the commented YAML of a model: what is known, proposals of the catalogue, and a sample for each answer that the forms of
 * the owed sheets ask for. False after reporting what is wrong. */
bool begin_model(struct arena *arena, struct diags *diags, struct official *official, const struct beginning *beginning,
                 struct buf *out, struct begun *begun);

/* Appends that of the shikii.yaml. */
void begin_body(struct arena *arena, struct official *official, const struct beginning *beginning, struct buf *out);

#endif
