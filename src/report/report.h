#ifndef SHIKII_REPORT_REPORT_H
#define SHIKII_REPORT_REPORT_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"

#include "assess/official.h"
#include "report/table.h"

#include <jansson.h>

#include <stdbool.h>
#include <stddef.h>

/* What a reporter writes to, from one call to the next. Who calls it takes `out` and `notes` away as it likes. */
struct report {
	struct arena *arena; /* as long as the report */
	struct buf out;      /* the report */
	struct buf notes;    /* lines beside it, for whoever asked */
	bool colour;
	const char *links; /* the URI of the working folder, without a slash at its end, where links are shown; or NULL */
	enum severity fail_on;
	bool side_by_side;
	bool alone;         /* it is about one file */
	bool begun;         /* something has been reported */
	json_t *items;      /* of a report that is one value, until its end; or NULL */
	struct table table; /* the same of a table */
	void *state;        /* a reporter's own, in `arena`; or NULL */
};

/* Adds what one call has to say; the first that says something gets the word in front that the report is not for the public. */
void report_internal(struct report *report, const struct buf *text);

/* Keeps one of the items that are written at the end, the gravest first; takes it. Of each gravity (the highest is 3) no more are kept
 * than `limit`. */
void report_keep(struct report *report, size_t gravity, size_t limit, json_t *item);

/* A new list of those that were kept, up to `limit`. */
json_t *report_kept(const struct report *report, size_t limit);

/* Begins the table with these headings. */
void report_table(struct report *report, const char *const *headings, size_t count);

/* Writes the next of the values of a list, indented as deep as `depth` says; the report begins and ends the list. Takes `item`. */
void report_item(struct report *report, json_t *item, int depth);

/* Writes the items as JSON: under this key of an object, or alone where it is NULL. */
void report_items(struct report *report, const char *key, size_t flags);

/* kind_label of each in a list that ends with NULL, joined by 、; "なし" for none. */
const char *kind_labels(struct arena *arena, const struct official *official, const char *const *kinds);

void report_free(struct report *report);

#endif
