#ifndef SHIKII_REPORT_FINDING_H
#define SHIKII_REPORT_FINDING_H

#include "base/map.h"
#include "report/check_report.h"

/* A finding as other programs want it: they show only what has a place, and what they show are lines of clean text
 * (base/clean.h). What is returned lives in `arena`. */

/* Where it is, all from 1 on; a finding about a whole file is at its first line. The end is behind the last character. */
struct finding_place {
	const char *file; /* without "./" in front */
	struct position start;
	struct position end;
};
struct finding_place finding_place(const struct checked_file *file, const struct diag *diag);

/* The message alone, in one line. */
const char *finding_message(struct arena *arena, const struct diag *diag);

/* The message, and in lines below it the item, the hint, the ground and the second place. */
const char *finding_words(struct arena *arena, const struct diag *diag);

/* a.yaml:48:12: error: 別表第二は… [citation.repealed], without a line end. */
void finding_line(struct buf *out, const struct checked_file *file, const struct diag *diag);

/* The file as a reference of a URI (RFC 3986): a relative one, or a file: of an absolute path. */
const char *finding_uri(struct arena *arena, const char *path);
void finding_put_uri(struct buf *out, const char *path);

/* What tells a finding from all others and stays when lines move, as baselines do (check/baseline.h): 16 hexadecimal digits of rule,
 * file, place in the model and words; of several alike also their order. Every finding of a run is asked for once. */
struct fingerprints {
	struct map seen; /* key → count */
};
void finding_fingerprint(struct fingerprints *fingerprints, const struct checked_file *file, const struct diag *diag,
                         char print[17]);

#endif
