#ifndef SHIKII_YAML_EDIT_LINES_H
#define SHIKII_YAML_EDIT_LINES_H

#include "base/source.h"
#include "yaml/node.h"

#include <stdbool.h>
#include <stddef.h>

/* The lines of a source, for edits of it: places are bytes. LF, CR LF and CR end a line. */

bool line_is_break(char c);

/* The first line break of the file, with which all of it is taken to be written. */
const char *line_break_of(const struct source *source);

/* Of the line of `at`: its first byte; where its break begins; behind its break, or the end of the text. */
size_t line_start_at(const struct source *source, size_t at);
size_t line_end_at(const struct source *source, size_t at);
size_t line_behind(const struct source *source, size_t at);

/* The start of the line before one that is not the first. */
size_t line_above(const struct source *source, size_t line);

/* Behind spaces and tabs. */
size_t line_skip_white(const struct source *source, size_t at);

/* Is there nothing but white space on the line before `at`; between `at` and its end; or there nothing else but a comment? */
bool line_begins_at(const struct source *source, size_t at);
bool line_ends_at(const struct source *source, size_t at);
bool line_ends_content(const struct source *source, size_t at);

/* Where a node begins, with its key; and where it ends: an empty value behind its colon. */
size_t line_node_start(const struct node *node);
size_t line_node_end(const struct node *node);

/* Where the line behind the last one of a collection begins, whose members stand at `column`. */
size_t line_behind_members(const struct source *source, const struct node *collection, size_t column);

#endif
