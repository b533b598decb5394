#ifndef SHIKII_SESSION_RECEIVER_H
#define SHIKII_SESSION_RECEIVER_H

#include "base/diag.h"
#include "yaml/edit.h"

#include <stdbool.h>
#include <stddef.h>

struct store;

/* A file that an answer consists of: a sheet, a model, a baseline. */
struct made_file {
	const char *path;
	const char *bytes;
	size_t length;
	bool makes_folder;  /* the folder that it stands in need not be there */
	bool is_new;        /* nothing that is there may be replaced */
	const char *before; /* what was read there, but for a byte order mark: only that may be replaced; or NULL */
	size_t before_length;
	size_t limit; /* not 0: it goes behind what is there, as many whole lines as fit into a file of this size */
};

/* Who gets the answer to a request, piece by piece: a terminal, a result in memory. Its first member; what is handed over is
 * the receiver's only during the call. */
struct receiver {
	bool colour;       /* in the report */
	bool terminal;     /* the report goes to one */
	const char *links; /* the URI of the working folder, where the terminal shows links; or NULL */

	/* Where what was worked out is kept for other requests (session/store.h); NULL: nowhere. */
	struct store *store;

	/* So many of the files are done. NULL: nobody wants to know. */
	void (*progress)(struct receiver *receiver, size_t done, size_t total);

	/* More of the report; false: it cannot be taken. */
	bool (*report)(struct receiver *receiver, const char *bytes, size_t length);

	/* Findings about the run that are no part of the report: files that cannot be read, broken rules. In order. */
	void (*findings)(struct receiver *receiver, const struct diags *diags);

	/* Words for whoever asked, without a line end behind them: a sentence of the program about what was done or cannot be done,
	 * or an entry of a list. */
	void (*note)(struct receiver *receiver, const char *words, bool sentence);

	/* The request makes no sense: nothing was done. */
	void (*usage)(struct receiver *receiver, const char *message);

	/* False: it cannot be kept, which the receiver tells itself. */
	bool (*file)(struct receiver *receiver, const struct made_file *file);

	/* What changes in an author's file, which follows unless it was asked for a trial. In the order of the source. */
	void (*edits)(struct receiver *receiver, const struct edits *edits);
};

#endif
