#ifndef SHIKII_BASE_FILES_H
#define SHIKII_BASE_FILES_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/source.h"

#include <stdbool.h>
#include <stddef.h>

/* Where files are read from: documents in memory stand over those of the disk, or are all that there is. They hide what stands
 * at their path, and the folders around them are there. */
struct document {
	const char *path; /* as path_normal has it */
	const char *bytes;
	size_t length;
	void *owned; /* a block of malloc that holds both, for its owner; or NULL */
};

/* Everywhere NULL is allowed: only the disk. */
struct files {
	const struct document *documents; /* sorted by path, each once */
	size_t count;
	bool memory_only;    /* the disk is not looked at */
	bool standard_input; /* "-" is that of the process */
	bool trusted;        /* links may lead anywhere (files_lead_out) */
};

enum { PATH_LIMIT = 4096 };

/* A path without "." and empty steps, and without "x/.."; NULL when it is longer than PATH_LIMIT. What names the folder of the
 * program, ".", is "". */
const char *path_normal(const char *path, char normal[PATH_LIMIT]);

/* The last step of a path, a part of it. */
const char *path_name(const char *path);

/* The folder around, with its slash at the end; "" where the path has none. */
const char *path_folder(struct arena *arena, const char *path);

enum file_kind { FILE_NONE, FILE_REGULAR, FILE_FOLDER, FILE_OTHER, FILE_UNREADABLE };

/* The same files with a document more over them, whose bytes and path are copied into `arena`. A path that is too long is left out. */
struct files files_over(struct arena *arena, const struct files *files, const char *path, const char *bytes,
                        size_t length);

/* What stands at a path, links followed. FILE_UNREADABLE: there is something, or may be, but it cannot be known what: a link that
 * leads nowhere, a folder around it that may not be searched; errno says why. */
enum file_kind files_kind(const struct files *files, const char *path);

/* Is it a link of the disk? */
bool files_is_link(const struct files *files, const char *path);

/* Does the path lead out of the folder, by links or by its name, and may it not? What is not there leads nowhere. */
bool files_lead_out(const struct files *files, const char *path, const char *folder);

/* Does what stands at the path on the disk, links followed, stand in the folder? What is not there does. */
bool files_stand_within(const char *path, const char *folder);

/* Are both paths of the same file of the disk? */
bool files_same(const char *path, const char *other);

/* The document in memory, or NULL. */
const struct document *files_document(const struct files *files, const char *path);

/* Reads a file, as source_load does. */
struct source *files_load(struct arena *arena, struct diags *diags, const struct files *files, const char *path);

/* The same of what a folder holds: reported and NULL when a link leads out of it. */
struct source *files_load_within(struct arena *arena, struct diags *diags, const struct files *files, const char *path,
                                 const char *folder);
/* The bytes of a file, as source_bytes gives them. */
const char *files_bytes(struct arena *arena, struct diags *diags, const struct files *files, const char *path,
                        size_t *length);

/* Reads the beginning of a file, up to `size` bytes; false when it cannot be read. */
bool files_peek(const struct files *files, const char *path, char *bytes, size_t size, size_t *length);

/* The names in a folder, sorted, each once; false when it cannot be read. */
struct file_names {
	const char **items;
	size_t count;
	size_t capacity;
};
bool files_list(struct arena *arena, const struct files *files, const char *folder, struct file_names *names);

#endif
