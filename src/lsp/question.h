#ifndef SHIKII_LSP_QUESTION_H
#define SHIKII_LSP_QUESTION_H

#include "lsp/document.h"
#include "session/reading.h"

#include <jansson.h>

#include <stdbool.h>
#include <stddef.h>

struct question;

typedef void question_answer(struct question *question);

/* How much of a document has to be read; placed: every row of its sheets with its place in the model. */
enum question_depth { DEPTH_TEXT, DEPTH_ASSESSED, DEPTH_PLACED };

/* A question about one open document: a request of the session, in whose memory everything but the answer lives. */
struct question {
	struct receiver receiver; /* findings about the run go to `run`, the rest nowhere */
	const struct documents *documents;
	const struct document_open *document;
	const json_t *params;
	const struct options *options; /* of the server */
	const char *since;             /* --since of this question, or NULL */
	question_answer *answer;
	enum question_depth depth;

	/* filled in before answer() is called */
	struct project *project;
	struct arena *arena;
	const struct source *source;    /* of the document; NULL: it cannot be read */
	const struct node *root;        /* NULL: it is no YAML. Where there is an assessment, of its model */
	const struct record_type *type; /* of the root: process or body; NULL: it is neither */
	struct project_body *body;      /* over it, or itself; NULL: there is none */
	struct official *official;      /* NULL: that of its body is broken */
	struct reading reading;         /* `assessment` NULL where `assesses` is false, or it is no model */
	size_t offset;                  /* of params.position; 0: there is none */
	struct diags run;               /* findings about the run */
	bool unread;                    /* a file or folder could not be read: what is in it is not known */

	/* for a second question that the answer to the first leads to; strings are to be freed */
	struct sought {
		char *list;
		char *id;
		bool shared;
		char *body; /* the path of the shikii.yaml that defines it, or NULL */
	} sought;

	json_t *result;      /* NULL: null */
	const char *refused; /* why it cannot be answered, in words of the catalogue; NULL: it can */
};

/* Asks; false: there was no memory. question->result is the caller's. */
bool question_ask(struct question *question, enum question_depth depth, question_answer *answer);

/* Everything of the session's project that a folder holds: files to be read one after the other; false: there was no memory. */
bool question_ask_folder(struct question *question, const char *folder, question_answer *answer);

bool path_is_body(const char *path);

/* {"uri", "range"} of a place in a file of the disk or the editor; NULL when it is in none (built-in data). */
json_t *location_json(const struct question *question, const struct span *span);

#endif
