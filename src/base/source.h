#ifndef SHIKII_BASE_SOURCE_H
#define SHIKII_BASE_SOURCE_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct diags;

/* The text of one file, or of standard input, with its table of lines. A line ends with LF, CR LF or CR.
 * A byte order mark is not part of `text`. */
struct source {
	const char *path; /* as given by the user; "<標準入力>" for standard input */
	const char *text; /* valid UTF-8 without NUL, with a NUL behind it */
	size_t length;
	bool marked;         /* a byte order mark stood before the text */
	const void *packed;  /* of built-in YAML: its tree (yaml/node_pack.h); else NULL */
	const size_t *lines; /* byte offset of each line's start; NULL of a built-in text: they are looked for when asked */
	size_t line_count;
	const size_t *points; /* code points before every SOURCE_STEP bytes: columns are quick on the longest line, too */
};

/* A range of bytes [start, end) of a source; an empty range is a place between two characters. */
struct span {
	const struct source *source; /* NULL: no place */
	uint32_t start;              /* small numbers: each node has a span */
	uint32_t end;
};

/* Line and column, both from 1; the column counts code points. */
struct position {
	size_t line;
	size_t column;
};

enum { SOURCE_LIMIT = 32 * 1024 * 1024 }; /* bytes of one file */
enum { SOURCE_STEP = 4096 };

/* Reads a file ("-" reads standard input). On failure reports (cannot be read, no regular file unless it is below /dev/, over
 * SOURCE_LIMIT, not UTF-8, NUL inside) and returns NULL. */
struct source *source_load(struct arena *arena, struct diags *diags, const char *path);

/* The bytes of a file as they are, up to SOURCE_LIMIT and one more piece ("-" reads standard input). On failure reports and returns
 * NULL. */
const char *source_bytes(struct arena *arena, struct diags *diags, const char *path, size_t *length);

/* Standard input, which findings call `path`. */
struct source *source_load_standard(struct arena *arena, struct diags *diags, const char *path);

/* The same from memory; text is copied. */
struct source *source_from_memory(struct arena *arena, struct diags *diags, const char *path, const char *text,
                                  size_t length);

/* The same of what was taken from a source before, without its byte order mark: it is known to be good, and stays where it is. */
struct source *source_again(struct arena *arena, const char *path, const char *text, size_t length);

/* The same of text that is built into the program: it is known to be good, and stays where it is. */
struct source *source_built_in(struct arena *arena, const char *path, const char *text, size_t length,
                               const void *packed);

/* Reports that there is no such file. */
void source_report_missing(struct diags *diags, const char *path);

/* Reports that a link leads out of the folder that may be read. */
void source_report_led_out(struct diags *diags, const char *path);

struct position source_position(const struct source *source, size_t offset);

/* The line's text without its line break. line is from 1 to line_count. */
struct span source_line(const struct source *source, size_t line);

#endif
