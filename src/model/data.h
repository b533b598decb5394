#ifndef SHIKII_MODEL_DATA_H
#define SHIKII_MODEL_DATA_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/files.h"
#include "base/source.h"

#include <stdbool.h>
#include <stddef.h>

/* Where the official data is read from: the folders of a body (--schema, --rules, --templates or shikii.yaml) stand
 * in front of what is built into the program. NULL: built in only. Links may lead about in the body's folder, where the folder
 * stands in it, else in the folder. */
struct data_folders {
	const char *schema;
	const char *rules;
	const char *templates;
	const struct files *files; /* where the folders are looked for */
	const char *body;          /* of the shikii.yaml that names one of them; NULL: none does */
};

/* The file with this built-in name ("schema/forms/kiso-2024.yaml"), from the body's folder when it is there.
 * Reports and returns NULL when there is none or it cannot be read. Built-in files have their name as path. */
const struct source *data_load(struct arena *arena, struct diags *diags, const struct data_folders *folders,
                               const char *name);

/* Is there such a file? Then *source is it, or NULL when it cannot be read (reported). */
bool data_find(struct arena *arena, struct diags *diags, const struct data_folders *folders, const char *name,
               const struct source **source);

/* Does this file come from the body's folder? */
bool data_is_own(struct arena *arena, const struct data_folders *folders, const char *name);

/* The names of all files whose name begins with prefix ("schema/forms/"), built in or of the body's folder, sorted,
 * each once. */
struct data_names {
	const char **items;
	size_t count;
};
struct data_names data_list(struct arena *arena, const struct data_folders *folders, const char *prefix);

/* Messages about the files of the body's folder of templates that nothing reads and that are called nearly as one that is read. */
struct data_names data_unread_templates(struct arena *arena, const struct data_folders *folders);

#endif
