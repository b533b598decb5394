#ifndef SHIKII_CLI_STREAMS_H
#define SHIKII_CLI_STREAMS_H

#include "base/arena.h"
#include "base/buf.h"
#include "report/report_text.h"
#include "session/receiver.h"

#include <stdio.h>

/* An answer as a person at a terminal gets it: the report on standard output, all else on standard error, files on the disk. */
struct streams {
	struct receiver receiver;
	struct arena *arena;
	const char *command; /* whose help tells more after a mistake of usage, or NULL */
	FILE *out;
	FILE *err;
	struct text_look look_err; /* of findings on standard error */
	bool progress_shown;       /* a line of it stands there now */
	long long began;           /* in milliseconds, when the run began, … */
	long long told;            /* … and when progress was shown last */
	bool broken;               /* the report could not be written: that is said once */
};

/* `colour` is the value of --color, or NULL. */
void streams_open(struct streams *streams, struct arena *arena, const char *command, const char *colour, FILE *out,
                  FILE *err);

/* Writes text to `out` and flushes; false after telling on `err` why it could not be written. */
bool streams_write(FILE *out, FILE *err, const char *bytes, size_t length);

/* A mistake of usage; `command` as above. */
void streams_usage(FILE *err, const char *command, const char *message);

#endif
