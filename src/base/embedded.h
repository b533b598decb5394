#ifndef SHIKII_BASE_EMBEDDED_H
#define SHIKII_BASE_EMBEDDED_H

#include <stddef.h>

/* The files of schema/, rules/ and templates/ (but messages/, page/ and words.yaml), built into the program (cmake/embed.cmake). */
struct embedded_file {
	const char *path; /* from the root of the project: schema/forms/kiso-2024.yaml */
	const char *text; /* with a NUL behind it */
	size_t length;
	const void *packed; /* of YAML: its tree, for struct source; else NULL */
};

/* Sorted by path, as strcmp has it. */
extern const struct embedded_file embedded_files[];
extern const size_t embedded_file_count;

/* The words of the lexicon in rules/, as a table (rules/lexicon_table.h). */
extern const char embedded_lexicon[];

/* The file with this path, or NULL. */
const struct embedded_file *embedded_find(const char *path);

#endif
