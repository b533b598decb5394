#ifndef SHIKII_SESSION_READING_H
#define SHIKII_SESSION_READING_H

#include "assess/assess.h"
#include "base/diag.h"
#include "render/render.h"
#include "session/project.h"
#include "session/store.h"

#include <stdbool.h>
#include <stddef.h>

struct kept;
struct rendered_sheets;
struct since_state;

/* What every command does with each file: read it, judge it, fill in its sheets. */
struct reading {
	const struct project_file *file;
	struct project_body *body;              /* or NULL */
	struct official *official;              /* of its body */
	const struct assessment *assessment;    /* NULL when there is no model to judge */
	const struct pictures *pictures;        /* of its attachments; NULL when there is no model */
	struct diags diags;                     /* of this file alone */
	bool sound;                             /* after gate_examine: it could be read without errors */
	const char *faults;                     /* the rules of the errors for which it is not, with commas between */
	const struct since_state *since;        /* after gate_examine with --since: of what is sound */
	const struct rendered_sheets *rendered; /* by `render`, where it could be on any thread */
	const struct kept *kept;                /* what was kept of it in an earlier run: it was not read; or NULL */
	struct store_key state;                 /* all that its findings depend on but the file itself … */
	bool keepable;                          /* … where they may be kept */
	struct arena *arena;                    /* reset when the visit returns */
};

struct tally;

/* Fills in a reading of which `file` and `arena` are set. */
void run_read(struct project *project, struct reading *reading);

/* Has it a model without errors? What one with errors prints is not what its author wrote. */
bool run_is_sound(const struct reading *reading);

/* run_read, tells what is wrong and adds it to the tally; run_is_sound. */
bool run_read_sound(struct project *project, struct reading *reading, struct tally *tally);

/* Calls visit for each file of the project in turn. */
void run_files(struct project *project, void (*visit)(struct project *, struct reading *, void *), void *context);

/* Findings of a whole run. */
struct tally {
	size_t count[SEVERITY_ERROR + 1];
	bool environment; /* some file could not be read, or was no model */
};

void tally_add(struct tally *tally, const struct diags *diags);

/* The exit status by --fail-on. */
enum outcome run_status(const struct project *project, const struct tally *tally);

/* Hands over the findings of a reading's shikii.yaml, once, and adds them to the tally. */
void run_report_body(struct project *project, struct reading *reading, struct tally *tally);

/* Hands over the findings of a reading, for commands whose result is something else; those of its
 * shikii.yaml before. Adds them to the tally. */
void run_report(struct project *project, struct reading *reading, struct tally *tally);

/* What the run's sheets are for: --for, --with-findings; publication where nothing is said. */
enum render_purpose run_purpose(const struct project *project);

/* What a name of a file says of it: -提出用, or "". */
const char *run_suffix(const struct project *project);

/* The first line of what only those who write the models are to read: 内部用. */
void put_internal(struct buf *out);

/* How much of what was handed out is withheld. */
struct withheld {
	size_t answers;
	size_t cells; /* of 変更箇所 */
};
void withheld_add(struct withheld *withheld, const struct assessment *assessment);

/* Tells it, if there is any. */
void withheld_tell(struct project *project, const struct withheld *withheld);

#endif
