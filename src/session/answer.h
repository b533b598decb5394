#ifndef SHIKII_SESSION_ANSWER_H
#define SHIKII_SESSION_ANSWER_H

#include "base/buf.h"
#include "report/report.h"
#include "session/project.h"

#include <stdbool.h>

/* Hands findings about the run itself to the receiver. */
void project_report(struct project *project, struct diags *diags);

/* Tell whoever asked something, in a line or several: a sentence about what was done or cannot be done, or an entry of what
 * the answer consists of. */
__attribute__((format(printf, 2, 3))) void project_say(struct project *project, const char *format, ...);
__attribute__((format(printf, 2, 3))) void project_note(struct project *project, const char *format, ...);

/* Tells whoever waits that so many files are done. */
void project_progress(const struct project *project, size_t done);

/* An empty report, as the receiver wants it; to be freed by report_free. */
struct report run_new_report(const struct project *project);

/* More of the report; false when it cannot be written. */
bool run_write(struct project *project, const struct buf *text);

/* The same for the file at `path`; NULL or "-" is the report. */
bool run_write_file(struct project *project, const char *path, const struct buf *text);

/* A document, whose words are those of its author: where it is shown on a terminal, none of them acts there. */
bool run_write_document(struct project *project, const char *path, const struct buf *text);

/* <out-dir>/<name>/<leaf>, for what is made of a file. NULL after telling that another file has claimed the path. Of the run's
 * arena. */
const char *run_path_in_folder(struct project *project, const struct project_file *file, const char *leaf);

#endif
